"""The warning colour of a task: derived on each reading, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from coop.core.language import Text
from coop.registry.working_days import CalendarGap, WorkCalendar

RED, YELLOW, BLUE, NONE = "red", "yellow", "blue", "none"
COLOURS = {
    RED: Text("红色：已超期", "Red: overdue"),
    YELLOW: Text("黄色：进度滞后", "Yellow: behind plan"),
    BLUE: Text("蓝色：临近期限", "Blue: due soon"),
    NONE: Text("正常", "On course"),
}
_WEEK = timedelta(days=7)
# No holiday leaves more weeks than this without a working day.
_LONGEST_BREAK_WEEKS = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """What a colour depends on beside the day.

    is_timed: the clock runs (open and not suspended). is_behind: a milestone's day has passed
    without it, or the last weekly report is missing, or what was submitted came back.
    """

    is_timed: bool
    due_on: date
    is_behind: bool


def colour_of(pace: Pace, *, today: date, working_days_left: int | None, blue_days: int) -> str:
    """Red past the due day, else yellow when behind, else blue with `blue_days` or fewer left.

    working_days_left: strictly after today up to and including the due day; None where the
    calendar does not reach: then calendar days stand in, which are never fewer.
    """
    if not pace.is_timed:
        return NONE
    if today > pace.due_on:
        return RED
    if pace.is_behind:
        return YELLOW
    left = (pace.due_on - today).days if working_days_left is None else working_days_left
    return BLUE if left <= blue_days else NONE


def working_days_left(calendar: WorkCalendar, today: date, due_on: date) -> int | None:
    """Strictly after today up to and including the due day; None beyond the known years."""
    try:
        return calendar.between(today, due_on)
    except CalendarGap:
        return None


def blue_until(calendar: WorkCalendar, today: date, blue_days: int) -> date:
    """The last due day that is blue today: the day before the next working day too many."""
    try:
        return calendar.add(today, blue_days + 1).on - timedelta(days=1)
    except CalendarGap:
        # So few working days are left of the known year that all of them are near.
        known = date(today.year, 12, 31) if today.year in calendar.years else today
        return max(known, today + timedelta(days=blue_days))


def monday_of(day: date) -> date:
    """The first day of the ISO week."""
    return day - timedelta(days=day.weekday())


def owed_week(calendar: WorkCalendar, today: date) -> date | None:
    """Monday of the latest ISO week whose report is overdue: its last working day has passed.

    None where the calendar does not reach back.
    """
    monday = monday_of(today)
    try:
        for _ in range(_LONGEST_BREAK_WEEKS + 1):
            last = calendar.last_of_week(monday)
            if last is not None and last < today:
                return monday
            monday -= _WEEK
    except CalendarGap:
        return None
    return None
