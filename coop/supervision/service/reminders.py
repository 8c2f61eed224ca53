"""Reminders of missing weekly reports, once per task and week."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import command, lock, session
from coop.supervision import events, policy
from coop.supervision.models import Task, TaskReminder
from coop.supervision.outlook import outlook_of
from coop.supervision.service import guard


@command
def remind_of_report(task_id: UUID, week_on: date) -> TaskReminder | None:
    """Ask the lead's handlers and liaisons for the report of this ISO week, if still missing."""
    task = lock(Task, task_id)
    if _reminded(task_id, week_on) or not _is_missing(task):
        return None
    asked = [
        one.name
        for role in ("handler", "liaison")
        for one in policy.addressees(task.agreement_id, task.lead_id, role)
    ]
    reminder = TaskReminder(
        task_id=task.id,
        week_on=week_on,
        reminded_on=clock.today(),
        institution_id=task.lead_id,
        recipients=list(dict.fromkeys(asked)),
    )
    session().add(reminder)
    session().flush()
    guard.log(SYSTEM, "remind", task, week_on=week_on, recipients=reminder.recipients)
    guard.tell(
        events.TaskReminded,
        task,
        institution_id=task.lead_id,
        week_on=week_on,
        recipients=tuple(reminder.recipients),
    )
    return reminder


def _reminded(task_id: UUID, week_on: date) -> bool:
    known = sa.select(TaskReminder.id).where(
        TaskReminder.task_id == task_id, TaskReminder.week_on == week_on
    )
    return session().scalar(known) is not None


def _is_missing(task: Task) -> bool:
    missing = outlook_of(task.agreement_id).is_report_missing()
    found = session().scalar(sa.select(missing).select_from(Task).where(Task.id == task.id))
    return bool(found)
