"""Working-day arithmetic on the calendar tables. Days are days in Asia/Shanghai.

A working day is (Monday to Friday and not off) or a make-up day 调休. The start day is never
counted (Civil Procedure Law art. 85). Where the calendar comes from is in calendars.py.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import FieldProblem, Invalid
from coop.core.language import Text
from coop.registry.models import CalendarDay, CalendarYear

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_CACHE = "work_calendars"
_WEEKDAYS = "一二三四五六日"


class CalendarGap(Invalid):
    """A deadline reaches a year that the calendar knows nothing of."""

    code = "calendar_year_missing"

    def __init__(self, year: int) -> None:
        words = Text(
            "工作日历中没有 {year} 年，请先导入放假安排。",
            "The working-day calendar has no year {year}; import its holiday plan first.",
        ).with_facts(year=year)
        super().__init__(FieldProblem("", self.code, words))
        self.facts = {"year": year}


@dataclass(frozen=True, slots=True)
class Due:
    """A computed day. provisional: it touches a year whose holiday plan is not published."""

    on: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days that differ from Monday to Friday, and the years they are known for (True =
    published).
    """

    offs: frozenset[date]
    works: frozenset[date]
    years: Mapping[int, bool]

    def is_working_day(self, day: date) -> bool:
        """Raises CalendarGap for a year without a calendar."""
        if day.year not in self.years:
            raise CalendarGap(day.year)
        return day in self.works or (day.weekday() < _SATURDAY and day not in self.offs)

    def add(self, day: date, n: int) -> Due:
        """The nth working day after `day`; n = 0 is `day` itself. Raises CalendarGap."""
        found = day
        for _ in range(n):
            found = self._next_working_day(found)
        return Due(found, self._is_provisional(day, found))

    def calendar_due(self, day: date, n: int, roll: bool = True) -> Due:  # noqa: FBT001, FBT002
        """The nth calendar day after `day`, moved to the next working day when it is a rest day.

        Art. 85 writes the move for court periods; coop applies it to mediation and confirmation
        too.
        """
        found = day + timedelta(days=n)
        if roll and not self.is_working_day(found):
            found = self._next_working_day(found)
        return Due(found, self._is_provisional(day, found))

    def months_due(self, day: date, n: int) -> Due:
        """The same day n months on, moved to the next working day when it is a rest day."""
        return self.calendar_due(months_after(day, n), 0)

    def between(self, after: date, until: date) -> int:
        """Working days strictly after `after`, up to and including `until`. Raises CalendarGap."""
        return sum(self.is_working_day(day) for day in _days(after + _ONE_DAY, until))

    def latest_start(self, due_on: date, n: int) -> date:
        """The last day from which n whole working days still end on or before `due_on`."""
        found = due_on
        while self.between(found, due_on) < n:
            found -= _ONE_DAY
        return found

    def first_of_month(self, year: int, month: int) -> date:
        """The month's first working day. Raises CalendarGap."""
        return self._next_working_day(date(year, month, 1) - _ONE_DAY)

    def last_of_week(self, day: date) -> date | None:
        """The last working day of the ISO week of `day`; None in a week without any."""
        monday = day - timedelta(days=day.weekday())
        week = [
            one for one in _days(monday, monday + timedelta(days=6)) if self.is_working_day(one)
        ]
        return week[-1] if week else None

    def _next_working_day(self, day: date) -> date:
        found = day + _ONE_DAY
        while not self.is_working_day(found):
            found += _ONE_DAY
        return found

    def _is_provisional(self, first: date, last: date) -> bool:
        return not all(self.years.get(year, True) for year in range(first.year, last.year + 1))


def months_after(day: date, n: int) -> date:
    """The same day of the nth month after; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _ONE_DAY


def calendar_of(agreement_id: UUID | None) -> WorkCalendar:
    """The calendar under an agreement; its own rows win over everyone's (None = everyone's only).

    Read once per unit of work.
    """
    known: dict[UUID | None, WorkCalendar] = session().info.setdefault(_CACHE, {})
    if agreement_id not in known:
        known[agreement_id] = _load(agreement_id)
    return known[agreement_id]


def day_name(agreement_id: UUID, day: date) -> Text:
    """What a rest day is called: its holiday's name, as the notice has it, else the weekday."""
    named = (
        sa.select(CalendarDay.name)
        .where(
            CalendarDay.on_day == day,
            sa.or_(CalendarDay.agreement_id.is_(None), CalendarDay.agreement_id == agreement_id),
        )
        .order_by(CalendarDay.agreement_id.is_not(None).desc())
    )
    name = session().scalar(named.limit(1))
    if name is not None:
        return Text(name, "public holiday")
    return Text(f"星期{_WEEKDAYS[day.weekday()]}", f"{day:%A}")


def forget_calendars() -> None:
    """Drop what this unit of work has read, after the tables changed."""
    session().info.pop(_CACHE, None)


def _load(agreement_id: UUID | None) -> WorkCalendar:
    years = session().execute(sa.select(CalendarYear.year, CalendarYear.is_published))
    # Everyone's rows first, so that the agreement's own replace them.
    rows = session().execute(
        sa.select(CalendarDay.on_day, CalendarDay.kind)
        .where(
            sa.or_(
                CalendarDay.agreement_id.is_(None),
                CalendarDay.agreement_id == agreement_id,
            )
        )
        .order_by(CalendarDay.agreement_id.is_not(None))
    )
    kinds = dict(rows.all())
    return WorkCalendar(
        offs=frozenset(day for day, kind in kinds.items() if kind == "off"),
        works=frozenset(day for day, kind in kinds.items() if kind == "work"),
        years=dict(years.all()),
    )
