"""Every command of party building: who may, when, what is logged, who is told."""

from __future__ import annotations

import pytest

from coop.mechanisms.party_building.service import activities, attendance, pairs, plans
from tests.activities.commands import Case, check, check_state
from tests.mechanisms.party_building import make

_A = activities
ACTIVITY = (
    Case("edit", _A.edit_party_activity, "planned", "sc.handler", "cq.liaison", "approved",
         {"place": "线上"}),
    Case("approve", _A.LIFECYCLE.approve, "planned", "sc.signer", "cq.signer", "held"),
    Case("confirm", _A.LIFECYCLE.confirm, "approved", "cq.signer", "sc.liaison", "planned"),
    Case("sign_up", attendance.sign_up, "approved", "cq.handler", "cq.signer", "reported",
         {"attendees": [make.person("钱某")]}),
    Case("sign_in", attendance.sign_in, "confirmed", "cq.liaison", "cq.signer", "approved",
         {"more": [make.person("钱某")]}, when=make.HELD_AT),
    Case("report", _A.LIFECYCLE.report, "held", "sc.liaison", "sc.handler", "confirmed",
         {"summary": "已开展"}, when=make.HELD_AT),
    Case("add_picture", _A.LIFECYCLE.add_picture, "held", "cq.handler", "cq.signer", "planned",
         make.picture_fields("green"), adds=True, when=make.HELD_AT),
    Case("archive", _A.LIFECYCLE.archive, "reported", "sc.archivist", "cq.archivist", "held",
         {"retention": "ten_years"}, when="2026-10-20T09:00"),
    Case("cancel", _A.LIFECYCLE.cancel, "confirmed", "sc.signer", "cq.liaison", "held",
         {"reason": "时间冲突"}),
)  # fmt: skip
PAIR = (
    Case("edit", pairs.edit_branch_pair, "proposed", "sc.handler", "cq.liaison", "active",
         {"purpose": "联学"}),
    Case("agree", pairs.agree_to_branch_pair, "proposed", "cq.signer", "cq.liaison", "active"),
    Case("withdraw", pairs.withdraw_branch_pair, "proposed", "sc.liaison", "cq.liaison", "active"),
    Case("end", pairs.end_branch_pair, "active", "cq.signer", "sc.liaison", "proposed",
         {"reason": "机构调整"}),
)  # fmt: skip
PLAN = (
    Case("agree", plans.agree_to_joint_plan, "draft", "cq.signer", "cq.handler", "adopted"),
    Case("revise", plans.revise_joint_plan, "adopted", "cq.handler", "cq.signer", "draft",
         {"reason": "调整"}),
)  # fmt: skip


def ids(case):
    return case.name


@pytest.mark.parametrize("case", ACTIVITY, ids=ids)
def test_commands_on_an_activity(world, case):
    def at_stage(stage):
        with make.at(make.PLANNED_AT):
            return make.activity(world, stage)

    with make.at(case.when or make.PLANNED_AT):
        check(world, case, at_stage, kind="party_activity", told={world.sc.id, world.cq.id})


def test_activities_are_only_acted_on_in_the_states_of_the_table(world):
    with make.at(make.PLANNED_AT):
        pair = make.agreed(world)
        made = {
            stage: make.through(world, stage, make.planned(world, pair))
            for stage in {case.wrong for case in ACTIVITY}
        }
        for case in ACTIVITY:
            check_state(world, case, made.__getitem__)


@pytest.mark.parametrize("case", PAIR, ids=ids)
def test_commands_on_a_pair(world, case):
    stages = {"proposed": make.proposed, "active": make.agreed}
    with make.at(make.PLANNED_AT):
        made = {}

        def at_stage(stage):
            made[stage] = made.get(stage) or stages[stage](world)
            return made[stage]

        check(world, case, at_stage, kind="branch_pair", told={world.sc.id, world.cq.id})


def test_pairs_and_plans_are_only_acted_on_in_the_states_of_the_table(world):
    with make.at(make.PLANNED_AT):
        pair = make.agreed(world)
        plan = make.drafted_plan(world, pair)
        for case in PAIR[:3]:
            check_state(world, case, {"active": pair}.__getitem__)
        check_state(world, PLAN[1], {"draft": plan}.__getitem__)
        for team in (world.sc, world.cq):
            plan = plans.agree_to_joint_plan(team.signer, plan.id, expected_version=plan.version)
        check_state(world, PLAN[0], {"adopted": plan}.__getitem__)


@pytest.mark.parametrize("case", PLAN, ids=ids)
def test_commands_on_a_plan(world, case):
    with make.at(make.PLANNED_AT):
        pair = make.agreed(world)
        stages = {"draft": make.drafted_plan, "adopted": make.adopted}
        check(
            world,
            case,
            lambda stage: stages[stage](world, pair),
            kind="joint_plan",
            told={world.sc.id, world.cq.id},
        )
