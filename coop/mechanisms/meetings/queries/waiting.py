"""What waits for one person among meetings and minutes: three selects, however much there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import SHANGHAI, Text
from coop.core.worklist import WorkItem
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Attendance,
    ChangeConsent,
    Countersign,
    Meeting,
    Minutes,
    MinutesChange,
    MinutesComment,
)
from coop.mechanisms.meetings.policy import holds
from coop.mechanisms.meetings.workflow import ITEM, MEETING, MEETING_ASIDE, MINUTES, MINUTES_ASIDE
from coop.registry.models import Deadline

_ON_THE_DAY = Text("会议日期", "Day of the meeting")
_ITEMS_CLOSE = Text("议题征集截止日", "Last day for items")
_JUDGE_ITEMS = Text("审核提出的议题", "Judge proposed items")
_SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True)
class _Due:
    """A day and why it is that day."""

    on: date | None = None
    basis: str | None = None


_NONE = _Due()
Dues = dict[tuple[UUID, str], _Due]


def waiting_meetings(actor: Actor) -> tuple[WorkItem, ...]:
    """Answers that the actor's party owes, and next steps for the actor's own posts."""
    meetings = list(session().execute(_meetings(actor)))
    minutes = list(session().execute(_minutes(actor)))
    dues = _dues({row.id for row in (*meetings, *minutes)} | {row.meeting_id for row in minutes})
    found = [item for row in meetings for item in _of_meeting(actor, row, dues)]
    found += [item for row in minutes for item in _of_minutes(actor, row, dues)]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.title)))


@dataclass(frozen=True, slots=True)
class UpcomingMeeting:
    """A meeting that is still ahead, as the desk announces it."""

    title: str
    url: str
    starts_at: datetime
    place: str
    state_label: Text


def upcoming_meetings(actor: Actor, *, most: int) -> tuple[UpcomingMeeting, ...]:
    """The next meetings of every agreement that the actor sees, the nearest first."""
    columns = (Meeting.id, Meeting.title, Meeting.starts_at, Meeting.place, Meeting.state)
    query = sa.select(*columns).where(
        Meeting.agreement_id.in_(actor.agreement_ids),
        Meeting.ends_at >= clock.now(),
        Meeting.state.in_(MEETING.sources("cancel")),
    )
    rows = session().execute(query.order_by(Meeting.starts_at, Meeting.id).limit(most))
    return tuple(
        UpcomingMeeting(
            title=row.title,
            url=f"/meetings/{row.id}",
            starts_at=row.starts_at,
            place=row.place,
            state_label=MEETING.states[row.state],
        )
        for row in rows
    )


# --------------------------------------------------------------------------- meetings


def _meetings(actor: Actor) -> sa.Select[Any]:
    """Meetings that still ask something of someone."""
    own = Attendance.institution_id == actor.institution_id
    has_minutes = sa.exists().where(Minutes.meeting_id == Meeting.id)
    items = sa.exists().where(AgendaItem.meeting_id == Meeting.id)
    columns: tuple[Any, ...] = (
        Meeting.id,
        Meeting.agreement_id,
        Meeting.host_id,
        Meeting.state,
        Meeting.title,
        Meeting.starts_at,
        Meeting.items_until_on,
        sa.exists().where(Attendance.meeting_id == Meeting.id, own).label("has_answered"),
        items.where(AgendaItem.state == ITEM.initial).label("has_proposed"),
        items.where(AgendaItem.position > 0).label("has_agenda"),
        items.where(AgendaItem.proposer_id == actor.institution_id).label("has_own_item"),
    )
    return sa.select(*columns).where(
        Meeting.agreement_id.in_(actor.agreement_ids),
        Meeting.cancelled_at.is_(None),
        sa.or_(Meeting.concluded_at.is_(None), ~has_minutes),
    )


def _of_meeting(actor: Actor, row: Any, dues: Dues) -> Iterator[WorkItem]:
    actions = policy.allowed(actor, MEETING, row.state, row, holds)
    on_the_day = _Due(row.starts_at.astimezone(SHANGHAI).date(), str(_ON_THE_DAY))
    close = _Due(row.items_until_on, str(_ITEMS_CLOSE)) if row.items_until_on else on_the_day
    if "confirm" in actions and not row.has_answered:
        yield _meeting_item(row, MEETING.actions["confirm"], "answer", on_the_day, "confirm")
    if "propose_item" in actions and row.state in MEETING.sources("approve_agenda"):
        group = "follow" if row.has_own_item else "answer"
        yield _meeting_item(row, MEETING.actions["propose_item"], group, close, "propose-item")
    if "add_item" in actions and row.has_proposed:
        yield _meeting_item(row, _JUDGE_ITEMS, "review", close)
    if "draft_minutes" in actions:
        due = dues.get((row.id, "minutes_draft"), _NONE)
        yield _meeting_item(row, MEETING.actions["draft_minutes"], "do", due, "draft-minutes")
    yield from _next_of_meeting(row, actions, dues.get((row.id, "hold_by"), on_the_day))


def _next_of_meeting(row: Any, actions: tuple[str, ...], due: _Due) -> Iterator[WorkItem]:
    onward = MEETING.onward(row.state, aside=MEETING_ASIDE)
    if onward is None or onward.action not in actions:
        return
    is_convener = "convener" in onward.roles
    if is_convener and not row.has_agenda:
        return
    too_early = onward.action == "hold" and due.on is not None and clock.today() < due.on
    group = "review" if is_convener else "follow" if too_early else "do"
    yield _meeting_item(row, MEETING.actions[onward.action], group, due)


def _meeting_item(row: Any, kind: Text, group: str, due: _Due, form: str = "") -> WorkItem:
    url = f"/meetings/{row.id}/{form}" if form else f"/meetings/{row.id}"
    return WorkItem(kind, row.title, url, group, row.id, due.on, due.basis)


# --------------------------------------------------------------------------- minutes


def _minutes(actor: Actor) -> sa.Select[Any]:
    """Minutes on their way, and issued ones for which a change is proposed or the archive waits."""
    own = actor.institution_id
    comments = sa.exists().where(
        MinutesComment.minutes_id == Minutes.id, MinutesComment.round == Minutes.round
    )
    signed = sa.exists().where(
        Countersign.minutes_id == Minutes.id,
        Countersign.institution_id == own,
        Countersign.voided_at.is_(None),
    )
    consented = sa.exists().where(
        ChangeConsent.change_id == MinutesChange.id, ChangeConsent.institution_id == own
    )
    change = sa.and_(MinutesChange.minutes_id == Minutes.id, MinutesChange.closed_at.is_(None))
    unanswered = comments.where(
        MinutesComment.answer.is_(None), MinutesComment.kind != "acceptance"
    )
    columns: tuple[Any, ...] = (
        Minutes.id,
        Minutes.agreement_id,
        Minutes.meeting_id,
        Minutes.host_id,
        Minutes.state,
        Minutes.title,
        Minutes.drafted_by_id,
        comments.where(MinutesComment.institution_id == own).label("has_commented"),
        unanswered.label("has_unanswered"),
        signed.label("has_signed"),
        MinutesChange.id.label("change_id"),
        consented.label("has_consented"),
    )
    return (
        sa.select(*columns)
        .outerjoin(MinutesChange, change)
        .where(
            Minutes.agreement_id.in_(actor.agreement_ids),
            Minutes.state.in_([one for one in MINUTES.states if MINUTES.possible(one)]),
        )
    )


def _of_minutes(actor: Actor, row: Any, dues: Dues) -> Iterator[WorkItem]:
    actions = policy.allowed(actor, MINUTES, row.state, row, holds)
    comments_due = dues.get((row.id, "comments"), _NONE)
    issue_due = dues.get((row.meeting_id, "minutes_issue"), _NONE)
    # The host's secretariat wrote the text; the others are asked about it.
    is_asked = actor.institution_id != row.host_id and not row.has_commented
    if "comment" in actions and is_asked:
        yield _minutes_item(row, MINUTES.actions["comment"], "answer", comments_due)
    if "countersign" in actions and not row.has_signed and actor.id != row.drafted_by_id:
        yield _minutes_item(row, MINUTES.actions["countersign"], "answer", issue_due)
    if "consent" in actions and row.change_id is not None and not row.has_consented:
        yield _minutes_item(row, MINUTES.actions["consent"], "answer", _NONE)
    if "resolve" in actions and row.has_unanswered:
        yield _minutes_item(row, MINUTES.actions["resolve"], "review", comments_due)
    yield from _next_of_minutes(actor, row, actions, (comments_due, issue_due))


def _next_of_minutes(
    actor: Actor, row: Any, actions: tuple[str, ...], due: tuple[_Due, _Due]
) -> Iterator[WorkItem]:
    """The secretariat's and archivist's next step; while others are to act, it is followed."""
    onward = MINUTES.onward(row.state, aside=MINUTES_ASIDE)
    if onward is None:
        return
    label, (comments_due, issue_due) = MINUTES.actions[onward.action], due
    if onward.action == "close" and "close" in actions:
        is_over = comments_due.on is not None and clock.today() > comments_due.on
        yield _minutes_item(row, label, "do" if is_over else "follow", comments_due)
    elif onward.action in actions and onward.action != "countersign":
        yield _minutes_item(row, label, "do", issue_due)
    elif onward.action == "countersign" and holds(actor, _SECRETARIAT, row):
        yield _minutes_item(row, MINUTES.states[row.state], "follow", issue_due)


def _minutes_item(row: Any, kind: Text, group: str, due: _Due) -> WorkItem:
    return WorkItem(kind, row.title, f"/minutes/{row.id}", group, row.id, due.on, due.basis)


def _dues(subject_ids: set[UUID]) -> Dues:
    """Open deadlines by subject and kind."""
    columns = (Deadline.subject_id, Deadline.kind, Deadline.due_on, Deadline.basis)
    query = sa.select(*columns).where(
        Deadline.subject_id.in_(subject_ids), Deadline.met_on.is_(None)
    )
    return {(row[0], row[1]): _Due(row[2], row[3]) for row in session().execute(query)}
