"""The clock: extended once for at most half the period, paused and resumed exact to the day."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, Invalid
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service import periods
from coop.mechanisms.consultations.service.loading import ReplyPeriodOver
from tests.mechanisms.consultations import make
from tests.world import World


def _ask(world: World, made: Consultation, days: int = 1, when: str = make.REPLIED_AT) -> None:
    with make.at(when):
        periods.ask_extension(world.cy.liaison, made.id, days=days, reason="需提交审委会研究")


def _decide(world: World, made: Consultation, decision: str, when: str = make.REPLIED_AT) -> None:
    with make.at(when):
        periods.decide_extension(
            world.sc.secretary,
            made.id,
            expected_version=make.version_of(made),
            decision=decision,
        )


def _pause(world: World, made: Consultation, when: str) -> None:
    with make.at(when):
        periods.pause_clock(
            world.cy.liaison, made.id, expected_version=make.version_of(made), reason="请补充合同"
        )


def _resume(world: World, made: Consultation, when: str) -> None:
    with make.at(when):
        periods.resume_clock(
            world.sc.liaison, made.id, expected_version=make.version_of(made), note="已补充"
        )


def _due(world: World, made: Consultation) -> date | None:
    return make.view(world.cq.liaison, made, make.REPLIED_AT).reply_due_on


def test_an_extension_of_half_the_period_is_counted_from_the_old_day(world: World) -> None:
    made = make.consultation(world, "open", urgency="none")
    assert _due(world, made) == date(2026, 10, 12)
    _ask(world, made, 5)
    _decide(world, made, "grant")
    assert _due(world, made) == date(2026, 10, 19)


def test_more_than_half_the_period_is_refused(world: World) -> None:
    made = make.consultation(world, "open", urgency="none")
    with pytest.raises(Invalid) as refused:
        _ask(world, made, 6)
    assert refused.value.problems[0].code == "extension_too_long"


def test_a_period_of_one_day_has_no_half(world: World) -> None:
    made = make.consultation(world, "open", urgency="extra_urgent")
    with pytest.raises(Invalid):
        _ask(world, made, 1, make.OPENED_AT)


def test_it_is_extended_once_and_asked_for_one_at_a_time(world: World) -> None:
    made = make.consultation(world, "open")
    _ask(world, made)
    with pytest.raises(periods.ExtensionWaiting):
        _ask(world, made)
    _decide(world, made, "grant")
    with pytest.raises(periods.ExtendedAlready):
        _ask(world, made)
    with pytest.raises(periods.NoExtensionAsked):
        _decide(world, made, "grant")


def test_a_refused_request_leaves_the_day_and_may_be_made_again(world: World) -> None:
    made = make.consultation(world, "open")
    _ask(world, made)
    _decide(world, made, "refuse")
    assert _due(world, made) == date(2026, 9, 24)
    _ask(world, made)


def test_only_the_hosts_secretariat_decides(world: World) -> None:
    made = make.consultation(world, "open")
    _ask(world, made)
    with make.at(make.REPLIED_AT), pytest.raises(Forbidden):
        periods.decide_extension(
            world.cq.secretary, made.id, expected_version=made.version, decision="grant"
        )


def test_a_request_made_in_time_holds_the_lapse_until_it_is_decided(world: World) -> None:
    made = make.consultation(world, "open")
    _ask(world, made, when="2026-09-24T17:00")
    make.lapse("2026-09-25T00:05")
    assert make.view(world.cq.liaison, made).state == "open"
    _decide(world, made, "refuse", "2026-09-25T09:00")
    make.lapse("2026-09-26T00:05")
    assert make.view(world.cq.liaison, made).state == "replied"


def test_paused_on_tuesday_with_two_days_left_it_has_two_after_resuming(world: World) -> None:
    made = make.consultation(world, "open")
    _pause(world, made, "2026-09-22T15:00")
    make.lapse("2026-09-28T00:05")
    seen = make.view(world.cq.liaison, made)
    assert (seen.state, seen.reply_due_on, seen.pauses[0].left_days) == ("paused", None, 2)
    _resume(world, made, "2026-09-28T09:00")
    assert make.view(world.cq.liaison, made, "2026-09-28T09:00").reply_due_on == date(2026, 9, 30)


def test_paused_and_resumed_on_one_day_nothing_moves(world: World) -> None:
    made = make.consultation(world, "open")
    _pause(world, made, "2026-09-22T09:00")
    _resume(world, made, "2026-09-22T17:00")
    assert _due(world, made) == date(2026, 9, 24)


def test_paused_on_the_last_day_it_is_due_on_the_day_of_resuming(world: World) -> None:
    made = make.consultation(world, "open")
    _pause(world, made, "2026-09-24T16:00")
    _resume(world, made, "2026-09-28T09:00")
    assert make.view(world.cq.liaison, made, "2026-09-28T09:00").reply_due_on == date(2026, 9, 28)


def test_an_extension_asked_before_a_pause_is_counted_from_the_moved_day(world: World) -> None:
    made = make.consultation(world, "open")
    _ask(world, made)
    _pause(world, made, "2026-09-22T15:00")
    _resume(world, made, "2026-09-28T09:00")
    _decide(world, made, "grant", "2026-09-28T10:00")
    assert make.view(world.cq.liaison, made, "2026-09-28T10:00").reply_due_on == date(2026, 10, 8)


def test_an_agreement_may_count_calendar_days(world: World) -> None:
    make.agree_on(world, consultation_reply_unit="calendar_day")
    made = make.consultation(world, "open", urgency="none")
    assert _due(world, made) == date(2026, 10, 8)  # 1 October is a holiday up to the 7th
    _pause(world, made, "2026-10-05T09:00")
    _resume(world, made, "2026-10-12T09:00")
    seen = make.view(world.cq.liaison, made, "2026-10-12T09:00")
    assert (seen.pauses[0].left_days, seen.reply_due_on) == (3, date(2026, 10, 15))
    assert "自然日" in str(seen.reply_basis)


def test_nothing_is_paused_after_its_day(world: World) -> None:
    made = make.consultation(world, "open")
    with pytest.raises(ReplyPeriodOver):
        _pause(world, made, "2026-09-25T09:00")


def test_the_initiator_does_not_stop_the_clock_of_the_others(world: World) -> None:
    made = make.consultation(world, "open")
    with make.at(make.REPLIED_AT), pytest.raises(Forbidden):
        periods.pause_clock(world.sc.liaison, made.id, expected_version=made.version, reason="等")
