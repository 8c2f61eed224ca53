"""Meetings:

planned by the host's secretariat, demanded by any party, postponed or cancelled by the convener.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, session
from coop.core.errors import (
    Duplicate,
    FieldProblem,
    Forbidden,
    Invalid,
    NotFound,
    RuleViolation,
    invalid,
)
from coop.core.language import SHANGHAI, Text
from coop.core.policy import own_institution
from coop.mechanisms.meetings.models import AgendaItem, Meeting, in_agenda_order
from coop.mechanisms.meetings.policy import may_demand
from coop.mechanisms.meetings.service.loading import (
    day_of,
    meeting_for,
    record_meeting,
)
from coop.mechanisms.meetings.workflow import KINDS, MEETING, ON_AGENDA
from coop.registry import deadlines, directory, working_days

CLAUSE = "joint_meeting"
_EXTRAORDINARY = Text(
    "提议之日起{days}个工作日内召开临时会议",
    "an extraordinary meeting within {days} working days of its demand",
)
PAST = Text("不能早于今天。", "May not be before today.")


class AgendaNotReady(RuleViolation):
    code = "agenda_not_ready"
    text = Text("议程还不能审定：{reason}", "The agenda can't be approved yet: {reason}")


@command
def plan_meeting(  # noqa: PLR0913  # the facts of a meeting
    actor: Actor,
    *,
    agreement_id: UUID,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    title: str = "",
    ordinal: int | None = None,
    place: str = "",
    mode: str = "onsite",
    items_until_on: date | None = None,
    external_ref: str | None = None,
) -> Meeting:
    """Plan a meeting. The host follows from the rotation on its day; its secretariat plans."""
    if not actor.sees(agreement_id):
        raise NotFound
    day = checked_day(agreement_id, starts_at, ends_at)
    host_id = directory.host_on(agreement_id, day)
    if not (actor.has("secretariat", agreement_id) and actor.institution_id == host_id):
        raise Forbidden(action=Text("安排会议", "plan a meeting"))
    _check_items_until(items_until_on, day)
    meeting = _add(agreement_id, host_id, kind, starts_at, ends_at, ordinal=ordinal, title=title)
    meeting.place, meeting.mode = place, mode
    meeting.items_until_on, meeting.external_ref = items_until_on, external_ref
    session().flush()
    record_meeting(actor, meeting, "plan", title=meeting.title)
    return meeting


@command
def demand_meeting(
    actor: Actor, *, agreement_id: UUID, starts_at: datetime, ends_at: datetime, reason: str
) -> Meeting:
    """Any party may demand an extraordinary meeting; it must be held within the agreement's working
    days.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    if not may_demand(actor, agreement_id):
        raise Forbidden(action=Text("提议召开临时会议", "demand an extraordinary meeting"))
    day = checked_day(agreement_id, starts_at, ends_at)
    host_id = directory.host_on(agreement_id, day)
    meeting = _add(agreement_id, host_id, "ad_hoc", starts_at, ends_at)
    meeting.demanded_by_id, meeting.reason = own_institution(actor), reason
    session().flush()
    days = directory.settings(agreement_id).extraordinary_meeting_days
    due = deadlines.set_deadline(
        agreement_id,
        "meeting",
        meeting.id,
        "hold_by",
        clock.today(),
        days,
        "working_day",
        deadlines.by_clause(agreement_id, CLAUSE, _EXTRAORDINARY.with_facts(days=days)),
    )
    meeting.hold_by_on = due.due_on
    record_meeting(actor, meeting, "demand", reason=reason)
    return meeting


@command
def edit_meeting(  # noqa: PLR0913
    actor: Actor,
    meeting_id: UUID,
    *,
    expected_version: int,
    title: str | None = None,
    place: str | None = None,
    mode: str | None = None,
    items_until_on: date | None = None,
) -> Meeting:
    """Change what doesn't move the meeting; a new time is a postponement."""
    meeting = meeting_for(actor, meeting_id, "edit")
    check_version(meeting, expected_version)
    meeting.state = MEETING.next(meeting.state, "edit")
    _check_items_until(items_until_on, day_of(meeting))
    wanted = {"title": title, "place": place, "mode": mode, "items_until_on": items_until_on}
    changes: dict[str, Any] = {
        name: (getattr(meeting, name), value)
        for name, value in wanted.items()
        if value is not None and value != getattr(meeting, name)
    }
    for name, (_before, after) in changes.items():
        setattr(meeting, name, after)
    if "place" in changes:
        meeting.calendar_sequence += 1
    record_meeting(actor, meeting, "edit", **changes)
    return meeting


@command
def open_collection(
    actor: Actor, meeting_id: UUID, *, expected_version: int, items_until_on: date | None = None
) -> Meeting:
    """Ask the parties for items, up to a cut-off day."""
    meeting = meeting_for(actor, meeting_id, "open_collection")
    check_version(meeting, expected_version)
    meeting.state = MEETING.next(meeting.state, "open_collection")
    _check_items_until(items_until_on, day_of(meeting))
    meeting.items_until_on = items_until_on or meeting.items_until_on
    record_meeting(actor, meeting, "open_collection", items_until_on=str(meeting.items_until_on))
    return meeting


@command
def approve_agenda(actor: Actor, meeting_id: UUID, *, expected_version: int) -> Meeting:
    """The convener approves: at least one item, each agreed beforehand or marked for discussion."""
    meeting = meeting_for(actor, meeting_id, "approve_agenda")
    check_version(meeting, expected_version)
    state = MEETING.next(meeting.state, "approve_agenda")
    items = accepted_items(meeting.id)
    if not items:
        raise AgendaNotReady(reason=Text("还没有列入的议题。", "it has no item."))
    open_ones = [item.title for item in items if not (item.is_settled or item.is_for_discussion)]
    if open_ones:
        told = Text(
            "以下议题未注明“会前已达成一致”或“提交会议讨论”：{items}。",
            "not marked as agreed beforehand or for discussion: {items}.",
        )
        raise AgendaNotReady(reason=told.with_facts(items=open_ones))
    meeting.state = state
    record_meeting(actor, meeting, "approve_agenda", items=[item.title for item in items])
    return meeting


# --------------------------------------------------------------------------- parts


def accepted_items(meeting_id: UUID) -> list[AgendaItem]:
    """Items on the agenda in their order, sub-items after their parent."""
    query = sa.select(AgendaItem).where(
        AgendaItem.meeting_id == meeting_id, AgendaItem.state.in_(ON_AGENDA)
    )
    return list(session().scalars(in_agenda_order(query)))


def _add(  # noqa: PLR0913
    agreement_id: UUID,
    host_id: UUID,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    ordinal: int | None = None,
    title: str = "",
) -> Meeting:
    number = ordinal or _next_ordinal(agreement_id, kind)
    _refuse_taken_ordinal(agreement_id, kind, number)
    meeting = Meeting(
        agreement_id=agreement_id,
        agreement_version_id=directory.version_id(agreement_id),
        kind=kind,
        ordinal=number,
        title=title or f"联席会议第{number}次{KINDS[kind].zh}",
        host_id=host_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    session().add(meeting)
    session().flush()
    return meeting


def _next_ordinal(agreement_id: UUID, kind: str) -> int:
    newest = sa.select(sa.func.max(Meeting.ordinal)).where(
        Meeting.agreement_id == agreement_id, Meeting.kind == kind
    )
    return (session().scalar(newest) or 0) + 1


def _refuse_taken_ordinal(agreement_id: UUID, kind: str, ordinal: int) -> None:
    same = sa.select(Meeting.id).where(
        Meeting.agreement_id == agreement_id, Meeting.kind == kind, Meeting.ordinal == ordinal
    )
    if session().scalar(same) is not None:
        raise Duplicate(value=f"第{ordinal}次{KINDS[kind].zh}")


def checked_day(agreement_id: UUID, starts_at: datetime, ends_at: datetime) -> date:
    """The meeting's day in Shanghai. Raises Invalid for a past, reversed or uncharted time."""
    if ends_at <= starts_at:
        raise invalid(
            "ends_at", "ends_before_start", Text("须晚于开始时间。", "Must be after the start.")
        )
    day = starts_at.astimezone(SHANGHAI).date()
    if day < clock.today():
        raise invalid("starts_at", "in_the_past", PAST)
    try:
        working_days.calendar_of(agreement_id).is_working_day(day)
    except working_days.CalendarGap as gap:
        problem = gap.problems[0]
        raise Invalid(FieldProblem("/starts_at", problem.code, problem.text)) from gap
    return day


def _check_items_until(items_until_on: date | None, day: date) -> None:
    if items_until_on is not None and items_until_on > day:
        words = Text(
            "征集截止日不能晚于会议日期。", "Items close at the latest on the day of the meeting."
        )
        raise invalid("items_until_on", "after_the_meeting", words)
