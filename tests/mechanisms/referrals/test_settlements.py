"""Scenario 12: effect by kind, the window and the court of confirmation, what follows a ruling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.db import session
from coop.core.errors import IllegalTransition, Invalid, RuleViolation
from coop.mechanisms.referrals.models import Dispute, DisputeTally, Settlement
from coop.mechanisms.referrals.queries.views import SettlementView
from coop.mechanisms.referrals.service import confirmation, settlements
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World

EFFECTIVE_AT = "2026-03-06T10:00"


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def early(cast: Cast, **changed: Any) -> Dispute:
    """The standing dispute, half a year earlier, mediating since 2026-03-03."""
    with seen.at("2026-03-02T09:00"):
        made = make.intake.register_dispute(cast.clerk, **make.facts(cast, **changed))
    for party_id in seen.party_ids(cast, made):
        made = make.consent(cast.clerk, made, party_id, "2026-03-02T09:00")
    made = make.referred(cast, made, "2026-03-02T10:00")
    return make.accepted(cast, made, "2026-03-03T09:00")


def own(cast: Cast, **changed: Any) -> Dispute:
    """A dispute that the body received itself."""
    with seen.at("2026-03-02T09:00"):
        made = make.intake.register_dispute(
            cast.desk, **make.facts(cast, pre_filing_no=None, **changed)
        )
    for party_id in seen.party_ids(cast, made):
        made = make.consent(cast.desk, made, party_id, "2026-03-02T09:00")
    return make.taken_up(cast, made, "2026-03-03T09:00")


def effective(cast: Cast, made: Dispute) -> Dispute:
    made = make.settled(cast, made, when="2026-03-05T10:00")
    return make.signed(cast, made, EFFECTIVE_AT)


def do(
    command: Callable[..., Settlement],
    cast: Cast,
    actor: Any,
    made: Dispute,
    when: str,
    **told: Any,
) -> SettlementView:
    settlement = seen.settlement_of(cast, made)
    with seen.at(when):
        command(
            actor,
            settlement.id,
            expected_version=seen.settlement_version(settlement.id),
            **told,
        )
    return seen.settlement_of(cast, made)


def test_a_written_settlement_takes_effect_with_the_last_partys_signature(cast: Cast) -> None:
    made = make.settled(cast, early(cast), when="2026-03-05T10:00")
    bank, debtor = seen.party_ids(cast, made)
    settlement = seen.settlement_of(cast, made)
    with pytest.raises(Invalid) as means:
        make.sign(cast, settlement.id, bank, EFFECTIVE_AT, "platform")
    assert means.value.problems[0].code == "wrong_means"
    make.sign(cast, settlement.id, bank, "2026-03-05T11:00")
    with pytest.raises(RuleViolation) as again:
        make.sign(cast, settlement.id, bank, EFFECTIVE_AT)
    assert again.value.code == "signed_already"
    with pytest.raises(RuleViolation) as early_report:
        make.reported(cast, made, EFFECTIVE_AT)
    assert early_report.value.code == "settlement_not_in_effect"
    assert seen.settlement_of(cast, made).unsigned_names == ("王某某",)
    make.sign(cast, settlement.id, debtor, EFFECTIVE_AT)
    shown = seen.settlement_of(cast, made)
    assert (shown.state, shown.effective_on) == ("effective", date(2026, 3, 6))
    assert seen.day_of(shown, "confirmation").explanation.zh == (
        "生效2026-03-06 + 30日 = 2026-04-05（假日）→ 2026-04-07，《民事诉讼法》第二百零五条"
    )


@pytest.mark.parametrize(
    ("kind", "means"), [("people", "paper"), ("electronic", "platform"), ("oral", "")]
)
def test_other_kinds_take_effect_by_their_own_rule(cast: Cast, kind: str, means: str) -> None:
    made = make.settled(cast, make.dispute(cast, "mediating"), kind)
    if means:
        made = make.signed(cast, made, means=means)
    shown = seen.settlement_of(cast, made)
    expected = {"people": None, "electronic": date(2026, 9, 15), "oral": date(2026, 9, 10)}
    assert shown.effective_on == expected[kind]
    if kind != "people":
        assert "seal" not in shown.allowed_actions
        return
    shown = do(
        settlements.seal_settlement,
        cast,
        cast.desk,
        made,
        "2026-09-16T09:00",
        sealed_on=date(2026, 9, 16),
    )
    assert (shown.state, shown.effective_on) == ("effective", date(2026, 9, 16))


def test_only_a_peoples_committee_makes_that_kind_and_seals(cast: Cast) -> None:
    made = make.dispute(cast, "consented")
    made = make.referred(cast, made, body_id=cast.other_body_id)
    with seen.at(make.RECEIVED_AT):
        made = make.answering.accept_referral(
            cast.other_desk, made.id, expected_version=seen.version_of(made)
        )
    with pytest.raises(Invalid) as refused, seen.at(seen.TALKED_AT):
        settlements.settle_dispute(
            cast.other_desk,
            made.id,
            expected_version=seen.version_of(made),
            kind="people",
            terms="和解",
        )
    assert refused.value.problems[0].code == "not_a_peoples_committee"
    invited = make.settled(cast, make.dispute(cast, "mediating", pre_filing_no=None))
    with pytest.raises(Invalid) as seal:
        do(
            settlements.seal_settlement,
            cast,
            cast.desk,
            invited,
            make.SIGNED_AT,
            sealed_on=date(2026, 9, 15),
        )
    assert seal.value.problems[0].code == "no_seal_needed"


def test_a_party_that_refuses_to_sign_leaves_no_settlement(cast: Cast) -> None:
    made = make.settled(cast, make.dispute(cast, "mediating"))
    debtor = seen.party_ids(cast, made)[1]
    with pytest.raises(Invalid) as refused:
        make.failed(cast, made, "too_far_apart", note="反悔")
    assert refused.value.problems[0].code == "being_signed"
    made = make.failed(cast, made, "refused_to_sign", party_id=debtor)
    shown = seen.view(cast.clerk, made)
    assert (shown.state, shown.ground) == ("failed", "refused_to_sign")
    assert [one.state for one in shown.settlements] == ["void"]
    signed = make.signed(
        cast, make.settled(cast, make.dispute(cast, "mediating", pre_filing_no=None))
    )
    with pytest.raises(RuleViolation) as late:
        make.failed(
            cast,
            signed,
            "refused_to_sign",
            when=make.SIGNED_AT,
            party_id=seen.party_ids(cast, signed)[0],
        )
    assert late.value.code == "settlement_in_effect"


def test_confirmation_is_asked_for_jointly_in_time_and_at_the_referring_court(cast: Cast) -> None:
    made = effective(cast, early(cast))
    bank = seen.party_ids(cast, made)[0]
    for changed, pointer, code in (
        ({"applicants": [bank]}, "/applicant_ids", "not_joint"),
        ({"court": "成都市某区人民法院"}, "/court_name", "wrong_court"),
    ):
        with pytest.raises(Invalid) as refused:
            make.apply(cast, made, "2026-04-07T09:00", **changed)
        problem = refused.value.problems[0]
        assert (problem.pointer, problem.code) == (pointer, code)
    with pytest.raises(RuleViolation) as late:
        make.apply(cast, made, "2026-04-08T09:00")
    assert late.value.code == "confirmation_out_of_time"
    make.apply(cast, made, "2026-04-07T09:00")
    shown = seen.settlement_of(cast, made)
    assert (shown.state, shown.applied_on) == ("applied", date(2026, 4, 7))


def test_a_body_on_its_own_goes_to_the_court_of_the_right_level(cast: Cast) -> None:
    small = effective(cast, own(cast, court_level="basic"))
    with pytest.raises(Invalid) as refused:
        make.apply(cast, small, "2026-03-10T09:00")
    assert refused.value.problems[0].code == "wrong_court"
    make.apply(cast, small, "2026-03-10T09:00", court="成都市某区人民法院")
    assert seen.settlement_of(cast, small).court_name == "成都市某区人民法院"
    large = effective(cast, own(cast))
    make.apply(cast, large, "2026-03-10T09:00")
    assert seen.settlement_of(cast, large).state == "applied"


def test_a_ruling_confirms_and_opens_two_years_of_enforcement(cast: Cast) -> None:
    made = effective(cast, early(cast))
    make.apply(cast, made, "2026-03-09T09:00")
    shown = do(confirmation.accept_application, cast, cast.clerk, made, "2026-03-10T09:00")
    assert seen.day_of(shown, "ruling").explanation.zh == (
        "受理2026-03-10 + 30日 = 2026-04-09，《民事诉讼法》第一百八十七条"
    )
    shown = do(confirmation.withdraw_application, cast, cast.clerk, made, "2026-03-11T09:00")
    assert (shown.state, shown.applied_on, shown.court_name) == ("effective", None, None)
    assert seen.day_of(shown, "confirmation").met_on is None
    make.apply(cast, made, "2026-03-12T09:00")
    do(confirmation.accept_application, cast, cast.clerk, made, "2026-03-12T10:00")
    with pytest.raises(Invalid) as early_ruling:
        do(
            confirmation.confirm_settlement, cast, cast.clerk, made, "2026-03-20T09:00",
            ruling_no="（2026）川金司确1号", decided_on=date(2026, 3, 11),
        )  # fmt: skip
    assert early_ruling.value.problems[0].code == "before_acceptance"
    shown = do(
        confirmation.confirm_settlement, cast, cast.clerk, made, "2026-03-20T09:00",
        ruling_no="（2026）川金司确1号", decided_on=date(2026, 3, 20),
    )  # fmt: skip
    assert (shown.state, shown.enforce_until_on) == ("confirmed", date(2028, 12, 31))
    assert str(shown.enforce_basis) == (
        "履行期间届满2026-12-31 + 2年 = 2028-12-31，《民事诉讼法》第二百五十条"
    )
    with pytest.raises(RuleViolation) as late:
        do(confirmation.record_enforcement, cast, cast.clerk, made, "2029-01-02T09:00")
    assert late.value.code == "enforcement_out_of_time"
    shown = do(confirmation.record_enforcement, cast, cast.clerk, made, "2028-12-29T09:00")
    assert shown.state == "enforcement"


def test_performance_ends_it_and_its_days(cast: Cast) -> None:
    made = effective(cast, early(cast))
    with pytest.raises(Invalid) as before:
        do(
            confirmation.record_performance, cast, cast.desk, made, "2026-03-20T09:00",
            performed_on=date(2026, 3, 5),
        )  # fmt: skip
    assert before.value.problems[0].code == "before_effect"
    shown = do(
        confirmation.record_performance, cast, cast.desk, made, "2026-03-20T09:00",
        performed_on=date(2026, 3, 19),
    )  # fmt: skip
    assert (shown.state, shown.allowed_actions) == ("performed", ())
    with pytest.raises(IllegalTransition):
        make.apply(cast, made, "2026-03-21T09:00")


def test_what_is_rejected_is_settled_anew_or_sued_over(cast: Cast) -> None:
    for ending in ("new_settlement", "sue", "not_accept"):
        made = effective(cast, early(cast, pre_filing_no=ending))
        make.apply(cast, made, "2026-03-09T09:00")
        if ending == "not_accept":
            shown = do(
                confirmation.refuse_application, cast, cast.clerk, made, "2026-03-10T09:00",
                ground="title",
            )  # fmt: skip
            assert (shown.state, shown.ground) == ("not_accepted", "title")
            continue
        do(confirmation.accept_application, cast, cast.clerk, made, "2026-03-10T09:00")
        do(
            confirmation.reject_application, cast, cast.clerk, made, "2026-03-16T09:00",
            ground="unclear", ruling_no="（2026）川金司确2号", decided_on=date(2026, 3, 16),
        )  # fmt: skip
        if ending == "sue":
            shown = do(confirmation.record_suit, cast, cast.clerk, made, "2026-03-17T09:00")
            assert shown.state == "litigated"
            continue
        shown = do(
            confirmation.settle_anew, cast, cast.mediator, made, "2026-03-17T09:00",
            terms="明确利息起算日为2025年6月1日。",
        )  # fmt: skip
        assert (shown.number, shown.state) == (2, "signed_partly")
        states = [one.state for one in seen.view(cast.clerk, made).settlements]
        assert states == ["superseded", "signed_partly"]
    due = sa.select(sa.func.sum(DisputeTally.count)).where(
        DisputeTally.measure == "to_perform", DisputeTally.by == "body"
    )
    assert session().scalar(due) == 2  # the superseded one is not to be performed any more
    session().rollback()
