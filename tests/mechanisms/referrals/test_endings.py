"""How mediations end, what the court is told, and when the loop closes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from coop.core.errors import Invalid, RuleViolation
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.codes import FAILURES
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.service import closing, mediating
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def recuse(cast: Cast, made: Dispute, **told: Any) -> Dispute:
    with seen.at(seen.TALKED_AT):
        return mediating.recuse_mediator(
            cast.desk,
            made.id,
            expected_version=seen.version_of(made),
            reason="与一方当事人有利害关系",
            **told,
        )


def test_each_ground_asks_for_its_own_facts(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    party_id = seen.party_ids(cast, made)[1]
    whole = {"party_id": party_id, "attempts": "9月3日、5日电话，均无人接听", "note": "事实说明"}
    asks = {
        "withdrawn": {"party_id", "note"},
        "unreachable": {"party_id", "attempts"},
        "refused": {"party_id"},
        "too_far_apart": {"note"},
        "refused_to_sign": {"party_id"},
        "other": {"note"},
    }
    assert set(asks) == set(FAILURES)
    for ground, needed in asks.items():
        for left_out in needed:
            told = {name: value for name, value in whole.items() if name != left_out}
            with pytest.raises(Invalid) as refused:
                make.failed(cast, made, ground, **told)
            problem = refused.value.problems[0]
            assert (problem.pointer, problem.code) == (f"/{left_out}", "ground_needs_it")
    for ground in ("agreed", "expired", "sham"):
        with pytest.raises(Invalid):
            make.failed(cast, made, ground, **whole)
    stranger = make.registered(cast, pre_filing_no="（2026）川金诉前调2号")
    with pytest.raises(Invalid) as foreign:
        make.failed(cast, made, "refused", party_id=seen.party_ids(cast, stranger)[0])
    assert foreign.value.problems[0].code == "not_a_party"
    assert make.failed(cast, made, "unreachable", **whole).state == "failed"


def test_the_court_never_reads_what_was_offered_to_settle(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    made = make.talked(cast, made)
    made = make.facts_recorded(cast, made)
    made = make.reported(cast, make.failed(cast, made))
    for reader, hidden in ((cast.clerk, True), (cast.desk, False), (cast.mediator, False)):
        shown = seen.view(reader, made, make.SIGNED_AT)
        session = shown.sessions[0]
        assert (session.concessions is None) == hidden
        assert (session.note is None) == hidden
        assert [one.name for one in session.attendees] == ["示范银行成都分行", "王某某", "金某某"]
        assert shown.undisputed_facts is not None
    told = seen.paper(cast.clerk, seen.view(cast.clerk, made).document_id)
    assert "银行已发放借款320万元" in told
    assert "双方对利息计算起点分歧较大" in told
    for offered in ("减免利息", "承认收到催款函"):
        assert offered not in told
        for _type, body in seen.events_of(cast.world.cy.id):
            assert offered not in body


def test_undisputed_facts_are_those_that_every_party_confirmed(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    bank = seen.party_ids(cast, made)[0]
    with pytest.raises(RuleViolation) as refused, seen.at(seen.TALKED_AT):
        mediating.record_facts(
            cast.mediator,
            made.id,
            expected_version=seen.version_of(made),
            facts=["已还本金20万元"],
            confirmed_on=date(2026, 9, 10),
            confirmed_ids=[bank],
        )
    assert refused.value.code == "facts_not_confirmed"
    made = make.facts_recorded(cast, make.failed(cast, made))
    shown = seen.view(cast.clerk, made)
    assert shown.undisputed_facts is not None
    assert len(shown.undisputed_facts.facts) == 2
    with seen.at(seen.TALKED_AT):
        form = queries.facts_form(cast.clerk, made.id)
    assert "银行已发放借款320万元" in seen.pdf_text(form.content)


def test_the_loop_closes_only_when_the_court_acknowledges(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    made = make.failed(cast, made)
    assert seen.view(cast.clerk, made).is_loop_open
    made = make.reported(cast, made)
    shown = seen.view(cast.clerk, made, make.SIGNED_AT)
    assert (shown.state, shown.is_loop_open) == ("closed", True)
    assert "acknowledge" in shown.allowed_actions
    assert [one.id for one in _open_loops(cast)] == [made.id]

    made = make.acknowledged(cast, made)
    shown = seen.view(cast.clerk, made, make.SIGNED_AT)
    assert (shown.is_loop_open, shown.acknowledged_by) == (False, "许某")
    assert _open_loops(cast) == ()
    with pytest.raises(RuleViolation) as again:
        make.acknowledged(cast, made)
    assert again.value.code == "acknowledged_already"

    filing = seen.day_of(shown, "filing")
    assert (
        filing.explanation.zh == "退回2026-09-15 + 7日 = 2026-09-22，《民事诉讼法》第一百二十六条"
    )
    with seen.at("2026-09-16T09:00"):
        made = closing.record_filing(
            cast.clerk,
            made.id,
            expected_version=seen.version_of(made),
            case_no="（2026）川金民初9号",
        )
    shown = seen.view(cast.clerk, made, "2026-09-16T10:00")
    assert shown.case_no == "（2026）川金民初9号"
    assert "file_case" not in shown.allowed_actions
    with pytest.raises(RuleViolation) as nothing, seen.at("2026-09-16T11:00"):
        closing.record_filing(
            cast.clerk,
            made.id,
            expected_version=seen.version_of(made),
            case_no="（2026）川金民初8号",
        )
    assert nothing.value.code == "nothing_to_file"


def _open_loops(cast: Cast) -> tuple[Any, ...]:
    with seen.at(make.SIGNED_AT):
        return queries.list_disputes(cast.clerk, limit=9, is_loop_open=True).items


def test_a_suspected_sham_waits_for_the_court(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    for decision, state in (("resume", "mediating"), ("end", "failed")):
        with seen.at(seen.TALKED_AT):
            made = closing.suspend_mediation(
                cast.mediator,
                made.id,
                expected_version=seen.version_of(made),
                reason="双方对账目完全一致，疑似串通",
            )
        assert "settle" not in seen.view(cast.mediator, made).allowed_actions
        with seen.at(seen.TALKED_AT):
            made = closing.review_suspension(
                cast.clerk, made.id, expected_version=seen.version_of(made), decision=decision
            )
        assert made.state == state
    shown = seen.view(cast.clerk, made)
    assert (shown.ground, str(shown.ground_basis)) == (
        "sham",
        "《最高人民法院关于人民法院特邀调解的规定》第十八条",
    )


def test_a_mediator_discloses_and_steps_out_and_the_clock_goes_on(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    with seen.at(seen.TALKED_AT):
        made = mediating.disclose_interest(
            cast.mediator,
            made.id,
            expected_version=seen.version_of(made),
            relation="interest",
            text="曾任该银行顾问",
        )
    with pytest.raises(Invalid) as same:
        recuse(cast, made, successor_id=cast.mediator_id)
    assert same.value.problems[0].code == "recused"
    made = recuse(cast, made, successor_id=cast.second_id)
    shown = seen.view(cast.second, made)
    assert (shown.mediator_name, shown.due_on) == ("严某某", make.DUE_ON)
    assert shown.disclosures[0].text == "曾任该银行顾问"
    with pytest.raises(Invalid), seen.at(seen.TALKED_AT):
        mediating.appoint_mediator(
            cast.desk,
            made.id,
            expected_version=seen.version_of(made),
            mediator_id=cast.mediator_id,
        )


def test_a_party_that_refuses_a_second_mediator_refuses_mediation(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    bank, debtor = seen.party_ids(cast, made)
    made = recuse(cast, made, party_id=debtor)
    shown = seen.view(cast.desk, made)
    assert (shown.state, shown.mediator_id) == ("mediating", None)
    assert "recuse" not in shown.allowed_actions
    with pytest.raises(RuleViolation) as nobody:
        recuse(cast, made, party_id=bank)
    assert nobody.value.code == "no_mediator"
    with seen.at(seen.TALKED_AT):
        made = mediating.appoint_mediator(
            cast.desk, made.id, expected_version=seen.version_of(made), mediator_id=cast.second_id
        )
    made = recuse(cast, made, party_id=debtor)
    shown = seen.view(cast.clerk, made)
    assert (shown.state, shown.ground, shown.ground_party_id) == ("failed", "refused", debtor)


def test_a_body_mediates_what_it_received_itself_without_a_court(cast: Cast) -> None:
    made = make.registered(cast, by=cast.desk, pre_filing_no=None)
    for party_id in seen.party_ids(cast, made):
        made = make.consent(cast.desk, made, party_id)
    made = make.taken_up(cast, made)
    shown = seen.view(cast.mediator, made)
    assert (shown.source, shown.state, shown.due_on) == ("self_received", "mediating", None)
    made = make.reported(cast, make.failed(cast, made))
    shown = seen.view(cast.desk, made, make.SIGNED_AT)
    assert (shown.state, shown.is_loop_open, shown.allowed_actions) == ("closed", False, ())


def test_who_registers_decides_the_source(cast: Cast) -> None:
    for by, source in ((cast.clerk, "complaint"), (cast.desk, "court_referral")):
        with pytest.raises(Invalid) as refused:
            make.registered(cast, by=by, source=source)
        assert refused.value.problems[0].code == "court_registers_referrals"
    one_side = make.facts(cast)["parties"][:1]
    with pytest.raises(Invalid) as refused:
        make.registered(cast, parties=one_side)
    assert refused.value.problems[0].code == "two_sides"
