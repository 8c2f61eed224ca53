"""Where the working-day calendar comes from: the holidays library, the yearly notice, an
agreement's own days.

A year is replaced as a whole and every open deadline that touches it is computed again, with an
audit entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import holidays
import sqlalchemy as sa

from coop.core import audit
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, session, step
from coop.core.errors import FieldProblem, Forbidden, Invalid, NotFound, invalid
from coop.core.language import Text
from coop.core.messages import MESSAGES
from coop.registry import deadlines
from coop.registry.models import CalendarDay, CalendarYear
from coop.registry.models.days import DAY_KINDS
from coop.registry.working_days import forget_calendars

_LIBRARY = "holidays (PyPI)"
_SATURDAY = 5
_IMPORT = Text("导入放假安排", "import a holiday plan")
_YEAR = Subject("calendar_year", None, None)
_DAY = Text("修改工作日历", "change the calendar")


@command
def load_known_year(actor: Actor, year: int) -> int:
    """Put a year from the library in force, as published when it knows the make-up days.

    Answers how many deadlines moved.
    """
    if not actor.is_system:
        raise Forbidden(action=_IMPORT)
    is_published = bool(_make_up_days(year))
    load_year(year, is_published)
    audit.record(actor, "calendar_year_loaded", _YEAR, year=year, is_published=is_published)
    return deadlines.recompute(actor, year)


@step
def load_year(year: int, published: bool = True) -> None:  # noqa: FBT001, FBT002
    """Put a year from the holidays library into the tables, for every agreement.

    published=False: statutory days only, so that deadlines in it are provisional. Raises Invalid
    when the plan is asked for with its make-up days and the library does not have it yet (the
    notice comes out in November).
    """
    works = _make_up_days(year)
    if published and not works:
        words = Text(
            "{year} 年的放假安排尚未发布。",
            "The holiday plan of {year} is not published yet.",
        )
        raise invalid("year", "holiday_plan_unpublished", words.with_facts(year=year))
    offs = {day: name[:60] for day, name in _library(year).items() if day.year == year}
    _replace_year(year, offs, works)
    _mark_year(year, is_published=published, source=_LIBRARY)


def _library(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year, language="zh_CN")


def _make_up_days(year: int) -> list[date]:
    """Weekend days worked by that year's notice; none while it is not out."""
    return sorted(day for day in _library(year).weekend_workdays if day.year == year)


@command
def import_year(
    actor: Actor,
    year: int,
    *,
    offs: Mapping[date, str],
    works: Sequence[date],
    source: str,
) -> int:
    """Replace a year by the State Council notice; answers how many deadlines moved.

    offs: rest day -> holiday name; works: weekend days that are worked; source: the notice.
    Raises Invalid for days outside the year, worked weekdays, and days that are in both.
    """
    if not actor.is_system:
        raise Forbidden(action=_IMPORT)
    _check_plan(year, offs, works)
    _replace_year(year, offs, works)
    _mark_year(year, is_published=True, source=source)
    audit.record(
        actor,
        "calendar_year_imported",
        _YEAR,
        year=year,
        source=source,
    )
    return deadlines.recompute(actor, year)


@command
def set_calendar_day(
    actor: Actor, agreement_id: UUID, *, on_day: date, kind: str, name: str
) -> CalendarDay:
    """Make a day off or worked under one agreement only; its open deadlines are computed again."""
    if not actor.sees(agreement_id):
        raise NotFound
    if not (actor.is_system or actor.has("secretariat", agreement_id)):
        raise Forbidden(action=_DAY)
    if kind not in DAY_KINDS:
        raise invalid(
            "kind",
            "not_a_choice",
            MESSAGES["not_a_choice"].with_facts(choices=DAY_KINDS),
        )
    row = session().scalar(
        sa.select(CalendarDay).where(
            CalendarDay.agreement_id == agreement_id, CalendarDay.on_day == on_day
        )
    )
    if row is None:
        row = CalendarDay(agreement_id=agreement_id, on_day=on_day)
        session().add(row)
    row.kind, row.name = kind, name
    session().flush()
    forget_calendars()
    audit.record(
        actor,
        "calendar_day_set",
        Subject("agreement", agreement_id, agreement_id),
        on_day=on_day,
        kind=kind,
    )
    deadlines.recompute(actor, on_day.year, agreement_id=agreement_id)
    return row


def _check_plan(year: int, offs: Mapping[date, str], works: Sequence[date]) -> None:
    faults: list[tuple[str, date]] = [("offs", day) for day in offs if day.year != year]
    faults += [
        ("works", day)
        for day in works
        if day.year != year or day.weekday() < _SATURDAY or day in offs
    ]
    if faults:
        words = Text("{day}不合放假安排的格式。", "{day} has no place in this holiday plan.")
        raise Invalid(
            *[
                FieldProblem(f"/{name}", "misplaced_day", words.with_facts(day=day))
                for name, day in faults
            ]
        )


def _replace_year(year: int, offs: Mapping[date, str], works: Sequence[date]) -> None:
    session().execute(
        sa.delete(CalendarDay).where(
            CalendarDay.agreement_id.is_(None),
            CalendarDay.on_day.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    session().add_all(CalendarDay(on_day=day, kind="off", name=name) for day, name in offs.items())
    session().add_all(CalendarDay(on_day=day, kind="work", name="调休上班") for day in works)
    session().flush()
    forget_calendars()


def _mark_year(year: int, *, is_published: bool, source: str) -> None:
    session().merge(CalendarYear(year=year, is_published=is_published, source=source))
    session().flush()
