"""The registers of bodies and mediators, and files of disputes: state tables, kinds, and who is
fit for what, when.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from coop.core.language import Text
from coop.core.workflow import Workflow, row

BODY = Workflow(
    "mediation_body",
    states={
        "listed": Text("在册", "listed"),
        "suspended": Text("暂停委派", "suspended"),
        "removed": Text("已除名", "removed"),
    },
    actions={
        "edit": Text("修改登记信息", "Edit the entry"),
        "add_officer": Text("登记经办人员", "Add an officer"),
        "add_mediator": Text("登记调解员", "Add a mediator"),
        "suspend": Text("暂停委派", "Suspend"),
        "restore": Text("恢复委派", "Restore"),
        "remove": Text("除名", "Remove from the roster"),
    },
    rows=[
        row("listed", "edit", "listed", "court_clerk"),
        row("suspended", "edit", "suspended", "court_clerk"),
        row("listed", "add_officer", "listed", "court_clerk"),
        row("listed", "add_mediator", "listed", "court_clerk", "body"),
        row("listed", "suspend", "suspended", "court_clerk"),
        row("suspended", "restore", "listed", "court_clerk"),
        row("listed|suspended", "remove", "removed", "court_clerk"),
    ],
)

MEDIATOR = Workflow(
    "mediator",
    states={
        "active": Text("在岗", "active"),
        "inactive": Text("已离岗", "inactive"),
    },
    actions={
        "edit": Text("修改登记信息", "Edit the entry"),
        "declare_conflict": Text("登记利益关系", "Declare a conflict"),
        "leave": Text("离岗", "Leave"),
        "rejoin": Text("恢复上岗", "Rejoin"),
    },
    rows=[
        row("active", "edit", "active", "court_clerk", "body"),
        row("active", "declare_conflict", "active", "body", "own_mediator"),
        row("active", "leave", "inactive", "court_clerk", "body"),
        row("inactive", "rejoin", "active", "court_clerk", "body"),
    ],
)

IMPORT = Workflow(
    "dispute_import",
    states={
        "previewed": Text("待确认", "previewed"),
        "running": Text("正在登记", "running"),
        "done": Text("已完成", "done"),
        "discarded": Text("已放弃", "discarded"),
    },
    actions={
        "start": Text("确认登记", "Register these disputes"),
        "advance": Text("登记一批", "Register the next rows"),
        "finish": Text("完成", "Finish"),
        "discard": Text("放弃", "Discard"),
    },
    rows=[
        row("previewed", "start", "running", "importer"),
        row("running", "advance", "running"),
        row("running", "finish", "done"),
        row("previewed", "discard", "discarded", "importer"),
    ],
)

# On the roster, so that disputes go to it.
TAKING_DISPUTES = frozenset({"listed"})
COMMERCIAL = "commercial"
BODY_KINDS = {
    "people": Text("人民调解组织", "people's mediation committee"),
    "trade": Text("行业调解组织", "trade mediation body"),
    COMMERCIAL: Text("商事调解组织", "commercial mediation body"),
    "administrative": Text("行政调解机构", "administrative mediation"),
    "lawyer": Text("律师调解组织", "lawyers' mediation body"),
    "invited": Text("其他特邀调解组织", "other specially invited body"),
}
# 特邀调解规定 art. 15: what may affect fairness.
RELATIONS = {
    "relative": Text("近亲属关系", "close relative"),
    "interest": Text("利害关系", "interest"),
    "other": Text("其他可能影响公正的关系", "another relation that may affect fairness"),
}

# 商事调解条例 arts. 2, 31-33: in force from this day; bodies of before have one year.
IN_FORCE_FROM = date(2026, 5, 1)
LICENSED_FROM = date(2027, 5, 1)
UNFIT = {
    "body_not_listed": Text("不在名册", "not on the roster"),
    "consumer_dispute_excluded": Text(
        "商事调解组织自2026年5月1日起不得调解消费纠纷（商事调解条例第二条）",
        "from 1 May 2026 a commercial body may not mediate consumer disputes",
    ),
    "licence_not_valid": Text("许可缺失或已过期", "its licence is missing or has ended"),
}


class Registered(Protocol):
    """A body, as row or as view."""

    @property
    def kind(self) -> str: ...
    @property
    def roster_status(self) -> str: ...
    @property
    def founded_on(self) -> date | None: ...
    @property
    def licence_no(self) -> str | None: ...
    @property
    def licence_valid_to(self) -> date | None: ...


def why_unfit(body: Registered, nature: str, on: date) -> str | None:
    """None where the body may take a dispute of this nature that day, else a code of UNFIT."""
    if body.roster_status not in TAKING_DISPUTES:
        return "body_not_listed"
    if body.kind != COMMERCIAL:
        return None
    if nature == "consumer" and on >= IN_FORCE_FROM:
        return "consumer_dispute_excluded"
    return None if is_licensed(body, on) else "licence_not_valid"


def is_licensed(body: Registered, on: date) -> bool:
    """Whether a commercial body may work that day.

    Founded before the regulation it has until LICENSED_FROM; an unknown day counts as before.
    """
    if body.licence_no is not None:
        return body.licence_valid_to is None or on <= body.licence_valid_to
    is_new = body.founded_on is not None and body.founded_on >= IN_FORCE_FROM
    return on < (IN_FORCE_FROM if is_new else LICENSED_FROM)
