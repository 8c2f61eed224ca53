"""Tasks that stop: suspended and resumed, cancelled, or void with the document they came from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, step
from coop.documents import receipts
from coop.registry import deadlines
from coop.supervision import events
from coop.supervision.models import Task
from coop.supervision.service import guard, schedule
from coop.supervision.service.splitting import open_sub_tasks
from coop.supervision.workflow import OPEN


@command
def suspend_task(actor: Actor, task_id: UUID, *, reason: str, expected_version: int) -> Task:
    """Stop the clock: a suspended task has no colour and owes no reports."""
    task = guard.admit(actor, task_id, "suspend", expected_version)
    moved = guard.move(task, "suspend")
    task.reason = reason
    deadlines.drop_deadlines(task.id)
    receipts.release(task.id)
    guard.log(actor, "suspend", task, reason=reason, state=moved)
    guard.tell(events.TaskSuspended, task, reason=reason)
    return task


@command
def resume_task(
    actor: Actor, task_id: UUID, *, due_on: date | None = None, expected_version: int
) -> Task:
    """Go on, perhaps with a later day; a task nobody had accepted has to be accepted first."""
    task = guard.admit(actor, task_id, "resume", expected_version)
    before = task.due_on
    schedule.postpone(task, due_on)
    was_accepted = task.accepted_at is not None
    moved = guard.move(task, "resume", to="in_progress" if was_accepted else "assigned")
    if was_accepted:
        task.working_since_on = clock.today()
    else:
        guard.start_acceptance(task)
    guard.log(actor, "resume", task, state=moved, due_on=(before, task.due_on))
    guard.tell(events.TaskResumed, task, state=task.state, due_on=task.due_on)
    return task


@command
def cancel_task(actor: Actor, task_id: UUID, *, reason: str, expected_version: int) -> Task:
    """Cancel the task and with it the sub-tasks still open."""
    task = guard.admit(actor, task_id, "cancel", expected_version)
    _cancel(actor, task, "cancel", reason)
    _cancel_sub_tasks(actor, task, reason)
    return task


@step
def cancel_tasks_of(
    actor: Actor, source_kind: str, source_ids: Collection[UUID], reason: str
) -> tuple[Task, ...]:
    """Cancel the open tasks of sources that are void from the start (revoked minutes).

    The command around it judged who may. Closed tasks stay: what was done was done.
    """
    derived = (
        sa.select(Task)
        .where(
            Task.source_kind == source_kind,
            Task.source_id.in_(source_ids),
            Task.state.in_(OPEN),
        )
        .order_by(Task.id)
        .with_for_update()
    )
    found = tuple(session().scalars(derived))
    for task in found:
        _cancel(actor, task, "withdraw", reason)
    return found


def _cancel_sub_tasks(actor: Actor, task: Task, reason: str) -> None:
    for child in open_sub_tasks(task.id):
        _cancel(actor, child, "withdraw", reason)
        _cancel_sub_tasks(actor, child, reason)


def _cancel(actor: Actor, task: Task, action: str, reason: str) -> None:
    moved = guard.move(task, action)
    task.reason = reason
    deadlines.drop_deadlines(task.id)
    receipts.release(task.id)
    guard.log(actor, action, task, reason=reason, state=moved)
    guard.tell(events.TaskCancelled, task, reason=reason)
