"""The HTML door of party building."""

from __future__ import annotations

from typing import Any

from flask import Response

from coop.activities.figures import FiguresPage, ratio_rows
from coop.activities.workflow import ASIDE
from coop.core.actor import Actor
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, action_links
from coop.mechanisms.party_building import commands
from coop.mechanisms.party_building.queries.activities import list_party_activities
from coop.mechanisms.party_building.queries.branches import get_branch_member
from coop.mechanisms.party_building.queries.statistics import PartyStatisticsView, party_statistics
from coop.mechanisms.party_building.queries.views import (
    BranchPairView,
    BranchView,
    JointPlanView,
    PartyActivityView,
    PlanItemView,
)
from coop.mechanisms.party_building.workflow import BRANCH_PAIR, JOINT_PLAN, PARTY_ACTIVITY

_TONES = {
    "confirmed": "good",
    "reported": "good",
    "active": "good",
    "adopted": "good",
    "archived": "neutral",
    "cancelled": "bad",
    "ended": "neutral",
    "withdrawn": "bad",
    "planned": "neutral",
    "draft": "neutral",
}
_NEXT = {
    "planned": Text(
        "下一步：由牵头单位签发人批准，批准后发出活动通知。",
        "Next: the head of the lead institution approves it; the notice then goes out.",
    ),
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
    "reported": Text(
        "下一步：牵头单位档案员确定保管期限并归档。",
        "Next: the lead's archivist sets the retention and archives it.",
    ),
}


def state_tag(view: Any) -> dict[str, object]:
    """The state as a tag; what is late stands out."""
    if getattr(view, "is_overdue", False):
        words = Text("{state}（超期）", "{state} (overdue)")
        return {"tag": words.with_facts(state=view.state_label), "tone": "bad"}
    return {"tag": view.state_label, "tone": _TONES.get(view.state, "info")}


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
        "state_tag": state_tag(view),
        "steps": PARTY_ACTIVITY.course(view.state, aside=ASIDE),
        "next_step": _NEXT.get(view.state, ""),
        "pictures": [
            {"view": one, "actions": action_links(commands.PICTURE, one)} for one in view.pictures
        ],
        "picture_base": "/party-activity-pictures",
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


def _tables(found: PartyStatisticsView) -> dict[str, object]:
    columns = [Text("单位", "Institution"), Text("人次", "Person-times"), Text("主办", "Hosted")]
    people = [
        {"cells": [one.institution_name, str(one.person_times), str(one.hosted_count)]}
        for one in found.institutions
    ]
    forms = [{"cells": [one.label, str(one.count)]} for one in found.forms]
    return {
        "counts": [
            (Text("开展活动", "Activities held"), found.held_count),
            (Text("参加人次", "Person-times"), found.person_times),
        ],
        "ratios": ratio_rows(
            (Text("年度计划完成率", "Plan completion"), found.plan_completion),
            (Text("总结按时报送率", "Reported in time"), found.reports_on_time),
        ),
        "tables": [
            (Text("分单位", "By institution"), columns, people),
            (Text("分形式", "By form"), [Text("形式", "Form"), Text("场次", "Times")], forms),
        ],
    }


_FIGURES = FiguresPage(
    Text("党建共建统计", "Statistics of party building"),
    (commands.ACTIVITY.label, "/party-activities"),
    party_statistics,
    _tables,
)
pages = PageBlueprint("party_building", __name__)


@pages.blueprint.route("/party-building-statistics")
def show_party_building_statistics() -> Response:
    return _FIGURES.answer()


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
