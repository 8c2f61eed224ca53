"""The state tables of a dispute with its referral, and of a settlement with its confirmation.

court_clerk is of the court that refers or confirms, body and mediator of the body that has the
dispute; own_body stands in for the court where the body received the dispute itself.
"""

from coop.core.language import Text
from coop.core.workflow import Workflow, row

_AT_BODY = ("body", "mediator")
_ABOVE = ("court_clerk", "own_body")
# Once the parties can't be entered anew any more.
_ADDRESS_AT_COURT = ("partly_consented", "consented", "referred")
_ADDRESS_AT_BODY = ("mediating", "suspended", "settled", "failed")

DISPUTE = Workflow(
    "dispute",
    states={
        "intake": Text("登记", "registered"),
        "partly_consented": Text("部分当事人同意", "partly consented"),
        "consented": Text("各方同意", "consented"),
        "referred": Text("已移送，待接收", "referred"),
        "mediating": Text("调解中", "mediating"),
        "suspended": Text("中止，待法院审查", "suspended for review"),
        "settled": Text("达成协议", "settled"),
        "failed": Text("调解未成", "failed"),
        "closed": Text("已反馈结案", "closed"),
        "declined": Text("不同意调解", "declined"),
    },
    actions={
        "edit": Text("修改登记事项", "Edit"),
        "consent": Text("记录当事人同意调解", "Record a party's consent"),
        "decline": Text("记录当事人不同意调解", "Record that a party declines"),
        "choose_body": Text("记录当事人共同选定调解组织", "Record the body the parties chose"),
        "ask_appointment": Text("记录当事人申请法院指定", "Record that the court is to appoint"),
        "appoint_body": Text("指定调解组织", "Appoint a body"),
        "refer": Text("移送调解", "Refer to a body"),
        "take_up": Text("开始调解（自行受理）", "Take up"),
        "accept": Text("接收材料，开始调解", "Sign for the file and accept"),
        "refuse": Text("不予接收", "Refuse"),
        "lapse": Text("逾期未接收", "Lapse"),
        "disclose": Text("调解员披露", "Disclose an interest"),
        "waive": Text("记录当事人同意继续调解", "Record that a party waives recusal"),
        "recuse": Text("回避", "Recuse"),
        "appoint": Text("确定调解员", "Appoint the mediator"),
        "record_session": Text("记录调解会", "Record a session"),
        "record_facts": Text("记载无争议事实", "Record undisputed facts"),
        "confirm_address": Text("登记送达地址确认书", "Record an address for service"),
        "agree_extension": Text("记录当事人同意延期", "Record a party's consent to more time"),
        "extend": Text("延长调解期限", "Extend"),
        "start_appraisal": Text("开始鉴定评估", "Start an appraisal"),
        "stop_appraisal": Text("结束鉴定评估", "End the appraisal"),
        "settle": Text("达成调解协议", "Settle"),
        "fail": Text("终结调解（未成）", "End without agreement"),
        "suspend": Text("中止调解（涉嫌虚假）", "Suspend: suspected sham"),
        "review": Text("审查中止事由", "Review the suspension"),
        "expire": Text("调解期限届满", "Expire"),
        "feedback": Text("反馈结果，退回材料", "Report and return the file"),
        "acknowledge": Text("确认收悉", "Acknowledge the result"),
        "file_case": Text("登记立案", "Record the filing"),
    },
    rows=[
        row("intake", "edit", "intake", *_ABOVE),
        row("intake|partly_consented", "consent", "partly_consented", *_ABOVE),
        row("intake|partly_consented", "consent", "consented", *_ABOVE),
        row("mediating", "consent", "mediating", *_AT_BODY),
        row("intake|partly_consented", "decline", "declined", *_ABOVE),
        row("consented", "choose_body", "consented", "court_clerk"),
        row("partly_consented", "ask_appointment", "partly_consented", "court_clerk"),
        row("consented", "ask_appointment", "consented", "court_clerk"),
        row("partly_consented", "appoint_body", "partly_consented", "court_clerk"),
        row("consented", "appoint_body", "consented", "court_clerk"),
        row("partly_consented|consented", "refer", "referred", "court_clerk"),
        row("consented", "take_up", "mediating", "own_body"),
        row("referred", "accept", "mediating", "body"),
        row("referred", "refuse", "consented", "body"),
        row("referred", "refuse", "partly_consented", "body"),
        row("referred", "lapse", "consented"),
        row("referred", "lapse", "partly_consented"),
        row("mediating", "disclose", "mediating", *_AT_BODY),
        row("mediating", "waive", "mediating", *_AT_BODY),
        row("mediating", "recuse", "mediating", *_AT_BODY),
        row("mediating", "recuse", "failed", *_AT_BODY),
        row("mediating", "appoint", "mediating", "body"),
        row("mediating", "record_session", "mediating", *_AT_BODY),
        row("mediating", "record_facts", "mediating", *_AT_BODY),
        row("failed", "record_facts", "failed", *_AT_BODY),
        *(row(one, "confirm_address", one, *_ABOVE) for one in _ADDRESS_AT_COURT),
        *(row(one, "confirm_address", one, *_ABOVE, *_AT_BODY) for one in _ADDRESS_AT_BODY),
        row("mediating", "agree_extension", "mediating", *_AT_BODY, "court_clerk"),
        row("mediating", "extend", "mediating", "court_clerk"),
        row("mediating", "start_appraisal", "mediating", *_AT_BODY),
        row("mediating", "stop_appraisal", "mediating", *_AT_BODY),
        row("mediating", "settle", "settled", *_AT_BODY),
        row("mediating|settled", "fail", "failed", *_AT_BODY),
        row("mediating", "suspend", "suspended", "mediator"),
        row("suspended", "review", "mediating", *_ABOVE),
        row("suspended", "review", "failed", *_ABOVE),
        row("mediating", "expire", "failed"),
        row("settled|failed", "feedback", "closed", "body"),
        row("closed", "acknowledge", "closed", "court_clerk"),
        row("closed", "file_case", "closed", "court_clerk"),
    ],
)

SETTLEMENT = Workflow(
    "settlement",
    states={
        "signed_partly": Text("待签署", "being signed"),
        "effective": Text("已生效", "in effect"),
        "applied": Text("已申请司法确认", "confirmation applied for"),
        "under_review": Text("司法确认审查中", "under review"),
        "confirmed": Text("已司法确认", "confirmed"),
        "performed": Text("已履行", "performed"),
        "enforcement": Text("申请强制执行", "enforcement sought"),
        "not_accepted": Text("不予受理", "not accepted"),
        "rejected": Text("驳回申请", "rejected"),
        "superseded": Text("已另行达成协议", "superseded"),
        "litigated": Text("已起诉", "sued"),
        "void": Text("未成立", "never concluded"),
    },
    actions={
        "sign": Text("记录当事人签署", "Record a signature"),
        "seal": Text("调解员签名并加盖印章", "Mediator's signature and seal"),
        "abandon": Text("签署未成", "Never concluded"),
        "apply": Text("共同申请司法确认", "Apply jointly for confirmation"),
        "accept": Text("受理司法确认申请", "Accept the application"),
        "not_accept": Text("不予受理", "Do not accept"),
        "withdraw": Text("撤回司法确认申请", "Withdraw the application"),
        "confirm": Text("裁定确认有效", "Confirm"),
        "reject": Text("裁定驳回申请", "Reject"),
        "perform": Text("登记履行完毕", "Record performance"),
        "enforce": Text("登记申请强制执行", "Record enforcement"),
        "new_settlement": Text("另行达成协议", "Settle anew"),
        "sue": Text("登记起诉", "Record a suit"),
    },
    rows=[
        row("signed_partly", "sign", "signed_partly", *_AT_BODY),
        row("signed_partly", "sign", "effective", *_AT_BODY),
        row("signed_partly", "seal", "signed_partly", "body"),
        row("signed_partly", "seal", "effective", "body"),
        row("signed_partly", "abandon", "void"),
        row("effective", "apply", "applied", *_AT_BODY, "court_clerk"),
        row("applied", "accept", "under_review", *_ABOVE),
        row("applied", "not_accept", "not_accepted", *_ABOVE),
        row("under_review", "withdraw", "effective", *_ABOVE),
        row("under_review", "confirm", "confirmed", *_ABOVE),
        row("under_review", "reject", "rejected", *_ABOVE),
        row("effective|confirmed", "perform", "performed", *_AT_BODY, "court_clerk"),
        row("confirmed", "enforce", "enforcement", *_ABOVE),
        row("rejected", "new_settlement", "superseded", *_AT_BODY),
        row("rejected", "sue", "litigated", *_ABOVE),
    ],
)

SESSION = Workflow(
    "mediation_session",
    states={
        "recorded": Text("待签名", "to be signed"),
        "signed": Text("已签名", "signed"),
    },
    actions={
        "edit": Text("更正笔录", "Correct the record"),
        "sign": Text("登记笔录签名", "Record the signatures"),
    },
    rows=[
        row("recorded", "edit", "recorded", *_AT_BODY),
        row("recorded", "sign", "signed", *_AT_BODY),
    ],
)

ASIDE = frozenset({"partly_consented", "suspended", "failed", "declined"})
SETTLEMENT_ASIDE = frozenset(
    {"enforcement", "not_accepted", "rejected", "superseded", "litigated", "void"}
)
# Signed by all who must; from here on it binds.
IN_EFFECT = frozenset({"effective"})
# Consent decides what comes next; later it only completes the file.
ASKING = frozenset({"intake", "partly_consented"})
# The file is with a body that has taken it; before, it may be taken back.
AT_BODY = frozenset({"mediating", "suspended", "settled", "failed", "closed"})
# A body has it to answer or to mediate.
IN_HAND = frozenset({"referred", "mediating", "suspended"})
ENDED = frozenset({"declined", "closed"})
# These go to court without a report.
UNREPORTED = frozenset({"declined"})
