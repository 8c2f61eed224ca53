"""Reads of disputes by Core selects; every field that names an offer is the body's alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.referrals.codes import COURT_LEVELS, GROUNDS, NATURES, SOURCES
from coop.mechanisms.referrals.law import (
    ACCEPTANCE,
    DEADLINE_LABELS,
    FILING,
    GROUND_BASES,
    MEDIATION,
    SELECTION,
)
from coop.mechanisms.referrals.models import BodyChoice, Dispute, MediationBody
from coop.mechanisms.referrals.policy import CLERK, Standing, holds, visible_to
from coop.mechanisms.referrals.queries import choices, fairness, names, parts, records
from coop.mechanisms.referrals.queries.allowed import allowed_actions
from coop.mechanisms.referrals.queries.days import explained_days, nearest_days
from coop.mechanisms.referrals.queries.referrals import referrals_of
from coop.mechanisms.referrals.queries.settlements import settlements_of
from coop.mechanisms.referrals.queries.views import DisputeSummaryView, DisputeView
from coop.mechanisms.referrals.workflow import DISPUTE, UNREPORTED
from coop.registry.conditions import due_of
from coop.registry.models import Deadline

_DISPUTE = Dispute.__table__
_CLOCKS = (ACCEPTANCE, MEDIATION, FILING)
_PLAIN = (
    "id", "version", "agreement_id", "source", "court_id", "body_id", "mediator_id", "cause",
    "nature", "court_level", "claim_yuan", "pre_filing_no", "case_no", "external_ref", "state",
    "ground", "concluded_on", "acknowledged_at", "created_at",
)  # fmt: skip
_WHOLE = (
    "summary", "suspended_for", "ground_party_id", "ground_note", "report", "reported_at",
    "document_id", "acknowledged_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of everybody that a page of rows mentions, and the nearest day of each row."""

    institutions: dict[UUID, str]
    bodies: dict[UUID, tuple[UUID, str]]
    mediators: dict[UUID, tuple[UUID, str]]
    nearest: dict[UUID, Any]

    def standing(self, row: Any) -> Standing:
        body, mediator = self.bodies.get(row.body_id), self.mediators.get(row.mediator_id)
        return Standing(
            row.agreement_id,
            row.court_id,
            body[0] if body else None,
            mediator[0] if mediator else None,
        )


def get_dispute(actor: Actor, dispute_id: UUID) -> DisputeView:
    """The dispute whole, as this actor may read it. NotFound for everybody else."""
    row = session().execute(_select(actor).where(_DISPUTE.c.id == dispute_id)).first()
    if row is None:
        raise NotFound
    called = _called([row])
    standing = called.standing(row)
    parties = parts.parties(row.id)
    named = {one.id: one.name for one in parties}
    is_court = actor.is_system or holds(actor, CLERK, standing)
    extensions = parts.extensions(row.referral_id)
    return DisputeView(
        **_summary(actor, row, called),
        **{name: getattr(row, name) for name in _WHOLE},
        consultation_id=row.consultation_id if is_court else None,
        consultation_label=row.consultation_label if is_court else "",
        court_level_label=COURT_LEVELS[row.court_level],
        ground_basis=GROUND_BASES[row.ground] if row.ground else None,
        returned_materials=tuple(row.returned_materials),
        parties=parties,
        body_choices=choices.body_choices(row.id),
        appointment_requests=choices.appointment_requests(row.id, named),
        referrals=referrals_of(actor, row.id),
        days=explained_days(
            row.agreement_id, row.id, extended_from=[one.old_due_on for one in extensions]
        ),
        address_confirmations=records.confirmations_of(actor, row.id, standing, row.state),
        sessions=records.sessions_of(actor, row.id, standing),
        disclosures=fairness.disclosures(row.id, row.mediator_id, named),
        recusals=fairness.recusals(row.id, named),
        extension_consents=parts.extension_consents(row.referral_id, named),
        extensions=extensions,
        appraisals=parts.appraisals(row.referral_id),
        undisputed_facts=parts.undisputed_facts(row.id),
        settlements=settlements_of(actor, row.id, standing, named),
    )


def list_disputes(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[DisputeSummaryView]:
    """Newest first. wanted: the fields of schemas.DisputeFilters."""
    query = _select(actor)
    for name, value in wanted.items():
        query = query.where(_filter(name, value))
    page = page_of(query.order_by(_DISPUTE.c.id.desc()), limit=limit, cursor=cursor)
    return Page(_summaries(actor, page.items), page.next)


# --------------------------------------------------------------------------- parts


def _filter(name: str, value: Any) -> sa.ColumnElement[bool]:
    if name == "is_loop_open":
        return _loop_open() if value else ~_loop_open()
    if name == "issue_no":
        return _numbered(value)
    is_equal: sa.ColumnElement[bool] = _DISPUTE.c[name] == value
    return is_equal


def _loop_open() -> sa.ColumnElement[bool]:
    """Referred by a court, and the court has not acknowledged how it ended (DR-06)."""
    return sa.and_(
        _DISPUTE.c.court_id.is_not(None),
        _DISPUTE.c.referral_id.is_not(None),
        _DISPUTE.c.acknowledged_at.is_(None),
        _DISPUTE.c.state.not_in(UNREPORTED),
    )


def _numbered(issue_no: str) -> sa.ColumnElement[bool]:
    """诉调〔2026〕12号, or what people type of it: the digits count."""
    digits = "".join(one if one.isdigit() else " " for one in issue_no).split()
    if len(digits) != len(("year", "ordinal")) or max(len(one) for one in digits) > _MOST_DIGITS:
        return sa.false()
    return sa.and_(_DISPUTE.c.year == int(digits[0]), _DISPUTE.c.ordinal == int(digits[1]))


_MOST_DIGITS = 9


def _select(actor: Actor) -> sa.Select[Any]:
    """With the clock of the stage, and what was chosen."""
    stage = sa.orm.aliased(Deadline)
    runs = sa.and_(
        stage.subject_id == _DISPUTE.c.id, stage.kind.in_(_CLOCKS), stage.met_on.is_(None)
    )
    clock_of_stage: tuple[Any, ...] = (
        stage.due_on.label("clock_on"),
        stage.basis,
        stage.is_provisional,
    )
    return (
        sa.select(*_DISPUTE.c, *clock_of_stage, *_chosen())
        .outerjoin(stage, runs)
        .where(visible_to(actor))
    )


def _chosen() -> tuple[sa.ColumnElement[Any], ...]:
    """Who chose the body that waits for the file; until when the parties may; who was asked."""
    standing = (
        sa.select(BodyChoice.chosen_by)
        .join(MediationBody, MediationBody.id == BodyChoice.body_id)
        .where(choices.stands(_DISPUTE.c.id))
        .correlate(_DISPUTE)
        .scalar_subquery()
    )
    selection = due_of(_DISPUTE.c.id, SELECTION).on
    return (
        standing.label("chosen_by"),
        selection.label("selection_on"),
        choices.is_asked(_DISPUTE.c.id).label("is_appointment_asked"),
    )


def _summaries(actor: Actor, rows: Sequence[Any]) -> tuple[DisputeSummaryView, ...]:
    called = _called(rows)
    return tuple(DisputeSummaryView(**_summary(actor, row, called)) for row in rows)


def _called(rows: Sequence[Any]) -> _Names:
    return _Names(
        names.institution_names(row.court_id for row in rows),
        names.bodies(row.body_id for row in rows),
        names.mediators(row.mediator_id for row in rows),
        nearest_days([row.id for row in rows]),
    )


def _summary(actor: Actor, row: Any, called: _Names) -> dict[str, Any]:
    body, mediator = called.bodies.get(row.body_id), called.mediators.get(row.mediator_id)
    number = f"诉调〔{row.year}〕{row.ordinal}号"
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "issue_no": number,
        "title": f"{row.cause}（{number}）",
        "source_label": SOURCES[row.source],
        "court_name": called.institutions.get(row.court_id) if row.court_id else None,
        "body_name": body[1] if body else None,
        "mediator_name": mediator[1] if mediator else None,
        "nature_label": NATURES[row.nature],
        "state_label": DISPUTE.states[row.state],
        "ground_label": GROUNDS[row.ground] if row.ground else None,
        **_days(row, called.nearest.get(row.id)),
        "is_loop_open": _is_loop_open(row),
        "allowed_actions": allowed_actions(actor, row, called.standing(row)),
    }


def _days(row: Any, nearest: Any) -> dict[str, Any]:
    """due_on is of the stage's clock where one runs, else the nearest of the others."""
    shown = row if row.clock_on is not None or nearest is None else nearest
    next_on = nearest.due_on if nearest else None
    return {
        "due_on": row.clock_on or next_on,
        "due_basis": shown.basis,
        "is_provisional": bool(shown.is_provisional),
        "next_due_kind": nearest.kind if nearest else None,
        "next_due_label": DEADLINE_LABELS[nearest.kind] if nearest else None,
        "next_due_on": next_on,
        "is_overdue": next_on is not None and next_on < clock.today(),
    }


def _is_loop_open(row: Any) -> bool:
    is_referred = row.court_id is not None and row.referral_id is not None
    return is_referred and row.acknowledged_at is None and row.state not in UNREPORTED
