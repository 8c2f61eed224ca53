"""Reads of projects by Core selects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.documents.secrecy import CLASSIFICATIONS
from coop.mechanisms.research.models import ResearchParty, ResearchProject
from coop.mechanisms.research.policy import Standing, standings_of, visible_to
from coop.mechanisms.research.queries import ending, parts
from coop.mechanisms.research.queries.allowed import Facts, allowed_actions, facts_of
from coop.mechanisms.research.queries.views import ResearchProjectView, ResearchSummaryView
from coop.mechanisms.research.queries.visits import visits_of
from coop.mechanisms.research.workflow import (
    APPROVALS,
    FOLLOW_UP_DEADLINE,
    PROJECT,
    UNDER_WAY,
)
from coop.registry import directory
from coop.registry.models import Deadline

_PROJECT = ResearchProject.__table__
_PLAIN = (
    "id", "version", "agreement_id", "lead_id", "leader_id", "leader_name", "title",
    "classification", "state", "midterm_on", "due_on", "approved_at", "accepted_at",
    "external_ref",
)  # fmt: skip
_WHOLE = (
    "background", "plan", "planned_due_on", "approval", "approved_by_name", "item_id",
    "notice_document_id", "started_at", "report_document_id", "terminated_at", "reason",
)  # fmt: skip


def get_project(actor: Actor, project_id: UUID) -> ResearchProjectView:
    """The project whole. NotFound for strangers."""
    row = session().execute(_select(actor).where(_PROJECT.c.id == project_id)).first()
    if row is None:
        raise NotFound
    names = directory.short_names(row.agreement_id)
    standing = standings_of([row])[row.id]
    return ResearchProjectView(
        **_summary(actor, row, standing, facts_of([row.id])[row.id], names),
        **{name: getattr(row, name) for name in _WHOLE},
        approval_label=APPROVALS[row.approval] if row.approval else None,
        parties=parts.parties(standing, names),
        team=parts.team(row.id, names),
        reviewers=parts.reviewers(standing, names),
        stages=parts.stages(row.id),
        visits=visits_of(actor, row, standing, names),
        entries=parts.entries(row.id, names),
        midterms=parts.midterms(row.id),
        changes=parts.changes(row.id),
        reports=ending.reports(row.id, names),
        outcomes=ending.outcomes(row.id, names),
        follow_ups=ending.follow_ups(row.id),
    )


def list_projects(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ResearchSummaryView]:
    """Newest first. wanted: the fields of schemas.ResearchFilters."""
    query = _select(actor)
    for name, value in wanted.items():
        query = query.where(_filter(name, value))
    page = page_of(query.order_by(_PROJECT.c.id.desc()), limit=limit, cursor=cursor)
    return Page(_summaries(actor, page.items), page.next)


def _summaries(actor: Actor, rows: Sequence[Any]) -> tuple[ResearchSummaryView, ...]:
    standings = standings_of(rows)
    facts = facts_of([row.id for row in rows])
    under = {row.agreement_id for row in rows}
    names = {one: directory.short_names(one) for one in under}
    return tuple(
        ResearchSummaryView(
            **_summary(actor, row, standings[row.id], facts[row.id], names[row.agreement_id])
        )
        for row in rows
    )


def _filter(name: str, value: Any) -> sa.ColumnElement[bool]:
    if name == "party_id":
        party = sa.select(ResearchParty.project_id).where(ResearchParty.institution_id == value)
        return _PROJECT.c.id.in_(party)
    is_equal: sa.ColumnElement[bool] = _PROJECT.c[name] == value
    return is_equal


def _select(actor: Actor) -> sa.Select[Any]:
    """follow_up_on and its basis: None before acceptance, and once followed up."""
    waiting = sa.and_(
        Deadline.subject_id == _PROJECT.c.id,
        Deadline.kind == FOLLOW_UP_DEADLINE,
        Deadline.met_on.is_(None),
    )
    return (
        sa.select(
            *_PROJECT.c,
            Deadline.due_on.label("follow_up_on"),
            Deadline.basis.label("follow_up_basis"),
            Deadline.is_provisional,
        )
        .outerjoin(Deadline, waiting)
        .where(visible_to(actor))
    )


def _summary(
    actor: Actor, row: Any, standing: Standing, facts: Facts, names: Mapping[UUID, str]
) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "issue_no": f"课题〔{row.year}〕{row.ordinal}号" if row.ordinal else None,
        "lead_name": names.get(row.lead_id, ""),
        "co_names": tuple(one.institution_name for one in parts.parties(standing, names)),
        "classification_label": CLASSIFICATIONS[row.classification],
        "state_label": PROJECT.states[row.state],
        "is_overdue": row.state in UNDER_WAY and clock.today() > row.due_on,
        "follow_up_due_on": row.follow_up_on,
        "follow_up_basis": row.follow_up_basis,
        "is_provisional": bool(row.is_provisional),
        "allowed_actions": allowed_actions(actor, row, standing, facts),
    }
