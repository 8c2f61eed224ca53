"""The rhythm 月调度、双周提示、周跟踪: what one working day calls for, each thing once.

Nothing happens on rest days. A day on which the job did not run is made up for within the week.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.registry import directory
from coop.registry.working_days import WorkCalendar
from coop.supervision.models import SupervisionOrder, Task, TaskReminder
from coop.supervision.outlook import Outlook, outlook_of
from coop.supervision.service.orders import follow_order, issue_order
from coop.supervision.service.reminders import remind_of_report
from coop.supervision.service.sheets import make_sheet
from coop.supervision.workflow import ORDER_WORKFLOW, URGED

_ONE_DAY = timedelta(days=1)
_MADE_UP_FOR = timedelta(days=4)


def keep_rhythm(agreement_id: UUID) -> None:
    """Everything today calls for under one agreement, each in a transaction of its own.

    Raises CalendarGap, NoHost, NoVersion.
    """
    outlook = outlook_of(agreement_id)
    today = clock.today()
    if not outlook.calendar.is_working_day(today):
        return
    settings = directory.settings(agreement_id)
    tip_on = tip_period(today, settings.tip_anchor_on, settings.tip_interval_weeks)
    if tip_on is not None and is_due(outlook.calendar, tip_on, today):
        make_sheet(agreement_id, "work_tip", tip_on)
    month_on = today.replace(day=1)
    if is_due(outlook.calendar, month_on, today):
        make_sheet(agreement_id, "monthly_dispatch", month_on)
    _remind(outlook)
    _follow_orders(agreement_id)
    _issue_orders(outlook)


def tip_period(today: date, anchor_on: date, weeks: int) -> date | None:
    """The latest tip day counted from the anchor; None before it."""
    if today < anchor_on or weeks == 0:
        return None
    step = timedelta(weeks=weeks)
    return anchor_on + (today - anchor_on) // step * step


def is_due(calendar: WorkCalendar, period_on: date, today: date) -> bool:
    """Whether the period's first working day is today or, a run having failed, was just before."""
    first = calendar.add(period_on - _ONE_DAY, 1).on
    return first <= today <= first + _MADE_UP_FOR


def _remind(outlook: Outlook) -> None:
    week_on = outlook.owed_week_on
    if week_on is None:
        return
    reminded = sa.exists().where(TaskReminder.task_id == Task.id, TaskReminder.week_on == week_on)
    owing = sa.and_(outlook.is_report_missing(), ~reminded)
    for task_id in _tasks(outlook.agreement_id, owing):
        remind_of_report(task_id, week_on)


def _follow_orders(agreement_id: UUID) -> None:
    waiting = sa.select(SupervisionOrder.id).where(
        SupervisionOrder.agreement_id == agreement_id,
        SupervisionOrder.state.in_(ORDER_WORKFLOW.sources("escalate")),
    )
    for order_id in session().scalars(waiting.order_by(SupervisionOrder.id)).all():
        follow_order(order_id)


def _issue_orders(outlook: Outlook) -> None:
    for colour in ("red", "yellow", "blue"):
        issued = sa.exists().where(
            SupervisionOrder.task_id == Task.id,
            SupervisionOrder.colour == colour,
            SupervisionOrder.task_due_on == Task.due_on,
        )
        wanting = sa.and_(outlook.has_colour(colour), ~issued)
        for task_id in _tasks(outlook.agreement_id, wanting):
            issue_order(task_id)


def _tasks(agreement_id: UUID, condition: sa.ColumnElement[bool]) -> Sequence[UUID]:
    found = sa.select(Task.id).where(
        Task.agreement_id == agreement_id, Task.state.in_(URGED), condition
    )
    return session().scalars(found.order_by(Task.due_on, Task.id)).all()
