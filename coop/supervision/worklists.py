"""Tasks as lists of work: one person's desk, the next agenda's follow-up list, missing reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.worklist import WorkItem
from coop.registry import directory
from coop.registry.models import Deadline, Institution
from coop.registry.working_days import CalendarGap
from coop.supervision import policy
from coop.supervision.colour import COLOURS, monday_of
from coop.supervision.models import ExtensionRequest, ProgressReport, Task, TaskPart
from coop.supervision.outlook import Condition, Outlook, outlook_of
from coop.supervision.queries.orders import waiting_orders
from coop.supervision.workflow import ACCEPTANCE, OPEN, OPEN_PARTS, PART_WORKFLOW, WORKFLOW

_WEEKLY = Text("每个自然周最后一个工作日前填报", "By the last working day of the ISO week")


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An unfinished task as the top of the next agenda lists it."""

    id: UUID
    title: str
    lead: str
    source_label: str
    due_on: date
    state_label: Text
    colour: str
    colour_label: Text
    url: str


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A weekly report nobody filed, with who is asked for it. liaisons: primary first."""

    task_id: UUID
    title: str
    institution_id: UUID
    institution: str
    liaisons: tuple[str, ...]


def open_actions(agreement_id: UUID) -> tuple[OpenAction, ...]:
    """Every open task of the agreement by due day. The caller has checked who asks."""
    outlook = outlook_of(agreement_id)
    query = (
        _select(Institution.short_name, Task.state, outlook.is_behind().label("is_behind"))
        .join(Institution, Institution.id == Task.lead_id)
        .where(Task.agreement_id == agreement_id, Task.state.in_(OPEN))
        .order_by(Task.due_on, Task.id)
    )
    return tuple(_open_action(row, outlook) for row in session().execute(query))


def _open_action(row: sa.Row[Any], outlook: Outlook) -> OpenAction:
    colour = outlook.colour(row.state, row.due_on, is_behind=bool(row.is_behind))
    return OpenAction(
        id=row.id,
        title=row.title,
        lead=row.short_name,
        source_label=row.source_label,
        due_on=row.due_on,
        state_label=WORKFLOW.states[row.state],
        colour=colour,
        colour_label=COLOURS[colour],
        url=f"/tasks/{row.id}",
    )


def missing_reports(
    actor: Actor, agreement_id: UUID, *, week_on: date
) -> tuple[MissingReport, ...]:
    """Leads that owe the report of the ISO week of this day. Raises NotFound for strangers."""
    if not actor.sees(agreement_id):
        raise NotFound
    monday = monday_of(week_on)
    reported = sa.exists().where(
        ProgressReport.task_id == Task.id,
        ProgressReport.institution_id == Task.lead_id,
        ProgressReport.week_on == monday,
    )
    rows = session().execute(
        sa.select(Task.id, Task.title, Task.lead_id, Institution.short_name)
        .join(Institution, Institution.id == Task.lead_id)
        .where(
            Task.agreement_id == agreement_id,
            Task.state.in_(WORKFLOW.sources("report")),
            Task.working_since_on < monday,
            ~reported,
        )
        .order_by(Task.due_on, Task.id)
    )
    return tuple(MissingReport(*row, _liaisons(agreement_id, row.lead_id)) for row in rows.all())


def _liaisons(agreement_id: UUID, institution_id: UUID) -> tuple[str, ...]:
    held = directory.holders(agreement_id, "liaison", institution_id=institution_id)
    return tuple(one.name for one in held)


# --------------------------------------------------------------------------- the desk


def waiting_tasks(actor: Actor) -> tuple[WorkItem, ...]:
    """What waits for the actor's posts, the nearest day first."""
    found = [
        item
        for agreement_id in actor.agreement_ids
        for item in _waiting(actor, outlook_of(agreement_id))
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.title)))


def _waiting(actor: Actor, outlook: Outlook) -> Iterator[WorkItem]:
    own, roles = actor.institution_id, policy.roles(actor, outlook.agreement_id)
    if "handler" in roles:
        yield from _to_accept(outlook, own)
        yield from _to_do(outlook, own)
        yield from _to_report(outlook, own)
        yield from _parts_to_do(outlook, own)
    if own == outlook.hosts.host_id and roles & {"secretariat", "convener"}:
        yield from _to_decide(outlook)
    if "secretariat" in roles:
        yield from _to_close(outlook, own)
    yield from waiting_orders(actor, outlook.agreement_id, outlook.hosts.host_id)


def _to_accept(outlook: Outlook, own: UUID | None) -> Iterator[WorkItem]:
    query = (
        _select(Deadline.due_on.label("accept_by"), Deadline.basis)
        .outerjoin(Deadline, sa.and_(Deadline.subject_id == Task.id, Deadline.kind == ACCEPTANCE))
        .where(_under(outlook, "accept"), Task.lead_id == own)
    )
    for row in session().execute(query):
        yield _item(row, Text("签收任务", "Accept a task"), "sign_for", (row.accept_by, row.basis))


def _to_do(outlook: Outlook, own: UUID | None) -> Iterator[WorkItem]:
    for row in _tasks(outlook, "submit", Task.lead_id == own):
        yield _item(row, Text("办理任务", "Work on a task"), "do", (row.due_on, row.source_label))


def _to_report(outlook: Outlook, own: UUID | None) -> Iterator[WorkItem]:
    """This week's reports not filed yet, and last week's that are missing."""
    monday = monday_of(outlook.today)
    try:
        due_on = outlook.calendar.last_of_week(monday)
    except CalendarGap:
        return
    reported = sa.exists().where(
        ProgressReport.task_id == Task.id,
        ProgressReport.institution_id == own,
        ProgressReport.week_on == monday,
    )
    owed = sa.and_(Task.lead_id == own, Task.working_since_on < monday, ~reported)
    for row in _tasks(outlook, "report", owed):
        yield WorkItem(
            kind=WORKFLOW.actions["report"],
            title=row.title,
            url=f"/tasks/{row.id}/report",
            group="do",
            subject_id=row.id,
            due_on=due_on,
            basis=str(_WEEKLY),
        )


def _parts_to_do(outlook: Outlook, own: UUID | None) -> Iterator[WorkItem]:
    query = (
        _select(TaskPart.due_on.label("part_due_on"), TaskPart.state)
        .join(TaskPart, TaskPart.task_id == Task.id)
        .where(
            Task.agreement_id == outlook.agreement_id,
            Task.state.in_(OPEN),
            TaskPart.institution_id == own,
            TaskPart.state.in_(OPEN_PARTS),
        )
    )
    for row in session().execute(query):
        is_new = row.state in PART_WORKFLOW.sources("accept")
        action, group = ("accept", "sign_for") if is_new else ("finish", "do")
        due = row.part_due_on, row.source_label
        yield _item(row, PART_WORKFLOW.actions[action], group, due)


def _to_decide(outlook: Outlook) -> Iterator[WorkItem]:
    for row in _tasks(outlook, "decide", sa.true()):
        yield _item(row, WORKFLOW.actions["decide"], "review", (row.due_on, row.source_label))
    waiting = sa.exists().where(
        ExtensionRequest.task_id == Task.id, ExtensionRequest.decided_at.is_(None)
    )
    for row in _tasks(outlook, "extend", waiting):
        yield _item(row, WORKFLOW.actions["extend"], "review", (row.due_on, row.source_label))


def _to_close(outlook: Outlook, own: UUID | None) -> Iterator[WorkItem]:
    for row in _tasks(outlook, "close", sa.true()):
        if outlook.hosts.closing_institution(row.lead_id) == own:
            yield _item(row, WORKFLOW.actions["close"], "review", (row.due_on, row.source_label))


def _under(outlook: Outlook, action: str) -> Condition:
    """Tasks of the agreement whose state allows the action."""
    return sa.and_(
        Task.agreement_id == outlook.agreement_id, Task.state.in_(WORKFLOW.sources(action))
    )


def _tasks(outlook: Outlook, action: str, condition: Condition) -> list[sa.Row[Any]]:
    query = _select().where(_under(outlook, action), condition)
    return list(session().execute(query.order_by(Task.due_on, Task.id)))


def _select(*more: sa.SQLColumnExpression[Any]) -> sa.Select[Any]:
    return sa.select(Task.id, Task.title, Task.due_on, Task.source_label, Task.lead_id, *more)


def _item(
    row: sa.Row[Any], kind: Text, group: str, due: tuple[date | None, str | None]
) -> WorkItem:
    """due: the day and why it is that day."""
    return WorkItem(
        kind=kind,
        title=row.title,
        url=f"/tasks/{row.id}",
        group=group,
        subject_id=row.id,
        due_on=due[0],
        basis=due[1],
    )
