"""Scenario 8 of the design: what silence means, and when it is too late to ask for time."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, Invalid
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service import periods, rounds
from coop.mechanisms.consultations.service.loading import ReplyPeriodOver
from tests.mechanisms.consultations import make
from tests.world import World


def test_an_urgent_letter_of_monday_is_due_on_thursday(world: World) -> None:
    made = make.consultation(world, "open")
    seen = make.view(world.cq.liaison, made, make.OPENED_AT)
    assert (seen.state, seen.reply_due_on) == ("open", date(2026, 9, 24))
    assert seen.issue_no == "会商〔2026〕1号"


def test_silence_is_no_reply_and_counts_as_not_agreed(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made)
    make.lapse()
    seen = make.view(world.sc.liaison, made)
    assert seen.state == "replied"
    court = seen.parties[1]
    assert (court.stance, court.agreement) == ("no_reply", "not_agreed")
    assert seen.reply_due_on == date(2026, 9, 24)


def test_silence_is_no_objection_where_letter_and_agreement_say_so(world: World) -> None:
    made = make.consultation(world, "open", silence_consents=True)
    make.give(world.cq, made)
    make.lapse()
    court = make.view(world.sc.liaison, made).parties[1]
    assert (court.stance, court.agreement) == ("deemed_no_objection", "agreed")


def test_an_extension_asked_after_the_due_day_is_refused(world: World) -> None:
    made = make.consultation(world, "open")
    with make.at("2026-09-28T09:00"), pytest.raises(ReplyPeriodOver):
        periods.ask_extension(world.cy.liaison, made.id, days=1, reason="需内部研究")
    make.lapse()
    with make.at("2026-09-28T09:00"), pytest.raises(IllegalTransition):
        periods.ask_extension(world.cy.liaison, made.id, days=1, reason="需内部研究")


def test_nothing_lapses_on_the_due_day_and_once_is_enough(world: World) -> None:
    made = make.consultation(world, "open")
    make.lapse("2026-09-24T23:59")
    assert make.view(world.cq.liaison, made).state == "open"
    make.lapse("2026-09-25T00:05")
    make.lapse("2026-09-26T00:05")
    assert make.actions_logged(made.id).count("consultation.lapse") == 1


def test_an_opinion_after_the_due_day_is_too_late_even_before_the_lapse_is_recorded(
    world: World,
) -> None:
    made = make.consultation(world, "open")
    with pytest.raises(ReplyPeriodOver):
        make.draft_opinion(world.cy, made, when="2026-09-25T09:00")


def test_nobody_but_the_system_lets_a_consultation_lapse(world: World) -> None:
    made = make.consultation(world, "open")
    with make.at(make.LAPSED_AT), pytest.raises(Forbidden):
        rounds.lapse_consultation(world.sc.secretary, made.id)


def test_a_lapse_before_its_day_changes_nothing(world: World) -> None:
    made = make.consultation(world, "open")
    with make.at(make.OPENED_AT):
        rounds.lapse_consultation(SYSTEM, made.id)
    assert session().get_one(Consultation, made.id).state == "open"


def test_the_flag_is_refused_where_the_agreement_does_not_allow_it(
    world: World,
) -> None:
    make.agree_on(world, consultation_silence_may_consent=False)
    with pytest.raises(Invalid) as refused:
        make.drafted(world, silence_consents=True)
    assert refused.value.problems[0].code == "silence_not_allowed"
