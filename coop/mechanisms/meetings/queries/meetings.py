"""Reads of meetings and their parts by Core selects: the hot path of partners' systems."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.language import SHANGHAI
from coop.core.paging import Page, page_of
from coop.documents.models import Receipt
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Paper,
    Recusal,
    Resolution,
    ResolutionStance,
)
from coop.mechanisms.meetings.policy import holds, is_host, missing_for_quorum
from coop.mechanisms.meetings.queries.views import (
    AttendanceView,
    DueDate,
    ItemView,
    MeetingSummaryView,
    MeetingView,
    NoticeReceiptView,
    PaperView,
    ResolutionView,
    StanceView,
)
from coop.mechanisms.meetings.workflow import (
    AGENDA_OPEN,
    CAPACITIES,
    DECIDING,
    DISCUSSED,
    ITEM,
    KINDS,
    MEETING,
    NUMBERS_FROZEN,
    PAPERS_OPEN,
    RESOLUTION_KINDS,
)
from coop.registry import deadlines, directory

_MEETING = Meeting.__table__
_ITEM = AgendaItem.__table__
_ATTENDANCE = Attendance.__table__
_RESOLUTION = Resolution.__table__
Names = dict[UUID, str]


def names_of(agreement_id: UUID) -> Names:
    """Short names of every institution that is or was a party."""
    return directory.short_names(agreement_id)


# --------------------------------------------------------------------------- meetings


def get_meeting(actor: Actor, meeting_id: UUID) -> MeetingView:
    """The meeting whole. Raises NotFound for strangers."""
    row = session().execute(sa.select(_MEETING).where(_MEETING.c.id == meeting_id)).first()
    if row is None or not actor.sees(row.agreement_id):
        raise NotFound
    names = names_of(row.agreement_id)
    people = _people(meeting_id)
    items = _items(actor, row, names, people)
    minutes_id = session().scalar(sa.select(Minutes.id).where(Minutes.meeting_id == meeting_id))
    return MeetingView(
        **_summary(actor, row, names, has_minutes=minutes_id is not None),
        agreement_version_id=row.agreement_version_id,
        items_until_on=row.items_until_on,
        demanded_by_id=row.demanded_by_id,
        demanded_by_name=names.get(row.demanded_by_id),
        hold_by_on=row.hold_by_on,
        is_overdue_demand=bool(
            row.hold_by_on and row.held_at is None and clock.today() > row.hold_by_on
        ),
        urgency=row.urgency,
        urgency_reason=row.urgency_reason,
        notice_sent_at=row.notice_sent_at,
        notice_document_id=row.notice_document_id,
        held_at=row.held_at,
        concluded_at=row.concluded_at,
        cancelled_at=row.cancelled_at,
        quorum_lost_at=row.quorum_lost_at,
        quorum_note=row.quorum_note,
        missing_for_quorum=_missing(row.agreement_id, people),
        reason=row.reason,
        calendar_sequence=row.calendar_sequence,
        minutes_id=minutes_id,
        items=items,
        attendance=tuple(_attendance_view(actor, row, one, names) for one in people),
        receipts=_receipts(meeting_id, names),
        deadlines=due_dates(meeting_id),
    )


def list_meetings(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[MeetingSummaryView]:
    """Newest first. wanted: agreement_id, state, kind, host_id, year, external_ref."""
    query = sa.select(_MEETING).where(_MEETING.c.agreement_id.in_(actor.agreement_ids))
    for name, value in wanted.items():
        query = query.where(_meeting_filter(name, value))
    ordered = query.order_by(_MEETING.c.starts_at.desc(), _MEETING.c.id.desc())
    page = page_of(ordered, limit=limit, cursor=cursor)
    names = {one: names_of(one) for one in {row.agreement_id for row in page.items}}
    return Page(
        tuple(
            MeetingSummaryView(**_summary(actor, row, names[row.agreement_id]))
            for row in page.items
        ),
        page.next,
    )


def _meeting_filter(name: str, value: Any) -> sa.ColumnElement[bool]:
    if name != "year":
        return _MEETING.c[name].is_not_distinct_from(value)
    starts = _MEETING.c.starts_at
    first, following = (datetime(one, 1, 1, tzinfo=SHANGHAI) for one in (value, value + 1))
    return sa.and_(starts >= first, starts < following)


def _summary(actor: Actor, row: Any, names: Names, *, has_minutes: bool = False) -> dict[str, Any]:
    possible = policy.allowed(actor, MEETING, row.state, row, holds)
    return {
        "id": row.id,
        "version": row.version,
        "agreement_id": row.agreement_id,
        "kind": row.kind,
        "kind_label": KINDS[row.kind],
        "ordinal": row.ordinal,
        "title": row.title,
        "host_id": row.host_id,
        "host_name": names.get(row.host_id, ""),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "place": row.place,
        "mode": row.mode,
        "state": row.state,
        "state_label": MEETING.states[row.state],
        "external_ref": row.external_ref,
        "allowed_actions": tuple(
            one for one in possible if not (has_minutes and one == "draft_minutes")
        ),
    }


def _missing(agreement_id: UUID, people: list[Any]) -> tuple[str, ...]:
    there = {
        one.institution_id for one in people if one.capacity in DECIDING and one.left_at is None
    }
    return tuple(missing_for_quorum(agreement_id, there))


def _receipts(meeting_id: UUID, names: Names) -> tuple[NoticeReceiptView, ...]:
    query = sa.select(Receipt.__table__).where(Receipt.subject_id == meeting_id)
    today = clock.today()
    return tuple(
        NoticeReceiptView(
            institution_id=row.institution_id,
            institution_name=names.get(row.institution_id, ""),
            receipt_id=row.id,
            due_on=row.due_on,
            is_overdue=bool(row.signed_at is None and row.due_on and today > row.due_on),
            signed_at=row.signed_at,
            signed_by_name=row.signed_by_name,
        )
        for row in session().execute(query.order_by(Receipt.id))
    )


def due_dates(subject_id: UUID) -> tuple[DueDate, ...]:
    return tuple(
        DueDate(
            kind=one.kind,
            due_on=one.due_on,
            basis=one.basis,
            is_provisional=one.is_provisional,
            met_on=one.met_on,
        )
        for one in deadlines.due_dates(subject_id)
    )


# --------------------------------------------------------------------------- items


@dataclass(frozen=True, slots=True)
class _Parts:
    """What hangs on the items of one meeting, by item."""

    papers: dict[UUID, list[PaperView]]
    resolutions: dict[UUID, list[ResolutionView]]
    recused: dict[UUID, list[UUID]]


def get_item(actor: Actor, item_id: UUID) -> ItemView:
    row = session().execute(
        sa.select(_ITEM.c.meeting_id).where(_ITEM.c.id == item_id)
    ).first()
    if row is None:
        raise NotFound
    meeting = _visible_meeting(actor, row.meeting_id)
    items = _items(actor, meeting, names_of(meeting.agreement_id), _people(meeting.id))
    return next(one for one in items if one.id == item_id)


def list_items(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ItemView]:
    """In the order of proposal. wanted: meeting_id, state, agreement_id."""
    query = (
        sa.select(_ITEM.c.id)
        .join(_MEETING, _MEETING.c.id == _ITEM.c.meeting_id)
        .where(_MEETING.c.agreement_id.in_(actor.agreement_ids))
        .order_by(_ITEM.c.id)
    )
    for name, value in wanted.items():
        column = _MEETING.c.agreement_id if name == "agreement_id" else _ITEM.c[name]
        query = query.where(column == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(get_item(actor, row.id) for row in page.items), page.next)


def _visible_meeting(actor: Actor, meeting_id: UUID) -> Any:
    row = session().execute(sa.select(_MEETING).where(_MEETING.c.id == meeting_id)).first()
    if row is None or not actor.sees(row.agreement_id):
        raise NotFound
    return row


def _items(actor: Actor, meeting: Any, names: Names, people: list[Any]) -> tuple[ItemView, ...]:
    """Accepted items in agenda order with their sub-items after them, then the others."""
    rows = list(
        session().execute(
            sa.select(_ITEM)
            .where(_ITEM.c.meeting_id == meeting.id)
            .order_by(_ITEM.c.position, _ITEM.c.id)
        )
    )
    parts = _Parts(
        _papers(meeting.id), _resolutions(actor, meeting, names), _recused(meeting.id)
    )
    numbers = {row.id: str(row.position) for row in rows if row.position and not row.parent_id}
    ordered = _nested([row for row in rows if row.position]) + [
        row for row in rows if not row.position
    ]
    return tuple(_item_view(actor, meeting, row, names, numbers, parts, people) for row in ordered)


def _nested(rows: list[Any]) -> list[Any]:
    tops = [row for row in rows if row.parent_id is None]
    return [
        one for top in tops for one in [top, *(row for row in rows if row.parent_id == top.id)]
    ]


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
        id=row.id,
        version=row.version,
        agreement_id=meeting.agreement_id,
        meeting_id=row.meeting_id,
        parent_id=row.parent_id,
        title=row.title,
        summary=row.summary,
        number=number,
        state=row.state,
        state_label=ITEM.states[row.state],
        proposer_id=row.proposer_id,
        proposer_name=names.get(row.proposer_id, ""),
        presenter_id=row.presenter_id,
        presenter_name=names.get(row.presenter_id),
        observers=row.observers,
        minutes_planned=row.minutes_planned,
        is_late=row.is_late,
        is_settled=row.is_settled,
        is_for_discussion=row.is_for_discussion,
        reason=row.reason,
        heard=row.heard,
        started_at=row.started_at,
        ended_at=row.ended_at,
        carried_from_id=row.carried_from_id,
        carried_to_id=row.carried_to_id,
        papers=tuple(parts.papers.get(row.id, ())),
        resolutions=tuple(parts.resolutions.get(row.id, ())),
        recused=tuple(one.name for one in people if one.id in recused),
        present=_present(row, people, recused),
        allowed_actions=_item_actions(actor, meeting, row),
    )


def _item_actions(actor: Actor, meeting: Any, row: Any) -> tuple[str, ...]:
    actions = policy.allowed(actor, ITEM, row.state, meeting, holds)
    if "resolve" in policy.allowed(actor, MEETING, meeting.state, meeting, holds):
        actions += ("add_resolution",) if row.position else ()
    closed = _closed_for(meeting.state, row.state)
    if not is_host(actor, meeting):
        closed |= _foreign_to(actor, row)
    return tuple(one for one in actions if one not in closed)


def _closed_for(meeting_state: str, item_state: str) -> set[str]:
    """What the meeting's own progress rules out for an item."""
    closed: set[str] = set()
    if meeting_state not in AGENDA_OPEN:
        closed |= {"edit", "accept", "settle"}
    if meeting_state in NUMBERS_FROZEN and item_state == "accepted":
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
    if actor.institution_id != row.proposer_id or row.state == "accepted":
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
        Paper.size_bytes, Paper.sha256, Paper.is_supplement,
    )  # fmt: skip
    query = sa.select(*columns).join(_ITEM, _ITEM.c.id == Paper.item_id)
    found: dict[UUID, list[PaperView]] = defaultdict(list)
    for row in session().execute(query.where(_ITEM.c.meeting_id == meeting_id).order_by(Paper.id)):
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
        _ATTENDANCE, _ATTENDANCE.c.id == Recusal.attendance_id
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for item_id, attendance_id in session().execute(
        query.where(_ATTENDANCE.c.meeting_id == meeting_id)
    ):
        found[item_id].append(attendance_id)
    return found


# --------------------------------------------------------------------------- resolutions


def get_resolution(actor: Actor, resolution_id: UUID) -> ResolutionView:
    row = session().execute(
        sa.select(_RESOLUTION.c.meeting_id).where(_RESOLUTION.c.id == resolution_id)
    ).first()
    if row is None:
        raise NotFound
    meeting = _visible_meeting(actor, row.meeting_id)
    by_item = _resolutions(actor, meeting, names_of(meeting.agreement_id))
    return next(one for many in by_item.values() for one in many if one.id == resolution_id)


def list_resolutions(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ResolutionView]:
    """The register. wanted: agreement_id, meeting_id, kind, lead_id, year."""
    query = (
        sa.select(_RESOLUTION.c.id)
        .where(_RESOLUTION.c.agreement_id.in_(actor.agreement_ids))
        .order_by(_RESOLUTION.c.id.desc())
    )
    for name, value in wanted.items():
        query = query.where(_RESOLUTION.c[name] == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(get_resolution(actor, row.id) for row in page.items), page.next)


def _resolutions(actor: Actor, meeting: Any, names: Names) -> dict[UUID, list[ResolutionView]]:
    rows = session().execute(
        sa.select(_RESOLUTION)
        .where(_RESOLUTION.c.meeting_id == meeting.id)
        .order_by(_RESOLUTION.c.position, _RESOLUTION.c.id)
    )
    stances = _stances(meeting.id, names)
    actions: tuple[str, ...] = ()
    if policy.permits(actor, MEETING, "resolve", meeting, holds):
        actions = ("edit", "remove") if meeting.state in {"held", "concluded"} else ()
    found: dict[UUID, list[ResolutionView]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(_resolution_view(row, names, stances.get(row.id, []), actions))
    return found


def _resolution_view(
    row: Any, names: Names, stances: list[StanceView], actions: tuple[str, ...]
) -> ResolutionView:
    co_ids = tuple(UUID(one) for one in row.co_ids)
    return ResolutionView(
        id=row.id,
        version=row.version,
        agreement_id=row.agreement_id,
        meeting_id=row.meeting_id,
        item_id=row.item_id,
        kind=row.kind,
        kind_label=RESOLUTION_KINDS[row.kind],
        text=row.text,
        lead_id=row.lead_id,
        lead_name=names.get(row.lead_id),
        co_ids=co_ids,
        co_names=tuple(names.get(one, "") for one in co_ids),
        due_on=row.due_on,
        effective_on=row.effective_on,
        number_text=f"〔{row.year}〕{row.serial}号" if row.serial else None,
        task_id=row.task_id,
        stances=tuple(stances),
        allowed_actions=actions if row.serial is None else (),
    )


def _stances(meeting_id: UUID, names: Names) -> dict[UUID, list[StanceView]]:
    query = (
        sa.select(ResolutionStance.__table__)
        .join(_RESOLUTION, _RESOLUTION.c.id == ResolutionStance.resolution_id)
        .where(_RESOLUTION.c.meeting_id == meeting_id)
    )
    found: dict[UUID, list[StanceView]] = defaultdict(list)
    for row in session().execute(query):
        found[row.resolution_id].append(
            StanceView(
                institution_id=row.institution_id,
                institution_name=names.get(row.institution_id, ""),
                stance=row.stance,
                note=row.note,
            )
        )
    return found


# --------------------------------------------------------------------------- attendance


def get_attendance(actor: Actor, attendance_id: UUID) -> AttendanceView:
    row = session().execute(
        sa.select(_ATTENDANCE).where(_ATTENDANCE.c.id == attendance_id)
    ).first()
    if row is None:
        raise NotFound
    meeting = _visible_meeting(actor, row.meeting_id)
    return _attendance_view(actor, meeting, row, names_of(meeting.agreement_id))


def _people(meeting_id: UUID) -> list[Any]:
    query = sa.select(_ATTENDANCE).where(_ATTENDANCE.c.meeting_id == meeting_id)
    return list(session().execute(query.order_by(_ATTENDANCE.c.position, _ATTENDANCE.c.id)))


def _attendance_view(actor: Actor, meeting: Any, row: Any, names: Names) -> AttendanceView:
    may = policy.allowed(actor, MEETING, meeting.state, meeting, holds)
    is_own = row.institution_id is not None and row.institution_id == actor.institution_id
    own = is_own and "confirm" in may
    return AttendanceView(
        id=row.id,
        version=row.version,
        agreement_id=meeting.agreement_id,
        meeting_id=row.meeting_id,
        institution_id=row.institution_id,
        institution_name=names.get(row.institution_id, row.organisation),
        is_own=is_own,
        organisation=row.organisation,
        name=row.name,
        title=row.title,
        capacity=row.capacity,
        capacity_label=CAPACITIES[row.capacity],
        is_remote=row.is_remote,
        delegate_for=row.delegate_for,
        leave_reason=row.leave_reason,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        allowed_actions=("edit", "remove") if own or "invite" in may else (),
    )
