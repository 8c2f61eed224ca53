"""Splitting a task: sub-tasks with their own lead and day, before whose end it can't be closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.documents import marks
from coop.supervision import events, policy
from coop.supervision.models import Task
from coop.supervision.service import guard, schedule
from coop.supervision.service.drafting import open_task
from coop.supervision.workflow import OPEN


class SubTasksOpen(RuleViolation):
    code = "sub_tasks_open"
    text = Text("子任务尚未销号：{titles}。", "These sub-tasks are not closed yet: {titles}.")


@command
def split_task(
    actor: Actor, task_id: UUID, *, title: str, demand: str, lead_id: UUID, due_on: date
) -> Task:
    """A sub-task from the same source, assigned at once; answers the sub-task.

    The lead's handler splits among its own people only: no institution orders another. No version
    is compared, since sub-tasks are made side by side. Raises Invalid.
    """
    task = guard.admit(actor, task_id, "split", None)
    schedule.refuse_past(due_on)
    _check(actor, task, lead_id, due_on)
    child = open_task(
        actor,
        agreement_id=task.agreement_id,
        source_kind=task.source_kind,
        source_id=task.source_id,
        source_label=task.source_label,
        source_url=task.source_url,
        title=title,
        demand=demand,
        lead_id=lead_id,
        co_ids=(),
        due_on=due_on,
        classification=marks.class_of(task.id),
    )
    child.parent_id = task.id
    session().flush()
    guard.log(actor, "split", task, sub_task=title, lead_id=lead_id, due_on=due_on)
    guard.tell(events.TaskSplit, task, sub_task_id=child.id)
    return child


def refuse_open_sub_tasks(task: Task) -> None:
    """Raises SubTasksOpen naming them."""
    titles = [one.title for one in open_sub_tasks(task.id)]
    if titles:
        raise SubTasksOpen(titles=titles)


def open_sub_tasks(task_id: UUID) -> list[Task]:
    """Locked, so that none is closed or reopened meanwhile."""
    found = sa.select(Task).where(Task.parent_id == task_id, Task.state.in_(OPEN))
    return list(session().scalars(found.order_by(Task.id).with_for_update()))


def _check(actor: Actor, task: Task, lead_id: UUID, due_on: date) -> None:
    if due_on > task.due_on:
        words = Text("不能晚于上级任务的期限。", "It may not be after the whole task's due day.")
        raise invalid("due_on", "after_task", words)
    own = lead_id == actor.institution_id
    if not own and not policy.is_secretariat(actor, task.agreement_id):
        words = Text(
            "牵头单位只能向本单位分解；涉及其他单位的由秘书处分解。",
            "A lead splits within itself; the secretariat splits among institutions.",
        )
        raise invalid("lead_id", "not_own_institution", words)
