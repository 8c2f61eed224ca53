"""Closed lists of dispute resolution; the articles they come from are in law.py.

委派调解 is before filing, 委托调解 after it (最高人民法院关于人民法院特邀调解的规定).
"""

from __future__ import annotations

from coop.core.language import Text

SOURCES = {
    "court_referral": Text("法院移送", "court referral"),
    "self_received": Text("调解组织自行受理", "received by the body itself"),
    "complaint": Text("投诉转调解", "from a complaint"),
}
NATURES = {
    "consumer": Text("金融消费纠纷", "consumer dispute"),
    "commercial": Text("商事纠纷", "commercial dispute"),
}
COURT_LEVELS = {
    "basic": Text("基层人民法院管辖", "basic-level court"),
    "intermediate": Text("中级人民法院管辖", "intermediate court"),
}
# Courts of the intermediate level are called so, or by their matter.
_INTERMEDIATE = ("中级", "金融法院", "海事法院", "知识产权法院")
_ABOVE = ("高级", "最高")


def level_of_court(name: str) -> str | None:
    """A code of COURT_LEVELS by what the court is called; None above both."""
    if any(mark in name for mark in _ABOVE):
        return None
    return "intermediate" if any(mark in name for mark in _INTERMEDIATE) else "basic"


SIDES = {
    "applicant": Text("申请人", "applicant"),
    "respondent": Text("被申请人", "respondent"),
    "third": Text("第三人", "third party"),
}
PARTY_KINDS = {
    "person": Text("自然人", "natural person"),
    "organisation": Text("单位", "organisation"),
}
CONSENTED = "consented"
# What a dispute may come out of, beside its source.
CONSULTATION = "consultation"
CONSENTS = {
    "asked": Text("待征询", "not answered yet"),
    CONSENTED: Text("同意调解", "consents"),
    "declined": Text("不同意调解", "declines"),
}
SPOKEN = "oral"
MEANS = {
    "paper": Text("书面签署", "signed on paper"),
    "platform": Text("平台确认", "confirmed on the platform"),
    SPOKEN: Text("口头并记入笔录", "said and written into the record"),
}
KINDS = {
    "delegated": Text("委派调解（立案前）", "delegated, before filing"),
    "entrusted": Text("委托调解（立案后）", "entrusted, after filing"),
}
# A body that mediates on its own has no referral clock.
OWN = "own"
REFERRAL_KINDS = {**KINDS, OWN: Text("自行受理", "received by the body itself")}
PROCEDURES = {
    "ordinary": Text("普通程序", "ordinary procedure"),
    "summary": Text("简易程序", "summary procedure"),
}
MODES = {
    "online": Text("线上调解", "online"),
    "offline": Text("线下调解", "offline"),
}
SESSION_MODES = {**MODES, "phone": Text("电话调解", "by telephone")}
CAPACITIES = {
    "party": Text("当事人", "party"),
    "representative": Text("委托代理人", "representative"),
    "mediator": Text("调解员", "mediator"),
    "recorder": Text("记录人", "recorder"),
    "other": Text("其他到场人员", "also present"),
}
# Who puts a name under the record; others who came along need not.
SIGNING_CAPACITIES = frozenset({"party", "representative", "mediator", "recorder"})
# Who takes what is served on a party: 法释〔2004〕13号 arts. 3-4.
RECIPIENTS = {
    "self": Text("本人（本单位）", "the party itself"),
    "representative": Text("委托代理人", "its representative"),
    "designated": Text("指定代收人", "a recipient it names"),
}
PARTIES, COURT = "parties", "court"
CHOSEN_BY = {
    PARTIES: Text("当事人选定", "chosen by the parties"),
    COURT: Text("法院指定", "appointed by the court"),
}
# Why that body: by the parties where they agree, otherwise by the court.
CHOICE_GROUNDS = {
    "agreed": Text("各方当事人共同选定", "all parties chose it jointly"),
    "asked": Text("当事人同意由法院指定", "the parties left it to the court"),
    "not_agreed": Text("当事人未在期限内共同选定", "the parties did not agree on one in time"),
    "one_side": Text("一方同意在线调解，征求其意见后指定", "one side consents to online mediation"),
    "returned": Text(
        "原调解组织不予接收或者逾期未接收，重新指定", "the body asked before did not accept"
    ),
}
REFERRAL_OUTCOMES = {
    "waiting": Text("待接收", "not accepted yet"),
    "accepted": Text("已接收", "accepted"),
    "refused": Text("不予接收", "refused"),
    "lapsed": Text("逾期未接收", "not accepted in time"),
}
RECUSED_BY = {
    "party": Text("当事人申请回避", "a party asks for it"),
    "mediator": Text("调解员自行回避", "the mediator steps back"),
}
REVIEWS = {
    "resume": Text("恢复调解", "mediation goes on"),
    "end": Text("终止调解", "mediation ends"),
}
SETTLEMENT_KINDS = {
    "invited": Text("特邀调解协议（书面）", "written, before a specially invited body"),
    "people": Text("人民调解协议", "people's mediation"),
    "electronic": Text("电子调解协议", "signed electronically"),
    "oral": Text("口头协议", "oral"),
}
# Ends of mediation: the eight of 在线调解规则 art. 25, and the sham of 特邀调解规定 art. 18.
AGREED = "agreed"
GROUNDS = {
    AGREED: Text("达成调解协议", "agreement reached"),
    "withdrawn": Text("自行和解或撤回调解申请", "settled privately or withdrawn"),
    "unreachable": Text("无法联系到当事人", "a party can't be reached"),
    "refused": Text("一方不愿继续调解", "a party refuses to mediate"),
    "too_far_apart": Text("分歧较大，难以达成协议", "too far apart"),
    "expired": Text("期限届满，未合意延长", "period ended without an extension"),
    "refused_to_sign": Text("一方拒绝在协议上签章", "a party refuses to sign"),
    "other": Text("其他导致无法调解的情形", "other reason"),
    "sham": Text("涉嫌虚假调解", "suspected sham"),
}
# What a body may give; the others follow from settling, from time and from the court's review.
FAILURES = {
    code: GROUNDS[code]
    for code in ("withdrawn", "unreachable", "refused", "too_far_apart", "refused_to_sign", "other")
}
GROUND_FIELDS: dict[str, tuple[str, ...]] = {
    "withdrawn": ("party_id", "note"),
    "unreachable": ("party_id", "attempts"),
    "refused": ("party_id",),
    "too_far_apart": ("note",),
    "refused_to_sign": ("party_id",),
    "other": ("note",),
}

# 民诉法解释 art. 355: a joint application is not accepted.
NOT_ACCEPTED = {
    "not_court_matter": Text("不属于人民法院受理范围", "no matter for a court"),
    "wrong_court": Text("不属于收到申请的人民法院管辖", "another court's"),
    "status_relations": Text("确认婚姻、亲子、收养等身份关系", "status relations"),
    "other_procedure": Text(
        "须适用其他特别程序或破产程序", "another special procedure, insolvency"
    ),
    "title": Text("涉及物权、知识产权确权", "title to property or IP"),
}
# 民诉法解释 art. 358: the application is rejected by ruling.
REJECTED = {
    "mandatory_law": Text("违反法律强制性规定", "breaks mandatory law"),
    "harms_others": Text("损害国家、社会公共利益或他人合法权益", "harms the public or others"),
    "public_order": Text("违背公序良俗", "against public order"),
    "not_voluntary": Text("违反自愿原则", "not voluntary"),
    "unclear": Text("内容不明确", "unclear"),
    "other": Text("其他不能司法确认的情形", "other reason"),
}
