"""The state tables of a research project and of a field visit."""

from coop.core.language import Text
from coop.core.workflow import Workflow, row

_BEFORE_REPORT = "proposed|approved|running"

PROJECT = Workflow(
    "research_project",
    states={
        "proposed": Text("待立项", "proposed"),
        "approved": Text("已立项", "approved"),
        "running": Text("研究中", "running"),
        "submitted": Text("评审中", "under review"),
        "accepted": Text("已结题", "accepted"),
        "applied": Text("成果已转化", "results applied"),
        "terminated": Text("已终止", "terminated"),
    },
    actions={
        "edit": Text("修改课题", "Edit the project"),
        "raise_item": Text("提请联席会议审定", "Bring before a joint meeting"),
        "approve": Text("批准立项", "Approve the project"),
        "approve_by_meeting": Text("登记联席会议立项决定", "Record the joint meeting's approval"),
        "name_reviewers": Text("确定评审人员", "Name the reviewers"),
        "start": Text("启动研究", "Start the work"),
        "reach_stage": Text("登记阶段完成", "Record a stage as reached"),
        "plan_visit": Text("安排调研活动", "Plan a field visit"),
        "add_entry": Text("登记清单事项", "Add to the three lists"),
        "report_midterm": Text("报送中期报告", "Report at mid-term"),
        "midterm": Text("中期检查", "Check at mid-term"),
        "ask_leader_change": Text("申请变更负责人", "Ask for another leader"),
        "change_leader": Text("答复负责人变更申请", "Decide on the leader"),
        "ask_extension": Text("申请延期结题", "Ask for more time"),
        "extend": Text("答复延期申请", "Decide on more time"),
        "submit": Text("提交课题报告", "Submit the report"),
        "accept": Text("评审通过", "Accept the report"),
        "return": Text("退回修改", "Return the report"),
        "apply": Text("登记成果转化", "Record what a result became"),
        "follow_up": Text("跟踪问效", "Follow up"),
        "terminate": Text("终止课题", "Terminate"),
    },
    rows=[
        row("proposed", "edit", "proposed", "lead_liaison", "research_lead"),
        row("approved", "edit", "approved", "research_lead"),
        row("running", "edit", "running", "research_lead"),
        row("proposed", "raise_item", "proposed", "lead_liaison", "secretariat"),
        row("proposed", "approve", "approved", "convener"),
        row("proposed", "approve_by_meeting", "approved", "secretariat"),
        row("approved", "name_reviewers", "approved", "secretariat"),
        row("running", "name_reviewers", "running", "secretariat"),
        row("submitted", "name_reviewers", "submitted", "secretariat"),
        row("approved", "start", "running", "research_lead"),
        row("running", "reach_stage", "running", "research_lead"),
        row("running", "plan_visit", "running", "research_lead", "member_liaison"),
        row("running", "add_entry", "running", "research_lead", "member_liaison"),
        row("accepted", "add_entry", "accepted", "research_lead", "member_liaison"),
        row("applied", "add_entry", "applied", "research_lead", "member_liaison"),
        row("running", "report_midterm", "running", "research_lead"),
        row("running", "midterm", "running", "reviewer"),
        row("running", "ask_leader_change", "running", "lead_liaison"),
        row("running", "change_leader", "running", "convener"),
        row("running", "ask_extension", "running", "research_lead"),
        row("running", "extend", "running", "convener"),
        row("running", "submit", "submitted", "research_lead"),
        row("submitted", "accept", "submitted", "reviewer"),
        row("submitted", "accept", "accepted", "reviewer"),
        row("submitted", "return", "running", "reviewer"),
        row("accepted|applied", "apply", "applied", "member_liaison"),
        row("accepted", "follow_up", "accepted", "secretariat"),
        row("applied", "follow_up", "applied", "secretariat"),
        row(_BEFORE_REPORT, "terminate", "terminated", "convener"),
    ],
)

VISIT = Workflow(
    "field_visit",
    states={
        "planned": Text("已安排", "planned"),
        "recorded": Text("已记录", "recorded"),
        "cancelled": Text("已取消", "cancelled"),
    },
    actions={
        "edit": Text("修改调研安排", "Edit the visit"),
        "record": Text("记录调研情况", "Record the visit"),
        "cancel": Text("取消调研", "Cancel the visit"),
    },
    rows=[
        row("planned", "edit", "planned", "research_lead", "member_liaison"),
        row("planned", "record", "recorded", "research_lead", "member_liaison"),
        row("planned", "cancel", "cancelled", "research_lead", "member_liaison"),
    ],
)

ASIDE = frozenset({"terminated"})
# Approved and not yet accepted: what runs against a day.
UNDER_WAY = frozenset({"approved", "running", "submitted"})
FINISHED = frozenset({"accepted", "applied"})
# Accepted, and nothing is known to have become of it.
UNUSED = frozenset({"accepted"})

ENTRY_KINDS = {
    "problem": Text("问题清单", "problem"),
    "measure": Text("措施清单", "measure"),
    "result": Text("成果运用清单", "result used"),
}
# What an entry of this kind answers, and while which of the two is written.
ANSWERED_BY = {"measure": "problem", "result": "measure"}
WHILE_WORKING = frozenset({"problem", "measure"})

MIDTERM_VERDICTS = {
    "on_course": Text("按计划推进", "on course"),
    "rectify": Text("限期整改", "to be put right"),
}
REVIEW_VERDICTS = {
    "accept": Text("通过", "accepted"),
    "return": Text("退回修改", "returned"),
}
CHANGE_KINDS = {
    "leader": Text("变更负责人", "another leader"),
    "extension": Text("延期结题", "more time"),
}
DECISIONS = {
    "grant": Text("同意", "grant"),
    "refuse": Text("不同意", "refuse"),
}
CONVENER = "convener"
APPROVALS = {
    CONVENER: Text("召集人批准", "by the convener"),
    "joint_meeting": Text("联席会议审定", "by the joint meeting"),
}
OUTCOME_KINDS = {
    "policy": Text("制度文件", "policy"),
    "recommendation": Text("工作建议", "recommendation"),
    "case": Text("典型案例", "typical case"),
    "training": Text("培训内容", "training"),
}
FOLLOW_UP_FINDINGS = {
    "effective": Text("成效明显", "effective"),
    "in_progress": Text("持续推进", "in progress"),
    "not_used": Text("未见运用", "not used"),
}
FOLLOW_UP_DEADLINE = "research_follow_up"
