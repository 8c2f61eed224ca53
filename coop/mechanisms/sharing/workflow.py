"""State tables of sharing and the codes of its fields.

Roles here belong to one object: provider and requester are officers of those institutions,
provider_signer and requester_signer their heads, recipient an officer of a receiving institution.
"""

from __future__ import annotations

from coop.core.language import Text
from coop.core.workflow import Workflow, row

CATALOG_ENTRY = Workflow(
    "catalog_entry",
    states={
        "draft": Text("编制中", "Draft"),
        "published": Text("已发布", "Published"),
        "withdrawn": Text("已撤下", "Withdrawn"),
    },
    actions={
        "edit": Text("修订", "Revise"),
        "review": Text("审核目录修订", "Review the revision"),
        "publish": Text("发布", "Publish"),
        "withdraw": Text("撤下", "Withdraw"),
        "report_change": Text("登记数据变化", "Report a change of the data"),
        "extend_update": Text("延长更新期限", "Take more time for the update"),
    },
    rows=[
        row("draft", "edit", "draft", "provider"),
        # A revision of a published entry is in force once reviewed; the one before is kept.
        row("published", "edit", "published", "provider"),
        row("published", "review", "published", "secretariat"),
        row("draft", "publish", "published", "provider"),
        row("published", "withdraw", "withdrawn", "provider"),
        # What the entry describes has changed: the clock of its update starts.
        row("published", "report_change", "published", "provider", "secretariat"),
        row("published", "extend_update", "published", "provider"),
    ],
)

SHARE_REQUEST = Workflow(
    "share_request",
    states={
        "draft": Text("草拟", "Draft"),
        "submitted": Text("待答复", "Awaiting an answer"),
        "supplementing": Text("待补正", "To be supplemented"),
        "approved": Text("已同意，待供给", "Approved, to be delivered"),
        "active": Text("使用中", "In use"),
        "disposing": Text("已到期，待处置", "Ended, to be disposed of"),
        "closed": Text("已办结", "Closed"),
        "refused": Text("不予共享", "Refused"),
        "disputed": Text("有争议，待裁定", "Disputed"),
        "suspended": Text("已暂停使用", "Suspended"),
        "terminated": Text("已终止", "Terminated"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "consent": Text("负责人同意申请", "Consent to the application"),
        "submit": Text("提交申请", "Submit"),
        "ask_supplement": Text("一次性告知补正", "Ask for what is missing"),
        "supplement": Text("补正", "Supplement"),
        "ask_extension": Text("申请延长答复期限", "Ask for more time"),
        "extend": Text("答复延期", "Decide the extension"),
        "propose": Text("拟定供给条件", "Propose the terms"),
        "propose_refusal": Text("拟定不予共享", "Propose a refusal"),
        "propose_supplement": Text("拟定补正内容", "Propose what to ask for"),
        "endorse": Text("负责人同意答复", "Consent to the answer"),
        "approve": Text("同意共享", "Approve"),
        "refuse": Text("不予共享", "Refuse"),
        "dispute": Text("提出争议", "Dispute the refusal"),
        "decide": Text("裁定争议", "Decide the dispute"),
        "deliver": Text("交付", "Deliver"),
        "suspend": Text("暂停使用", "Suspend"),
        "rectify": Text("报告整改", "Report the rectification"),
        "terminate": Text("终止共享", "Terminate"),
        "expire": Text("到期", "Expire"),
        "confirm_disposal": Text("确认已处置", "Confirm the disposal"),
    },
    rows=[
        row("draft", "edit", "draft", "requester"),
        row("draft", "consent", "draft", "requester_signer"),
        row("draft", "submit", "submitted", "requester"),
        row("submitted", "ask_supplement", "supplementing", "provider"),
        row("supplementing", "supplement", "submitted", "requester"),
        row("submitted", "ask_extension", "submitted", "provider"),
        row("submitted", "extend", "submitted", "secretariat"),
        row("submitted", "propose", "submitted", "provider"),
        row("submitted", "propose_refusal", "submitted", "provider"),
        row("submitted", "propose_supplement", "submitted", "provider"),
        row("submitted", "endorse", "submitted", "provider_signer"),
        row("submitted", "approve", "approved", "provider"),
        row("submitted", "refuse", "refused", "provider"),
        row("refused", "dispute", "disputed", "requester"),
        row("disputed", "decide", "approved", "secretariat"),
        row("disputed", "decide", "refused", "secretariat"),
        row("approved", "deliver", "active", "provider"),
        # A grant by batches is delivered again and again while it runs.
        row("active", "deliver", "active", "provider"),
        row("active", "suspend", "suspended", "provider", "secretariat"),
        row("suspended", "rectify", "active", "requester"),
        row("suspended", "terminate", "terminated", "provider"),
        # Only coop itself, the day after the period ended.
        row("active", "expire", "disposing"),
        row("disposing|terminated", "confirm_disposal", "closed", "requester"),
    ],
)

SHARE = Workflow(
    "share",
    states={
        "draft": Text("草拟", "Draft"),
        "sent": Text("已发送", "Sent"),
        "superseded": Text("已被更正", "Superseded"),
        "recalled": Text("已收回", "Recalled"),
        "discarded": Text("已作废", "Discarded"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "attach": Text("添加文件", "Attach a file"),
        "send": Text("确认发送", "Send"),
        "discard": Text("作废草稿", "Discard"),
        "sign_for": Text("签收", "Sign for it"),
        "record_use": Text("登记使用情况", "Record the use"),
        "pass_on": Text("转送其他单位", "Pass on"),
        "ask_onward": Text("申请转送", "Ask to pass it on"),
        "request_correction": Text("申请校核", "Ask for a correction"),
        "reclassify": Text("变更密级标识", "Change the classification"),
        "correct": Text("更正", "Correct"),
        "recall": Text("收回", "Recall"),
        "confirm_disposal": Text("确认已处置", "Confirm the disposal"),
    },
    rows=[
        row("draft", "edit", "draft", "provider"),
        row("draft", "attach", "draft", "provider"),
        row("draft", "send", "sent", "provider"),
        row("draft", "discard", "discarded", "provider"),
        row("sent", "sign_for", "sent", "recipient"),
        row("sent", "record_use", "sent", "recipient"),
        row("sent", "pass_on", "sent", "recipient"),
        row("sent", "ask_onward", "sent", "recipient"),
        row("sent", "request_correction", "sent", "recipient"),
        row("sent", "reclassify", "sent", "provider_signer"),
        row("sent", "correct", "superseded", "provider"),
        row("sent|superseded", "recall", "recalled", "provider"),
        row("recalled", "confirm_disposal", "recalled", "recipient"),
    ],
)

CORRECTION_REQUEST = Workflow(
    "correction_request",
    states={
        "submitted": Text("待校核", "Submitted"),
        "resolved": Text("已反馈", "Resolved"),
    },
    actions={"resolve": Text("反馈校核结果", "Resolve")},
    rows=[row("submitted", "resolve", "resolved", "provider")],
)

ONWARD_REQUEST = Workflow(
    "onward_request",
    states={
        "asked": Text("待答复", "Asked"),
        "granted": Text("已同意", "Granted"),
        "refused": Text("不同意", "Refused"),
    },
    actions={
        "grant": Text("同意转送", "Grant"),
        "refuse": Text("不同意转送", "Refuse"),
    },
    rows=[
        row("asked", "grant", "granted", "provider"),
        row("asked", "refuse", "refused", "provider"),
    ],
)

# What a recipient may still open: a superseded edition stays readable, marked as such.
READABLE = frozenset({"sent", "superseded"})
# While a delivered share may be opened, its request must be in one of these.
IN_USE = SHARE_REQUEST.sources("expire")
# While its answer is drafted, only the provider reads the draft.
UNANSWERED = SHARE_REQUEST.sources("endorse")
# What the provider may put before its head, and the act by which it leaves then.
GRANT, REFUSAL, SUPPLEMENT = "grant", "refusal", "supplement"
PROPOSALS = {
    GRANT: Text("同意共享", "consent"),
    REFUSAL: Text("不予共享", "refusal"),
    SUPPLEMENT: Text("一次性补正告知", "asking for what is missing"),
}
ANSWERS_BY = {"approve": GRANT, "refuse": REFUSAL, "ask_supplement": SUPPLEMENT}

# What an entry says, in the order in which it is asked for.
ENTRY_WORDS = {
    "name": Text("数据名称", "Name"),
    "items": Text("数据项", "Data items"),
    "format": Text("数据格式", "Format"),
    "update_frequency": Text("更新频率", "Update frequency"),
    "share_class": Text("共享属性", "Sharing class"),
    "mode": Text("共享方式", "Mode"),
    "grading": Text("分类分级", "Grading"),
    "legal_basis": Text("不予共享依据", "Legal basis for not sharing"),
    "scope": Text("共享范围", "Scope"),
    "purpose": Text("共享用途", "Purpose"),
    "conditions": Text("使用条件", "Conditions of use"),
}
NOT_SHARED = "not_shared"
CONDITIONAL = "conditional"
SHARE_CLASSES = {
    "unconditional": Text("无条件共享", "Unconditional"),
    CONDITIONAL: Text("有条件共享", "Conditional"),
    NOT_SHARED: Text("不予共享", "Not shared"),
}
MODES = {
    "file": Text("文件", "File"),
    "batch": Text("批量交换", "Batch"),
    "api": Text("接口", "API"),
}
# Lawful reasons to refuse (政务数据共享条例 arts. 14, 21): an incomplete application is none.
REFUSAL_CODES = {
    "law_forbids": Text("法律、行政法规、国务院决定规定不予共享", "Law forbids it"),
    "beyond_duties": Text("超出需求单位履职需要", "Beyond the requester's duties"),
    "purpose_unclear": Text("用途与使用场景不符", "The purpose does not fit the scenario"),
    "not_held": Text("本单位不掌握该数据", "The provider does not hold it"),
    "pending_case": Text("涉及正在办理的案件，尚不宜提供", "It concerns a pending case"),
}
MISUSE_CODES = {
    "outside_scope": Text("超出批准的使用范围或场景", "Used outside the granted scope"),
    "third_party": Text("擅自提供给第三方", "Passed to a third party"),
    "security": Text("安全保护措施不到位", "Insufficient protection"),
}
ONWARD = {
    "forbidden": Text("不得转送", "Forbidden"),
    "ask": Text("须经提供单位同意", "Ask the provider first"),
    "allowed": Text("可以转送成员单位", "Allowed to other parties"),
}
OUTCOMES = {
    "corrected": Text("已更正", "Corrected"),
    "unfounded": Text("经核实无误", "Unfounded"),
}
DECISIONS = {"grant": Text("同意", "Grant"), "refuse": Text("不同意", "Refuse")}
REVIEWS = {
    "pass": Text("审核通过，即时生效", "Passed: in force at once"),
    "return": Text("退回修改", "Returned for changes"),
}
RULINGS = {
    "approved": Text("应予共享", "To be shared"),
    "refused": Text("维持不予共享", "The refusal stands"),
}
READ, DOWNLOAD = "read", "download"
ACCESS_KINDS = {READ: Text("查看内容", "Read"), DOWNLOAD: Text("下载文件", "Download")}

# Kinds of deadlines.
REPLY, DELIVERY, RESOLUTION = "reply", "delivery", "resolution"
DISPOSAL, UPDATE, REVIEW = "disposal", "update", "review"
DUE_NAMES = {
    DISPOSAL: Text("处置期限", "Disposal due"),
    UPDATE: Text("目录更新期限", "Catalogue update due"),
    REVIEW: Text("目录修订审核期限", "Review of the revision due"),
    REPLY: Text("答复期限", "Answer due"),
    DELIVERY: Text("供给期限", "Delivery due"),
    RESOLUTION: Text("校核期限", "Correction due"),
}
