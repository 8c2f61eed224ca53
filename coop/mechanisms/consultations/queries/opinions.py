"""Reads of opinions: own ones always, others' once their round has closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.consultations.models import Consultation, Opinion
from coop.mechanisms.consultations.policy import holds, readable_opinions, visible_to
from coop.mechanisms.consultations.queries.backdrop import Backdrop, backdrops
from coop.mechanisms.consultations.queries.views import OpinionView
from coop.mechanisms.consultations.workflow import (
    ANSWERABLE,
    ANSWERS,
    OPINION,
    REPLY_DEADLINE,
    STANCES,
    WORKFLOW,
)
from coop.registry.models import Deadline

_OPINION = Opinion.__table__


def get_opinion(actor: Actor, opinion_id: UUID) -> OpinionView:
    """Raises NotFound for an opinion that the actor may not read yet."""
    found = session().execute(_select(actor).where(_OPINION.c.id == opinion_id)).first()
    if found is None:
        raise NotFound
    return _views(actor, [found])[0]


def list_opinions(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[OpinionView]:
    """Oldest first. wanted: agreement_id, consultation_id, institution_id, state."""
    query = _select(actor).order_by(_OPINION.c.id)
    for name, value in wanted.items():
        column = Consultation.agreement_id if name == "agreement_id" else _OPINION.c[name]
        query = query.where(column == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_views(actor, page.items), page.next)


def opinions_of(actor: Actor, consultation_id: UUID) -> tuple[OpinionView, ...]:
    """Those of one consultation that the actor may read, newest text first."""
    query = _select(actor).where(_OPINION.c.consultation_id == consultation_id)
    ordered = query.order_by(_OPINION.c.text_version.desc(), _OPINION.c.id)
    return _views(actor, session().execute(ordered).all())


def _select(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(
            *_OPINION.c,
            Consultation.agreement_id,
            Consultation.initiator_id,
            Consultation.pending_case_no,
            Consultation.title,
            Consultation.state.label("consultation_state"),
            Deadline.due_on,
        )
        .join(Consultation, Consultation.id == _OPINION.c.consultation_id)
        .outerjoin(
            Deadline,
            sa.and_(
                Deadline.subject_id == Consultation.id,
                Deadline.kind == REPLY_DEADLINE,
                Deadline.met_on.is_(None),
            ),
        )
        .where(visible_to(actor), readable_opinions(actor))
    )


def _views(actor: Actor, rows: Sequence[Any]) -> tuple[OpinionView, ...]:
    behind = backdrops(row.agreement_id for row in rows)
    return tuple(_view(actor, row, behind[row.agreement_id]) for row in rows)


def _view(actor: Actor, row: Any, behind: Backdrop) -> OpinionView:
    return OpinionView(
        id=row.id,
        version=row.version,
        agreement_id=row.agreement_id,
        consultation_id=row.consultation_id,
        consultation_title=row.title,
        institution_id=row.institution_id,
        institution_name=behind.names.get(row.institution_id, ""),
        text_version=row.text_version,
        stance=row.stance,
        stance_label=STANCES[row.stance],
        text=row.text,
        state=row.state,
        state_label=OPINION.states[row.state],
        signed_by_name=row.signed_by_name,
        given_at=row.given_at,
        is_revealed=row.revealed_at is not None,
        document_id=row.document_id,
        answer=row.answer,
        answer_label=ANSWERS[row.answer] if row.answer else None,
        answer_reason=row.answer_reason,
        answered_at=row.answered_at,
        allowed_actions=_allowed(actor, row, behind),
    )


def _allowed(actor: Actor, row: Any, behind: Backdrop) -> tuple[str, ...]:
    """What the state table and the post allow, less what the consultation's own state rules out."""
    own = behind.standing(row, [row.institution_id])
    granted = policy.allowed(actor, OPINION, row.state, own, holds)
    asking = row.consultation_state in WORKFLOW.sources("opinion")
    in_time = asking and row.due_on is not None and clock.today() <= row.due_on
    answerable = row.revealed_at is not None and row.consultation_state in ANSWERABLE
    ruled_in = {"edit": in_time, "sign": in_time, "answer": answerable}
    return tuple(action for action in granted if ruled_in[action])
