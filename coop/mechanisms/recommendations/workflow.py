"""The state table of a court recommendation."""

from coop.core.language import Text
from coop.core.workflow import Workflow, row

RECOMMENDATION = Workflow(
    "court_recommendation",
    states={
        "draft": Text("拟稿", "draft"),
        "consulted": Text("已沟通", "recipient heard"),
        "adopted": Text("审委会已通过", "adopted by the committee"),
        "signed": Text("院长已签发", "signed by the president"),
        "issued": Text("已发出，待回复", "issued, awaiting the reply"),
        "replied": Text("已回复", "replied"),
        "closed": Text("已评估办结", "evaluated and closed"),
    },
    actions={
        "edit": Text("修改司法建议", "Edit the recommendation"),
        "communicate": Text("登记沟通情况", "Record what the recipient said"),
        "deliberate": Text("登记审委会讨论决定", "Record the committee's decision"),
        "sign": Text("院长签发", "Sign as president"),
        "issue": Text("编号发出", "Number and issue"),
        "remind": Text("催复", "Remind of the reply"),
        "reply": Text("书面回复", "Reply in writing"),
        "evaluate": Text("评估办结", "Evaluate and close"),
    },
    rows=[
        row("draft", "edit", "draft", "court_officer"),
        row("consulted", "edit", "consulted", "court_officer"),
        row("draft", "communicate", "consulted", "court_officer"),
        row("consulted", "deliberate", "adopted", "court_officer"),
        row("adopted", "sign", "signed", "court_signer"),
        row("signed", "issue", "issued", "court_officer"),
        row("issued", "remind", "issued", "court_officer"),
        # The court registers the letter of a recipient that is no party.
        row("issued", "reply", "replied", "recipient", "court_registrar"),
        row("replied", "evaluate", "closed", "court_officer"),
    ],
)

REPLY = "reply"
REPLY_OUTCOMES = {
    "adopted": Text("采纳", "adopted"),
    "partly": Text("部分采纳", "partly adopted"),
    "not_adopted": Text("未采纳", "not adopted"),
}
TAKEN_UP = frozenset({"adopted", "partly"})
EVALUATIONS = {
    "effective": Text("落实有效", "effective"),
    "partly": Text("部分落实", "partly effective"),
    "ineffective": Text("未见成效", "without effect"),
}
EFFECTIVE = frozenset({"effective"})
