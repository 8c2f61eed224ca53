"""Campaigns from plan to archive: rules beside role and state, figures, seasons."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest

from coop.activities.queries import bundle_file
from coop.core.db import session
from coop.core.errors import CoopError, NotFound
from coop.mechanisms.publicity.anonymity import findings
from coop.mechanisms.publicity.policy import CAMPAIGNS
from coop.mechanisms.publicity.queries.reminders import get_legal_reminder, list_legal_reminders
from coop.mechanisms.publicity.queries.statistics import publicity_statistics, publicity_year
from coop.mechanisms.publicity.service import campaigns, materials, reminders, reviewing
from tests.activities.commands import Case, check, check_state
from tests.activities.refusals import code_of
from tests.mechanisms.publicity import make

_C = campaigns
CASES = (
    Case("edit", _C.edit_campaign, "planned", "cq.handler", "sc.liaison", "approved",
         {"target_group": "老年人"}),
    Case("approve", _C.LIFECYCLE.approve, "planned", "cq.signer", "sc.signer", "held"),
    Case("add_event", _C.add_publicity_event, "confirmed", "cy.handler", "cy.signer", "planned",
         make.event_fields(), adds=True),
    Case("report_reach", _C.report_reach, "held", "cy.liaison", "cy.signer", "approved",
         make.figures(), when=make.OVER_AT),
    Case("add_picture", _C.LIFECYCLE.add_picture, "held", "cy.liaison", "cy.signer", "planned",
         make.picture_fields(), adds=True, when=make.OVER_AT),
    Case("report", _C.LIFECYCLE.report, "counted", "cq.liaison", "cq.handler", "confirmed",
         {"summary": "已开展"}, when=make.OVER_AT),
    Case("archive", _C.LIFECYCLE.archive, "reported", "cq.archivist", "sc.archivist", "held",
         {"retention": "ten_years"}, when="2026-12-15T09:00"),
    Case("cancel", _C.LIFECYCLE.cancel, "approved", "cq.signer", "sc.liaison", "held",
         {"reason": "合并开展"}),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(at):
    with at(make.PLANNED_AT):
        yield


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_commands_on_a_campaign(world, case):
    def at_stage(stage):
        with make.at(make.PLANNED_AT):
            return make.STAGES[stage](world)

    with make.at(case.when or make.PLANNED_AT):
        told = {team.id for team in world.teams}
        check(world, case, at_stage, kind="campaign", told=told)


def test_campaigns_are_only_acted_on_in_the_states_of_the_table(world):
    made = {stage: make.STAGES[stage](world) for stage in {case.wrong for case in CASES}}
    for case in CASES:
        check_state(world, case, made.__getitem__)


def test_a_campaign_goes_from_plan_to_archive_with_the_figures_of_all(world):
    made = make.archived(world)
    seen = make.view(world.cy, made)
    assert (seen.state, seen.number) == ("archived", "法治宣传〔2026〕1号")
    assert [one.role for one in seen.parts] == ["lead", "participant", "co_host"]
    assert (seen.total_reach.people_count, seen.total_reach.event_count) == (31_200, 24)
    packed = zipfile.ZipFile(io.BytesIO(bundle_file(CAMPAIGNS, world.cy.liaison, made.id).content))
    manifest = json.loads(packed.read("manifest.json"))
    assert manifest["figures"]["click_count"] == 246_000
    counted = publicity_statistics(
        world.sc.liaison,
        world.agreement_id,
        from_on=date(2026, 1, 1),
        until_on=date(2026, 12, 31),
    )
    assert (counted.campaign_count, counted.event_count) == (1, 1)
    assert counted.total_reach.item_count == seen.total_reach.item_count
    ours = counted.seasons_answered
    assert (ours.numerator, ours.denominator, ours.percent) == (1, 4, 25.0)
    assert counted.reports_on_time.percent == 100.0


def test_two_members_at_least_hold_a_campaign_in_a_period_in_order(world):
    for changes, code in (
        ({"co_host_ids": [], "participant_ids": []}, "needs_two_institutions"),
        ({"co_host_ids": [world.strangers.id]}, "needs_two_institutions"),
        ({"to_on": date(2026, 11, 1)}, "ends_before_start"),
    ):
        assert code_of(make.planned, world, **changes) == code
    fields = make.campaign_fields()
    plan = campaigns.plan_campaign
    agreement = {"agreement_id": world.agreement_id, "co_host_ids": [world.sc.id]}
    assert code_of(plan, world.cq.signer, **agreement, **fields) == "forbidden"
    assert code_of(plan, world.stranger, **agreement, **fields) == "not_found"


def test_a_campaign_is_held_after_its_last_day_once_an_event_took_place(world):
    made = make.confirmed(world)
    event, hold = campaigns.add_publicity_event, campaigns.LIFECYCLE.hold
    outside = make.event_fields(on_day=date(2026, 11, 30))
    assert code_of(event, world.cy.liaison, made.id, **outside) == "outside_the_campaign"
    assert (
        code_of(hold, world.cq.liaison, made.id, expected_version=made.version) == "no_event_held"
    )
    event(world.cy.liaison, made.id, **make.event_fields(on_day=date(2026, 12, 2)))
    with make.at("2026-12-04T09:00"):
        early = code_of(hold, world.cq.liaison, made.id, expected_version=made.version)
        assert early == "before_its_day"
        assert "hold" not in make.view(world.cq, made).allowed_actions


def test_the_summary_waits_for_the_figures_of_every_institution(world):
    made = make.held(world)
    with make.at(make.OVER_AT):
        reach = campaigns.report_reach
        few = make.figures(event_count=0)
        refused = code_of(reach, world.cq.liaison, made.id, expected_version=made.version, **few)
        assert refused == "fewer_than_entered"
        made = reach(world.cq.liaison, made.id, expected_version=made.version, **make.figures())
        with pytest.raises(CoopError) as missing:
            campaigns.LIFECYCLE.report(
                world.cq.liaison, made.id, summary="总结", expected_version=made.version
            )
        assert missing.value.code == "figures_missing"
        assert "四川金融监管局" in str(missing.value.message)
        assert "重庆" not in str(missing.value.message)
        again = reach(world.cq.liaison, made.id, expected_version=made.version, **make.figures(2))
        assert len(make.view(world.sc, again).reach) == 1


def test_the_year_offers_its_seasons_and_what_is_planned_for_each(world):
    made = make.planned(world)
    make_cancelled = make.approved(world, season="finance_education_month")
    campaigns.LIFECYCLE.cancel(
        world.cq.signer, make_cancelled.id, reason="合并", expected_version=make_cancelled.version
    )
    year = publicity_year(world.sc.liaison, world.agreement_id, year=2026)
    found = {one.season: (one.from_on, one.to_on, len(one.campaigns)) for one in year.seasons}
    assert found == {
        "consumer_rights_day": (date(2026, 3, 15), date(2026, 3, 15), 0),
        "illegal_fundraising_month": (date(2026, 5, 1), date(2026, 6, 30), 0),
        "finance_education_month": (date(2026, 9, 1), date(2026, 9, 30), 0),
        "constitution_day": (date(2026, 12, 4), date(2026, 12, 4), 1),
    }
    assert year.seasons[-1].campaigns[0].id == made.id
    with pytest.raises(NotFound):
        publicity_year(world.stranger, world.agreement_id, year=2026)


# --------------------------------------------------------------------------- materials, reminders

MATERIAL = (
    Case("edit", materials.edit_material, "draft", "cy.handler", "sc.liaison", "published",
         {"text": "改"}),
    Case("review", reviewing.review_material, "draft", "sc.liaison", "cy.liaison", "published",
         {"outcome": "return", "note": "改"}),
    Case("release", reviewing.release_material, "approved", "cq.signer", "sc.signer", "draft"),
    Case("withdraw", materials.withdraw_material, "published", "cq.signer", "sc.liaison", "draft",
         {"reason": "修订"}),
)  # fmt: skip


@pytest.mark.parametrize("case", MATERIAL, ids=lambda case: case.name)
def test_commands_on_a_material(world, case):
    stages = {
        "draft": make.drafted,
        "approved": lambda world: make.reviewed(world, make.drafted(world)),
        "published": make.published,
    }
    made = {}

    def at_stage(stage):
        made[stage] = made.get(stage) or stages[stage](world)
        return made[stage]

    def run(actor, subject_id, **said):
        if case.name in ("review", "release"):
            text = make.seen(world.sc, made[next(iter(made))]).text_hash
            said["text_hash"] = text
        return case.command(actor, subject_id, **said)

    told = {team.id for team in world.teams}
    same = Case(**{**{n: getattr(case, n) for n in Case.__dataclass_fields__}, "command": run})
    check(world, same, at_stage, kind="material", told=told)
    made.clear()
    check_state(world, same, at_stage)


def test_a_reminder_is_improved_upon_and_answered_by_who_received_it(world):
    said = {
        "issuer": "某市司法局",
        "title": "关于以案普法的提示",
        "text": "请加强。",
        "received_on": date(2026, 11, 10),
        "answer_by_on": date(2026, 11, 30),
    }
    register = reminders.register_legal_reminder
    agreement = {"agreement_id": world.agreement_id}
    for changes, code in (
        ({"received_on": date(2026, 12, 1)}, "in_the_future"),
        ({"answer_by_on": date(2026, 11, 1)}, "ends_before_start"),
    ):
        assert code_of(register, world.cq.liaison, **agreement, **(said | changes)) == code
    assert code_of(register, world.cq.signer, **agreement, **said) == "forbidden"
    made = register(world.cq.liaison, **agreement, **said)
    answer = {"outcome": "已改进", "expected_version": made.version}
    report = reminders.report_back
    assert code_of(report, world.cq.liaison, made.id, **answer) == "illegal_transition"
    assert code_of(report, world.cy.liaison, made.id, **answer) == "not_found"
    assert code_of(report, world.sc.secretary, made.id, **answer) == "forbidden"
    assert list_legal_reminders(world.cy.liaison, limit=9).items == ()
    made = reminders.plan_improvement(
        world.cq.handler, made.id, measures="每季度发布案例", expected_version=made.version
    )
    with make.at("2026-12-02T09:00"):
        session().rollback()
        assert get_legal_reminder(world.cq.liaison, made.id).is_overdue
        report(world.cq.liaison, made.id, outcome="已改进", expected_version=made.version)
        session().rollback()
        assert not get_legal_reminder(world.cq.liaison, made.id).is_overdue


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("身份证号510107199003078888", ["identity_number"]),
        ("510107 19900307 888x", ["identity_number"]),
        ("卡号6222 0200 1234 5678 901", ["bank_card"]),
        ("联系电话138-1234-5678、028-86712345", ["telephone", "telephone"]),
        ("邮箱a.b@example.com，车牌川A·12345", ["email", "plate"]),
        ("（２０２６）渝0103民初45号", ["case_number"]),
        ("张 三 丰起诉", ["name"]),
        ("张某某诉某银行，标的1234567890123元，法释〔2016〕14号，2026年12月4日", []),
    ],
)
def test_what_a_case_still_gives_away_is_found(text, kinds):
    assert [one.kind for one in findings(text, ["张三丰"], is_case=True)] == kinds
