"""Tasks come to be: drafted and assigned by hand, or opened by another wing's command."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NotRequired, TypedDict, Unpack, cast
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock
from coop.core.actor import Actor
from coop.core.db import command, session, step, touch
from coop.core.errors import Forbidden, NotFound, invalid
from coop.core.ladder import INTERNAL
from coop.core.language import Text
from coop.documents import marks
from coop.documents.secrecy import check_classification
from coop.registry import readers
from coop.supervision import events, policy
from coop.supervision.models import Milestone, Task, TaskPart
from coop.supervision.service import guard, schedule
from coop.supervision.workflow import WORKFLOW


class PartFields(TypedDict):
    """What one co-organiser is asked for. due_on: the task's own due day unless given."""

    institution_id: UUID
    text: NotRequired[str]
    due_on: NotRequired[date | None]


class PointFields(TypedDict):
    """One milestone of the plan."""

    planned_on: date
    text: str


class DraftChanges(TypedDict, total=False):
    """What may be changed in a draft."""

    classification: str
    source_kind: str
    source_label: str
    source_id: UUID | None
    source_url: str
    title: str
    demand: str
    lead_id: UUID
    due_on: date
    parts: Sequence[PartFields]
    milestones: Sequence[PointFields]


class DraftFields(TypedDict):
    """A task as the secretariat writes it."""

    classification: NotRequired[str]
    source_kind: str
    source_label: str
    source_id: NotRequired[UUID | None]
    source_url: NotRequired[str]
    title: str
    demand: str
    lead_id: UUID
    due_on: date
    parts: NotRequired[Sequence[PartFields]]
    milestones: NotRequired[Sequence[PointFields]]


@command
def draft_task(actor: Actor, *, agreement_id: UUID, **fields: Unpack[DraftFields]) -> Task:
    """A draft that only the drafting institution sees. Raises Invalid."""
    if not actor.sees(agreement_id):
        raise NotFound
    if not policy.is_secretariat(actor, agreement_id):
        raise Forbidden(action=Text("拟定任务", "Draft a task"))
    check_classification(actor, agreement_id, fields.get("classification", ""))
    task = Task(agreement_id=agreement_id, drafted_by_id=actor.institution_id)
    _check(agreement_id, fields)
    _write(task, fields)
    guard.log(actor, "draft", task, title=task.title, lead_id=task.lead_id, due_on=task.due_on)
    guard.tell(events.TaskDrafted, task)
    return task


@command
def edit_task(
    actor: Actor, task_id: UUID, *, expected_version: int, **changes: Unpack[DraftChanges]
) -> Task:
    """Change a draft; what is not named stays. Raises Invalid."""
    task = guard.admit(actor, task_id, "edit", expected_version)
    check_classification(actor, task.agreement_id, changes.get("classification", ""))
    fields = cast(DraftFields, {**_fields_of(task), **changes})
    _check(task.agreement_id, fields)
    before = task.title, task.due_on
    _forget_parts(task)
    _write(task, fields)
    touch(task)
    guard.log(
        actor,
        "edit",
        task,
        title=(before[0], task.title),
        lead_id=task.lead_id,
        due_on=(before[1], task.due_on),
    )
    guard.tell(events.TaskDrafted, task)
    return task


@command
def discard_task(actor: Actor, task_id: UUID, *, expected_version: int) -> Task:
    task = guard.admit(actor, task_id, "discard", expected_version)
    moved = guard.move(task, "discard")
    guard.log(actor, "discard", task, state=moved)
    guard.tell(events.TaskDiscarded, task)
    return task


@command
def assign_task(actor: Actor, task_id: UUID, *, expected_version: int) -> Task:
    """Hand the draft to its lead; every party sees it now.

    Raises Invalid on a day gone by, NobodyCleared where nobody of an institution could do it.
    """
    task = guard.admit(actor, task_id, "assign", expected_version)
    schedule.refuse_past(task.due_on)
    moved = guard.move(task, "assign")
    _number(task)
    _assign(actor, task, "assign", moved)
    return task


@step
def open_task(  # noqa: PLR0913  # what a task is made of, each named by the caller
    actor: Actor,
    *,
    agreement_id: UUID,
    source_kind: str,
    source_id: UUID | None,
    source_label: str,
    source_url: str,
    title: str,
    demand: str,
    lead_id: UUID,
    co_ids: Collection[UUID],
    due_on: date,
    classification: str = INTERNAL,
) -> Task:
    """A task assigned at once, inside the command that decided it and judged who may.

    The due day may be gone by: minutes issued late still make their tasks. classification: of what
    it was decided in. Raises Invalid, NobodyCleared.
    """
    fields = DraftFields(
        classification=classification,
        source_kind=source_kind,
        source_id=source_id,
        source_label=source_label,
        source_url=source_url,
        title=title,
        demand=demand,
        lead_id=lead_id,
        due_on=due_on,
        parts=[PartFields(institution_id=co_id) for co_id in co_ids],
    )
    _check_institutions(agreement_id, fields)
    task = Task(agreement_id=agreement_id, state=WORKFLOW.next(WORKFLOW.initial, "assign"))
    _number(task)
    _write(task, fields)
    _assign(actor, task, "open", (WORKFLOW.initial, task.state))
    return task


def _check(agreement_id: UUID, fields: DraftFields) -> None:
    schedule.refuse_past(fields["due_on"])
    _check_institutions(agreement_id, fields)
    _check_source_url(fields.get("source_url", ""))
    for number, part in enumerate(fields.get("parts", ())):
        _refuse_later(part.get("due_on"), fields["due_on"], f"parts/{number}/due_on")
    for number, point in enumerate(fields.get("milestones", ())):
        _refuse_later(point["planned_on"], fields["due_on"], f"milestones/{number}/planned_on")


def _check_source_url(url: str) -> None:
    # "//host" and "/\\host" leave this system; "javascript:" does worse.
    if url and (url[:1] != "/" or url[1:2] in {"/", "\\"}):
        words = Text(
            "应为本系统内的路径，如 /minutes/…", "It must be a path here, such as /minutes/…"
        )
        raise invalid("source_url", "not_a_path", words)


def _refuse_later(day: date | None, due_on: date, field: str) -> None:
    if day is not None and day > due_on:
        words = Text("不能晚于任务期限。", "It may not be after the task's due day.")
        raise invalid(field, "after_task", words)


def _check_institutions(agreement_id: UUID, fields: DraftFields) -> None:
    schedule.refuse_strangers(agreement_id, [fields["lead_id"]], "lead_id")
    co_ids = [part["institution_id"] for part in fields.get("parts", ())]
    schedule.refuse_strangers(agreement_id, co_ids, "parts")
    if fields["lead_id"] in co_ids:
        words = Text("牵头单位不能同时是配合单位。", "The lead can't be a co-organiser too.")
        raise invalid("parts", "lead_is_co_organiser", words)
    if len(set(co_ids)) != len(co_ids):
        raise invalid("parts", "repeated", Text("配合单位重复。", "A co-organiser is named twice."))


def _write(task: Task, fields: DraftFields) -> None:
    task.source_kind, task.source_id = fields["source_kind"], fields.get("source_id")
    task.source_label, task.source_url = fields["source_label"], fields.get("source_url", "")
    task.title, task.demand, task.lead_id = fields["title"], fields["demand"], fields["lead_id"]
    task.due_on = task.original_due_on = fields["due_on"]
    session().add(task)
    session().flush()
    marks.mark(task.agreement_id, task.id, fields.get("classification", INTERNAL))
    session().add_all(
        TaskPart(
            task_id=task.id,
            institution_id=part["institution_id"],
            text=part.get("text", ""),
            due_on=part.get("due_on") or task.due_on,
        )
        for part in fields.get("parts", ())
    )
    session().add_all(Milestone(task_id=task.id, **point) for point in fields.get("milestones", ()))
    session().flush()


def _fields_of(task: Task) -> DraftFields:
    points = session().scalars(sa.select(Milestone).where(Milestone.task_id == task.id))
    return DraftFields(
        classification=marks.class_of(task.id),
        source_kind=task.source_kind,
        source_label=task.source_label,
        source_id=task.source_id,
        source_url=task.source_url,
        title=task.title,
        demand=task.demand,
        lead_id=task.lead_id,
        due_on=task.due_on,
        parts=[_part_fields(part, task.due_on) for part in guard.parts(task.id)],
        milestones=[PointFields(planned_on=one.planned_on, text=one.text) for one in points],
    )


def _part_fields(part: TaskPart, due_on: date) -> PartFields:
    # A part due with the task goes on being so when the task's day changes.
    own = part.due_on if part.due_on != due_on else None
    return PartFields(institution_id=part.institution_id, text=part.text, due_on=own)


def _forget_parts(task: Task) -> None:
    for table in (TaskPart, Milestone):
        session().execute(sa.delete(table).where(table.task_id == task.id))


def _number(task: Task) -> None:
    """The next number of the agreement's year. Tasks are never deleted, so none is given twice."""
    year = clock.today().year
    newest = sa.select(sa.func.coalesce(sa.func.max(Task.ordinal), 0)).where(
        Task.agreement_id == task.agreement_id, Task.year == year
    )
    # State and number have to reach the database together.
    with session().no_autoflush:
        audit.lock_chain()
        used = session().execute(newest).scalar_one() or 0
    task.assigned_at, task.year, task.ordinal = clock.now(), year, used + 1


def _assign(actor: Actor, task: Task, action: str, moved: tuple[str, str]) -> None:
    session().flush()
    doing = [task.lead_id, *(one.institution_id for one in guard.parts(task.id))]
    does = WORKFLOW.roles("accept")
    readers.require_readers(task.agreement_id, doing, does, marks.class_of(task.id))
    guard.start_acceptance(task)
    guard.log(actor, action, task, state=moved, lead_id=task.lead_id, due_on=task.due_on)
    guard.tell(
        events.TaskAssigned,
        task,
        lead_id=task.lead_id,
        due_on=task.due_on,
        source_kind=task.source_kind,
        source_id=task.source_id,
    )
