"""Answers, extensions and deliveries on exact working days."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, Invalid, Stale
from coop.mechanisms.sharing.service import proposals, replies, requests
from tests.mechanisms.sharing import make


def test_an_unconditional_entry_asked_on_friday_is_answered_by_the_worked_sunday(app, world, at):
    with at("2026-09-18T10:00"):
        entry = make.entry(world, world.sc, share_class="unconditional")
        asked = make.submitted(world, entry.id)
        assert make.request_view(world.sc, asked.id).reply_due_on == date(2026, 9, 20)


def test_a_conditional_entry_is_answered_in_ten_working_days(app, world, at):
    with at("2026-09-21T10:00"):
        asked = make.submitted(world, make.entry(world, world.sc).id)
        view = make.request_view(world.sc, asked.id)
    assert view.reply_due_on == date(2026, 10, 12)
    assert "10个工作日" in view.due[0].basis


def asked_on_the_21st(world, at):
    with at("2026-09-21T10:00"):
        return make.submitted(world, make.entry(world, world.cq).id)


def extend(world, request, days=10):
    return replies.ask_extension(
        world.cq.liaison, request.id, days=days, reason="量大", expected_version=request.version
    )


def test_ten_more_working_days_with_the_secretariats_consent(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-10-12T17:00"):
        request = extend(world, request)
        assert make.request_view(world.cq, request.id).reply_due_on == date(2026, 10, 12)
        replies.decide_extension(
            world.sc.secretary, request.id, decision="grant", expected_version=request.version
        )
        assert make.request_view(world.cq, request.id).reply_due_on == date(2026, 10, 26)


def test_eleven_days_are_refused(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-09-22T10:00"), pytest.raises(Invalid) as refused:
        extend(world, request, days=11)
    assert refused.value.problems[0].code == "extension_too_long"


def test_a_second_extension_is_refused(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-09-22T10:00"):
        request = extend(world, request, days=3)
        request = replies.decide_extension(
            world.sc.secretary, request.id, decision="grant", expected_version=request.version
        )
        with pytest.raises(replies.ExtensionUsed):
            extend(world, request, days=3)


def test_an_extension_after_the_due_day_is_refused(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-10-13T08:00"), pytest.raises(replies.ExtensionTooLate):
        extend(world, request)


def test_only_the_hosts_secretariat_decides_an_extension(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-09-22T10:00"):
        request = extend(world, request)
        with pytest.raises(Forbidden):
            replies.decide_extension(
                world.cq.liaison, request.id, decision="grant", expected_version=request.version
            )


def test_delivery_is_due_twenty_working_days_after_consent(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-10-12T10:00"):
        request = proposals.propose_terms(
            world.cq.liaison, request.id, expected_version=request.version
        )
        request = proposals.endorse_terms(
            world.cq.signer, request.id, expected_version=request.version
        )
        request = replies.approve_share_request(
            world.cq.liaison, request.id, expected_version=request.version
        )
        view = make.request_view(world.cq, request.id)
    assert view.delivery_due_on == date(2026, 11, 9)
    assert (view.due[0].kind, view.due[0].met_on) == ("reply", date(2026, 10, 12))


def test_a_supplement_is_asked_once_and_starts_the_clock_again(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-09-22T10:00"):
        request = make.asked_for_more(world.cq, request, "使用依据的条款", "安全保护措施")
        assert make.request_view(world.cq, request.id).reply_due_on is None
    with at("2026-09-28T10:00"):
        request = requests.supplement_share_request(
            world.cy.liaison, request.id, text="已补充", expected_version=request.version
        )
        view = make.request_view(world.cq, request.id)
        assert view.reply_due_on == date(2026, 10, 16)
        assert "propose_supplement" not in view.allowed_actions
        for again in (
            lambda: make.asked_for_more(world.cq, request, "还有"),
            lambda: replies.ask_supplement(
                world.cq.liaison, request.id, expected_version=request.version
            ),
        ):
            with pytest.raises(proposals.SupplementAskedBefore):
                again()


def test_a_stale_version_is_refused(app, world, at):
    request = asked_on_the_21st(world, at)
    with at("2026-09-22T10:00"), pytest.raises(Stale):
        replies.ask_extension(
            world.cq.liaison,
            request.id,
            days=5,
            reason="量大",
            expected_version=request.version - 1,
        )
