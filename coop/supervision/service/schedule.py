"""What every task's days and institutions have to satisfy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.db import session
from coop.core.errors import invalid
from coop.core.language import Text
from coop.registry import directory
from coop.supervision.models import Task


def refuse_past(due_on: date) -> None:
    """Raises Invalid when the day is gone by."""
    if due_on < clock.today():
        words = Text("期限不能早于今天。", "The due day may not be before today.")
        raise invalid("due_on", "before_today", words)


def refuse_strangers(agreement_id: UUID, institution_ids: Iterable[UUID], field: str) -> None:
    """Raises Invalid when one of them is no member today."""
    if not set(institution_ids) <= set(directory.institution_ids(agreement_id)):
        words = Text("不是协议成员单位。", "Not a member institution of the agreement.")
        raise invalid(field, "not_a_party", words)


def postpone(task: Task, due_on: date | None) -> None:
    """Give the task a later day, if one is given. Raises Invalid when it is gone by or earlier."""
    if due_on is None:
        return
    refuse_past(due_on)
    if due_on < task.due_on:
        words = Text("不能早于现期限。", "It may not be before the present due day.")
        raise invalid("due_on", "earlier_than_before", words)
    refuse_after_whole(task, due_on, "due_on")
    task.due_on = due_on


def refuse_after_whole(task: Task, due_on: date, field: str) -> None:
    """Raises Invalid when a sub-task would end after the task it was split from."""
    whole = session().get(Task, task.parent_id) if task.parent_id is not None else None
    if whole is not None and due_on > whole.due_on:
        words = Text("不能晚于上级任务的期限（{due_on}）。", "Not after the whole task's {due_on}.")
        raise invalid(field, "after_task", words.with_facts(due_on=whole.due_on))
