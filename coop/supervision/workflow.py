"""State tables of tasks, co-organisers' parts, orders and bulletins."""

from __future__ import annotations

from coop.core.language import Text
from coop.core.workflow import Workflow, row

WORKFLOW = Workflow(
    "task",
    states={
        "draft": Text("草拟", "Draft"),
        "assigned": Text("已交办", "Assigned"),
        "in_progress": Text("办理中", "In progress"),
        "disputed": Text("有异议", "Disputed"),
        "reviewing": Text("待核验", "In review"),
        "closed": Text("已销号", "Closed"),
        "suspended": Text("已中止", "Suspended"),
        "cancelled": Text("已撤销", "Cancelled"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "assign": Text("交办", "Assign"),
        "discard": Text("作废草稿", "Discard"),
        "accept": Text("签收", "Accept"),
        "refuse": Text("退回交办", "Hand back"),
        "decide": Text("裁定异议", "Decide the dispute"),
        "report": Text("填报周报", "Report"),
        "plan": Text("制定序时进度", "Plan milestones"),
        "reach": Text("完成节点", "Reach a milestone"),
        "split": Text("分解任务", "Split into a sub-task"),
        "ask_extension": Text("申请延期", "Ask for an extension"),
        "extend": Text("答复延期", "Decide the extension"),
        "submit": Text("报送办结", "Submit as done"),
        "close": Text("核验销号", "Close"),
        "return": Text("退回补办", "Return"),
        "suspend": Text("中止", "Suspend"),
        "resume": Text("恢复", "Resume"),
        "cancel": Text("撤销", "Cancel"),
        "reopen": Text("重新办理", "Reopen"),
        "withdraw": Text("随来源撤销", "Cancel with its source"),
    },
    rows=[
        row("draft", "edit", "draft", "secretariat"),
        row("draft", "assign", "assigned", "secretariat"),
        row("draft", "discard", "cancelled", "secretariat"),
        row("assigned", "accept", "in_progress", "handler"),
        row("assigned", "refuse", "disputed", "handler"),
        row("disputed", "decide", "assigned", "secretariat", "convener"),
        row("disputed", "decide", "cancelled", "secretariat", "convener"),
        row("in_progress", "report", "in_progress", "handler", "co_handler"),
        row("in_progress", "plan", "in_progress", "handler"),
        row("in_progress", "reach", "in_progress", "handler"),
        row("in_progress", "split", "in_progress", "handler", "secretariat"),
        row("in_progress", "ask_extension", "in_progress", "handler"),
        row("in_progress", "extend", "in_progress", "secretariat", "convener"),
        row("in_progress", "submit", "reviewing", "handler"),
        row("reviewing", "close", "closed", "closer"),
        row("reviewing", "return", "in_progress", "closer"),
        row("assigned|in_progress", "suspend", "suspended", "convener"),
        # A task suspended before anyone accepted it still has to be accepted.
        row("suspended", "resume", "in_progress", "convener"),
        row("suspended", "resume", "assigned", "convener"),
        row("assigned|in_progress", "cancel", "cancelled", "convener"),
        row("closed", "reopen", "in_progress", "convener"),
        # Only coop itself, when the document that the task came from is void from the start.
        row("assigned|in_progress|disputed|reviewing|suspended", "withdraw", "cancelled"),
    ],
)

PART_WORKFLOW = Workflow(
    "task_part",
    states={
        "assigned": Text("待签收", "Assigned"),
        "in_progress": Text("配合办理中", "In progress"),
        "done": Text("已完成", "Done"),
        "waived": Text("已免除", "Waived"),
    },
    actions={
        "accept": Text("签收配合事项", "Accept the part"),
        "finish": Text("完成配合事项", "Finish the part"),
        "waive": Text("免除配合事项", "Waive the part"),
    },
    rows=[
        row("assigned", "accept", "in_progress", "co_handler"),
        row("in_progress", "finish", "done", "co_handler"),
        row("assigned|in_progress", "waive", "waived", "secretariat"),
    ],
)

ORDER_WORKFLOW = Workflow(
    "supervision_order",
    states={
        "issued": Text("待答复", "Waiting for an answer"),
        "answered": Text("已答复", "Answered"),
        "lapsed": Text("已失效", "Lapsed"),
    },
    actions={
        "answer": Text("答复督办", "Answer"),
        "escalate": Text("提级督办", "Ask one level higher"),
        "lapse": Text("随任务失效", "Lapse with its task"),
    },
    rows=[
        row("issued", "answer", "answered", "addressee"),
        # Only coop itself: unanswered after the set days, or nothing left to urge.
        row("issued", "escalate", "issued"),
        row("issued", "lapse", "lapsed"),
    ],
)

BULLETIN_WORKFLOW = Workflow(
    "bulletin",
    states={
        "draft": Text("草拟", "Draft"),
        "reviewed": Text("已审核", "Reviewed"),
        "issued": Text("已印发", "Issued"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "review": Text("审核通过", "Approve"),
        "return": Text("退回修改", "Send back"),
        "issue": Text("编号印发", "Number and issue"),
    },
    rows=[
        row("draft", "edit", "draft", "secretariat"),
        row("draft", "review", "reviewed", "secretariat", "convener"),
        row("reviewed", "return", "draft", "secretariat", "convener"),
        row("reviewed", "issue", "issued", "secretariat"),
    ],
)

# Still owed by someone: what stays open and, except while suspended, what the clock runs for.
OPEN = WORKFLOW.sources("withdraw")
TIMED = OPEN - {"suspended"}
# What the lead itself can move on: tips and orders urge only these.
URGED = WORKFLOW.sources("suspend")
CLOSED = frozenset({"closed"})
OPEN_PARTS = PART_WORKFLOW.sources("waive")

SOURCE_KINDS = {
    "resolution": Text("联席会议议定事项", "Resolution of the joint meeting"),
    "leader_instruction": Text("领导批示", "Leader's instruction"),
    "agreement": Text("协议约定", "Agreement"),
    "consultation": Text("会商结论", "Consultation"),
    "referral": Text("移送事项", "Referral"),
}

# The deadline until which the lead accepts or hands back.
ACCEPTANCE = "acceptance"

GRANT = "grant"
DECISIONS = {GRANT: Text("同意延期", "Grant"), "refuse": Text("不同意延期", "Refuse")}
OUTCOMES = {
    "assigned": Text("重新交办", "Assign again"),
    "cancelled": Text("撤销任务", "Cancel the task"),
}

SHEET_KINDS = {
    "work_tip": Text("工作提示", "Work tip"),
    "monthly_dispatch": Text("月度调度", "Monthly dispatch"),
}

# The deadline for answering an order, and whom it asks, one after another.
REPLY = "reply"
LEVELS = {
    "handler": Text("经办人", "Handler"),
    "liaison": Text("联络员", "Liaison officer"),
    "convener": Text("负责人", "Head"),
    "joint_meeting": Text("联席会议", "Joint meeting"),
}

SERIES = {
    "regular": Text("专刊", "Regular series"),
    "extra": Text("专刊（增刊）", "Extra series"),
    "risk_alert": Text("风险提示", "Risk alerts"),
}
