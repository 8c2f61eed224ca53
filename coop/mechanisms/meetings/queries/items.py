"""Reads of agenda items with their papers, resolutions and who was there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.meetings.models import (
    Minutes,
    Paper,
    Recusal,
)
from coop.mechanisms.meetings.policy import holds, is_host
from coop.mechanisms.meetings.queries.resolutions import resolutions_of
from coop.mechanisms.meetings.queries.rows import (
    ATTENDANCES,
    ITEMS,
    MEETINGS,
    Names,
    names_of,
    people_of,
    visible_meeting,
)
from coop.mechanisms.meetings.queries.views import (
    ItemView,
    PaperView,
    ResolutionView,
)
from coop.mechanisms.meetings.workflow import (
    AGENDA_OPEN,
    DECIDING,
    DISCUSSED,
    ITEM,
    MEETING,
    NUMBERS_FROZEN,
    ON_AGENDA,
    PAPERS_OPEN,
    TEXT_OPEN,
)

# Columns that the view shows as they are.
_SHOWN = (
    "id", "version", "meeting_id", "parent_id", "title", "summary", "state", "proposer_id",
    "presenter_id", "observers", "minutes_planned", "is_late", "is_settled", "is_for_discussion",
    "reason", "heard", "started_at", "ended_at", "carried_from_id", "carried_to_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Parts:
    """What hangs on the items of one meeting, by item."""

    papers: dict[UUID, list[PaperView]]
    resolutions: dict[UUID, list[ResolutionView]]
    recused: dict[UUID, list[UUID]]
    is_text_fixed: bool


def get_item(actor: Actor, item_id: UUID) -> ItemView:
    row = session().execute(sa.select(ITEMS.c.meeting_id).where(ITEMS.c.id == item_id)).first()
    if row is None:
        raise NotFound
    meeting = visible_meeting(actor, row.meeting_id)
    items = items_of(actor, meeting, names_of(meeting.agreement_id), people_of(meeting.id))
    return next(one for one in items if one.id == item_id)


def list_items(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ItemView]:
    """In the order of proposal. wanted: meeting_id, state, agreement_id."""
    query = (
        sa.select(ITEMS.c.id)
        .join(MEETINGS, MEETINGS.c.id == ITEMS.c.meeting_id)
        .where(MEETINGS.c.agreement_id.in_(actor.agreement_ids))
        .order_by(ITEMS.c.id)
    )
    for name, value in wanted.items():
        column = MEETINGS.c.agreement_id if name == "agreement_id" else ITEMS.c[name]
        query = query.where(column == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(get_item(actor, row.id) for row in page.items), page.next)


def items_of(actor: Actor, meeting: Any, names: Names, people: list[Any]) -> tuple[ItemView, ...]:
    """Accepted items in agenda order with their sub-items after them, then the others."""
    rows = list(
        session().execute(
            sa.select(ITEMS)
            .where(ITEMS.c.meeting_id == meeting.id)
            .order_by(ITEMS.c.position, ITEMS.c.id)
        )
    )
    parts = _Parts(
        _papers(meeting.id),
        resolutions_of(actor, meeting, names),
        _recused(meeting.id),
        _is_text_fixed(meeting.id),
    )
    numbers = {row.id: str(row.position) for row in rows if row.position and not row.parent_id}
    ordered = _nested([row for row in rows if row.position]) + [
        row for row in rows if not row.position
    ]
    return tuple(_item_view(actor, meeting, row, names, numbers, parts, people) for row in ordered)


def _nested(rows: list[Any]) -> list[Any]:
    tops = [row for row in rows if row.parent_id is None]
    return [one for top in tops for one in [top, *(row for row in rows if row.parent_id == top.id)]]


def _item_view(  # noqa: PLR0913  # one view from everything read for its meeting
    actor: Actor,
    meeting: Any,
    row: Any,
    names: Names,
    numbers: dict[UUID, str],
    parts: _Parts,
    people: list[Any],
) -> ItemView:
    number = str(row.position) if row.position else None
    if number and row.parent_id:
        number = f"{numbers.get(row.parent_id, '')}.{number}"
    recused = parts.recused.get(row.id, [])
    return ItemView(
        **{name: getattr(row, name) for name in _SHOWN},
        agreement_id=meeting.agreement_id,
        number=number,
        state_label=ITEM.states[row.state],
        proposer_name=names.get(row.proposer_id, ""),
        presenter_name=names.get(row.presenter_id),
        papers=tuple(parts.papers.get(row.id, ())),
        resolutions=tuple(parts.resolutions.get(row.id, ())),
        recused=tuple(one.name for one in people if one.id in recused),
        present=_present(row, people, recused),
        allowed_actions=_item_actions(actor, meeting, row, parts),
    )


def _is_text_fixed(meeting_id: UUID) -> bool:
    """Whether the meeting's minutes are with the signers, or beyond."""
    state = session().scalar(sa.select(Minutes.state).where(Minutes.meeting_id == meeting_id))
    return state is not None and state not in TEXT_OPEN


def _item_actions(actor: Actor, meeting: Any, row: Any, parts: _Parts) -> tuple[str, ...]:
    actions = policy.allowed(actor, ITEM, row.state, meeting, holds)
    if "resolve" in policy.allowed(actor, MEETING, meeting.state, meeting, holds):
        actions += ("add_resolution",) if row.position else ()
    closed = _closed_for(meeting.state, row.state)
    if parts.is_text_fixed:
        closed |= {"record_discussion", "carry_forward"}
    if not is_host(actor, meeting):
        closed |= _foreign_to(actor, row)
    return tuple(one for one in actions if one not in closed)


def _closed_for(meeting_state: str, item_state: str) -> set[str]:
    """What the meeting's own progress rules out for an item."""
    closed: set[str] = set()
    if meeting_state not in AGENDA_OPEN:
        closed |= {"edit", "accept", "settle"}
    if meeting_state in NUMBERS_FROZEN and item_state in ON_AGENDA:
        closed |= {"edit", "put_off"}
    if meeting_state not in PAPERS_OPEN:
        closed.add("add_paper")
    if meeting_state not in DISCUSSED:
        closed.add("record_discussion")
    return closed


def _foreign_to(actor: Actor, row: Any) -> set[str]:
    """What a party's liaison may not do with this item:

    others' items, and its own once accepted.
    """
    closed: set[str] = set()
    if actor.institution_id != row.proposer_id or row.state in ON_AGENDA:
        closed.add("edit")
    if actor.institution_id not in (row.proposer_id, row.presenter_id):
        closed.add("add_paper")
    return closed


def _present(row: Any, people: list[Any], recused: list[UUID]) -> tuple[str, ...]:
    """出席 derived for one item: arrived before it ended, not gone before it began, not recused."""
    if row.started_at is None:
        return ()
    ended = row.ended_at or row.started_at
    return tuple(
        one.name
        for one in people
        if one.capacity in DECIDING
        and one.id not in recused
        and (one.arrived_at is None or one.arrived_at <= ended)
        and (one.left_at is None or one.left_at >= row.started_at)
    )


def _papers(meeting_id: UUID) -> dict[UUID, list[PaperView]]:
    columns = (
        Paper.item_id, Paper.id, Paper.title, Paper.edition, Paper.filename, Paper.media_type,
        Paper.size_bytes, Paper.sha256, Paper.is_supplement, Paper.is_late,
    )  # fmt: skip
    query = sa.select(*columns).join(ITEMS, ITEMS.c.id == Paper.item_id)
    found: dict[UUID, list[PaperView]] = defaultdict(list)
    for row in session().execute(query.where(ITEMS.c.meeting_id == meeting_id).order_by(Paper.id)):
        facts = dict(row._mapping)
        found[facts.pop("item_id")].append(PaperView(**facts))
    return found


def paper_file(actor: Actor, paper_id: UUID) -> Download:
    """The bytes of one paper. Raises NotFound for strangers."""
    paper = session().get(Paper, paper_id, options=[sa.orm.undefer(Paper.content)])
    if paper is None:
        raise NotFound
    get_item(actor, paper.item_id)
    return Download(paper.filename, paper.media_type, paper.content)


def _recused(meeting_id: UUID) -> dict[UUID, list[UUID]]:
    query = sa.select(Recusal.item_id, Recusal.attendance_id).join(
        ATTENDANCES, ATTENDANCES.c.id == Recusal.attendance_id
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for item_id, attendance_id in session().execute(
        query.where(ATTENDANCES.c.meeting_id == meeting_id)
    ):
        found[item_id].append(attendance_id)
    return found
