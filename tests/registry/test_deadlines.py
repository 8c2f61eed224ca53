"""Deadlines keep what they were computed from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coop.core.db import command
from coop.core.language import Text, speaking
from coop.registry import deadlines
from coop.registry.deadlines import CALENDAR_DAY, WORKING_DAY, DueView
from coop.registry.words import article_in_english
from coop.registry.working_days import CalendarGap
from tests.world import World

BASIS = Text("协议第三条：会议通知提前3个工作日", "Agreement art. 3: 3 working days")
At = Callable[[str], AbstractContextManager[None]]


@command
def set_due(world: World, subject_id: UUID, start: str, amount: int, unit: str) -> None:
    deadlines.set_deadline(
        world.agreement_id,
        "meeting",
        subject_id,
        "notice",
        date.fromisoformat(start),
        amount,
        unit,
        BASIS,
    )


@command
def meet(subject_id: UUID) -> None:
    deadlines.meet_deadline(subject_id, "notice")


@command
def drop(subject_id: UUID) -> None:
    deadlines.drop_deadlines(subject_id)


def test_a_deadline_shows_its_amount_unit_and_basis(app: Flask, world: World) -> None:
    subject_id = uuid4()
    set_due(world, subject_id, "2026-09-18", 3, WORKING_DAY)
    assert deadlines.due_dates(subject_id) == (
        DueView(
            kind="notice",
            start_on=date(2026, 9, 18),
            due_on=date(2026, 9, 22),
            amount=3,
            unit=WORKING_DAY,
            basis=BASIS,
            is_provisional=False,
            met_on=None,
        ),
    )


def test_a_calendar_deadline_rolls_over_the_holidays(app: Flask, world: World) -> None:
    subject_id = uuid4()
    set_due(world, subject_id, "2026-09-01", 30, CALENDAR_DAY)
    assert deadlines.due_dates(subject_id)[0].due_on == date(2026, 10, 8)


def test_an_extension_replaces_the_deadline_and_opens_it_again(
    app: Flask, world: World, at: At
) -> None:
    subject_id = uuid4()
    set_due(world, subject_id, "2026-09-18", 3, WORKING_DAY)
    with at("2026-09-21T09:00"):
        meet(subject_id)
    assert deadlines.due_dates(subject_id)[0].met_on == date(2026, 9, 21)
    set_due(world, subject_id, "2026-09-18", 10, WORKING_DAY)
    (only,) = deadlines.due_dates(subject_id)
    assert (only.due_on, only.met_on) == (date(2026, 10, 9), None)


def test_the_day_of_meeting_is_the_day_in_shanghai(app: Flask, world: World, at: At) -> None:
    subject_id = uuid4()
    set_due(world, subject_id, "2026-09-18", 3, WORKING_DAY)
    with at("2026-09-22T00:30"):
        meet(subject_id)
    assert deadlines.due_dates(subject_id)[0].met_on == date(2026, 9, 22)


def test_overdue_means_open_and_past_the_day(app: Flask, world: World) -> None:
    late, met, dropped = uuid4(), uuid4(), uuid4()
    for subject_id in (late, met, dropped):
        set_due(world, subject_id, "2026-09-18", 3, WORKING_DAY)
    meet(met)
    drop(dropped)
    on_the_day = deadlines.overdue({world.agreement_id}, on=date(2026, 9, 22))
    after_it = deadlines.overdue({world.agreement_id}, on=date(2026, 9, 23))
    assert on_the_day == ()
    assert [row.subject_id for row in after_it] == [late]


def test_overdue_lists_nothing_of_other_agreements(app: Flask, world: World) -> None:
    set_due(world, uuid4(), "2026-09-18", 3, WORKING_DAY)
    assert deadlines.overdue({world.other_agreement_id}, on=date(2026, 12, 1)) == ()
    assert deadlines.overdue(set(), on=date(2026, 12, 1)) == ()


def test_a_deadline_that_reaches_an_unknown_year_is_not_set(app: Flask, world: World) -> None:
    subject_id = uuid4()
    with pytest.raises(CalendarGap):
        set_due(world, subject_id, "2027-12-30", 3, WORKING_DAY)
    assert deadlines.due_dates(subject_id) == ()


def test_the_basis_is_told_in_the_readers_language_and_printed_in_chinese(
    app: Flask, world: World
) -> None:
    subject_id = uuid4()
    told = Text("{days}个工作日内办理", "within {days} working days").with_facts(days=3)

    @command
    def set_by_clause() -> deadlines.Deadline:
        basis = deadlines.by_clause(world.agreement_id, "joint_meeting", told)
        about = (world.agreement_id, "meeting", subject_id, "notice", date(2026, 9, 18), 3)
        return deadlines.set_deadline(*about, WORKING_DAY, basis)

    kept = set_by_clause()
    with speaking("en"):
        shown = str(deadlines.due_dates(subject_id)[0].basis)
        assert shown == "Agreement art. 3: within 3 working days"
        assert kept.basis == "协议第三条：3个工作日内办理"
    assert str(deadlines.due_dates(subject_id)[0].basis) == "协议第三条：3个工作日内办理"


def test_an_article_is_told_in_figures_to_readers_of_english() -> None:
    known = {
        "第十二条": "art. 12",
        "第一百零三条": "art. 103",
        "第二十条": "art. 20",
        "附件一": "附件一",
    }
    assert {one: article_in_english(one) for one in known} == known
