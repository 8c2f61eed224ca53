"""My work: what waits for one person in every mechanism, by what is to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import WorkItem
from coop.documents.receipts import waiting_receipts
from coop.exchange.queries import failing_webhooks
from coop.mechanisms.consultations.queries import waiting as waiting_consultations
from coop.mechanisms.meetings.queries.waiting import waiting_meetings
from coop.mechanisms.recommendations.queries.waiting import waiting as waiting_recommendations
from coop.mechanisms.sharing.queries.waiting import waiting_sharing
from coop.supervision.worklists import waiting_tasks

# In the order in which they are shown: what others wait for comes first.
GROUPS = {
    "sign_for": Text("待签收", "To sign for"),
    "answer": Text("待答复、会签", "To answer or countersign"),
    "review": Text("待审核", "To review"),
    "do": Text("待办理", "To do"),
    "follow": Text("待跟踪", "To follow"),
}
_SOURCES = (
    waiting_receipts,
    waiting_meetings,
    waiting_consultations,
    waiting_sharing,
    waiting_recommendations,
    waiting_tasks,
    failing_webhooks,
)
MOST_LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItemView:
    """One thing to do. url: its page; basis: why it is due that day."""

    kind: Text
    title: str
    url: str
    subject_id: UUID
    due_on: date | None
    basis: str | None
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGroupView:
    """One pile. count, overdue_count: of everything in it; items: at most 200, overdue first."""

    group: str
    label: Text
    count: int
    overdue_count: int
    items: tuple[WorkItemView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkView:
    """Everything that waits for the caller's posts today."""

    count: int
    overdue_count: int
    groups: tuple[WorkGroupView, ...]


def my_work(actor: Actor) -> WorkView:
    """Sorted by urgency: overdue first, then by due day, then what has none."""
    found = [item for source in _SOURCES for item in source(actor)]
    groups = tuple(_group(group, label, found) for group, label in GROUPS.items())
    return WorkView(
        count=sum(one.count for one in groups),
        overdue_count=sum(one.overdue_count for one in groups),
        groups=groups,
    )


def _group(group: str, label: Text, found: list[WorkItem]) -> WorkGroupView:
    mine = sorted(
        (one for one in found if one.group == group),
        key=lambda one: (one.due_on or date.max, one.title),
    )
    return WorkGroupView(
        group=group,
        label=label,
        count=sum(one.count for one in mine),
        overdue_count=sum(_overdue(one) for one in mine),
        items=tuple(_view(one) for one in mine[:MOST_LISTED]),
    )


def _overdue(item: WorkItem) -> int:
    if item.overdue_count is not None:
        return item.overdue_count
    return int(_is_late(item))


def _is_late(item: WorkItem) -> bool:
    return item.due_on is not None and item.due_on < clock.today()


def _view(item: WorkItem) -> WorkItemView:
    return WorkItemView(
        kind=item.kind,
        title=item.title,
        url=item.url,
        subject_id=item.subject_id,
        due_on=item.due_on,
        basis=item.basis,
        is_overdue=_is_late(item),
    )
