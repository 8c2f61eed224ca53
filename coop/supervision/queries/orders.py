"""Reads of supervision orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core import policy as core_policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.documents import marks
from coop.registry.models import Deadline, Institution
from coop.supervision import policy
from coop.supervision.colour import COLOURS
from coop.supervision.models import SupervisionOrder, Task
from coop.supervision.policy import Addressed
from coop.supervision.workflow import LEVELS, ORDER_WORKFLOW, REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionOrderView(View):
    """An urging slip. level: who is asked now, level_since_on: since when; reply_*: the answer."""

    agreement_id: UUID
    task_id: UUID
    task_title: str
    year: int
    serial: int
    colour: str
    colour_label: Text
    title: str
    reason: str
    institution_id: UUID
    institution_name: str
    issued_on: date
    level: str
    level_label: Text
    level_since_on: date
    recipients: tuple[str, ...]
    reply_due_on: date | None
    reply_basis: str | None
    is_overdue: bool
    state: str
    state_label: Text
    answer: str
    answered_at: datetime | None
    answered_by: str
    document_id: UUID | None
    allowed_actions: tuple[str, ...]


class Filters(TypedDict, total=False):
    agreement_id: UUID
    task_id: UUID
    institution_id: UUID
    state: str
    colour: str


def get_order(actor: Actor, order_id: UUID) -> SupervisionOrderView:
    """Raises NotFound for strangers."""
    row = session().execute(_visible(actor).where(SupervisionOrder.id == order_id)).first()
    if row is None:
        raise NotFound
    return _view(actor, row)


def list_orders(
    actor: Actor, *, limit: int, cursor: str | None = None, **filters: Unpack[Filters]
) -> Page[SupervisionOrderView]:
    """Newest first."""
    query = _visible(actor)
    for name, value in filters.items():
        query = query.where(getattr(SupervisionOrder, name) == value)
    newest_first = query.order_by(SupervisionOrder.issued_on.desc(), SupervisionOrder.id.desc())
    found = page_of(newest_first, limit=limit, cursor=cursor)
    return Page(tuple(_view(actor, row) for row in found.items), found.next)


def _visible(actor: Actor) -> sa.Select[Any]:
    query = (
        sa.select(
            *SupervisionOrder.__table__.columns,
            Task.title.label("task_title"),
            Institution.short_name.label("institution_name"),
            Deadline.due_on.label("reply_due_on"),
            Deadline.basis.label("reply_basis"),
        )
        .join(Task, Task.id == SupervisionOrder.task_id)
        .join(Institution, Institution.id == SupervisionOrder.institution_id)
        .outerjoin(
            Deadline,
            sa.and_(Deadline.subject_id == SupervisionOrder.id, Deadline.kind == REPLY),
        )
    )
    if actor.is_system:
        return query
    row, among = SupervisionOrder, actor.agreement_ids
    return query.where(marks.readable(actor, row.agreement_id, row.task_id, among=among))


def _view(actor: Actor, row: sa.Row[Any]) -> SupervisionOrderView:
    asked = Addressed(row.agreement_id, row.institution_id)
    waits = row.state in ORDER_WORKFLOW.sources("answer")
    late = waits and row.reply_due_on is not None and row.reply_due_on < clock.today()
    return SupervisionOrderView(
        **{name: getattr(row, name) for name in _PLAIN},
        colour_label=COLOURS[row.colour],
        level_label=LEVELS[row.level],
        recipients=tuple(row.recipients),
        is_overdue=late,
        state_label=ORDER_WORKFLOW.states[row.state],
        allowed_actions=core_policy.allowed(
            actor, ORDER_WORKFLOW, row.state, asked, policy.is_addressee
        ),
    )


_PLAIN = (
    "id",
    "version",
    "agreement_id",
    "task_id",
    "task_title",
    "year",
    "serial",
    "colour",
    "title",
    "reason",
    "institution_id",
    "institution_name",
    "issued_on",
    "level",
    "level_since_on",
    "reply_due_on",
    "reply_basis",
    "state",
    "answer",
    "answered_at",
    "answered_by",
    "document_id",
)
