"""My work: what waits for one person in every mechanism, by what is to be done with it.

Every wing tells its waiting work as selects (core/worklist.py); here they become one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.worklist import Waiting
from coop.documents import receipts
from coop.documents.queries import waiting as letters
from coop.exchange import queries as exchange
from coop.mechanisms.consultations.queries import waiting as consultations
from coop.mechanisms.meetings.queries import waiting as meetings
from coop.mechanisms.party_building.queries import waiting as party_building
from coop.mechanisms.publicity.queries import waiting as publicity
from coop.mechanisms.recommendations.queries import waiting as recommendations
from coop.mechanisms.referrals.queries import waiting as referrals
from coop.mechanisms.research.queries import waiting as research
from coop.mechanisms.sharing.queries import waiting as sharing
from coop.mechanisms.training.queries import waiting as training
from coop.supervision import worklists as supervision

# In the order in which they are shown: what others wait for comes first.
GROUPS = {
    "sign_for": Text("待签收", "To sign for"),
    "answer": Text("待答复、会签", "To answer or countersign"),
    "review": Text("待审核", "To review"),
    "do": Text("待办理", "To do"),
    "follow": Text("待跟踪", "To follow"),
}
_SOURCES: tuple[Callable[[Actor], Iterator[Waiting]], ...] = (
    receipts.waiting,
    letters.waiting,
    meetings.waiting,
    consultations.waiting,
    sharing.waiting,
    referrals.waiting,
    research.waiting,
    recommendations.waiting,
    training.waiting,
    party_building.waiting,
    publicity.waiting,
    supervision.waiting,
    exchange.waiting,
)
MOST_LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItemView:
    """One thing to do. url: its page; basis: why it is due that day."""

    group: str
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


def my_work(actor: Actor, *, most: int = MOST_LISTED) -> WorkView:
    """Sorted by urgency: overdue first, then by due day, then what has none.

    most: how many of each group are listed.
    """
    return work_from(_kinds(actor), most=most)


def work_from(kinds: Sequence[Waiting], *, most: int) -> WorkView:
    """All kinds in one statement."""
    today = clock.today()
    rows = session().execute(_nearest(kinds, most, today)).all() if kinds else []
    groups = tuple(_group(group, label, kinds, rows, most) for group, label in GROUPS.items())
    return WorkView(
        count=sum(one.count for one in groups),
        overdue_count=sum(one.overdue_count for one in groups),
        groups=groups,
    )


def list_work_items(
    actor: Actor, *, limit: int, cursor: str | None = None, group: str | None = None
) -> Page[WorkItemView]:
    """Everything, or one group whole, page by page: the same lines in the same order."""
    kinds = [one for one in _kinds(actor) if group in (None, one.group)]
    if not kinds:
        return Page((), None)
    rows = sa.union_all(*_lines(kinds)).subquery("waiting")
    columns = rows.c
    ordered = sa.select(rows).order_by(columns.due_key, columns.place, columns.subject_id)
    page = page_of(ordered, limit=limit, cursor=cursor)
    return Page(tuple(_view(kinds, row) for row in page.items), page.next)


def _kinds(actor: Actor) -> list[Waiting]:
    return [one for source in _SOURCES for one in source(actor)]


def _lines(kinds: Sequence[Waiting]) -> Iterator[sa.Select[Any]]:
    return (one.lines(place) for place, one in enumerate(kinds))


def _nearest(kinds: Sequence[Waiting], most: int, today: date) -> sa.CompoundSelect[Any]:
    """The first lines of each kind, as many as a group lists: they may all be its nearest ones."""
    lines = (one.nearest(place, most, today) for place, one in enumerate(kinds))
    return sa.union_all(*(sa.select(*one.subquery().c) for one in lines))


def _group(
    group: str,
    label: Text,
    kinds: Sequence[Waiting],
    found: Sequence[sa.Row[Any]],
    most: int,
) -> WorkGroupView:
    lines = [row for row in found if kinds[row.place].group == group]
    counts = {row.place: (row.total, row.overdue) for row in lines}.values()
    lines.sort(key=lambda row: (row.due_key, row.place, row.subject_id.hex))
    return WorkGroupView(
        group=group,
        label=label,
        count=sum(total for total, _overdue in counts),
        overdue_count=sum(overdue for _total, overdue in counts),
        items=tuple(_view(kinds, row) for row in lines[:most]),
    )


def _view(kinds: Sequence[Waiting], row: sa.Row[Any]) -> WorkItemView:
    kind = kinds[row.place]
    return WorkItemView(
        group=kind.group,
        kind=kind.kind,
        title=row.title,
        url=kind.url.format(id=row.opens_id, subject_id=row.subject_id),
        subject_id=row.subject_id,
        due_on=row.due_on,
        basis=row.basis if row.due_on else None,
        is_overdue=row.due_on is not None and row.due_on < clock.today(),
    )
