"""What waits for one officer: letters to review, to sign, to number and issue."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.worklist import Condition, Held, Steps, Waiting
from coop.documents.models import OfficialDocument
from coop.documents.policy import readable
from coop.documents.workflow import DOCUMENT, LETTER

# Onward steps and the piles they belong to.
_STEPS = {"review": "review", "sign": "review", "register_and_issue": "do"}


def waiting(actor: Actor) -> Iterator[Waiting]:
    steps = Steps(
        workflow=DOCUMENT,
        state=OfficialDocument.state,
        held=_held(actor),
        rows=sa.select(OfficialDocument.id).where(readable(actor)),
        url="/documents/{id}",
        subject_id=OfficialDocument.id,
        title=OfficialDocument.title,
    )
    for action, group in _STEPS.items():
        yield from steps.waiting(action, group)


def _held(actor: Actor) -> Held:
    """policy.handles as a condition."""

    def held(role: str) -> Condition | None:
        under = actor.agreements_with(role)
        if not under:
            return None
        return sa.and_(
            OfficialDocument.source_kind == LETTER,
            OfficialDocument.issuer_id == actor.institution_id,
            OfficialDocument.agreement_id.in_(under),
        )

    return held
