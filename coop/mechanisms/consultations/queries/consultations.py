"""Reads of consultations by Core selects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.consultations.models import Consultation, ConsultedParty
from coop.mechanisms.consultations.policy import CLERK, visible_to
from coop.mechanisms.consultations.queries import parts
from coop.mechanisms.consultations.queries.allowed import allowed_actions
from coop.mechanisms.consultations.queries.backdrop import Backdrop, backdrops
from coop.mechanisms.consultations.queries.opinions import opinions_of
from coop.mechanisms.consultations.queries.views import ConsultationSummaryView, ConsultationView
from coop.mechanisms.consultations.workflow import (
    ANSWERED,
    CATEGORIES,
    OUTCOMES,
    REPLY_DEADLINE,
    WORKFLOW,
)
from coop.registry.models import Deadline

_CONSULTATION = Consultation.__table__
_PARTY = ConsultedParty.__table__
_MOST_OFFERED = 100
_PLAIN = (
    "id", "version", "agreement_id", "initiator_id", "title", "category", "urgency", "state",
    "outcome", "opened_at", "concluded_at", "external_ref",
)  # fmt: skip
_WHOLE = (
    "silence_consents", "pending_case_no", "text_version", "round_closed_at", "meeting_id",
    "item_id", "meeting_record", "outcome_text", "document_id", "reason",
)  # fmt: skip


def get_consultation(actor: Actor, consultation_id: UUID) -> ConsultationView:
    """The consultation whole, with opinions this actor may read. NotFound for strangers."""
    row = session().execute(_select(actor).where(_CONSULTATION.c.id == consultation_id)).first()
    if row is None:
        raise NotFound
    consulted = _parties([row.id])[row.id]
    behind = backdrops([row.agreement_id])[row.agreement_id]
    opinions = opinions_of(actor, row.id)
    return ConsultationView(
        **_summary(actor, row, consulted, behind),
        **{name: getattr(row, name) for name in _WHOLE},
        texts=parts.texts(row.id, is_own=_sees_drafts(actor, row)),
        parties=parts.parties(row, consulted, opinions, behind.names),
        opinions=opinions,
        extensions=parts.extensions(row.id, behind.names),
        pauses=parts.pauses(row.id),
        follow_ups=parts.follow_ups(actor, row.id, row.agreement_id),
    )


def list_consultations(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ConsultationSummaryView]:
    """Newest first. wanted: the fields of schemas.ConsultationFilters."""
    query = _select(actor)
    for name, value in wanted.items():
        query = query.where(_filter(name, value))
    page = page_of(query.order_by(_CONSULTATION.c.id.desc()), limit=limit, cursor=cursor)
    return Page(_summaries(actor, page.items), page.next)


def to_refer(actor: Actor) -> list[tuple[UUID, str]]:
    """(id, number and title) of concluded ones for a court's clerk, the newest first."""
    under = actor.agreements_with(CLERK)
    if not under:
        return []
    query = _select(actor).where(
        _CONSULTATION.c.agreement_id.in_(under),
        _CONSULTATION.c.state.in_(WORKFLOW.sources("refer")),
    )
    rows = session().execute(query.order_by(_CONSULTATION.c.id.desc()).limit(_MOST_OFFERED))
    return [(row.id, f"会商〔{row.year}〕{row.ordinal}号 {row.title}") for row in rows]


def _summaries(actor: Actor, rows: Sequence[Any]) -> tuple[ConsultationSummaryView, ...]:
    consulted = _parties([row.id for row in rows])
    behind = backdrops(row.agreement_id for row in rows)
    return tuple(
        ConsultationSummaryView(**_summary(actor, row, consulted[row.id], behind[row.agreement_id]))
        for row in rows
    )


def _filter(name: str, value: Any) -> sa.ColumnElement[bool]:
    if name == "consulted_id":
        asked = sa.select(_PARTY.c.consultation_id).where(_PARTY.c.institution_id == value)
        return _CONSULTATION.c.id.in_(asked)
    is_equal: sa.ColumnElement[bool] = _CONSULTATION.c[name] == value
    return is_equal


def _select(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_CONSULTATION.c, Deadline.due_on, Deadline.basis, Deadline.is_provisional)
        .outerjoin(
            Deadline,
            sa.and_(Deadline.subject_id == _CONSULTATION.c.id, Deadline.kind == REPLY_DEADLINE),
        )
        .where(visible_to(actor))
    )


def _parties(consultation_ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    query = sa.select(_PARTY).where(_PARTY.c.consultation_id.in_(consultation_ids))
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session().execute(query.order_by(_PARTY.c.id)):
        found[row.consultation_id].append(row)
    return found


def _summary(actor: Actor, row: Any, consulted: Sequence[Any], behind: Backdrop) -> dict[str, Any]:
    names = behind.names
    standing = behind.standing(row, [one.institution_id for one in consulted])
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "initiator_name": names.get(row.initiator_id, ""),
        "issue_no": f"会商〔{row.year}〕{row.ordinal}号" if row.ordinal else None,
        "category_label": CATEGORIES[row.category],
        "state_label": WORKFLOW.states[row.state],
        "reply_due_on": row.due_on or row.replied_by_on,
        "reply_basis": row.basis,
        "is_provisional": bool(row.is_provisional),
        "consulted_names": tuple(names.get(one.institution_id, "") for one in consulted),
        "answered_count": sum(one.state == ANSWERED for one in consulted),
        "outcome_label": OUTCOMES[row.outcome] if row.outcome else None,
        "allowed_actions": allowed_actions(actor, row, standing),
    }


def _sees_drafts(actor: Actor, row: Any) -> bool:
    """The initiator, and a court that is to let a draft open."""
    is_own = actor.is_system or actor.institution_id == row.initiator_id
    return is_own or row.state == WORKFLOW.initial
