"""Reads of field visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.research.models import FieldVisit, ResearchProject
from coop.mechanisms.research.policy import Standing, holds, standings_of, visible_to
from coop.mechanisms.research.queries.views import FieldVisitView
from coop.mechanisms.research.workflow import VISIT
from coop.registry import directory

_VISIT = FieldVisit.__table__
_PLAIN = (
    "id", "version", "project_id", "title", "place", "visit_on", "arranged_by_id", "participants",
    "state", "findings", "recorded_at", "reason",
)  # fmt: skip


def get_visit(actor: Actor, visit_id: UUID) -> FieldVisitView:
    """Raises NotFound for strangers."""
    row = session().execute(_select(actor).where(_VISIT.c.id == visit_id)).first()
    if row is None:
        raise NotFound
    return _views(actor, [row])[0]


def list_visits(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[FieldVisitView]:
    """Newest day first. wanted: agreement_id, project_id, state."""
    query = _select(actor).order_by(_VISIT.c.visit_on.desc(), _VISIT.c.id.desc())
    for name, value in wanted.items():
        column = ResearchProject.agreement_id if name == "agreement_id" else _VISIT.c[name]
        query = query.where(column == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_views(actor, page.items), page.next)


def visits_of(
    actor: Actor, project: Any, standing: Standing, names: Mapping[UUID, str]
) -> tuple[FieldVisitView, ...]:
    """Of one project that the actor sees, in the order of their days."""
    query = _select(actor).where(_VISIT.c.project_id == project.id)
    rows = session().execute(query.order_by(_VISIT.c.visit_on, _VISIT.c.id))
    return tuple(_view(actor, row, standing, names) for row in rows)


def _select(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(
            *_VISIT.c,
            ResearchProject.agreement_id,
            ResearchProject.title.label("project_title"),
        )
        .join(ResearchProject, ResearchProject.id == _VISIT.c.project_id)
        .where(visible_to(actor))
    )


def _views(actor: Actor, rows: Any) -> tuple[FieldVisitView, ...]:
    ids = {row.project_id for row in rows}
    query = sa.select(ResearchProject.__table__).where(ResearchProject.id.in_(ids))
    standings = standings_of(session().execute(query).all())
    names = {one: directory.short_names(one) for one in {row.agreement_id for row in rows}}
    return tuple(
        _view(actor, row, standings[row.project_id], names[row.agreement_id]) for row in rows
    )


def _view(actor: Actor, row: Any, standing: Standing, names: Mapping[UUID, str]) -> FieldVisitView:
    return FieldVisitView(
        **{name: getattr(row, name) for name in _PLAIN},
        agreement_id=row.agreement_id,
        project_title=row.project_title,
        arranged_by_name=names.get(row.arranged_by_id, ""),
        state_label=VISIT.states[row.state],
        allowed_actions=policy.allowed(actor, VISIT, row.state, standing, holds),
    )
