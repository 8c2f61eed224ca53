"""The state tables of meetings, agenda items and minutes, with the words people read."""

from coop.core.language import Text
from coop.core.workflow import Workflow, row

_BEFORE_HELD = "planned|collecting|scheduled|notified"
_AGENDA_OPEN = "planned|collecting|scheduled"

MEETING = Workflow(
    "meeting",
    states={
        "planned": Text("计划中", "planned"),
        "collecting": Text("征集议题", "collecting items"),
        "scheduled": Text("议程已定", "agenda approved"),
        "notified": Text("已通知", "notified"),
        "held": Text("已召开", "held"),
        "concluded": Text("已结束", "concluded"),
        "cancelled": Text("已取消", "cancelled"),
    },
    actions={
        "edit": Text("修改会议信息", "Edit the meeting"),
        "open_collection": Text("开始征集议题", "Open the collection of items"),
        "propose_item": Text("提出议题", "Propose an item"),
        "add_item": Text("列入议题", "Put an item on the agenda"),
        "reorder": Text("调整议程顺序", "Reorder the agenda"),
        "approve_agenda": Text("审定议程", "Approve the agenda"),
        "invite": Text("登记参会人员", "Register attendees"),
        "send_notice": Text("发出会议通知", "Send the notice"),
        "confirm": Text("回执参会人员", "Confirm attendance"),
        "check_in": Text("签到与离会", "Record arrival and leaving"),
        "hold": Text("宣布开会", "Declare the meeting held"),
        "recuse": Text("登记回避", "Record a recusal"),
        "resolve": Text("记录议定事项", "Record a resolution"),
        "finish": Text("结束会议", "Conclude the meeting"),
        "draft_minutes": Text("起草纪要", "Draft the minutes"),
        "postpone": Text("延期", "Postpone"),
        "cancel": Text("取消会议", "Cancel the meeting"),
    },
    rows=[
        row("planned", "open_collection", "collecting", "secretariat"),
        row("collecting", "propose_item", "collecting", "liaison"),
        # Late topics are accepted for the record and marked (MT-05), so collection stays open to
        # parties.
        row("scheduled", "propose_item", "scheduled", "liaison"),
        row("notified", "propose_item", "notified", "liaison"),
        row("collecting", "add_item", "collecting", "secretariat"),
        row("collecting", "reorder", "collecting", "secretariat"),
        row("scheduled", "reorder", "scheduled", "secretariat"),
        row("planned", "edit", "planned", "secretariat"),
        row("collecting", "edit", "collecting", "secretariat"),
        row("scheduled", "edit", "scheduled", "secretariat"),
        row("collecting", "approve_agenda", "scheduled", "convener"),
        row("scheduled", "send_notice", "notified", "secretariat"),
        row("scheduled", "invite", "scheduled", "secretariat"),
        row("notified", "invite", "notified", "secretariat"),
        row("held", "invite", "held", "secretariat"),
        row("notified", "confirm", "notified", "liaison"),
        row("notified", "check_in", "notified", "secretariat"),
        row("held", "check_in", "held", "secretariat"),
        row("notified", "hold", "held", "secretariat"),
        row("held", "recuse", "held", "secretariat"),
        row("held", "resolve", "held", "secretariat"),
        row("held", "finish", "concluded", "secretariat"),
        row("concluded", "draft_minutes", "concluded", "secretariat"),
        row("scheduled|notified", "postpone", "scheduled", "convener"),
        row("planned|collecting", "postpone", "collecting", "convener"),
        row(_BEFORE_HELD, "cancel", "cancelled", "convener"),
    ],
)

ITEM = Workflow(
    "agenda_item",
    states={
        "proposed": Text("待审", "proposed"),
        "accepted": Text("已列入", "on the agenda"),
        "returned": Text("已退回", "returned"),
        "put_off": Text("留待下次", "put off"),
        "carried": Text("转入下次会议", "carried forward"),
    },
    actions={
        "edit": Text("修改议题", "Edit the item"),
        "accept": Text("列入议程", "Accept"),
        "return": Text("退回", "Return"),
        "put_off": Text("留待下次", "Put off"),
        "settle": Text("标注会前沟通情况", "Mark prior agreement"),
        "add_paper": Text("上传会议材料", "Add a paper"),
        "record_discussion": Text("记录讨论情况", "Record the discussion"),
        "carry_forward": Text("转入下次会议", "Carry to the next meeting"),
    },
    rows=[
        row("proposed", "edit", "proposed", "liaison", "secretariat"),
        row("accepted", "edit", "accepted", "secretariat"),
        row("proposed", "accept", "accepted", "secretariat"),
        row("proposed", "return", "returned", "secretariat"),
        row("proposed|accepted", "put_off", "put_off", "secretariat"),
        row("proposed", "settle", "proposed", "secretariat"),
        row("accepted", "settle", "accepted", "secretariat"),
        row("proposed", "add_paper", "proposed", "liaison", "secretariat"),
        row("accepted", "add_paper", "accepted", "liaison", "secretariat"),
        row("accepted", "record_discussion", "accepted", "secretariat"),
        row("accepted", "carry_forward", "carried", "secretariat"),
    ],
)

MINUTES = Workflow(
    "minutes",
    states={
        "drafting": Text("起草中", "drafting"),
        "commenting": Text("征求意见", "comment round"),
        "signing": Text("会签中", "being countersigned"),
        "signed": Text("会签完毕", "signed by all"),
        "issued": Text("已印发", "issued"),
        "revoked": Text("已撤销", "revoked"),
        "repealed": Text("已废止", "repealed"),
        "archived": Text("已归档", "archived"),
    },
    actions={
        "edit": Text("修改纪要", "Edit the text"),
        "assemble": Text("重新汇编正文", "Assemble the text anew"),
        "submit": Text("送各方征求意见", "Send for comment"),
        "comment": Text("提出意见", "Comment"),
        "object": Text("提出异议", "Object"),
        "accept": Text("无意见", "Accept without comment"),
        "resolve": Text("处理意见", "Answer a comment or objection"),
        "close": Text("结束征求意见", "Close the comment round"),
        "countersign": Text("会签", "Countersign"),
        "amend": Text("会签后修改", "Amend"),
        "issue": Text("编号印发", "Number and issue"),
        "propose_change": Text("提议更正、撤销或废止", "Propose correction, revocation, repeal"),
        "withdraw_change": Text("撤回变更提议", "Withdraw the proposed change"),
        "consent": Text("同意变更", "Consent to the change"),
        "correct": Text("更正", "Correct"),
        "revoke": Text("撤销", "Revoke"),
        "repeal": Text("废止", "Repeal"),
        "archive": Text("归档", "Archive"),
    },
    rows=[
        row("drafting", "edit", "drafting", "secretariat"),
        row("commenting", "edit", "commenting", "secretariat"),
        row("drafting", "assemble", "drafting", "secretariat"),
        row("drafting", "submit", "commenting", "secretariat"),
        row("commenting", "comment", "commenting", "liaison"),
        row("commenting", "object", "commenting", "liaison"),
        row("commenting", "accept", "commenting", "liaison"),
        row("commenting", "resolve", "commenting", "secretariat"),
        row("commenting", "close", "signing", "secretariat"),
        row("signing", "countersign", "signing", "signer"),
        row("signing", "countersign", "signed", "signer"),
        row("signing|signed", "amend", "commenting", "secretariat"),
        row("signed", "amend", "signed", "secretariat"),
        row("signed", "issue", "issued", "secretariat"),
        row("issued", "propose_change", "issued", "secretariat"),
        row("issued", "consent", "issued", "signer"),
        row("issued", "withdraw_change", "issued", "secretariat"),
        row("issued", "correct", "issued", "secretariat"),
        row("issued", "revoke", "revoked", "secretariat"),
        row("issued", "repeal", "repealed", "secretariat"),
        row("issued|revoked|repealed", "archive", "archived", "archivist"),
    ],
)

# Off the usual way: where these objects end early.
MEETING_ASIDE = frozenset({"cancelled"})
MINUTES_ASIDE = frozenset({"revoked", "repealed"})
# Items that stand on the agenda; one carried forward stood on it and keeps its number.
ON_AGENDA = frozenset({"accepted"})
NUMBERED = ON_AGENDA | {"carried"}
# What is proposed later than this is marked late.
COLLECTING = frozenset({"collecting"})
# Items are taken up to the day of the meeting; those accepted after the notice are marked late.
AGENDA_OPEN = frozenset({"collecting", "scheduled", "notified"})
# Papers stay open during the meeting: 会上补充.
PAPERS_OPEN = AGENDA_OPEN | {"planned", "held"}
# After the notice numbers are frozen, so the order can't change.
NUMBERS_FROZEN = frozenset({"notified", "held", "concluded"})
DISCUSSED = frozenset({"held", "concluded"})
CONCLUDED = frozenset({"concluded"})
# A meeting that a topic may still be put before; an item that left it undiscussed.
TAKES_ITEMS = AGENDA_OPEN | {"planned"}
OFF_AGENDA = frozenset({"returned", "put_off"})
# Resolutions may be mended until the text goes to the signers.
TEXT_OPEN = frozenset({"drafting", "commenting"})

KINDS = {
    "plenary": Text("全体会议", "plenary"),
    "special": Text("专题会议", "special"),
    "liaison": Text("联络员会议", "liaison officers'"),
    "ad_hoc": Text("临时会议", "extraordinary"),
}
MODES = {
    "onsite": Text("现场", "on site"),
    "video": Text("视频", "by video"),
    "mixed": Text("现场与视频", "mixed"),
}
CAPACITIES = {
    "chair": Text("主持", "chair"),
    "present": Text("出席", "present"),
    "observer": Text("列席", "attending without decision"),
    "leave": Text("请假", "on leave"),
    "absent": Text("缺席", "absent"),
    "recorder": Text("记录", "recorder"),
}
AWAY = ("leave", "absent")
# 列席 and 记录 are in the room but bind nobody.
DECIDING = ("chair", "present")
RESOLUTION_KINDS = {
    "decided": Text("会议议定", "decided"),
    "assigned": Text("会议明确", "assigned"),
    "approved_in_principle": Text("原则同意", "approved in principle"),
    "required": Text("会议要求", "required"),
    "noted": Text("会议认为", "noted"),
    "deferred": Text("暂缓研究", "deferred"),
    "no_consensus": Text("未形成一致意见", "no consensus"),
}
STANCES = {
    "agree": Text("同意", "agrees"),
    "reserve": Text("保留意见", "reserves"),
    "oppose": Text("不同意", "opposes"),
}
CHANGES = {
    "correct": Text("更正", "correction"),
    "revoke": Text("撤销（自始无效）", "revocation (void from the start)"),
    "repeal": Text("废止（自某日起失效）", "repeal (from a day on)"),
}
ANSWERS = {
    "adopted": Text("采纳", "adopted"),
    "not_adopted": Text("未采纳", "not adopted"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "no_consensus": Text("改列未形成一致意见", "re-labelled as no consensus"),
}
