"""One person's desk: the nearest tasks one by one, however many more there are as one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import Text
from coop.core.worklist import WorkItem
from coop.registry.models import Deadline
from coop.registry.working_days import CalendarGap, calendar_of
from coop.supervision import policy
from coop.supervision.colour import monday_of
from coop.supervision.models import ExtensionRequest, ProgressReport, Task, TaskPart
from coop.supervision.policy import Hosts
from coop.supervision.queries.orders import waiting_orders
from coop.supervision.workflow import ACCEPTANCE, OPEN, OPEN_PARTS, PART_WORKFLOW, WORKFLOW

Condition = sa.ColumnElement[bool]
MOST_SINGLE = 200
_WEEKLY = Text("每个自然周最后一个工作日前填报", "By the last working day of the ISO week")
_ACCEPT = Text("签收任务", "Accept a task")
_DO = Text("办理任务", "Work on a task")
_REST = Text("其余{count}项任务", "{count} more tasks")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Whose desk it is under one agreement today."""

    agreement_id: UUID
    own_id: UUID | None
    roles: frozenset[str]
    hosts: Hosts
    today: date

    @property
    def is_host(self) -> bool:
        return self.own_id == self.hosts.host_id and bool(self.roles & {"secretariat", "convener"})


def waiting_tasks(actor: Actor) -> tuple[WorkItem, ...]:
    """What waits for the actor's posts, the nearest day first."""
    found = [item for agreement_id in actor.agreement_ids for item in _waiting(actor, agreement_id)]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.title)))


def _waiting(actor: Actor, agreement_id: UUID) -> Iterator[WorkItem]:
    desk = _Desk(
        agreement_id=agreement_id,
        own_id=actor.institution_id,
        roles=policy.roles(actor, agreement_id),
        hosts=policy.hosts_of(agreement_id),
        today=clock.today(),
    )
    yield from _of_tasks(desk)
    if "handler" in desk.roles:
        yield from _parts_to_do(desk)
    yield from waiting_orders(actor, agreement_id, desk.hosts.host_id)


def _of_tasks(desk: _Desk) -> Iterator[WorkItem]:
    waiting = _waits(desk)
    if waiting is None:
        return
    nearest = _tasks(desk).where(waiting).order_by(Task.due_on, Task.id).limit(MOST_SINGLE + 1)
    rows = list(session().execute(nearest))
    report_by = _report_by(desk) if any(row.owes_report for row in rows) else None
    for row in rows[:MOST_SINGLE]:
        yield from _of_task(desk, row, report_by)
    if len(rows) > MOST_SINGLE:
        yield _rest(desk, waiting)


def _waits(desk: _Desk) -> Condition | None:
    """Tasks that wait for one of the actor's roles; None when no role is asked for any."""
    own = Task.lead_id == desk.own_id
    found: list[Condition] = []
    if "handler" in desk.roles:
        found += [sa.and_(own, _under("accept")), sa.and_(own, _under("submit"))]
    if desk.is_host:
        found += [_under("decide"), sa.and_(_under("extend"), _asks_extension())]
    if "secretariat" in desk.roles:
        found.append(sa.and_(_under("close"), _closable(desk)))
    if not found:
        return None
    # All of them are open: said once more for the index, which an OR would hide.
    is_open = sa.and_(Task.agreement_id == desk.agreement_id, Task.state.in_(OPEN))
    return sa.and_(is_open, sa.or_(*found))


def _under(action: str) -> Condition:
    return Task.state.in_(WORKFLOW.sources(action))


def _asks_extension() -> Condition:
    return sa.exists().where(
        ExtensionRequest.task_id == Task.id, ExtensionRequest.decided_at.is_(None)
    )


def _closable(desk: _Desk) -> Condition:
    """Hosts.closing_institution as a condition on the task's lead."""
    hosts, own_id = desk.hosts, desk.own_id
    if own_id == hosts.host_id:
        return Task.lead_id != own_id
    if own_id == hosts.next_host_id:
        return Task.lead_id == hosts.host_id
    return sa.false()


def _tasks(desk: _Desk) -> sa.Select[Any]:
    monday = monday_of(desk.today)
    reported = sa.exists().where(
        ProgressReport.task_id == Task.id,
        ProgressReport.institution_id == desk.own_id,
        ProgressReport.week_on == monday,
    )
    owes = sa.and_(
        Task.lead_id == desk.own_id, _under("report"), Task.working_since_on < monday, ~reported
    )
    columns: tuple[Any, ...] = (
        Task.id,
        Task.title,
        Task.due_on,
        Task.source_label,
        Task.state,
        (Task.lead_id == desk.own_id).label("is_own"),
        Deadline.due_on.label("accept_by"),
        Deadline.basis,
        owes.label("owes_report"),
        _asks_extension().label("asks_extension"),
    )
    accepting = sa.and_(Deadline.subject_id == Task.id, Deadline.kind == ACCEPTANCE)
    return sa.select(*columns).outerjoin(Deadline, accepting)


def _of_task(desk: _Desk, row: sa.Row[Any], report_by: date | None) -> Iterator[WorkItem]:
    due = row.due_on, row.source_label
    if row.is_own and "handler" in desk.roles:
        yield from _of_own(row, report_by)
    if desk.is_host and row.state in WORKFLOW.sources("decide"):
        yield _item(row, WORKFLOW.actions["decide"], "review", due)
    if desk.is_host and row.asks_extension and row.state in WORKFLOW.sources("extend"):
        yield _item(row, WORKFLOW.actions["extend"], "review", due)
    if "secretariat" in desk.roles and _closes(desk, row):
        yield _item(row, WORKFLOW.actions["close"], "review", due)


def _of_own(row: sa.Row[Any], report_by: date | None) -> Iterator[WorkItem]:
    if row.state in WORKFLOW.sources("accept"):
        yield _item(row, _ACCEPT, "sign_for", (row.accept_by, row.basis))
    if row.state in WORKFLOW.sources("submit"):
        yield _item(row, _DO, "do", (row.due_on, row.source_label))
    if row.owes_report and report_by is not None:
        yield _item(
            row, WORKFLOW.actions["report"], "do", (report_by, str(_WEEKLY)), page="/report"
        )


def _closes(desk: _Desk, row: sa.Row[Any]) -> bool:
    """Only rows that _closable let through are in this state without being one's own."""
    return row.state in WORKFLOW.sources("close") and not row.is_own


def _report_by(desk: _Desk) -> date | None:
    """The day on which this week's reports are due; None where the calendar does not reach."""
    try:
        return calendar_of(desk.agreement_id).last_of_week(desk.today)
    except CalendarGap:
        return None


def _rest(desk: _Desk, waiting: Condition) -> WorkItem:
    """The tasks after the nearest ones, counted and not read."""
    late = sa.func.sum(sa.case((Task.due_on < desk.today, 1), else_=0))
    total, overdue = session().execute(sa.select(sa.func.count(), late).where(waiting)).one()
    count = total - MOST_SINGLE
    return WorkItem(
        kind=_DO,
        title=str(_REST.with_facts(count=count)),
        url="/tasks?mine=true",
        group="do",
        subject_id=desk.agreement_id,
        count=count,
        overdue_count=max(overdue - MOST_SINGLE, 0),
    )


def _parts_to_do(desk: _Desk) -> Iterator[WorkItem]:
    columns: tuple[Any, ...] = (
        Task.id,
        Task.title,
        Task.source_label,
        TaskPart.due_on,
        TaskPart.state,
    )
    query = (
        sa.select(*columns)
        .join(TaskPart, TaskPart.task_id == Task.id)
        .where(
            Task.agreement_id == desk.agreement_id,
            Task.state.in_(OPEN),
            TaskPart.institution_id == desk.own_id,
            TaskPart.state.in_(OPEN_PARTS),
        )
        .order_by(TaskPart.due_on, TaskPart.id)
    )
    for row in session().execute(query):
        is_new = row.state in PART_WORKFLOW.sources("accept")
        action, group = ("accept", "sign_for") if is_new else ("finish", "do")
        yield _item(row, PART_WORKFLOW.actions[action], group, (row.due_on, row.source_label))


def _item(
    row: sa.Row[Any],
    kind: Text,
    group: str,
    due: tuple[date | None, str | None],
    *,
    page: str = "",
) -> WorkItem:
    """due: the day and why it is that day."""
    return WorkItem(
        kind=kind,
        title=row.title,
        url=f"/tasks/{row.id}{page}",
        group=group,
        subject_id=row.id,
        due_on=due[0],
        basis=due[1],
    )
