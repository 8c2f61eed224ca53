"""State tables of party building and the codes of its fields.

Roles belong to one object: participant is an officer and party_lead the signer of any institution
in it; host_officer, host_lead and partner are those of coop/activities.
"""

from __future__ import annotations

from coop.activities.workflow import joint_activity
from coop.core.language import Text
from coop.core.workflow import Workflow, row

BRANCH_PAIR = Workflow(
    "branch_pair",
    states={
        "proposed": Text("待各方同意", "Proposed"),
        "active": Text("结对中", "Active"),
        "ended": Text("已结束", "Ended"),
        "withdrawn": Text("已撤回", "Withdrawn"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "agree": Text("同意结对", "Agree"),
        "withdraw": Text("撤回提议", "Withdraw"),
        "end": Text("结束结对", "End the pairing"),
    },
    rows=[
        # Changing the proposal voids what was agreed to.
        row("proposed", "edit", "proposed", "host_officer"),
        row("proposed", "agree", "proposed", "party_lead"),
        row("proposed", "agree", "active", "party_lead"),
        row("proposed", "withdraw", "withdrawn", "host_officer"),
        row("active", "end", "ended", "party_lead"),
    ],
)

JOINT_PLAN = Workflow(
    "joint_plan",
    states={
        "draft": Text("拟定中", "Draft"),
        "adopted": Text("已商定", "Adopted"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "agree": Text("同意计划", "Agree"),
        "revise": Text("调整计划", "Revise"),
    },
    rows=[
        row("draft", "edit", "draft", "participant"),
        row("draft", "agree", "draft", "party_lead"),
        row("draft", "agree", "adopted", "party_lead"),
        row("adopted", "revise", "draft", "participant"),
    ],
)

PARTY_ACTIVITY = joint_activity(
    "party_activity",
    actions={
        "sign_up": Text("报送参加人员", "Name who comes"),
        "sign_in": Text("签到", "Sign in"),
    },
    rows=[
        row("approved", "sign_up", "approved", "participant"),
        row("confirmed", "sign_up", "confirmed", "participant"),
        row("confirmed", "sign_in", "confirmed", "participant"),
        row("held", "sign_in", "held", "participant"),
    ],
)
# A plan's item is done once an activity for it reached one of these.
DONE = frozenset({"held", "reported", "archived"})

FORMS = {
    "joint_study": Text("联学", "Joint study"),
    "theme_day": Text("主题党日", "Theme day"),
    "reading": Text("读书班", "Reading class"),
    "lecture": Text("党课", "Party lecture"),
    "three_meetings": Text("三会一课", "Three meetings and one lecture"),
    "red_education": Text("红色教育", "Visit to a revolutionary site"),
    "volunteering": Text("志愿服务", "Voluntary service"),
    "discussion": Text("座谈", "Discussion"),
}
CAPACITIES = {
    "chair": Text("主持", "Chair"),
    "present": Text("参加", "Participant"),
    "observer": Text("列席", "Observer"),
    "recorder": Text("记录", "Recorder"),
}
PARTY_STATUSES = {
    "full": Text("正式党员", "Full member"),
    "probationary": Text("预备党员", "Probationary member"),
    "applicant": Text("入党积极分子", "Applicant"),
    "none": Text("群众", "Not a member"),
}
