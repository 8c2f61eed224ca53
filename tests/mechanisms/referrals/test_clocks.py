"""Scenarios 10 and 11: consent, receipt, the period, its extension and its stops."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from coop.core.errors import CoopError, IllegalTransition, Invalid, NotFound, RuleViolation
from coop.mechanisms.referrals.service import answering, clocks, intake
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast, agree_on, cast_of
from tests.world import World

INVITED = "《最高人民法院关于人民法院特邀调解的规定》第二十七条"
ONLINE = "《人民法院在线调解规则》"


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def code_of(refusal: CoopError) -> tuple[str, str]:
    """(pointer, code) of a refused field, ("", code) of a broken rule."""
    if isinstance(refusal, Invalid):
        return refusal.problems[0].pointer, refusal.problems[0].code
    return "", refusal.code


def test_a_dispute_is_referred_only_with_the_consent_that_its_mode_asks_for(cast: Cast) -> None:
    made = make.registered(cast)
    bank, debtor = seen.party_ids(cast, made)
    with pytest.raises(Invalid) as refused:
        make.referred(cast, made)
    assert code_of(refused.value)[1] == "consent_missing"

    made = make.consent(cast.clerk, made, bank)
    assert made.state == "partly_consented"
    with pytest.raises(Invalid) as refused:
        make.referred(cast, made)
    assert code_of(refused.value) == ("/mode", "consent_missing")

    made = make.referred(cast, made, mode="online")
    made = make.accepted(cast, made)
    shown = seen.view(cast.mediator, made)
    assert (shown.state, shown.due_on) == ("mediating", make.DUE_ON)
    contact = seen.day_of(shown, "contact")
    assert contact.explanation.zh == f"接收2026-09-01 + 3个工作日 = 2026-09-04，{ONLINE}第十五条"
    with pytest.raises(RuleViolation) as outstanding:
        make.settled(cast, made)
    assert outstanding.value.code == "consent_outstanding"

    made = make.failed(cast, made, "refused", party_id=debtor)
    made = make.reported(cast, made)
    shown = seen.view(cast.clerk, made, make.SIGNED_AT)
    assert (shown.state, shown.ground, shown.is_loop_open) == ("closed", "refused", True)
    assert shown.returned_materials == ("起诉状副本", "借款合同")


def test_the_other_sides_consent_may_follow_online(cast: Cast) -> None:
    made = make.registered(cast)
    bank, debtor = seen.party_ids(cast, made)
    made = make.consent(cast.clerk, made, bank)
    made = make.accepted(cast, make.referred(cast, made, mode="online"))
    made = make.consent(cast.mediator, made, debtor, make.RECEIVED_AT)
    shown = seen.view(cast.mediator, made)
    assert (shown.state, shown.due_on) == ("mediating", make.DUE_ON)
    assert seen.day_of(shown, "contact").met_on == date(2026, 9, 1)
    assert "consent" not in shown.allowed_actions
    assert make.settled(cast, made).state == "settled"


def test_the_period_runs_from_the_receipt_and_tells_its_sum(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    shown = seen.view(cast.clerk, made)
    assert shown.due_on == make.DUE_ON
    day = seen.day_of(shown, "mediation")
    sum_told = "收到2026-09-01 + 30日 = 2026-10-01（假日）→ 2026-10-08"
    assert day.explanation.zh == f"{sum_told}，{INVITED}"
    assert day.explanation.en == (
        "received 2026-09-01 + 30 days = 2026-10-01 (public holiday) → 2026-10-08, "
        "Provisions on Specially Invited Mediation art. 27"
    )
    accept = seen.day_of(shown, "acceptance")
    assert accept.explanation.zh.startswith("移送2026-08-31 + 3个工作日 = 2026-09-03")


@pytest.mark.parametrize(
    ("procedure", "due_on"), [("ordinary", date(2026, 9, 16)), ("summary", date(2026, 9, 8))]
)
def test_a_filed_case_is_entrusted_for_fifteen_or_seven_days(
    cast: Cast, procedure: str, due_on: date
) -> None:
    made = make.consented(cast, make.registered(cast, case_no="（2026）川金民初1号"))
    for changed, code in (
        ({"kind": "delegated"}, "case_is_filed"),
        ({"kind": "entrusted"}, "procedure_iff_entrusted"),
    ):
        with pytest.raises(Invalid) as refused:
            make.referred(cast, made, **changed)
        assert code_of(refused.value)[1] == code
    made = make.referred(cast, made, kind="entrusted", procedure=procedure)
    made = make.accepted(cast, made)
    assert seen.view(cast.desk, made).due_on == due_on


def test_what_is_not_filed_can_not_be_entrusted(cast: Cast) -> None:
    made = make.dispute(cast, "consented")
    with pytest.raises(Invalid) as refused:
        make.referred(cast, made, kind="entrusted", procedure="summary")
    assert code_of(refused.value) == ("/kind", "case_no_missing")


def test_silence_of_a_body_gives_the_file_back_and_another_may_be_asked(cast: Cast) -> None:
    made = make.dispute(cast, "referred")
    make.night("2026-09-03T00:10")
    assert seen.view(cast.desk, made).state == "referred"
    with pytest.raises(RuleViolation) as late, seen.at("2026-09-04T09:00"):
        answering.accept_referral(cast.desk, made.id, expected_version=seen.version_of(made))
    assert late.value.code == "acceptance_period_over"
    make.night("2026-09-04T00:10")
    shown = seen.view(cast.clerk, made)
    assert (shown.state, shown.body_id) == ("consented", None)
    assert [one.outcome for one in shown.referrals] == ["lapsed"]
    with pytest.raises(NotFound):
        seen.view(cast.desk, made)

    made = make.referred(cast, made, "2026-09-04T09:00", body_id=cast.other_body_id)
    with seen.at("2026-09-05T09:00"):
        refused = answering.refuse_referral(
            cast.other_desk, made.id, expected_version=seen.version_of(made), reason="人员不足"
        )
    assert refused.outcome == "refused"
    shown = seen.view(cast.clerk, made)
    assert [one.outcome for one in shown.referrals] == ["lapsed", "refused"]
    assert shown.referrals[1].refusal == "人员不足"
    assert "refer" in shown.allowed_actions


def test_more_time_needs_every_partys_consent_before_the_day(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    bank, debtor = seen.party_ids(cast, made)
    made = make.agree(cast, made, bank, 20)
    with pytest.raises(RuleViolation) as refused:
        make.extend(cast, made, 20)
    assert refused.value.code == "extension_consent_missing"
    assert refused.value.facts["missing"] == ["王某某"]

    made = make.agree(cast, made, debtor, 15)
    with pytest.raises(RuleViolation):
        make.extend(cast, made, 20)
    assert "extend" in seen.view(cast.clerk, made).allowed_actions
    made = make.agree(cast, made, debtor, 20)
    made = make.extend(cast, made, 20)
    shown = seen.view(cast.clerk, made)
    assert shown.due_on == date(2026, 10, 28)
    assert [(one.party_name, one.days, one.is_used) for one in shown.extension_consents] == [
        ("示范银行成都分行", 20, True),
        ("王某某", 20, True),
    ]
    assert seen.day_of(shown, "mediation").explanation.zh == (
        f"原期限2026-10-08 + 20日 = 2026-10-28，各方同意延长20日，{INVITED}"
    )


def test_after_the_day_nothing_is_extended_and_the_mediation_has_failed(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    for party_id in seen.party_ids(cast, made):
        made = make.agree(cast, made, party_id, 20)
    with pytest.raises(RuleViolation) as refused:
        make.extend(cast, made, 20, "2026-10-09T09:00")
    assert refused.value.code == "mediation_period_over"
    make.night("2026-10-08T00:15")
    assert seen.view(cast.clerk, made).state == "mediating"
    make.night("2026-10-09T00:15")
    shown = seen.view(cast.clerk, made, "2026-10-09T09:00")
    assert (shown.state, shown.ground) == ("failed", "expired")
    with pytest.raises(IllegalTransition):
        make.extend(cast, made, 20, "2026-10-09T09:00")


def test_the_agreement_may_cap_extensions(cast: Cast) -> None:
    agree_on(cast.world, max_extension_calendar_days=30)
    made = make.dispute(cast, "mediating")
    bank = seen.party_ids(cast, made)[0]
    with pytest.raises(Invalid) as refused:
        make.agree(cast, made, bank, 45)
    assert code_of(refused.value) == ("/days", "extension_too_long")
    with pytest.raises(Invalid) as refused:
        make.extend(cast, made, 45)
    assert code_of(refused.value) == ("/days", "extension_too_long")


def test_days_of_an_appraisal_do_not_count(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    with seen.at("2026-09-10T10:00"):
        made = clocks.start_appraisal(
            cast.desk, made.id, expected_version=seen.version_of(made), subject="抵押房产价值"
        )
    shown = seen.view(cast.desk, made)
    assert shown.due_on is None
    assert "stop_appraisal" in shown.allowed_actions
    assert "start_appraisal" not in shown.allowed_actions
    make.night("2026-10-20T00:15")
    assert seen.view(cast.desk, made).state == "mediating"
    with pytest.raises(RuleViolation) as refused, seen.at("2026-10-20T09:00"):
        clocks.start_appraisal(
            cast.desk, made.id, expected_version=seen.version_of(made), subject="再次评估"
        )
    assert refused.value.code == "appraisal_running"
    with seen.at("2026-10-21T09:00"):
        made = clocks.stop_appraisal(cast.desk, made.id, expected_version=seen.version_of(made))
    shown = seen.view(cast.desk, made, "2026-10-21T10:00")
    assert shown.due_on == date(2026, 11, 11)
    assert seen.day_of(shown, "mediation").explanation.zh == (
        f"收到2026-09-01 + 71日 = 2026-11-11，{INVITED}；含鉴定评估41日不计入，{ONLINE}第二十六条"
    )
    with pytest.raises(RuleViolation) as none, seen.at("2026-10-21T11:00"):
        clocks.stop_appraisal(cast.desk, made.id, expected_version=seen.version_of(made))
    assert none.value.code == "no_appraisal"
    for day, act in (("22", "start_appraisal"), ("24", "stop_appraisal")):
        told = {"subject": "再次评估"} if act == "start_appraisal" else {}
        with seen.at(f"2026-10-{day}T09:00"):
            made = getattr(clocks, act)(
                cast.desk, made.id, expected_version=seen.version_of(made), **told
            )
    again = seen.day_of(seen.view(cast.desk, made, "2026-10-24T10:00"), "mediation").explanation
    assert again.zh.endswith(f"2026-11-13，{INVITED}；含鉴定评估43日不计入，{ONLINE}第二十六条")
    assert again.en.count("days of appraisal") == 1


def test_a_party_that_declines_ends_it_before_it_began(cast: Cast) -> None:
    made = make.registered(cast)
    bank, debtor = seen.party_ids(cast, made)
    made = make.consent(cast.clerk, made, bank)
    with pytest.raises(Invalid) as early, seen.at(make.REGISTERED_AT):
        intake.record_refusal(
            cast.clerk,
            made.id,
            expected_version=seen.version_of(made),
            party_id=debtor,
            given_on=date(2026, 9, 1),
        )
    assert code_of(early.value) == ("/given_on", "in_the_future")
    with seen.at(make.REGISTERED_AT):
        made = intake.record_refusal(
            cast.clerk,
            made.id,
            expected_version=seen.version_of(made),
            party_id=debtor,
            given_on=date(2026, 8, 31),
        )
    shown = seen.view(cast.clerk, made)
    assert (shown.state, shown.is_loop_open) == ("declined", False)
    assert shown.allowed_actions == ()


def test_a_commercial_body_takes_no_consumer_dispute_from_may_2026(cast: Cast) -> None:
    made = make.dispute(cast, "consented", nature="consumer")
    with pytest.raises(RuleViolation) as refused:
        make.referred(cast, made, body_id=cast.other_body_id)
    assert refused.value.code == "consumer_dispute_excluded"
    assert make.referred(cast, made).state == "referred"
