"""Loading and importing calendar years, an agreement's own days, and deadlines computed again."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core import audit
from coop.core.actor import SYSTEM
from coop.core.db import command, session
from coop.core.errors import CoopError, Forbidden, Invalid
from coop.core.language import Text
from coop.registry import calendars, deadlines
from coop.registry.models import CalendarDay, Deadline
from coop.registry.working_days import calendar_of
from tests.registry.test_working_days import CALENDAR
from tests.world import World


@command
def load(year: int, *, published: bool = True) -> None:
    calendars.load_year(year, published)


@command
def set_due(world: World, start_on: date, amount: int) -> Deadline:
    return deadlines.set_deadline(
        world.agreement_id,
        "meeting",
        uuid4(),
        "notice",
        start_on,
        amount,
        "working_day",
        Text("第三条", "Article 3"),
    )


def test_the_library_knows_the_published_plan_of_2026(app: Flask, world: World) -> None:
    load(2026)
    loaded = calendar_of(world.agreement_id)
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert [loaded.is_working_day(one) for one in days] == [
        CALENDAR.is_working_day(one) for one in days
    ]


def test_2025_has_the_make_up_days_of_its_notice(app: Flask) -> None:
    load(2025)
    made_up = session().scalars(
        sa.select(CalendarDay.on_day)
        .where(CalendarDay.kind == "work", CalendarDay.on_day < date(2026, 1, 1))
        .order_by(CalendarDay.on_day)
    )
    wanted = ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"]
    assert [str(one) for one in made_up] == wanted


def test_a_plan_that_is_not_out_yet_loads_only_as_unpublished(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        load(2028)
    assert refused.value.problems[0].code == "holiday_plan_unpublished"
    load(2028, published=False)
    assert calendar_of(world.agreement_id).add(date(2028, 3, 1), 1).provisional


@pytest.mark.parametrize(("year", "is_published"), [(2026, True), (2028, False)])
def test_a_year_of_the_library_is_published_when_its_make_up_days_are_known(
    app: Flask, world: World, year: int, is_published: bool
) -> None:
    calendars.load_known_year(SYSTEM, year)
    assert calendar_of(world.agreement_id).years[year] is is_published
    with pytest.raises(Forbidden):
        calendars.load_known_year(world.sc.secretary, year)


def test_an_import_computes_open_deadlines_again_and_logs_both_days(
    app: Flask, world: World
) -> None:
    row = set_due(world, date(2026, 12, 30), 3)
    assert (row.due_on, row.is_provisional) == (date(2027, 1, 4), True)
    moved = calendars.import_year(
        SYSTEM,
        2027,
        offs={date(2027, 1, 1): "元旦", date(2027, 1, 4): "元旦"},
        works=[date(2027, 1, 3)],
        source="国办发明电〔2026〕X号",
    )
    after = session().get_one(Deadline, row.id)
    assert moved == 1
    assert (after.due_on, after.is_provisional) == (date(2027, 1, 5), False)
    line = audit.history(row.subject_id)[0]
    assert (line.action, line.changes["due_on"]) == (
        "deadline_recomputed",
        ["2027-01-04", "2027-01-05"],
    )


def test_a_met_deadline_stays_as_it_was(app: Flask, world: World) -> None:
    row = set_due(world, date(2026, 12, 30), 3)
    _meet(row)
    moved = calendars.import_year(
        SYSTEM, 2027, offs={date(2027, 1, 4): "元旦"}, works=[], source="x"
    )
    assert moved == 0
    assert session().get_one(Deadline, row.id).due_on == date(2027, 1, 4)


@command
def _meet(row: Deadline) -> None:
    deadlines.meet_deadline(row.subject_id, row.kind)


@pytest.mark.parametrize(
    ("offs", "works"),
    [
        ({date(2026, 1, 1): "元旦"}, []),
        ({}, [date(2027, 1, 4)]),
        ({date(2027, 1, 3): "元旦"}, [date(2027, 1, 3)]),
    ],
    ids=["off in another year", "a worked weekday", "both off and worked"],
)
def test_an_impossible_plan_is_refused(
    app: Flask, offs: dict[date, str], works: list[date]
) -> None:
    with pytest.raises(Invalid) as refused:
        calendars.import_year(SYSTEM, 2027, offs=offs, works=works, source="x")
    assert refused.value.problems[0].code == "misplaced_day"


def test_only_the_operator_imports_a_plan(app: Flask, world: World) -> None:
    with pytest.raises(Forbidden):
        calendars.import_year(world.sc.secretary, 2027, offs={}, works=[], source="x")


def test_an_agreements_own_day_counts_only_under_it(app: Flask, world: World) -> None:
    monday = date(2026, 9, 21)
    row = set_due(world, date(2026, 9, 18), 2)
    calendars.set_calendar_day(
        world.sc.secretary, world.agreement_id, on_day=monday, kind="off", name="联合活动日"
    )
    assert not calendar_of(world.agreement_id).is_working_day(monday)
    assert calendar_of(world.other_agreement_id).is_working_day(monday)
    assert session().get_one(Deadline, row.id).due_on == date(2026, 9, 22)


def test_an_agreements_own_day_wins_over_everyones(app: Flask, world: World) -> None:
    sunday = date(2026, 9, 20)
    calendars.set_calendar_day(SYSTEM, world.agreement_id, on_day=sunday, kind="off", name="不调休")
    assert not calendar_of(world.agreement_id).is_working_day(sunday)
    calendars.set_calendar_day(SYSTEM, world.agreement_id, on_day=sunday, kind="work", name="调休")
    assert calendar_of(world.agreement_id).is_working_day(sunday)


@pytest.mark.parametrize("who", ["liaison", "convener"])
def test_only_the_secretariat_changes_an_agreements_days(
    app: Flask, world: World, who: str
) -> None:
    with pytest.raises(CoopError) as refused:
        calendars.set_calendar_day(
            getattr(world.sc, who),
            world.agreement_id,
            on_day=date(2026, 9, 21),
            kind="off",
            name="x",
        )
    assert refused.value.code == "forbidden"


def test_another_agreements_secretariat_sees_no_agreement_to_change(
    app: Flask, world: World
) -> None:
    with pytest.raises(CoopError) as refused:
        calendars.set_calendar_day(
            world.stranger, world.agreement_id, on_day=date(2026, 9, 21), kind="off", name="x"
        )
    assert refused.value.code == "not_found"
