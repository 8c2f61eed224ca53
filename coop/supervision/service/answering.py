"""The lead answers an assignment: accepts it, or hands it back and the host decides."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.documents import receipts
from coop.registry import deadlines
from coop.supervision import events
from coop.supervision.models import Task, TaskPart
from coop.supervision.service import guard, schedule
from coop.supervision.workflow import ACCEPTANCE


class RefusalTooLate(RuleViolation):
    code = "refusal_too_late"
    text = Text(
        "退回期限已于{due_on}届满，请签收办理。",
        "Handing back was possible until {due_on}; the task has to be accepted.",
    )


@command
def accept_task(actor: Actor, task_id: UUID, *, expected_version: int) -> Task:
    """签收. Late acceptance is possible; the missed day stays in the deadline."""
    task = guard.admit(actor, task_id, "accept", expected_version)
    moved = guard.move(task, "accept")
    task.accepted_at, task.working_since_on = clock.now(), clock.today()
    deadlines.meet_deadline(task.id, ACCEPTANCE)
    receipts.sign(actor, task.id, task.lead_id)
    guard.log(actor, "accept", task, state=moved)
    guard.tell(events.TaskAccepted, task, institution_id=task.lead_id)
    return task


@command
def refuse_task(actor: Actor, task_id: UUID, *, reason: str, expected_version: int) -> Task:
    """Hand back with reasons while the acceptance period runs. Raises RefusalTooLate."""
    task = guard.admit(actor, task_id, "refuse", expected_version)
    due_on = acceptance_due_on(task.id)
    if due_on is not None and clock.today() > due_on:
        raise RefusalTooLate(due_on=due_on)
    moved = guard.move(task, "refuse")
    task.reason = reason
    deadlines.meet_deadline(task.id, ACCEPTANCE)
    receipts.withdraw(task.id, [task.lead_id])
    guard.log(actor, "refuse", task, reason=reason, state=moved)
    guard.tell(events.TaskRefused, task, institution_id=task.lead_id, reason=reason)
    return task


@command
def decide_task(  # noqa: PLR0913  # what one decision settles
    actor: Actor,
    task_id: UUID,
    *,
    outcome: str,
    reason: str,
    lead_id: UUID | None = None,
    due_on: date | None = None,
    expected_version: int,
) -> Task:
    """Assign again (to the same lead or another, perhaps with a later day) or cancel.

    outcome: "assigned" or "cancelled". Raises Invalid on a stranger or a day gone by.
    """
    task = guard.admit(actor, task_id, "decide", expected_version)
    moved = guard.move(task, "decide", to=outcome)
    before = task.lead_id, task.due_on
    if outcome == "assigned":
        _reassign(task, lead_id or task.lead_id, due_on)
    task.reason = reason
    guard.log(
        actor,
        "decide",
        task,
        reason=reason,
        state=moved,
        lead_id=(before[0], task.lead_id),
        due_on=(before[1], task.due_on),
    )
    guard.tell(
        events.TaskDecided,
        task,
        outcome=outcome,
        lead_id=task.lead_id,
        due_on=task.due_on,
        reason=reason,
    )
    return task


def acceptance_due_on(task_id: UUID) -> date | None:
    return next(
        (due.due_on for due in deadlines.due_dates(task_id) if due.kind == ACCEPTANCE), None
    )


def _reassign(task: Task, lead_id: UUID, due_on: date | None) -> None:
    schedule.refuse_strangers(task.agreement_id, [lead_id], "lead_id")
    schedule.postpone(task, due_on)
    task.lead_id = lead_id
    # Whoever leads no longer merely assists.
    session().execute(
        sa.delete(TaskPart).where(TaskPart.task_id == task.id, TaskPart.institution_id == lead_id)
    )
    guard.start_acceptance(task)
