"""Co-organisers' parts 配合事项: accepted and finished by them, or waived by the secretariat."""

from __future__ import annotations

from uuid import UUID

from coop.core import clock
from coop.core import policy as core_policy
from coop.core.actor import Actor
from coop.core.db import check_version, command, lock, session
from coop.core.errors import IllegalTransition, NotFound
from coop.documents import receipts
from coop.supervision import events, policy
from coop.supervision.models import Task, TaskPart
from coop.supervision.service import guard
from coop.supervision.workflow import OPEN, PART_WORKFLOW, WORKFLOW


@command
def accept_part(actor: Actor, part_id: UUID, *, expected_version: int) -> TaskPart:
    part, task = _admit(actor, part_id, "accept", expected_version)
    part.accepted_at = clock.now()
    _move(actor, part, task, "accept")
    receipts.sign(actor, task.id, part.institution_id)
    guard.tell(events.TaskPartAccepted, task, institution_id=part.institution_id)
    return part


@command
def finish_part(actor: Actor, part_id: UUID, *, result: str, expected_version: int) -> TaskPart:
    part, task = _admit(actor, part_id, "finish", expected_version)
    part.done_at, part.result = clock.now(), result
    _move(actor, part, task, "finish")
    guard.tell(events.TaskPartFinished, task, institution_id=part.institution_id)
    return part


@command
def waive_part(actor: Actor, part_id: UUID, *, reason: str, expected_version: int) -> TaskPart:
    """Release a co-organiser, so that the lead can submit without it."""
    part, task = _admit(actor, part_id, "waive", expected_version)
    part.result = reason
    receipts.withdraw(task.id, [part.institution_id])
    _move(actor, part, task, "waive", reason)
    guard.tell(events.TaskPartWaived, task, institution_id=part.institution_id, reason=reason)
    return part


def _admit(
    actor: Actor, part_id: UUID, action: str, expected_version: int
) -> tuple[TaskPart, Task]:
    """The part and its task, both locked, in the order load, permit, version, state."""
    known = session().get(TaskPart, part_id)
    if known is None:
        raise NotFound
    task = lock(Task, known.task_id)
    if not policy.sees(actor, task):
        raise NotFound
    part = lock(TaskPart, part_id)
    core_policy.require(
        actor,
        PART_WORKFLOW,
        action,
        policy.part_standing(guard.standing(task), part.institution_id),
        policy.holds,
    )
    check_version(part, expected_version)
    PART_WORKFLOW.next(part.state, action)
    if task.assigned_at is None or task.state not in OPEN:
        raise IllegalTransition(
            state=WORKFLOW.states[task.state],
            action=PART_WORKFLOW.actions[action],
            allowed_actions=[],
        )
    return part, task


def _move(actor: Actor, part: TaskPart, task: Task, action: str, reason: str | None = None) -> None:
    before, part.state = part.state, PART_WORKFLOW.next(part.state, action)
    guard.log(
        actor,
        f"task_part.{action}",
        task,
        reason=reason,
        state=(before, part.state),
        institution_id=part.institution_id,
    )
