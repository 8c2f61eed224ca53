"""Extensions 延期: asked before the due day with reason and new date; then the host decides."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.supervision import events
from coop.supervision.models import ExtensionRequest, Task
from coop.supervision.service import guard, schedule
from coop.supervision.workflow import GRANT


class AskedTooLate(RuleViolation):
    code = "extension_asked_too_late"
    text = Text(
        "任务已于{due_on}到期，延期须在到期前申请。",
        "The task was due on {due_on}; an extension has to be asked for by then.",
    )


class ExtensionPending(RuleViolation):
    code = "extension_pending"
    text = Text("已有一项延期申请待答复。", "An extension is already waiting for an answer.")


class NoExtensionPending(RuleViolation):
    code = "no_extension_pending"
    text = Text("没有待答复的延期申请。", "No extension is waiting for an answer.")


@command
def ask_extension(
    actor: Actor, task_id: UUID, *, reason: str, new_due_on: date, expected_version: int
) -> Task:
    """Ask on the due day at the latest. Raises AskedTooLate, ExtensionPending or Invalid."""
    task = guard.admit(actor, task_id, "ask_extension", expected_version)
    if clock.today() > task.due_on:
        raise AskedTooLate(due_on=task.due_on)
    if _pending(task.id) is not None:
        raise ExtensionPending
    if new_due_on <= task.due_on:
        words = Text("应晚于现期限。", "It must be after the present due day.")
        raise invalid("new_due_on", "not_later", words)
    schedule.refuse_after_whole(task, new_due_on, "new_due_on")
    asked = ExtensionRequest(
        task_id=task.id,
        asked_on=clock.today(),
        asked_by=actor.name,
        reason=reason,
        old_due_on=task.due_on,
        new_due_on=new_due_on,
    )
    session().add(asked)
    touch(task)
    guard.log(actor, "ask_extension", task, reason=reason, new_due_on=new_due_on)
    guard.tell(events.TaskExtensionAsked, task, new_due_on=new_due_on, reason=reason)
    return task


@command
def decide_extension(
    actor: Actor, task_id: UUID, *, decision: str, note: str = "", expected_version: int
) -> Task:
    """Answer what was asked; the old day stays on record. decision: "grant" or "refuse" + note.

    Raises NoExtensionPending or Invalid.
    """
    task = guard.admit(actor, task_id, "extend", expected_version)
    asked = _pending(task.id)
    if asked is None:
        raise NoExtensionPending
    is_granted = decision == GRANT
    if not is_granted and not note:
        words = Text("不同意延期须说明理由。", "A refusal needs a reason.")
        raise invalid("note", "required", words)
    asked.decided_at, asked.decided_by = clock.now(), actor.name
    asked.granted, asked.decision_note = is_granted, note
    before = task.due_on
    if is_granted:
        task.due_on = asked.new_due_on
        task.extension_count += 1
    touch(task)
    dates = (before, task.due_on)
    guard.log(actor, "extend", task, reason=note or None, decision=decision, due_on=dates)
    guard.tell(
        events.TaskExtensionDecided, task, is_granted=is_granted, due_on=task.due_on, note=note
    )
    return task


def _pending(task_id: UUID) -> ExtensionRequest | None:
    return session().scalar(
        sa.select(ExtensionRequest).where(
            ExtensionRequest.task_id == task_id, ExtensionRequest.decided_at.is_(None)
        )
    )
