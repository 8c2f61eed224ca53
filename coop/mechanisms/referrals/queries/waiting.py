"""What waits for one clerk, body or mediator."""

from __future__ import annotations

from collections.abc import Iterator

from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import WorkItem
from coop.mechanisms.referrals.queries.disputes import running_disputes
from coop.mechanisms.referrals.queries.settlements import unfinished_settlements
from coop.mechanisms.referrals.queries.views import DisputeSummaryView

# Action -> (group, what is to be done); the first that is allowed names the item.
_DUE = {
    "accept": ("sign_for", Text("接收移送调解", "Accept a referral")),
    "review": ("review", Text("审查中止事由", "Review a suspension")),
    "acknowledge": ("sign_for", Text("确认收悉调解结果", "Acknowledge a result")),
    "file_case": ("do", Text("登记立案", "File what came back")),
    "extend": ("review", Text("延长调解期限", "Extend a mediation")),
    "feedback": ("do", Text("反馈调解结果", "Report a result")),
    "refer": ("do", Text("移送调解", "Refer a dispute")),
    "take_up": ("do", Text("开始调解", "Take up a dispute")),
    "consent": ("do", Text("征询当事人是否同意调解", "Ask for a party's consent")),
    "settle": ("do", Text("调解纠纷", "Mediate a dispute")),
}
_SETTLEMENT_DUE = {
    "sign": ("follow", Text("记录协议签署", "Record signatures")),
    "seal": ("do", Text("协议签名盖章", "Sign and seal")),
    "accept": ("do", Text("处理司法确认申请", "Decide on an application")),
    "confirm": ("do", Text("作出司法确认裁定", "Rule on a confirmation")),
}


def waiting(actor: Actor) -> tuple[WorkItem, ...]:
    """The nearest day first."""
    found = [*_disputes(actor), *_settlements(actor)]
    return tuple(sorted(found, key=lambda one: (one.due_on is None, one.due_on, one.title)))


def _disputes(actor: Actor) -> Iterator[WorkItem]:
    for view in running_disputes(actor):
        action = next((one for one in _DUE if one in view.allowed_actions), None)
        if action is not None:
            group, kind = _DUE[action]
            yield _item(kind, group, view)


def _settlements(actor: Actor) -> Iterator[WorkItem]:
    for view in unfinished_settlements(actor):
        action = next((one for one in _SETTLEMENT_DUE if one in view.allowed_actions), None)
        if action is not None:
            group, kind = _SETTLEMENT_DUE[action]
            due = next((one for one in view.days if one.met_on is None), None)
            yield WorkItem(
                kind=kind,
                title=f"{view.kind_label.zh}（{view.made_on}）",
                url=f"/disputes/{view.dispute_id}#settlement-{view.id}",
                group=group,
                subject_id=view.id,
                due_on=due.due_on if due else None,
                basis=due.explanation if due else None,
            )


def _item(kind: Text, group: str, view: DisputeSummaryView) -> WorkItem:
    return WorkItem(
        kind=kind,
        title=view.title,
        url=f"/disputes/{view.id}",
        group=group,
        subject_id=view.id,
        due_on=view.due_on,
        basis=view.due_basis,
    )
