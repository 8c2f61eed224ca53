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
ACCEPTANCE, MEDIATION, CONTACT = "acceptance", "mediation", "contact"
CONFIRMATION, RULING, FILING = "confirmation", "ruling", "filing"
STARTS = {
    ACCEPTANCE: Text("移送", "referred "),
    MEDIATION: Text("收到", "received "),
    CONTACT: Text("接收", "accepted "),
    CONFIRMATION: Text("生效", "in effect "),
    RULING: Text("受理", "taken up "),
    FILING: Text("退回", "returned "),
}
# What an extension counts on from.
FORMER_DAY = Text("原期限", "former day ")
DEADLINE_LABELS = {
    ACCEPTANCE: Text("接收期限", "Accept by"),
    MEDIATION: Text("调解期限", "Mediation ends by"),
    CONTACT: Text("联系对方当事人期限", "Reach the other side by"),
    CONFIRMATION: Text("申请司法确认期限", "Apply for confirmation by"),
    RULING: Text("司法确认审结期限", "Ruling due"),
    FILING: Text("登记立案期限", "File the case by"),
}

# Fixed by law, so no settings of an agreement.
CONTACT_WORKING_DAYS = 3
CONTACT_BASIS = article(ONLINE, ("十五", 15))
RULING_CALENDAR_DAYS = 30
RULING_BASIS = article(CIVIL, ("一百八十七", 187))
FILING_CALENDAR_DAYS = 7
FILING_BASIS = article(CIVIL, ("一百二十六", 126))
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
APPRAISAL_BASIS = article(ONLINE, ("二十六", 26))
