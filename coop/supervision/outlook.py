"""What today means for the tasks of one agreement: calendar, hosts, and when a task is behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.registry import directory
from coop.registry.working_days import WorkCalendar, calendar_of
from coop.supervision import colour, policy
from coop.supervision.colour import BLUE, NONE, RED, YELLOW, Pace
from coop.supervision.models import Milestone, ProgressReport, Task
from coop.supervision.policy import Hosts
from coop.supervision.workflow import TIMED, WORKFLOW

Condition = sa.ColumnElement[bool]
_REPORTING = WORKFLOW.sources("report")


@dataclass(frozen=True, slots=True)
class Outlook:
    """owed_week_on: Monday of the latest week whose report is overdue; None where unknown."""

    agreement_id: UUID
    today: date
    calendar: WorkCalendar
    blue_days: int
    owed_week_on: date | None
    hosts: Hosts

    def working_days_left(self, due_on: date) -> int | None:
        return colour.working_days_left(self.calendar, self.today, due_on)

    def colour(self, state: str, due_on: date, *, is_behind: bool) -> str:
        return colour.colour_of(
            Pace(state in TIMED, due_on, is_behind),
            today=self.today,
            working_days_left=self.working_days_left(due_on),
            blue_days=self.blue_days,
        )

    def is_behind(self) -> Condition:
        """Returned, a milestone missed, or the last weekly report missing (select condition)."""
        missed = sa.exists().where(
            Milestone.task_id == Task.id,
            Milestone.reached_on.is_(None),
            Milestone.planned_on < self.today,
        )
        return sa.or_(Task.returned_at.is_not(None), missed, self.is_report_missing())

    def is_report_missing(self) -> Condition:
        """The lead owes a report for each ISO week that began after it took the work up."""
        if self.owed_week_on is None:
            return sa.false()
        reported = sa.exists().where(
            ProgressReport.task_id == Task.id,
            ProgressReport.institution_id == Task.lead_id,
            ProgressReport.week_on >= self.owed_week_on,
        )
        working = sa.and_(Task.state.in_(_REPORTING), Task.working_since_on < self.owed_week_on)
        return sa.and_(working, ~reported)

    def has_colour(self, wanted: str) -> Condition:
        """The rule of colour.colour_of as a select condition."""
        timed, late = Task.state.in_(TIMED), Task.due_on < self.today
        near = Task.due_on <= colour.blue_until(self.calendar, self.today, self.blue_days)
        behind = self.is_behind()
        rules = {
            RED: sa.and_(timed, late),
            YELLOW: sa.and_(timed, ~late, behind),
            BLUE: sa.and_(timed, ~late, ~behind, near),
            NONE: sa.or_(~timed, sa.and_(~late, ~behind, ~near)),
        }
        return rules[wanted]


def outlook_of(agreement_id: UUID) -> Outlook:
    today, calendar = clock.today(), calendar_of(agreement_id)
    return Outlook(
        agreement_id=agreement_id,
        today=today,
        calendar=calendar,
        blue_days=directory.settings(agreement_id).blue_days,
        owed_week_on=colour.owed_week(calendar, today),
        hosts=policy.hosts_of(agreement_id),
    )


def under_each(outlooks: Iterable[Outlook], condition: Callable[[Outlook], Condition]) -> Condition:
    """A condition that differs by agreement, over all of them."""
    return sa.or_(
        sa.false(),
        *(sa.and_(Task.agreement_id == one.agreement_id, condition(one)) for one in outlooks),
    )


def coloured(outlooks: Iterable[Outlook], wanted: str) -> Condition:
    return under_each(outlooks, lambda one: one.has_colour(wanted))
