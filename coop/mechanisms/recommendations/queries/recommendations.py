"""Reads of recommendations: one, many, and what a job or the desk looks at."""

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
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import copied_ids, holds, standing_of, visible_to
from coop.mechanisms.recommendations.queries.views import (
    CourtRecommendationView,
    RecommendationSummaryView,
)
from coop.mechanisms.recommendations.workflow import (
    EVALUATIONS,
    RECOMMENDATION,
    REPLY,
    REPLY_OUTCOMES,
)
from coop.registry import directory
from coop.registry.models import Deadline

_PLAIN = (
    "findings",
    "problems",
    "grounds",
    "signed_at",
    "signed_by",
    "reply_days",
    "document_id",
    "reply_outcome",
    "reply",
    "replied_by",
    "evaluation_result",
    "evaluation",
)
_ROWS: tuple[Any, ...] = (CourtRecommendation, Deadline)
_OF_THE_COURT = ("heard_on", "heard_opinion", "deliberated_on", "deliberation")
_SHOWN = (
    "id",
    "version",
    "state",
    "agreement_id",
    "court_id",
    "recipient_id",
    "recipient_name",
    "title",
    "number",
    "issued_on",
    "replied_on",
)


def get_recommendation(actor: Actor, recommendation_id: UUID) -> CourtRecommendationView:
    """Raises NotFound for all but the court, and, once issued, recipient and copies."""
    found = _found(actor, CourtRecommendation.id == recommendation_id)
    if not found:
        raise NotFound
    row, deadline = found[0]
    return _view(actor, row, deadline)


def list_recommendations(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[RecommendationSummaryView]:
    """Newest first. wanted: agreement_id, state, recipient_id, title (part), number; overdue."""
    query = _select(actor).order_by(CourtRecommendation.id.desc())
    for name, value in wanted.items():
        query = query.where(_filter(name, value))
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_summary(actor, *row) for row in page.items), page.next)


def awaiting_reply(agreement_id: UUID) -> tuple[UUID, ...]:
    """What the reminding job looks at, oldest first."""
    query = sa.select(CourtRecommendation.id).where(
        CourtRecommendation.agreement_id == agreement_id,
        CourtRecommendation.state.in_(RECOMMENDATION.sources("remind")),
    )
    return tuple(session().scalars(query.order_by(CourtRecommendation.id)))


def drafted(actor: Actor, recommendation_id: UUID) -> CourtRecommendation:
    """The row itself, for its court: what the draft is printed from. Raises NotFound."""
    found = _found(actor, CourtRecommendation.id == recommendation_id)
    if not found or found[0][0].court_id != actor.institution_id:
        raise NotFound
    return found[0][0]


def _filter(name: str, value: UUID | str) -> sa.ColumnElement[bool]:
    if name == "title":
        return CourtRecommendation.title.contains(str(value), autoescape=True)
    if name == "overdue":
        return sa.and_(Deadline.met_on.is_(None), Deadline.due_on < clock.today())
    column: sa.ColumnElement[Any] = getattr(CourtRecommendation, name)
    return column == value


def _select(actor: Actor) -> sa.Select[Any]:
    clock_of = sa.and_(Deadline.subject_id == CourtRecommendation.id, Deadline.kind == REPLY)
    return sa.select(*_ROWS).outerjoin(Deadline, clock_of).where(visible_to(actor))


def _found(
    actor: Actor, where: sa.ColumnElement[bool]
) -> Sequence[tuple[CourtRecommendation, Deadline | None]]:
    rows = session().execute(_select(actor).where(where).order_by(CourtRecommendation.id))
    return [(row[0], row[1]) for row in rows]


def _summary(
    actor: Actor, row: CourtRecommendation, deadline: Deadline | None
) -> RecommendationSummaryView:
    return RecommendationSummaryView(**_listed(actor, row, deadline))


def _listed(actor: Actor, row: CourtRecommendation, deadline: Deadline | None) -> dict[str, Any]:
    names = directory.short_names(row.agreement_id)
    due_on = deadline.due_on if deadline else None
    is_open = deadline is not None and deadline.met_on is None
    return {
        **{name: getattr(row, name) for name in _SHOWN},
        "state_label": RECOMMENDATION.states[row.state],
        "allowed_actions": policy.allowed(
            actor, RECOMMENDATION, row.state, standing_of(row), holds
        ),
        "court_name": names.get(row.court_id, ""),
        "reply_due_on": due_on,
        "reply_basis": deadline.basis if deadline else None,
        "is_provisional": bool(deadline and deadline.is_provisional),
        "is_overdue": is_open and due_on is not None and due_on < clock.today(),
        "is_late": bool(row.replied_on and due_on and row.replied_on > due_on),
    }


def _view(
    actor: Actor, row: CourtRecommendation, deadline: Deadline | None
) -> CourtRecommendationView:
    is_own = actor.is_system or actor.institution_id == row.court_id
    kept: dict[str, Any] = {
        name: getattr(row, name) if is_own else _nothing(name) for name in _OF_THE_COURT
    }
    copied = copied_ids(row.id)
    names = directory.short_names(row.agreement_id)
    return CourtRecommendationView(
        **_listed(actor, row, deadline),
        **{name: getattr(row, name) for name in _PLAIN},
        **kept,
        suggestions=tuple(row.suggestions),
        cc_ids=copied,
        cc_names=tuple(names.get(one, "") for one in copied),
        place=row.place or (_last_place(row.court_id) if is_own else None),
        reply_outcome_label=REPLY_OUTCOMES.get(row.reply_outcome or ""),
        evaluation_label=EVALUATIONS.get(row.evaluation_result or ""),
    )


def _nothing(name: str) -> str | None:
    return None if name.endswith("_on") else ""


def _last_place(court_id: UUID) -> str | None:
    """What the court's numbers began with last."""
    query = sa.select(CourtRecommendation.place).where(
        CourtRecommendation.court_id == court_id, CourtRecommendation.place.is_not(None)
    )
    return session().scalar(query.order_by(CourtRecommendation.issued_on.desc()).limit(1))
