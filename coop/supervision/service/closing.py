"""Done: submitted with evidence, reviewed by another institution, closed (销号) or returned."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import RuleViolation
from coop.core.language import SHANGHAI, Text
from coop.registry import directory
from coop.supervision import events
from coop.supervision.models import Task
from coop.supervision.service import guard, schedule
from coop.supervision.service.splitting import refuse_open_sub_tasks


class PartsOpen(RuleViolation):
    code = "parts_open"
    text = Text(
        "配合单位尚未完成：{institutions}。可由其完成，或由秘书处免除。",
        "Not finished: {institutions}. They finish, or the secretariat waives their part.",
    )


@command
def submit_task(actor: Actor, task_id: UUID, *, evidence: str, expected_version: int) -> Task:
    """Report the task as done. Raises PartsOpen or SubTasksOpen naming what is not."""
    task = guard.admit(actor, task_id, "submit", expected_version)
    _refuse_open_parts(task)
    refuse_open_sub_tasks(task)
    moved = guard.move(task, "submit")
    task.submitted_at, task.evidence, task.returned_at = clock.now(), evidence, None
    guard.log(actor, "submit", task, state=moved)
    guard.tell(events.TaskSubmitted, task, institution_id=task.lead_id)
    return task


@command
def close_task(actor: Actor, task_id: UUID, *, note: str = "", expected_version: int) -> Task:
    """销号, by the host's secretariat, or the next host's when the host leads. Raises OwnTask."""
    task = guard.admit(actor, task_id, "close", expected_version)
    # A sub-task may have been reopened since.
    refuse_open_sub_tasks(task)
    moved = guard.move(task, "close")
    task.closed_at, task.closing_note = clock.now(), note
    guard.log(actor, "close", task, reason=note or None, state=moved)
    guard.tell(
        events.TaskClosed, task, due_on=task.due_on, is_on_time=_submitted_on(task) <= task.due_on
    )
    return task


@command
def return_task(actor: Actor, task_id: UUID, *, reason: str, expected_version: int) -> Task:
    """Send the submission back; the task is yellow until submitted again. Raises OwnTask."""
    task = guard.admit(actor, task_id, "return", expected_version)
    moved = guard.move(task, "return")
    task.returned_at, task.working_since_on, task.reason = clock.now(), clock.today(), reason
    guard.log(actor, "return", task, reason=reason, state=moved)
    guard.tell(events.TaskReturned, task, reason=reason)
    return task


@command
def reopen_task(
    actor: Actor,
    task_id: UUID,
    *,
    reason: str,
    due_on: date | None = None,
    expected_version: int,
) -> Task:
    """Take a closed task up again. Raises Invalid on a day gone by or before the present one."""
    task = guard.admit(actor, task_id, "reopen", expected_version)
    moved = guard.move(task, "reopen")
    before = task.due_on
    schedule.postpone(task, due_on)
    task.closed_at, task.working_since_on, task.reason = None, clock.today(), reason
    guard.log(actor, "reopen", task, reason=reason, state=moved, due_on=(before, task.due_on))
    guard.tell(events.TaskReopened, task, due_on=task.due_on, reason=reason)
    return task


def _refuse_open_parts(task: Task) -> None:
    late = {part.institution_id for part in guard.parts(task.id) if part.is_open}
    if late:
        members = directory.parties(task.agreement_id)
        named = [one.short_name for one in members if one.institution_id in late]
        raise PartsOpen(institutions=named)


def _submitted_on(task: Task) -> date:
    """The day that counts for being on time: the review takes nothing off the lead's period."""
    at = task.submitted_at or clock.now()
    return at.astimezone(SHANGHAI).date()
