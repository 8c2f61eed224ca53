"""What waits for one person in sharing; signing for what was received is told by the receipts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import Text
from coop.core.worklist import WorkItem
from coop.documents.models import Receipt
from coop.mechanisms.sharing.models import Share, ShareRecipient
from coop.mechanisms.sharing.policy import is_officer
from coop.mechanisms.sharing.queries.exchanges import open_corrections, open_onward_requests
from coop.mechanisms.sharing.queries.requests import open_requests
from coop.mechanisms.sharing.queries.views import ShareDueView, ShareRequestView
from coop.mechanisms.sharing.workflow import (
    CORRECTION_REQUEST,
    DELIVERY,
    REPLY,
    SHARE,
    SHARE_REQUEST,
)

# The next step of a request, the most pressing first, and the pile it belongs to.
_STEPS = {
    "consent": "review",
    "submit": "do",
    "supplement": "answer",
    "extend": "review",
    "endorse": "review",
    "approve": "answer",
    "propose": "answer",
    "decide": "review",
    "deliver": "do",
    "rectify": "do",
    "confirm_disposal": "do",
}
_ANSWERED = {"deliver": DELIVERY}
_DECIDE_ONWARD = Text("答复转送申请", "Answer whether it may be passed on")
_URGE = Text("共享信息逾期未签收", "Not signed for in time")


def waiting_sharing(actor: Actor) -> tuple[WorkItem, ...]:
    """Next steps of requests, doubts and questions to answer, disposals owed, late receipts."""
    found = [item for view in open_requests(actor) for item in _of_request(view)]
    found += _of_exchanges(actor)
    if any(is_officer(actor, one) for one in actor.agreement_ids):
        found += [*_to_dispose(actor), *_late(actor)]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.title)))


def _of_request(view: ShareRequestView) -> Iterator[WorkItem]:
    may = set(view.allowed_actions)
    if view.delivered_at is not None:
        may.discard("deliver")
    if view.endorsed_at is not None or (view.granted_until_on and "endorse" not in may):
        may.discard("propose")
    action = next((one for one in _STEPS if one in may), None)
    if action is None:
        return
    due = _due_of(view, action)
    yield WorkItem(
        kind=SHARE_REQUEST.actions[action],
        title=view.entry_name,
        url=f"/share-requests/{view.id}",
        group=_STEPS[action],
        subject_id=view.id,
        due_on=due.due_on if due else None,
        basis=due.basis if due else None,
    )


def _due_of(view: ShareRequestView, action: str) -> ShareDueView | None:
    kind = _ANSWERED.get(action, REPLY)
    return next((one for one in view.due if one.kind == kind and one.met_on is None), None)


def _of_exchanges(actor: Actor) -> Iterator[WorkItem]:
    for doubt in open_corrections(actor):
        if "resolve" in doubt.allowed_actions:
            title, due_on = doubt.share_title, doubt.due_on
            words = CORRECTION_REQUEST.actions["resolve"]
            yield _item((words, "answer"), title, doubt.share_id, due_on)
    for asked in open_onward_requests(actor):
        if "grant" in asked.allowed_actions:
            yield _item((_DECIDE_ONWARD, "answer"), asked.share_title, asked.share_id, None)


def _to_dispose(actor: Actor) -> Iterator[WorkItem]:
    query = (
        sa.select(Share.id, Share.title)
        .join(ShareRecipient, ShareRecipient.share_id == Share.id)
        .where(
            Share.agreement_id.in_(actor.agreement_ids),
            Share.recalled_at.is_not(None),
            ShareRecipient.institution_id == actor.institution_id,
            ShareRecipient.disposed_at.is_(None),
        )
    )
    for row in session().execute(query.order_by(Share.id)):
        yield _item((SHARE.actions["confirm_disposal"], "do"), row.title, row.id, None)


def _late(actor: Actor) -> Iterator[WorkItem]:
    """The provider's shares that a recipient has not signed for in time."""
    query = (
        sa.select(Share.id, Share.title, sa.func.min(Receipt.due_on).label("due_on"))
        .join(Receipt, Receipt.subject_id == Share.id)
        .where(
            Share.agreement_id.in_(actor.agreement_ids),
            Share.provider_id == actor.institution_id,
            Share.recalled_at.is_(None),
            Receipt.signed_at.is_(None),
            Receipt.due_on < clock.today(),
        )
        .group_by(Share.id, Share.title)
        .order_by(Share.id)
    )
    for row in session().execute(query):
        yield _item((_URGE, "follow"), row.title, row.id, row.due_on)


def _item(what: tuple[Text, str], title: str, share_id: Any, due_on: date | None) -> WorkItem:
    """what: the words and the pile."""
    words, group = what
    return WorkItem(
        kind=words,
        title=title,
        url=f"/shares/{share_id}",
        group=group,
        subject_id=share_id,
        due_on=due_on,
    )
