"""Which body and which mediator may have a dispute, and what may still be changed about it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coop.core.db import session
from coop.core.errors import Invalid, RuleViolation
from coop.core.language import Text
from coop.mechanisms.referrals.models import MediationBody
from coop.mechanisms.referrals.service import (
    answering,
    bodies,
    clocks,
    intake,
    mediating,
    mediators,
)
from coop.registry import deadlines
from coop.registry.deadlines import DueView
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def body_version(body_id: UUID) -> int:
    session().rollback()
    found = session().get_one(MediationBody, body_id)
    session().rollback()
    return found.version


def test_only_a_body_on_the_roster_with_its_licence_is_asked(cast: Cast) -> None:
    made = make.dispute(cast, "consented")
    with pytest.raises(Invalid) as unknown:
        make.referred(cast, made, body_id=uuid4())
    assert unknown.value.problems[0].code == "not_a_body"
    with pytest.raises(RuleViolation) as unlicensed:
        make.referred(cast, made, "2027-05-06T09:00", body_id=cast.other_body_id)
    assert unlicensed.value.code == "licence_not_valid"
    with seen.at(make.REGISTERED_AT):
        bodies.suspend_body(
            cast.clerk,
            cast.body_id,
            reason="整改",
            expected_version=body_version(cast.body_id),
        )
    with pytest.raises(RuleViolation) as unlisted:
        make.referred(cast, made)
    assert unlisted.value.code == "body_not_listed"


def test_a_mediator_with_a_conflict_gets_no_dispute_of_that_party(cast: Cast) -> None:
    with seen.at(make.REGISTERED_AT):
        mediators.declare_conflict(
            cast.desk, cast.mediator_id, party_name="王某某", relation="relative"
        )
    made = make.dispute(cast, "referred")
    with pytest.raises(RuleViolation) as refused:
        make.accepted(cast, made)
    assert refused.value.code == "mediator_conflicted"
    with seen.at(make.RECEIVED_AT):
        made = answering.accept_referral(cast.desk, made.id, expected_version=made.version)
    with seen.at(seen.TALKED_AT):
        made = mediating.appoint_mediator(
            cast.desk, made.id, expected_version=made.version, mediator_id=cast.second_id
        )
        with pytest.raises(RuleViolation):
            mediating.recuse_mediator(
                cast.desk,
                made.id,
                expected_version=made.version,
                reason="回避",
                successor_id=cast.mediator_id,
            )


def test_a_mediator_takes_no_more_than_the_register_allows(cast: Cast) -> None:
    with seen.at(make.REGISTERED_AT):
        mediators.edit_mediator(cast.desk, cast.mediator_id, expected_version=1, most_open=1)
    first = make.dispute(cast, "mediating")
    made = make.dispute(cast, "referred", pre_filing_no="（2026）川金诉前调2号")
    with pytest.raises(Invalid) as full:
        make.accepted(cast, made)
    problem = full.value.problems[0]
    assert (problem.pointer, problem.code) == ("/mediator_id", "mediator_full")
    assert problem.text.zh == "该调解员在办1件，已达名册登记的同时在办上限1件。"
    with seen.at(make.RECEIVED_AT):
        made = answering.accept_referral(
            cast.desk,
            made.id,
            expected_version=seen.version_of(made),
            mediator_id=cast.second_id,
        )
    with pytest.raises(Invalid) as successor, seen.at(seen.TALKED_AT):
        mediating.recuse_mediator(
            cast.desk,
            made.id,
            expected_version=made.version,
            reason="回避",
            successor_id=cast.mediator_id,
        )
    assert successor.value.problems[0].pointer == "/successor_id"
    make.failed(cast, first)
    with seen.at(seen.TALKED_AT):
        made = mediating.appoint_mediator(
            cast.desk,
            made.id,
            expected_version=seen.version_of(made),
            mediator_id=cast.mediator_id,
        )
    assert made.mediator_id == cast.mediator_id


def test_what_was_registered_changes_until_somebody_has_consented(cast: Cast) -> None:
    made = make.registered(cast)
    parties = make.facts(cast)["parties"]
    other = [parties[0], {**parties[1], "name": "李某某"}]
    with seen.at(make.REGISTERED_AT):
        made = intake.edit_dispute(
            cast.clerk, made.id, expected_version=made.version, parties=other, claim_yuan=1
        )
        with pytest.raises(Invalid) as one_side:
            intake.edit_dispute(
                cast.clerk, made.id, expected_version=made.version, parties=other[:1]
            )
    assert one_side.value.problems[0].code == "two_sides"
    shown = seen.view(cast.clerk, made)
    assert [one.name for one in shown.parties] == ["示范银行成都分行", "李某某"]
    made = make.consent(cast.clerk, made, shown.parties[0].id)
    assert "edit" not in seen.view(cast.clerk, made).allowed_actions


def test_ending_a_mediation_ends_the_appraisal_that_runs(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    with seen.at("2026-09-05T10:00"):
        made = clocks.start_appraisal(
            cast.desk, made.id, expected_version=made.version, subject="车辆残值"
        )
    made = make.failed(cast, made)
    shown = seen.view(cast.clerk, made)
    assert shown.appraisals[0].stopped_on == date(2026, 9, 10)
    assert shown.due_on is None
    assert all(one.met_on for one in shown.days)


def test_while_an_appraisal_runs_nothing_is_extended(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    with seen.at("2026-09-05T10:00"):
        made = clocks.start_appraisal(
            cast.desk, made.id, expected_version=made.version, subject="车辆残值"
        )
    with pytest.raises(RuleViolation) as stopped:
        make.extend(cast, made, 5)
    assert stopped.value.code == "no_mediation_clock"


def test_months_are_explained_like_days(cast: Cast) -> None:
    months = DueView(
        kind="reply",
        start_on=date(2026, 8, 1),
        due_on=date(2026, 10, 8),
        amount=2,
        unit="month",
        basis=Text("约定", "as agreed"),
        is_provisional=False,
        met_on=None,
    )
    told = deadlines.explained(cast.world.agreement_id, months, Text("发出", "sent "))
    assert told.zh == "发出2026-08-01 + 2个月 = 2026-10-01（假日）→ 2026-10-08，约定"
    assert told.en == (
        "sent 2026-08-01 + 2 months = 2026-10-01 (public holiday) → 2026-10-08, as agreed"
    )
