"""What waits for one officer: letters to approve, opinions to write and sign, answers owed."""

from __future__ import annotations

from collections.abc import Iterator

from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import WorkItem
from coop.mechanisms.consultations.queries.consultations import running_consultations
from coop.mechanisms.consultations.queries.opinions import unfinished_opinions
from coop.mechanisms.consultations.queries.views import ConsultationSummaryView

# Action -> (group, what is to be done); the first that is allowed names the item.
_DUE = {
    "approve": ("review", Text("签发会商函", "Approve a letter")),
    "approve_case": ("review", Text("审核在审案件会商", "Let a pending case be consulted on")),
    "opinion": ("answer", Text("答复会商", "Answer a consultation")),
    "extend": ("review", Text("答复延期申请", "Decide on more time")),
    "submit": ("do", Text("发出会商函", "Send a letter")),
    "resume": ("follow", Text("补充材料，恢复计时", "Supply material and resume")),
    "record": ("do", Text("记录会商情况", "Record a meeting")),
    "conclude": ("do", Text("形成会商结论", "Conclude a consultation")),
    "decide": ("follow", Text("登记联席会议决定", "Record the joint meeting's decision")),
}
_OPINION_DUE = {
    "sign": ("review", Text("签发会商意见", "Sign an opinion")),
    "answer": ("do", Text("答复意见采纳情况", "Answer an opinion")),
}


def waiting(actor: Actor) -> tuple[WorkItem, ...]:
    """The nearest day first."""
    found = [*_consultations(actor), *_opinions(actor)]
    return tuple(sorted(found, key=lambda one: (one.due_on is None, one.due_on, one.title)))


def _consultations(actor: Actor) -> Iterator[WorkItem]:
    for view in running_consultations(actor):
        action = next((one for one in _DUE if one in view.allowed_actions), None)
        if action is not None:
            group, kind = _DUE[action]
            yield _item(kind, group, view)


def _opinions(actor: Actor) -> Iterator[WorkItem]:
    for view in unfinished_opinions(actor):
        action = next((one for one in _OPINION_DUE if one in view.allowed_actions), None)
        if action is not None:
            group, kind = _OPINION_DUE[action]
            yield WorkItem(
                kind=kind,
                title=view.consultation_title,
                url=f"/consultations/{view.consultation_id}#opinion-{view.id}",
                group=group,
                subject_id=view.id,
            )


def _item(kind: Text, group: str, view: ConsultationSummaryView) -> WorkItem:
    return WorkItem(
        kind=kind,
        title=view.title,
        url=f"/consultations/{view.id}",
        group=group,
        subject_id=view.id,
        due_on=view.reply_due_on if view.state == "open" else None,
        basis=view.reply_basis,
    )
