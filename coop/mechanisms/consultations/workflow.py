"""The state tables of a consultation with its clock, and of one opinion."""

from coop.core.language import Text
from coop.core.workflow import Workflow, row

WORKFLOW = Workflow(
    "consultation",
    states={
        "draft": Text("拟稿", "draft"),
        "open": Text("征求意见中", "open for opinions"),
        "paused": Text("暂停计时", "clock paused"),
        "in_meeting": Text("会商会议", "in a meeting"),
        "replied": Text("答复完毕", "replied"),
        "escalated": Text("已提请联席会议", "before the joint meeting"),
        "concluded": Text("已形成结论", "concluded"),
        "withdrawn": Text("已撤回", "withdrawn"),
    },
    actions={
        "edit": Text("修改会商事项", "Edit the consultation"),
        "revise": Text("修改会商文本，重新征求", "Change the text and ask again"),
        "add_file": Text("上传附件", "Attach a file"),
        "approve": Text("签发会商函", "Approve the letter"),
        "approve_case": Text("同意就在审案件会商", "Let it open despite the pending case"),
        "submit": Text("发出会商函", "Send the letter"),
        "opinion": Text("起草会商意见", "Draft an opinion"),
        "ask_extension": Text("申请延期答复", "Ask for more time"),
        "extend": Text("答复延期申请", "Decide on more time"),
        "pause": Text("要求补充材料，暂停计时", "Ask for material and stop the clock"),
        "resume": Text("材料补齐，恢复计时", "Start the clock again"),
        "remind": Text("催办", "Remind"),
        "lapse": Text("期限届满", "Lapse"),
        "call_meeting": Text("提请会商会议", "Call a meeting"),
        "record": Text("记录会商情况", "Record the meeting"),
        "conclude": Text("形成会商结论", "Conclude"),
        "escalate": Text("提请联席会议审议", "Raise to the joint meeting"),
        "decide": Text("登记联席会议决定", "Record the joint meeting's decision"),
        "open_task": Text("转为督办任务", "Make a task of it"),
        "propose_item": Text("转为会议议题", "Make an agenda item of it"),
        "refer": Text("转入纠纷调解", "Refer a dispute that it concerns"),
        "withdraw": Text("撤回", "Withdraw"),
    },
    rows=[
        row("draft", "edit", "draft", "liaison"),
        row("open", "revise", "open", "liaison"),
        row("replied", "revise", "replied", "liaison"),
        row("draft", "add_file", "draft", "liaison"),
        row("open", "add_file", "open", "liaison"),
        row("paused", "add_file", "paused", "liaison"),
        row("replied", "add_file", "replied", "liaison"),
        row("draft", "approve", "draft", "signer"),
        row("open", "approve", "open", "signer"),
        row("replied", "approve", "replied", "signer"),
        row("draft", "approve_case", "draft", "court_signer"),
        row("open", "approve_case", "open", "court_signer"),
        row("replied", "approve_case", "replied", "court_signer"),
        row("draft|open|replied", "submit", "open", "liaison"),
        row("open", "opinion", "open", "consulted_liaison", "consulted_handler"),
        row("open", "opinion", "replied", "consulted_liaison", "consulted_handler"),
        row("in_meeting", "opinion", "in_meeting", "consulted_liaison", "consulted_handler"),
        row("open", "ask_extension", "open", "consulted_liaison"),
        row("open", "extend", "open", "secretariat"),
        row("open", "pause", "paused", "consulted_liaison", "secretariat"),
        row("paused", "resume", "open", "liaison", "secretariat"),
        row("open", "remind", "open", "secretariat"),
        row("in_meeting", "remind", "in_meeting", "secretariat"),
        row("open", "lapse", "replied"),
        row("in_meeting", "lapse", "in_meeting"),
        row("open|replied", "call_meeting", "in_meeting", "secretariat"),
        row("in_meeting", "record", "replied", "secretariat"),
        row("replied", "conclude", "concluded", "signer"),
        row("replied|escalated", "escalate", "escalated", "signer"),
        row("escalated", "decide", "concluded", "secretariat"),
        row("concluded", "open_task", "concluded", "secretariat"),
        row("concluded", "propose_item", "concluded", "liaison", "secretariat"),
        # By registering the dispute, whose parties never enter the consultation.
        row("concluded", "refer", "concluded", "court_clerk"),
        row("draft|open|paused", "withdraw", "withdrawn", "liaison"),
    ],
)

OPINION = Workflow(
    "opinion",
    states={
        "draft": Text("拟稿", "draft"),
        "given": Text("已出具", "given"),
        "outdated": Text("未出具，已失效", "never given, outdated"),
    },
    actions={
        "edit": Text("修改会商意见", "Edit the opinion"),
        "sign": Text("签发会商意见", "Sign the opinion"),
        "answer": Text("答复意见采纳情况", "Answer the opinion"),
        "expire": Text("失效", "Expire"),
    },
    rows=[
        row("draft", "edit", "draft", "consulted_liaison", "consulted_handler"),
        row("draft", "sign", "given", "consulted_signer"),
        row("given", "answer", "given", "liaison"),
        row("draft", "expire", "outdated"),
    ],
)

ASIDE = frozenset({"paused", "in_meeting", "escalated", "withdrawn"})
# Where what the initiator makes of an opinion is still owed.
ANSWERABLE = frozenset({"in_meeting", "replied", "escalated"})
# An opinion that counts; before a joint meeting; waiting for written answers alone.
GIVEN = OPINION.sources("answer")
RAISED = WORKFLOW.sources("decide")
WRITTEN = WORKFLOW.sources("pause")

CATEGORIES = {
    "law_application": Text("法律适用", "application of law"),
    "fact_finding": Text("事实认定", "finding of facts"),
    "compensation": Text("赔付项目和标准", "compensation items and standards"),
    "typical_case": Text("重大典型案件", "major typical cases"),
    "criminal_civil": Text("刑民交叉", "criminal and civil issues crossing"),
    "mass_dispute": Text("群体性纠纷", "mass disputes"),
    "risk_warning": Text("风险预警", "risk warning"),
    "insolvency": Text("金融机构风险处置", "insolvency of a financial institution"),
    "public_opinion": Text("舆情应对", "public opinion"),
    "policy_draft": Text("政策文件征求意见", "policy drafts"),
}
# The one category open to a matter before the court: independent adjudication.
LEGAL_ISSUE = "law_application"

STANCES = {
    "agree": Text("同意", "agree"),
    "agree_with_changes": Text("修改后同意", "agree with changes"),
    "disagree": Text("不同意", "disagree"),
    "no_comment": Text("无意见", "no comment"),
}
SILENCE = {
    "no_reply": Text("逾期未答复", "no reply"),
    "deemed_no_objection": Text("逾期视为无意见", "deemed without objection"),
}
ASKED, ANSWERED = "asked", "answered"
PARTY_STATES = {
    ASKED: Text("待答复", "asked"),
    ANSWERED: Text("已答复", "answered"),
    **SILENCE,
}
ANSWERS = {
    "adopted": Text("采纳", "adopted"),
    "partly": Text("部分采纳", "partly adopted"),
    "not_adopted": Text("未采纳", "not adopted"),
}
OUTCOMES = {
    "agreed": Text("达成一致", "agreed"),
    "partly": Text("部分达成一致", "partly agreed"),
    "not_agreed": Text("未达成一致", "not agreed"),
}
# What the initiator may conclude alone; what is not agreed goes to the joint meeting.
CONCLUSIONS = {code: OUTCOMES[code] for code in ("agreed", "partly")}
FOLLOW_UPS = {
    "task": Text("督办任务", "task"),
    "agenda_item": Text("会议议题", "agenda item"),
    "dispute": Text("纠纷调解", "dispute referred"),
}
FOLLOWED = Text("法院已登记", "registered by the court")
EXTENSION_DECISIONS = {
    "grant": Text("同意延期", "grant"),
    "refuse": Text("不同意延期", "refuse"),
}
REPLY_DEADLINE = "reply"


def agreement_of(stance: str | None, answer: str | None) -> str:
    """What one party's answer comes to: "agreed", "partly" or "not_agreed".

    stance: a code of STANCES or SILENCE; answer: what the initiator made of it, if anything.
    """
    if stance in {"agree", "no_comment", "deemed_no_objection"}:
        return "agreed"
    if stance == "agree_with_changes":
        return "agreed" if answer == "adopted" else "partly"
    return "not_agreed"
