"""The HTML door of party building."""

from __future__ import annotations

from typing import Any

from coop.activities.pages import NEXT, TONES, of_activity
from coop.core.actor import Actor
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, action_links, state_tags
from coop.mechanisms.party_building import commands
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.queries.activities import list_party_activities
from coop.mechanisms.party_building.queries.branches import get_branch_member
from coop.mechanisms.party_building.queries.views import (
    BranchPairView,
    BranchView,
    JointPlanView,
    PartyActivityView,
    PlanItemView,
)
from coop.mechanisms.party_building.workflow import BRANCH_PAIR, JOINT_PLAN

_TONES = {
    **TONES,
    "active": "good",
    "adopted": "good",
    "ended": "neutral",
    "withdrawn": "bad",
    "draft": "neutral",
}
state_tag = state_tags(_TONES)
_NEXT = {
    **NEXT,
    "approved": Text(
        "下一步：各结对单位确认参加，并报送参加人员。",
        "Next: the other institutions confirm and name who comes.",
    ),
    "confirmed": Text(
        "下一步：活动当日签到，结束后由牵头单位登记已开展。",
        "Next: people sign in on the day; the lead then records it as held.",
    ),
    "held": Text(
        "下一步：牵头单位联络员在期限内报送活动总结，可继续补充照片。",
        "Next: the lead's liaison officer reports in time; pictures can still be added.",
    ),
}


def _item_tag(item: PlanItemView) -> dict[str, object]:
    if item.is_done:
        return {"tag": Text("已开展", "Done"), "tone": "good"}
    if item.is_overdue:
        return {"tag": Text("逾期未开展", "Overdue"), "tone": "bad"}
    if item.activity_ids:
        return {"tag": Text("已安排", "Arranged"), "tone": "info"}
    return {"tag": Text("未安排", "To be arranged"), "tone": "neutral"}


def _of_activity(actor: Actor, view: PartyActivityView) -> dict[str, object]:
    return {
        **of_activity(ACTIVITIES, commands.PICTURE, view, _NEXT),
        "state_tag": state_tag(view),
        "people": _people(view),
        "trail": [(commands.ACTIVITY.label, "/party-activities")],
    }


def _people(view: PartyActivityView) -> list[tuple[str, list[Any], int]]:
    """(institution, its people, how many of them signed in), in the order of the parts."""
    return [
        (
            part.institution_name,
            [one for one in view.attendees if one.institution_id == part.institution_id],
            sum(
                one.signed_in_at is not None
                for one in view.attendees
                if one.institution_id == part.institution_id
            ),
        )
        for part in view.parts
    ]


def _of_pair(actor: Actor, view: BranchPairView) -> dict[str, object]:
    held = list_party_activities(actor, limit=20, pair_id=view.id)
    plans = commands.PLAN.list
    return {
        "state_tag": state_tag(view),
        "steps": BRANCH_PAIR.course(view.state, aside={"withdrawn"}),
        "activities": [(one, state_tag(one)) for one in held.items],
        "plans": plans(actor, limit=20, pair_id=view.id).items if plans else (),
    }


def _of_plan(_actor: Actor, view: JointPlanView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": JOINT_PLAN.course(view.state, aside=()),
        "rows": [(item, _item_tag(item)) for item in view.items],
    }


def _of_branch(actor: Actor, view: BranchView) -> dict[str, object]:
    members = [get_branch_member(actor, one.id) for one in view.members]
    return {
        "title": f"{view.institution_name}{view.name}",
        "members": [(one, action_links(commands.MEMBER, one)) for one in members],
        "is_own": "add_member" in view.allowed_actions,
    }


def _done(view: JointPlanView) -> str:
    return f"{view.done_count}／{view.planned_count}"


pages = PageBlueprint("party_building", __name__)
commands.STATISTICS.serve(pages)
pages.serve(
    commands.ACTIVITY,
    detail="party_building/party_activity.html",
    columns=(
        Column(Text("活动主题", "Topic"), lambda view: view.title),
        Column(Text("编号", "Number"), lambda view: view.number),
        Column(Text("形式", "Form"), lambda view: view.form_label),
        Column(Text("主办支部", "Host"), lambda view: view.host_branch_name),
        Column(Text("时间", "Starts"), lambda view: view.starts_at),
        Column(Text("总结期限", "Report due"), lambda view: view.report_due_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_activity,
    list_template="party_building/list.html",
    nav=NavItem(Text("党建共建", "Party building"), "/party-activities", 50),
)
pages.serve(commands.PICTURE)
pages.serve(
    commands.PLAN,
    detail="party_building/joint_plan.html",
    columns=(
        Column(Text("年度计划", "Plan"), lambda view: view.title),
        Column(Text("已开展／计划", "Done / planned"), _done),
        Column(Text("逾期", "Overdue"), lambda view: str(view.overdue_count)),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_plan,
    list_template="party_building/list.html",
)
pages.serve(
    commands.PAIR,
    detail="party_building/branch_pair.html",
    columns=(
        Column(Text("结对名称", "Pairing"), lambda view: view.title),
        Column(Text("起始日", "From"), lambda view: view.from_on),
        Column(Text("截止日", "To"), lambda view: view.to_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_pair,
    list_template="party_building/list.html",
)
pages.serve(
    commands.BRANCH,
    detail="party_building/branch.html",
    columns=(
        Column(Text("党支部", "Branch"), lambda view: view.name),
        Column(Text("单位", "Institution"), lambda view: view.institution_name),
        Column(Text("支部书记", "Secretary"), lambda view: view.secretary),
    ),
    more=_of_branch,
    list_template="party_building/list.html",
)
pages.serve(commands.MEMBER)
