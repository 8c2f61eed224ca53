"""Branches, pairs, plans and activities brought into a state by the commands that lead there."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from coop.core.db import session
from coop.mechanisms.party_building.models import Branch, BranchPair, JointPlan, PartyActivity
from coop.mechanisms.party_building.queries.activities import get_party_activity
from coop.mechanisms.party_building.queries.views import PartyActivityView
from coop.mechanisms.party_building.service import (
    activities,
    attendance,
    branches,
    pairs,
    plans,
)
from tests import clocks
from tests.activities.pictures import picture, upload
from tests.scenes import scene
from tests.world import Team, World

PLANNED_AT = "2026-10-12T09:00"
HELD_AT = "2026-10-16T16:00"


at, moment = clocks.at, clocks.instant


def branch(world: World, team: Team) -> Branch:
    return branches.add_branch(
        team.liaison,
        agreement_id=world.agreement_id,
        name="机关第一党支部",
        secretary=f"{team.code}书记",
    )


def pair_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": "“金融法治先锋”党建结对",
        "purpose": "联合学习、联合调研、联合服务。",
        "from_on": date(2026, 1, 1),
        "to_on": date(2027, 12, 31),
    }
    return fields | changes


def proposed(world: World, **changes: Any) -> BranchPair:
    """SC proposes to pair with CQ; CY is not in it."""
    ids = [branch(world, team).id for team in (world.sc, world.cq)]
    fields = {"branch_ids": ids, **pair_fields(**changes)}
    return pairs.propose_branch_pair(world.sc.liaison, agreement_id=world.agreement_id, **fields)


@scene
def agreed(world: World) -> BranchPair:
    return pairs_agreed(world, proposed(world))


def pairs_agreed(world: World, pair: BranchPair) -> BranchPair:
    for team in (world.sc, world.cq):
        pair = pairs.agree_to_branch_pair(team.signer, pair.id, expected_version=pair.version)
    return pair


def host_branch(world: World, team: Team) -> UUID:
    view = session().query(Branch).filter_by(institution_id=team.id).one()
    return view.id


def items(world: World) -> list[dict[str, Any]]:
    rows = (
        ("joint_study", "联学习近平法治思想", date(2026, 10, 30), world.sc),
        ("volunteering", "金融知识进社区", date(2026, 11, 30), world.cq),
    )
    return [
        {"form": form, "topic": topic, "due_on": due, "branch_id": host_branch(world, team)}
        for form, topic, due, team in rows
    ]


def drafted_plan(world: World, pair: BranchPair) -> JointPlan:
    return plans.draft_joint_plan(world.sc.liaison, pair_id=pair.id, year=2026, items=items(world))


@scene
def adopted(world: World, pair: BranchPair) -> JointPlan:
    return plan_adopted(world, drafted_plan(world, pair))


def plan_adopted(world: World, plan: JointPlan) -> JointPlan:
    for team in (world.sc, world.cq):
        plan = plans.agree_to_joint_plan(team.signer, plan.id, expected_version=plan.version)
    return plan


def activity_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": "联学习近平法治思想",
        "form": "joint_study",
        "starts_at": moment("2026-10-16T14:30"),
        "ends_at": moment("2026-10-16T17:00"),
        "place": "四川金融监管局三楼会议室",
        "programme": "一、领学文件\n二、交流发言",
    }
    return fields | changes


@scene
def planned(world: World, pair: BranchPair | None = None, **changes: Any) -> PartyActivity:
    """SC's branch plans an activity of the pair."""
    pair = pair or agreed(world)
    fields = {"host_branch_id": host_branch(world, world.sc), **activity_fields(**changes)}
    return activities.plan_party_activity(world.sc.liaison, pair_id=pair.id, **fields)


def approve(world: World, made: PartyActivity) -> PartyActivity:
    return activities.LIFECYCLE.approve(world.sc.signer, made.id, expected_version=made.version)


def confirm(world: World, made: PartyActivity) -> PartyActivity:
    return activities.LIFECYCLE.confirm(world.cq.liaison, made.id, expected_version=made.version)


def person(name: str, capacity: str = "present") -> dict[str, str]:
    return {"name": name, "title": "干部", "capacity": capacity}


def signed_in(world: World, made: PartyActivity) -> PartyActivity:
    """Two people of SC and one of CQ, on the day."""
    people = ((world.sc, [person("陈某", "chair"), person("王某")]), (world.cq, [person("赵某")]))
    for team, named in people:
        made = attendance.sign_in(team.liaison, made.id, more=named, expected_version=made.version)
    return made


def hold(world: World, made: PartyActivity) -> PartyActivity:
    with at(HELD_AT):
        made = signed_in(world, made)
        return activities.LIFECYCLE.hold(world.sc.handler, made.id, expected_version=made.version)


def picture_fields(colour: str = "red", **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "file": upload(picture(colour)),
        "caption": "学习现场",
        "taken_on": date(2026, 10, 16),
        "classification": "internal",
        "consent": "given",
    }
    return fields | changes


def report(world: World, made: PartyActivity) -> PartyActivity:
    with at("2026-10-19T09:00"):
        activities.LIFECYCLE.add_picture(world.sc.liaison, made.id, **picture_fields())
        return activities.LIFECYCLE.report(
            world.sc.liaison,
            made.id,
            summary="一、学习了有关文件。\n二、交流了工作体会。",
            expected_version=made.version,
        )


def archive(world: World, made: PartyActivity) -> PartyActivity:
    with at("2026-10-20T09:00"):
        return activities.LIFECYCLE.archive(
            world.sc.archivist, made.id, retention="ten_years", expected_version=made.version
        )


COURSE = {
    "approved": approve,
    "confirmed": confirm,
    "held": hold,
    "reported": report,
    "archived": archive,
}


def through(world: World, stage: str, made: PartyActivity) -> PartyActivity:
    """Take a planned activity on to that state."""
    states = list(COURSE)
    for state in states[: states.index(stage) + 1] if stage in states else ():
        made = COURSE[state](world, made)
    return made


@scene
def activity(world: World, stage: str, **changes: Any) -> PartyActivity:
    return through(world, stage, planned(world, **changes))


def view(team: Team, made: PartyActivity) -> PartyActivityView:
    session().rollback()
    return get_party_activity(team.liaison, made.id)
