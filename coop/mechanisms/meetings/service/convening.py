"""From the notice to the end of a meeting: sent, held, concluded, or postponed and cancelled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.db import check_version, command, session
from coop.core.errors import (
    RuleViolation,
    invalid,
)
from coop.core.language import Text
from coop.documents import receipts
from coop.documents.handling import SignOff, Taken, issued_after, published
from coop.documents.models import OfficialDocument
from coop.documents.secrecy import refuse_telegram_urgency
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.events import MeetingNotified
from coop.mechanisms.meetings.models import Meeting, Resolution
from coop.mechanisms.meetings.service import quorum
from coop.mechanisms.meetings.service.loading import (
    day_of,
    meeting_for,
    record_meeting,
)
from coop.mechanisms.meetings.service.meetings import CLAUSE, PAST, accepted_items, checked_day
from coop.mechanisms.meetings.workflow import MEETING
from coop.registry import deadlines, directory, working_days

_DRAFT_BY = Text(
    "会后{days}个工作日内完成纪要初稿", "the minutes' draft within {days} working days"
)
_ISSUE_BY = Text("会后{days}个工作日内印发纪要", "the minutes issued within {days} working days")


class ItemsWithoutOutcome(RuleViolation):
    code = "items_without_outcome"
    text = Text("以下议题还没有结果：{items}。", "These items have no outcome yet: {items}.")


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
    document = _file_notice(actor, meeting)
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
    """A new time. The notice must go out again; calendars update in place. A day in another term
    makes that term's institution the host.
    """
    meeting = meeting_for(actor, meeting_id, "postpone")
    check_version(meeting, expected_version)
    state = MEETING.next(meeting.state, "postpone")
    day = checked_day(meeting.agreement_id, starts_at, ends_at)
    host_id = directory.host_on(meeting.agreement_id, day)
    before, former_host_id = meeting.starts_at, meeting.host_id
    meeting.state, meeting.starts_at, meeting.ends_at = state, starts_at, ends_at
    meeting.calendar_sequence += 1
    receipts.withdraw(meeting.id)
    changes: dict[str, object] = {"starts_at": (before, starts_at)}
    if host_id != former_host_id:
        meeting.host_id, changes["host_id"] = host_id, (former_host_id, host_id)
    record_meeting(actor, meeting, "postpone", reason=reason, **changes)
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


def _file_notice(actor: Actor, meeting: Meeting) -> OfficialDocument:
    steps = _approved_by_the_convener(actor, meeting)
    document = printing.file_notice(meeting, accepted_items(meeting.id), steps)
    meeting.notice_document_id = document.id
    return document


def _approved_by_the_convener(actor: Actor, meeting: Meeting) -> tuple[Taken, ...]:
    """The agenda's approval signs the notice off: it holds nothing else but time and place."""
    approvals = ("meeting.approve_agenda", "meeting.postpone")
    last = next((one for one in audit.history(meeting.id) if one.action in approvals), None)
    if last is None:
        return published(actor)
    signed_by = last.on_behalf_of or last.actor_name
    return issued_after(SignOff(signed_by=signed_by, signed_at=last.at), actor)


def _check_notice(meeting: Meeting, urgency: str, urgency_reason: str) -> None:
    """Setting notice_days in working days before; 特急 with a reason may be the same day."""
    if day_of(meeting) < clock.today():
        raise invalid("starts_at", "in_the_past", PAST)
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
        ("minutes_draft", rules.minutes_draft_days, _DRAFT_BY),
        ("minutes_issue", rules.minutes_issue_days, _ISSUE_BY),
    ):
        deadlines.set_deadline(
            meeting.agreement_id,
            "meeting",
            meeting.id,
            kind,
            day_of(meeting),
            days,
            "working_day",
            deadlines.by_clause(meeting.agreement_id, CLAUSE, told.with_facts(days=days)),
        )
