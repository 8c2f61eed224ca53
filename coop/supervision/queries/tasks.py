"""Reads of tasks: one, many, a co-organiser's part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.documents import marks
from coop.registry import directory
from coop.registry.models import Deadline
from coop.supervision import assembly, policy
from coop.supervision.colour import RED
from coop.supervision.models import Task, TaskPart
from coop.supervision.outlook import Outlook, coloured, outlook_of, under_each
from coop.supervision.views import TaskPartView, TaskView
from coop.supervision.workflow import ACCEPTANCE, OPEN


def get_task(actor: Actor, task_id: UUID) -> TaskView:
    """Raises NotFound for strangers."""
    agreement_id = session().scalar(
        sa.select(Task.agreement_id).where(Task.id == task_id, policy.visible_to(actor))
    )
    if agreement_id is None:
        raise NotFound
    outlooks = [outlook_of(agreement_id)]
    rows = session().execute(_columns(outlooks).where(Task.id == task_id)).all()
    return assembly.task_views(actor, rows, outlooks)[0]


class Filters(TypedDict, total=False):
    """What a list may be narrowed to.

    mine: led or assisted by the actor's institution; unreported: the lead's last weekly report is
    missing.
    """

    agreement_id: UUID
    state: str
    colour: str
    lead_id: UUID
    source_kind: str
    source_id: UUID
    parent_id: UUID
    mine: str
    overdue: str
    unreported: str


def list_tasks(
    actor: Actor, *, limit: int, cursor: str | None = None, **filters: Unpack[Filters]
) -> Page[TaskView]:
    """Tasks by due day; `mine`, `overdue` and `unreported` are "true" or not given."""
    outlooks = [outlook_of(one) for one in _agreements(actor, filters.get("agreement_id"))]
    query = _columns(outlooks).where(
        policy.visible_to(actor),
        Task.agreement_id.in_([one.agreement_id for one in outlooks]),
        *_narrowed(actor, filters, outlooks),
    )
    found = page_of(query.order_by(Task.due_on, Task.id), limit=limit, cursor=cursor)
    return Page(assembly.task_views(actor, found.items, outlooks), found.next)


def _agreements(actor: Actor, wanted: UUID | None) -> list[UUID]:
    visible = [agreement_id for agreement_id, _title in directory.agreements_of(actor)]
    return visible if wanted is None else [one for one in visible if one == wanted]


def _narrowed(
    actor: Actor, filters: Filters, outlooks: Sequence[Outlook]
) -> list[sa.ColumnElement[bool]]:
    equal = {
        Task.state: filters.get("state"),
        Task.lead_id: filters.get("lead_id"),
        Task.source_kind: filters.get("source_kind"),
        Task.source_id: filters.get("source_id"),
        Task.parent_id: filters.get("parent_id"),
    }
    found = [column == value for column, value in equal.items() if value is not None]
    colours = [filters["colour"]] if "colour" in filters else []
    colours += [RED] if "overdue" in filters else []
    found += [coloured(outlooks, wanted) for wanted in colours]
    if "unreported" in filters:
        found.append(under_each(outlooks, Outlook.is_report_missing))
    if "mine" in filters:
        found.append(_involving(actor.institution_id))
    return found


def _involving(institution_id: UUID | None) -> sa.ColumnElement[bool]:
    assisted = sa.select(TaskPart.task_id).where(TaskPart.institution_id == institution_id)
    return sa.or_(Task.lead_id == institution_id, Task.id.in_(assisted))


def _columns(outlooks: Sequence[Outlook]) -> sa.Select[Any]:
    """Everything a view needs of the task's own row, its acceptance deadline, and what lags."""
    return sa.select(
        *Task.__table__.columns,
        Deadline.due_on.label("acceptance_due_on"),
        Deadline.basis.label("acceptance_basis"),
        Deadline.is_provisional.label("acceptance_is_provisional"),
        _open_sub_tasks().label("open_sub_task_count"),
        under_each(outlooks, Outlook.is_behind).label("is_behind"),
        under_each(outlooks, Outlook.is_report_missing).label("is_report_missing"),
        marks.of(Task.id).label("classification"),
    ).outerjoin(Deadline, sa.and_(Deadline.subject_id == Task.id, Deadline.kind == ACCEPTANCE))


def _open_sub_tasks() -> sa.ScalarSelect[int]:
    child = aliased(Task)
    return (
        sa.select(sa.func.count())
        .where(child.parent_id == Task.id, child.state.in_(OPEN))
        .correlate(Task)
        .scalar_subquery()
    )


def get_part(actor: Actor, part_id: UUID) -> TaskPartView:
    """Raises NotFound for strangers."""
    task_id = session().scalar(sa.select(TaskPart.task_id).where(TaskPart.id == part_id))
    if task_id is None:
        raise NotFound
    return next(part for part in get_task(actor, task_id).parts if part.id == part_id)
