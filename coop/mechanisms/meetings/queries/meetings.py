"""Reads of meetings and their parts by Core selects: the hot path of partners' systems."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import SHANGHAI
from coop.core.paging import Page, page_of
from coop.documents.models import Receipt
from coop.mechanisms.meetings.models import (
    Minutes,
)
from coop.mechanisms.meetings.policy import holds, missing_for_quorum, papers_due_on, reads_record
from coop.mechanisms.meetings.queries.attendance import attendance_view
from coop.mechanisms.meetings.queries.items import items_of
from coop.mechanisms.meetings.queries.rows import (
    MEETINGS,
    Names,
    names_of,
    people_of,
)
from coop.mechanisms.meetings.queries.views import (
    DueDate,
    MeetingSummaryView,
    MeetingView,
    NoticeReceiptView,
)
from coop.mechanisms.meetings.workflow import (
    DECIDING,
    KINDS,
    MEETING,
)
from coop.registry import deadlines


def get_meeting(actor: Actor, meeting_id: UUID) -> MeetingView:
    """The meeting whole. Raises NotFound for strangers."""
    row = session().execute(sa.select(MEETINGS).where(MEETINGS.c.id == meeting_id)).first()
    if row is None or not actor.sees(row.agreement_id):
        raise NotFound
    names = names_of(row.agreement_id)
    people = people_of(meeting_id)
    items = items_of(actor, row, names, people)
    minutes_id = session().scalar(sa.select(Minutes.id).where(Minutes.meeting_id == meeting_id))
    reads = minutes_id is None or reads_record(actor, meeting_id)
    return MeetingView(
        **_summary(actor, row, names, has_minutes=minutes_id is not None),
        agreement_version_id=row.agreement_version_id,
        items_until_on=row.items_until_on,
        papers_due_on=papers_due_on(row.agreement_id, row.starts_at.astimezone(SHANGHAI).date()),
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
        minutes_id=minutes_id if reads else None,
        items=items,
        attendance=tuple(attendance_view(actor, row, one, names) for one in people),
        receipts=_receipts(meeting_id, names),
        deadlines=due_dates(meeting_id),
    )


def list_meetings(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[MeetingSummaryView]:
    """Newest first. wanted: agreement_id, state, kind, host_id, year, external_ref."""
    query = sa.select(MEETINGS).where(MEETINGS.c.agreement_id.in_(actor.agreement_ids))
    for name, value in wanted.items():
        query = query.where(_meeting_filter(name, value))
    ordered = query.order_by(MEETINGS.c.starts_at.desc(), MEETINGS.c.id.desc())
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
        is_equal: sa.ColumnElement[bool] = MEETINGS.c[name] == value
        return is_equal
    starts = MEETINGS.c.starts_at
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
            basis=str(one.basis),
            is_provisional=one.is_provisional,
            met_on=one.met_on,
        )
        for one in deadlines.due_dates(subject_id)
    )
