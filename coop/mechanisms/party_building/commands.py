"""What both doors offer: branches, the own roster, pairs, plans, activities and their pictures."""

from __future__ import annotations

from typing import Any

from coop.activities import policy as joint_policy
from coop.activities.commands import activity_acts, bundle_of, picture_resource
from coop.activities.figures import Statistics
from coop.core import doors
from coop.core.doors import Act, Resource, values_of
from coop.core.language import Text
from coop.mechanisms.party_building import schemas
from coop.mechanisms.party_building.printing import figures
from coop.mechanisms.party_building.queries import activities as activity_reads
from coop.mechanisms.party_building.queries import branches as branch_reads
from coop.mechanisms.party_building.queries import plans as plan_reads
from coop.mechanisms.party_building.queries.statistics import PartyStatisticsView, party_statistics
from coop.mechanisms.party_building.queries.views import (
    BranchMemberView,
    BranchPairView,
    BranchView,
    JointPlanView,
    PartyActivityView,
)
from coop.mechanisms.party_building.service import activities, attendance, branches, pairs, plans
from coop.mechanisms.party_building.workflow import BRANCH_PAIR, JOINT_PLAN, PARTY_ACTIVITY

SCOPE = "party_building"
_MEMBER_FIELDS = ("party_status", "party_duty", "joined_party_on")
_PAIR_FIELDS = ("title", "purpose", "from_on", "to_on")
_ACTIVITY_FIELDS = (
    "title", "form", "host_branch_id", "plan_item_id", "starts_at", "ends_at", "place", "programme",
)  # fmt: skip
_pair = doors.acts_in(BRANCH_PAIR.actions)
_plan = doors.acts_in(JOINT_PLAN.actions)
_activity = doors.acts_in(PARTY_ACTIVITY.actions)


def _now(*names: str) -> Any:
    """A form that starts with what the object holds."""
    return lambda view: values_of(view, *names)


def _pair_now(view: BranchPairView) -> dict[str, object]:
    branch_ids = [one.branch_id for one in view.branches]
    return {**values_of(view, *_PAIR_FIELDS), "branch_ids": branch_ids}


def _plan_now(view: JointPlanView) -> dict[str, object]:
    names = ("form", "topic", "branch_id", "due_on")
    return {"items": [values_of(one, *names) for one in view.items]}


BRANCH = doors.register(
    Resource(
        name="branch",
        plural="branches",
        scope=SCOPE,
        label=Text("党支部", "Party branches"),
        view=BranchView,
        get=branch_reads.get_branch,
        list=branch_reads.list_branches,
        filters=schemas.BranchFilters,
        home=lambda view: f"/branches/{view.id}",
        create=Act(
            "add_branch",
            branches.add_branch,
            Text("登记党支部", "Add a branch"),
            schema=schemas.AddBranch,
            offered_to=joint_policy.is_officer,
        ),
        edit=Act(
            "edit",
            branches.edit_branch,
            Text("修改", "Edit"),
            schema=schemas.EditBranch,
            prefill=_now("name", "secretary"),
        ),
        acts=(
            Act(
                "add_member",
                branches.add_branch_member,
                Text("登记名册人员", "Add to the roster"),
                schema=schemas.AddBranchMember,
                adds=True,
                answers="branch_member",
                hint=Text(
                    "名册仅供本单位使用，其他单位不可见。",
                    "For your institution only; nobody else sees it.",
                ),
            ),
        ),
    )
)
MEMBER = doors.register(
    Resource(
        name="branch_member",
        plural="branch-members",
        scope=SCOPE,
        label=Text("本单位名册", "The own roster"),
        view=BranchMemberView,
        get=branch_reads.get_branch_member,
        home=lambda view: f"/branches/{view.branch_id}",
        edit=Act(
            "edit",
            branches.edit_branch_member,
            Text("修改名册信息", "Edit the roster"),
            schema=schemas.EditBranchMember,
            prefill=_now(*_MEMBER_FIELDS),
        ),
    )
)
PAIR = doors.register(
    Resource(
        name="branch_pair",
        plural="branch-pairs",
        scope=SCOPE,
        label=Text("支部结对", "Paired branches"),
        view=BranchPairView,
        get=branch_reads.get_branch_pair,
        list=branch_reads.list_branch_pairs,
        filters=schemas.BranchPairFilters,
        home=lambda view: f"/branch-pairs/{view.id}",
        create=Act(
            "propose_branch_pair",
            pairs.propose_branch_pair,
            Text("提议结对", "Propose a pairing"),
            schema=schemas.ProposeBranchPair,
            draft=True,
            offered_to=joint_policy.is_officer,
            hint=Text(
                "各单位签发人同意后生效，形成共建协议。",
                "In force once the head of each institution agreed; the pact is then filed.",
            ),
        ),
        edit=_pair("edit", pairs.edit_branch_pair, schemas.EditBranchPair, prefill=_pair_now),
        acts=(
            _pair("agree", pairs.agree_to_branch_pair, tone="primary"),
            _pair("withdraw", pairs.withdraw_branch_pair),
            _pair("end", pairs.end_branch_pair, schemas.ReasonGiven, tone="danger"),
        ),
    )
)
PLAN = doors.register(
    Resource(
        name="joint_plan",
        plural="joint-plans",
        scope=SCOPE,
        label=Text("年度计划", "Plans of the year"),
        view=JointPlanView,
        get=plan_reads.get_joint_plan,
        list=plan_reads.list_joint_plans,
        filters=schemas.JointPlanFilters,
        home=lambda view: f"/joint-plans/{view.id}",
        create=Act(
            "draft_joint_plan",
            plans.draft_joint_plan,
            Text("拟定年度计划", "Draft a year's plan"),
            schema=schemas.DraftJointPlan,
            draft=True,
            offered_to=joint_policy.is_officer,
        ),
        edit=_plan("edit", plans.edit_joint_plan, schemas.EditJointPlan, prefill=_plan_now),
        acts=(
            _plan("agree", plans.agree_to_joint_plan, tone="primary"),
            _plan(
                "revise",
                plans.revise_joint_plan,
                schemas.ReasonGiven,
                hint=Text(
                    "回到拟定状态，修改后须各方重新同意。",
                    "Back to draft; every party agrees again after the change.",
                ),
            ),
        ),
    )
)
ACTIVITY = doors.register(
    Resource(
        name="party_activity",
        plural="party-activities",
        scope=SCOPE,
        label=Text("共建活动", "Party-building activities"),
        view=PartyActivityView,
        get=activity_reads.get_party_activity,
        list=activity_reads.list_party_activities,
        filters=schemas.PartyActivityFilters,
        home=lambda view: f"/party-activities/{view.id}",
        create=Act(
            "plan_party_activity",
            activities.plan_party_activity,
            Text("拟定共建活动", "Plan an activity"),
            schema=schemas.PlanPartyActivity,
            draft=True,
            offered_to=joint_policy.is_officer,
            hint=Text(
                "本单位负责人批准后，通知发各结对单位确认。",
                "Your head approves it; the notice then goes to the others to confirm.",
            ),
        ),
        edit=_activity(
            "edit",
            activities.edit_party_activity,
            schemas.EditPartyActivity,
            prefill=_now(*_ACTIVITY_FIELDS),
        ),
        acts=activity_acts(
            activities.LIFECYCLE,
            (
                _activity("sign_up", attendance.sign_up, schemas.SignUp),
                _activity("sign_in", attendance.sign_in, schemas.SignIn),
            ),
            hold=Text("两个以上单位有人签到后登记。", "Once people of two institutions signed in."),
        ),
        files=(bundle_of(activities.LIFECYCLE.kind),),
    )
)
PICTURE = doors.register(
    picture_resource(activities.LIFECYCLE, scope=SCOPE, home="party-activities")
)
STATISTICS = Statistics(
    path="/party-building-statistics",
    label=Text("党建共建统计", "Statistics of party building"),
    hint=Text(
        "只统计调用方可见的活动和计划；分母为0时比率为null。",
        "Counts what the caller may see; a rate without denominator is null.",
    ),
    scope=f"{SCOPE}:read",
    view=PartyStatisticsView,
    read=party_statistics,
    figures=figures,
    trail=(ACTIVITY.label, "/party-activities"),
)

doors.name_actions(
    {
        "branch.add": Text("登记党支部", "Branch added"),
        "branch.edit": Text("修改党支部信息", "Branch changed"),
        "branch_member.add": Text("登记名册人员", "Added to the roster"),
        "branch_pair.propose": Text("提议结对", "Pairing proposed"),
        "joint_plan.draft": Text("拟定年度计划", "Plan drafted"),
        "party_activity.plan": Text("拟定活动", "Activity planned"),
        "party_activity.remind": Text("催报总结", "Reminded of the report"),
        "party_activity.mark_picture": Text("变更照片标识", "Picture marked"),
    }
)
