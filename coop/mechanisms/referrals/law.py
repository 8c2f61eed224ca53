"""What the law says of days: which are counted, from what, how many, by which article.

Periods that an agreement sets are in its settings; those here are fixed.
"""

from __future__ import annotations

from coop.core.language import Text

INVITED = Text(
    "《最高人民法院关于人民法院特邀调解的规定》", "Provisions on Specially Invited Mediation"
)
ONLINE = Text("《人民法院在线调解规则》", "Online Mediation Rules")
PEOPLES = Text("《人民调解法》", "People's Mediation Law")
COMMERCIAL = Text("《商事调解条例》", "Commercial Mediation Regulations")
CIVIL = Text("《民事诉讼法》", "Civil Procedure Law")


def article(law: Text, number: tuple[str, int]) -> Text:
    """As it is cited: 《民事诉讼法》第二百零五条, Civil Procedure Law art. 205."""
    return Text(f"{law.zh}第{number[0]}条", f"{law.en} art. {number[1]}")


def _with_rule(told: Text, rule: Text) -> Text:
    return Text(f"{told.zh}，{rule.zh}", f"{told.en}, {rule.en}")


# What makes it take effect: 特邀调解规定 art. 24, 人民调解法 arts. 29-30, 在线调解规则 art. 19.
EFFECT_BASES = {
    "invited": _with_rule(
        Text(
            "各方签名、盖章或捺印之日生效",
            "in effect when every party has signed, sealed or put its fingerprint",
        ),
        article(INVITED, ("二十四", 24)),
    ),
    "people": _with_rule(
        Text(
            "各方和调解员签名并加盖人民调解委员会印章之日生效",
            "in effect when parties and mediator have signed and the committee has sealed",
        ),
        article(PEOPLES, ("二十九", 29)),
    ),
    "electronic": _with_rule(
        Text("各方均完成电子签名之日生效", "in effect when all have signed electronically"),
        article(ONLINE, ("十九", 19)),
    ),
    "oral": _with_rule(
        Text("各方达成协议之日生效", "in effect when it is reached"),
        article(PEOPLES, ("三十", 30)),
    ),
}

_ENDS = (
    "agreed", "withdrawn", "unreachable", "refused", "too_far_apart", "expired", "refused_to_sign",
    "other",
)  # fmt: skip
GROUND_BASES = {
    **dict.fromkeys(_ENDS, article(ONLINE, ("二十五", 25))),
    "sham": article(INVITED, ("十八", 18)),
}

# Kinds of deadlines.
SELECTION, APPOINTMENT = "selection", "appointment"
ACCEPTANCE, MEDIATION, CONTACT = "acceptance", "mediation", "contact"
ACKNOWLEDGEMENT, FILING = "acknowledgement", "filing"
CONFIRMATION, RULING = "confirmation", "ruling"
# The day that a settlement names; no clock of the law.
PERFORMANCE = "performance"
STARTS = {
    SELECTION: Text("同意", "consented "),
    APPOINTMENT: Text("申请", "asked for "),
    ACCEPTANCE: Text("移送", "referred "),
    MEDIATION: Text("收到", "received "),
    CONTACT: Text("接收", "accepted "),
    CONFIRMATION: Text("生效", "in effect "),
    RULING: Text("受理", "taken up "),
    ACKNOWLEDGEMENT: Text("反馈", "reported "),
    FILING: Text("退回", "returned "),
}
# What an extension counts on from.
FORMER_DAY = Text("原期限", "former day ")
DEADLINE_LABELS = {
    SELECTION: Text("当事人选定调解组织期限", "Parties choose a body by"),
    APPOINTMENT: Text("法院指定调解组织期限", "Court appoints a body by"),
    ACCEPTANCE: Text("接收期限", "Accept by"),
    MEDIATION: Text("调解期限", "Mediation ends by"),
    CONTACT: Text("联系对方当事人期限", "Reach the other side by"),
    CONFIRMATION: Text("申请司法确认期限", "Apply for confirmation by"),
    RULING: Text("司法确认审结期限", "Ruling due"),
    PERFORMANCE: Text("履行期限", "Perform by"),
    ACKNOWLEDGEMENT: Text("确认收悉期限", "Acknowledge by"),
    FILING: Text("登记立案期限", "File the case by"),
}

# Fixed by law, so no settings of an agreement.
_CHOICE = Text(f"{ONLINE.zh}第十条，线下调解参照执行", f"{ONLINE.en} art. 10, offline by analogy")
# Kind -> (how many, unit, article).
FIXED: dict[str, tuple[int, str, Text]] = {
    SELECTION: (2, "working_day", _CHOICE),
    APPOINTMENT: (3, "working_day", _CHOICE),
    CONTACT: (3, "working_day", article(ONLINE, ("十五", 15))),
    FILING: (7, "calendar_day", article(CIVIL, ("一百二十六", 126))),
    RULING: (30, "calendar_day", article(CIVIL, ("一百八十七", 187))),
}
ENFORCEMENT_YEARS = 2
ENFORCEMENT_BASIS = article(CIVIL, ("二百五十", 250))
ACCEPTANCE_BASES = {
    "online": article(ONLINE, ("十二", 12)),
    "offline": Text(
        f"合作协议约定，参照{ONLINE.zh}第十二条", f"as agreed, by analogy to {ONLINE.en} art. 12"
    ),
}
CONFIRMATION_BASIS = article(CIVIL, ("二百零五", 205))
PERIOD_BASES = {
    "offline": article(INVITED, ("二十七", 27)),
    "online": Text(
        f"{INVITED.zh}第二十七条、{ONLINE.zh}第二十四条",
        f"{INVITED.en} art. 27, {ONLINE.en} art. 24",
    ),
}
# Ground of a choice -> its article.
CHOICE_BASES = {
    **dict.fromkeys(("agreed", "asked", "not_agreed", "one_side"), article(ONLINE, ("十", 10))),
    "returned": article(ONLINE, ("十二", 12)),
}
APPRAISAL_BASIS = article(ONLINE, ("二十六", 26))
