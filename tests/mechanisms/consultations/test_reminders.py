"""The silent are reminded: once for each due day, and at will by the secretariat."""

from __future__ import annotations

import pytest

from coop.core.errors import Forbidden
from coop.mechanisms.consultations.service import reminders
from coop.mechanisms.consultations.service.loading import ReplyPeriodOver
from tests.due import run_due
from tests.mechanisms.consultations import make
from tests.world import Team, World


def _night(when: str) -> None:
    with make.at(when):
        run_due("remind_of_consultations")


def _reminded(team: Team) -> int:
    return sum(kind == "consultation.reminder" for kind, _body in make.events_of(team.id))


def test_the_silent_are_reminded_once_on_the_working_day_before(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made)
    for day in ("22", "23", "23", "24"):
        _night(f"2026-09-{day}T09:00")
    assert (_reminded(world.cy), _reminded(world.cq), _reminded(world.sc)) == (1, 0, 0)
    assert make.actions_logged(made.id).count("consultation.remind") == 1


def test_before_holidays_the_reminder_comes_on_the_last_working_day(world: World) -> None:
    made = make.drafted(world)
    make.approve(world, made, "2026-09-22T09:00")
    make.submit(world, made, "2026-09-22T09:00")  # due on Monday the 28th, after the holidays
    _night("2026-09-23T09:00")
    assert _reminded(world.cy) == 0
    _night("2026-09-24T09:00")
    _night("2026-09-26T09:00")
    assert _reminded(world.cy) == 1


def test_the_secretariat_reminds_at_will_until_the_day_has_passed(world: World) -> None:
    made = make.consultation(world, "open")
    with make.at(make.REPLIED_AT):
        reminders.remind(world.sc.secretary, made.id)
        reminders.remind(world.sc.secretary, made.id)
        with pytest.raises(Forbidden):
            reminders.remind(world.sc.liaison, made.id)
    assert _reminded(world.cq) == 2
    with make.at("2026-09-25T09:00"), pytest.raises(ReplyPeriodOver):
        reminders.remind(world.sc.secretary, made.id)
