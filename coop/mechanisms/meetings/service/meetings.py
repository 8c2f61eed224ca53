"""Meetings:

planned by the host's secretariat, demanded by any party, postponed or cancelled by the convener.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, events
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
from coop.documents import receipts
from coop.documents.secrecy import refuse_telegram_urgency
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.events import MeetingNotified
from coop.mechanisms.meetings.models import AgendaItem, Meeting, Resolution, in_agenda_order
from coop.mechanisms.meetings.policy import may_demand
from coop.mechanisms.meetings.service import quorum
from coop.mechanisms.meetings.service.loading import (
    day_of,
    meeting_for,
    own_party,
    record_meeting,
)
from coop.mechanisms.meetings.workflow import KINDS, MEETING
from coop.registry import deadlines, directory, working_days

_PAST = Text("不能早于今天。", "May not be before today.")


class AgendaNotReady(RuleViolation):
    code = "agenda_not_ready"
    text = Text("议程还不能审定：{reason}", "The agenda can't be approved yet: {reason}")


class ItemsWithoutOutcome(RuleViolation):
    code = "items_without_outcome"
    text = Text("以下议题还没有结果：{items}。", "These items have no outcome yet: {items}.")


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
    day = _checked_day(agreement_id, starts_at, ends_at)
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
    day = _checked_day(agreement_id, starts_at, ends_at)
    host_id = directory.host_on(agreement_id, day)
    meeting = _add(agreement_id, host_id, "ad_hoc", starts_at, ends_at)
    meeting.demanded_by_id, meeting.reason = own_party(actor), reason
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
        _basis(agreement_id, f"提议之日起{days}个工作日内召开临时会议"),
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


@command
def send_notice(
    actor: Actor,
    meeting_id: UUID,
    *,
    expected_version: int,
    urgency: str = "none",
    urgency_reason: str = "",
) -> Meeting:
    """Send the notice to every party, with enough working days ahead or as 特急 with a reason."""
    meeting = meeting_for(actor, meeting_id, "send_notice")
    check_version(meeting, expected_version)
    state = MEETING.next(meeting.state, "send_notice")
    refuse_telegram_urgency(urgency)
    _check_notice(meeting, urgency, urgency_reason)
    meeting.state = state
    meeting.urgency, meeting.urgency_reason = urgency, urgency_reason or None
    meeting.notice_sent_at = clock.now()
    document = printing.file_notice(meeting, accepted_items(meeting.id))
    meeting.notice_document_id = document.id
    audience = directory.institution_ids(meeting.agreement_id)
    sign_by = working_days.calendar_of(meeting.agreement_id).add(clock.today(), 1).on
    receipts.hand_over(
        meeting.agreement_id,
        "meeting",
        meeting.id,
        audience,
        due_on=min(sign_by, day_of(meeting)),
        title=meeting.title,
    )
    record_meeting(actor, meeting, "send_notice", reason=urgency_reason or None, urgency=urgency)
    events.record(
        MeetingNotified(
            agreement_id=meeting.agreement_id,
            subject_id=meeting.id,
            audience=audience,
            starts_at=meeting.starts_at,
            place=meeting.place,
            document_id=document.id,
        )
    )
    return meeting


@command
def hold_meeting(actor: Actor, meeting_id: UUID, *, expected_version: int) -> Meeting:
    """Declare the meeting held; refused below the quorum, naming who is missing."""
    meeting = meeting_for(actor, meeting_id, "hold")
    check_version(meeting, expected_version)
    state = MEETING.next(meeting.state, "hold")
    quorum.require(meeting)
    meeting.state = state
    meeting.held_at = clock.now()
    deadlines.meet_deadline(meeting.id, "hold_by")
    record_meeting(actor, meeting, "hold")
    return meeting


@command
def finish_meeting(actor: Actor, meeting_id: UUID, *, expected_version: int) -> Meeting:
    """Conclude once every item has an outcome; the minutes' deadlines start."""
    meeting = meeting_for(actor, meeting_id, "finish")
    check_version(meeting, expected_version)
    state = MEETING.next(meeting.state, "finish")
    resolved = set(
        session().scalars(sa.select(Resolution.item_id).where(Resolution.meeting_id == meeting.id))
    )
    parents = {item.parent_id for item in accepted_items(meeting.id)}
    missing = [
        item.title
        for item in accepted_items(meeting.id)
        if item.id not in resolved and item.id not in parents
    ]
    if missing:
        raise ItemsWithoutOutcome(items=missing)
    quorum.require_everyone_recorded(meeting.id, meeting.agreement_id)
    meeting.state = state
    meeting.concluded_at = clock.now()
    _set_minutes_deadlines(meeting)
    record_meeting(actor, meeting, "finish")
    return meeting


@command
def postpone_meeting(
    actor: Actor,
    meeting_id: UUID,
    *,
    expected_version: int,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
) -> Meeting:
    """A new time. The notice must go out again; calendars update in place."""
    meeting = meeting_for(actor, meeting_id, "postpone")
    check_version(meeting, expected_version)
    state = MEETING.next(meeting.state, "postpone")
    _checked_day(meeting.agreement_id, starts_at, ends_at)
    before = meeting.starts_at
    meeting.state, meeting.starts_at, meeting.ends_at = state, starts_at, ends_at
    meeting.calendar_sequence += 1
    receipts.withdraw(meeting.id)
    record_meeting(actor, meeting, "postpone", reason=reason, starts_at=(before, starts_at))
    return meeting


@command
def cancel_meeting(
    actor: Actor, meeting_id: UUID, *, expected_version: int, reason: str
) -> Meeting:
    """Call the meeting off; calendars drop it."""
    meeting = meeting_for(actor, meeting_id, "cancel")
    check_version(meeting, expected_version)
    meeting.state = MEETING.next(meeting.state, "cancel")
    meeting.cancelled_at, meeting.reason = clock.now(), reason
    meeting.calendar_sequence += 1
    receipts.withdraw(meeting.id)
    record_meeting(actor, meeting, "cancel", reason=reason)
    return meeting


# --------------------------------------------------------------------------- parts


def accepted_items(meeting_id: UUID) -> list[AgendaItem]:
    """Items on the agenda in their order, sub-items after their parent."""
    query = sa.select(AgendaItem).where(
        AgendaItem.meeting_id == meeting_id, AgendaItem.state == "accepted"
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


def _checked_day(agreement_id: UUID, starts_at: datetime, ends_at: datetime) -> date:
    """The meeting's day in Shanghai. Raises Invalid for a past, reversed or uncharted time."""
    if ends_at <= starts_at:
        raise invalid(
            "ends_at", "ends_before_start", Text("须晚于开始时间。", "Must be after the start.")
        )
    day = starts_at.astimezone(SHANGHAI).date()
    if day < clock.today():
        raise invalid("starts_at", "in_the_past", _PAST)
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


def _check_notice(meeting: Meeting, urgency: str, urgency_reason: str) -> None:
    """Notice ≥ N working days before (setting notice_days); 特急 with a reason may be the same day."""
    if day_of(meeting) < clock.today():
        raise invalid("starts_at", "in_the_past", _PAST)
    days = directory.settings(meeting.agreement_id).notice_days
    earliest = working_days.calendar_of(meeting.agreement_id).add(clock.today(), days).on
    if earliest <= day_of(meeting):
        return
    if urgency == "extra_urgent" and urgency_reason:
        return
    if urgency == "extra_urgent":
        words = Text("特急通知须写明理由。", "An extra urgent notice needs a reason.")
        raise invalid("urgency_reason", "required", words)
    words = Text(
        "通知须提前 {days} 个工作日，最早可在 {earliest} 开会；确需提前的，选“特急”并写明理由。",
        "Notice takes {days} working days, so the earliest day is {earliest}; "
        "if it must be sooner, mark it extra urgent and say why.",
    )
    raise invalid("starts_at", "notice_too_short", words.with_facts(days=days, earliest=earliest))


def _set_minutes_deadlines(meeting: Meeting) -> None:
    rules = directory.settings(meeting.agreement_id)
    for kind, days, told in (
        ("minutes_draft", rules.minutes_draft_days, "会后{days}个工作日内完成纪要初稿"),
        ("minutes_issue", rules.minutes_issue_days, "会后{days}个工作日内印发纪要"),
    ):
        deadlines.set_deadline(
            meeting.agreement_id,
            "meeting",
            meeting.id,
            kind,
            day_of(meeting),
            days,
            "working_day",
            _basis(meeting.agreement_id, told.format(days=days)),
        )


def _basis(agreement_id: UUID, told: str) -> str:
    clause = directory.clause(agreement_id, "joint_meeting")
    return f"协议{clause.article}：{told}" if clause else told
