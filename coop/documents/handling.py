"""办理过程: who drafted, reviewed, signed and issued a document, and when.

A mechanism tells the steps that its own approvals were; a free letter's are logged as they happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.db import session, step
from coop.core.errors import NotFound
from coop.documents.models import DocumentStep, OfficialDocument
from coop.documents.workflow import DOCUMENT
from coop.registry import directory

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that somebody took. action: DRAFT, or one of the state table."""

    action: str
    by_name: str
    at: datetime
    by_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A mechanism's approval of a text: who wrote it, who approved it and when.

    drafted_by_id: None where coop put the text together from what was recorded, or a system sent
    it. reviewed_by: blank where whoever signed has reviewed it.
    """

    signed_by: str
    signed_at: datetime
    drafted_by_id: UUID | None = None
    reviewed_by: str = ""
    note: str = ""


def taken(actor: Actor, action: str, note: str = "") -> Taken:
    return Taken(action, actor.on_behalf_of or actor.name, clock.now(), actor.id, note)


def issued_after(sign_off: SignOff, issuer: Actor) -> tuple[Taken, ...]:
    """The way of a letter that a head approved; the mechanism let no drafter approve."""
    drafter_id, at = sign_off.drafted_by_id, sign_off.signed_at
    return (
        Taken(DRAFT, _name_of(drafter_id), at, drafter_id),
        Taken("review", sign_off.reviewed_by or sign_off.signed_by, at),
        Taken("sign", sign_off.signed_by, at, note=sign_off.note),
        taken(issuer, "register_and_issue"),
    )


def _name_of(drafter_id: UUID | None) -> str:
    try:
        return directory.person(drafter_id).name if drafter_id else SYSTEM.name
    except NotFound:  # a partner's system
        return SYSTEM.name


def published(issuer: Actor, note: str = "") -> tuple[Taken, ...]:
    """The way of a house paper, which nobody signs."""
    return (taken(issuer, DRAFT), taken(issuer, "publish", note))


def state_after(steps: Sequence[Taken]) -> str:
    """Where the steps lead. Raises IllegalTransition where one is missing."""
    state = DOCUMENT.initial
    for one in steps:
        state = state if one.action == DRAFT else DOCUMENT.next(state, one.action)
    return state


@step
def log(document: OfficialDocument, *steps: Taken) -> None:
    """Write the steps behind those that were logged before."""
    so_far = sa.select(sa.func.count()).where(DocumentStep.document_id == document.id)
    position = session().scalar(so_far.select_from(DocumentStep)) or 0
    session().add_all(
        DocumentStep(
            document_id=document.id,
            position=number,
            action=one.action,
            by_name=one.by_name,
            by_id=one.by_id,
            at=one.at,
            note=one.note,
        )
        for number, one in enumerate(steps, position + 1)
    )
    session().flush()
