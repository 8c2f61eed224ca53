"""State tables of documents, numbers and receipts, and the codes of kinds and retention."""

from __future__ import annotations

from coop.core.language import Text
from coop.core.workflow import Workflow, row

KINDS = {
    "minutes": Text("纪要", "Minutes"),
    "notice": Text("通知", "Notice"),
    "letter": Text("函", "Letter"),
    "opinion": Text("会商意见", "Consultation opinion"),
    "court_recommendation": Text("司法建议书", "Judicial recommendation"),
    "risk_alert": Text("风险提示", "Risk alert"),
    "bulletin": Text("专刊", "Bulletin"),
    "work_tip": Text("工作提示", "Work reminder"),
    "supervision_order": Text("督办单", "Supervision order"),
    "report": Text("报告", "Report"),
    "certificate": Text("证书", "Certificate"),
    "pact": Text("协议书", "Pact"),
    "plan": Text("计划", "Plan"),
    "legal_form": Text("法律文书", "Legal form"),
}

DISCLOSURES = {
    "active": Text("主动公开", "Published actively"),
    "on_request": Text("依申请公开", "Disclosed on request"),
    "withheld": Text("不予公开", "Not disclosed"),
}

# 国家档案局令第8号: no other period exists.
RETENTIONS = {
    "permanent": Text("永久", "Permanently"),
    "thirty_years": Text("30年", "30 years"),
    "ten_years": Text("10年", "10 years"),
}

# What a free letter is made from: its course runs here. Any other document's source is an object of
# the mechanism in which it is drafted, approved and withdrawn.
LETTER = "letter"

# A mechanism's own approvals are the same steps: it files a document with who took them, and
# revokes, repeals and corrects it through the steps of service.py once it has the signatures.
DOCUMENT = Workflow(
    "document",
    states={
        "draft": Text("拟稿", "Draft"),
        "reviewed": Text("已核稿，待签发", "Reviewed, to be signed"),
        "signed": Text("已签发，待编号印发", "Signed, to be numbered and issued"),
        "issued": Text("已印发", "Issued"),
        "revoked": Text("已撤销", "Revoked"),
        "repealed": Text("已废止", "Repealed"),
        "archived": Text("已归档", "Archived"),
    },
    actions={
        "edit": Text("修改文稿", "Change the draft"),
        "review": Text("核稿", "Review"),
        "return": Text("退回修改", "Send back"),
        "sign": Text("签发", "Sign"),
        "register_and_issue": Text("登记编号并印发", "Number and issue"),
        "publish": Text("按办理程序印发", "Issue by its own procedure"),
        "correct": Text("更正", "Correct"),
        "revoke": Text("撤销", "Revoke"),
        "repeal": Text("废止", "Repeal"),
        "archive": Text("归档", "Archive"),
    },
    rows=[
        row("draft", "edit", "draft", "secretariat"),
        row("draft", "review", "reviewed", "secretariat"),
        row("draft|reviewed", "return", "draft", "secretariat", "signer"),
        row("reviewed", "sign", "signed", "signer"),
        row("signed", "register_and_issue", "issued", "secretariat"),
        # House papers (work tip, slip, bulletin, hand-over sheet) are no 公文 and go out unsigned.
        row("draft|reviewed", "publish", "issued"),
        row("issued", "correct", "issued"),
        row("issued", "revoke", "revoked", "signer"),
        row("issued", "repeal", "repealed", "signer"),
        row("issued|revoked|repealed", "archive", "archived", "archivist"),
    ],
)

# Off the usual way.
ASIDE = frozenset({"revoked", "repealed"})
# What the log of a document's way tells.
STEPS = {"draft": Text("拟稿", "Drafted"), **DOCUMENT.actions}

NUMBER = Workflow(
    "number",
    states={
        "free": Text("未使用", "Free"),
        "reserved": Text("已预留", "Reserved"),
        "used": Text("已使用", "Used"),
        "void": Text("已作废", "Void"),
    },
    actions={
        "allocate": Text("编号", "Allocate"),
        "import_number": Text("登记已有文号", "Register an existing number"),
        "reserve_number": Text("预留文号", "Reserve a number"),
        "void": Text("作废文号", "Void the number"),
    },
    rows=[
        row(
            "free|reserved|used", "allocate", "used"
        ),  # used: imported first, its document filed later
        row("free", "import_number", "used", "secretariat"),
        row("free", "reserve_number", "reserved", "secretariat"),
        row("reserved|used", "void", "void", "secretariat"),
    ],
)

# Who accepts or hands back a task has signed for it, and can do so on the task's page only.
SIGNED_BY_ANSWER = frozenset({"task"})

RECEIPT = Workflow(
    "receipt",
    states={"waiting": Text("待签收", "To be signed for"), "signed": Text("已签收", "Signed for")},
    actions={"sign_for": Text("签收", "Sign for it")},
    rows=[row("waiting", "sign_for", "signed", "liaison", "secretariat", "handler")],
)
