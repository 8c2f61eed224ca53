"""What every command begins and ends with: load what is visible, permit, and record the act."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import lock
from coop.core.errors import NotFound, invalid
from coop.core.language import SHANGHAI, Text
from coop.core.parts import lock_part
from coop.documents import marks
from coop.mechanisms.meetings.events import (
    AgendaItemEvent,
    AttendanceEvent,
    MeetingEvent,
    MinutesEvent,
    ResolutionEvent,
)
from coop.mechanisms.meetings.models import AgendaItem, Attendance, Meeting, Minutes, Resolution
from coop.mechanisms.meetings.policy import holds
from coop.mechanisms.meetings.workflow import ITEM, MEETING, MINUTES
from coop.registry import directory

Part = TypeVar("Part", AgendaItem, Attendance, Minutes, Resolution)


def meeting_for(actor: Actor, meeting_id: UUID, action: str) -> Meeting:
    """The meeting, locked, if the actor sees it and may do this with it."""
    meeting = lock(Meeting, meeting_id)
    if not actor.sees(meeting.agreement_id):
        raise NotFound
    policy.require(actor, MEETING, action, meeting, holds)
    return meeting


def item_for(actor: Actor, item_id: UUID, action: str) -> tuple[AgendaItem, Meeting]:
    """An agenda item with its meeting, both locked, if the actor may do this with it."""
    found, meeting = part_and_meeting(AgendaItem, item_id)
    if not actor.sees(meeting.agreement_id):
        raise NotFound
    policy.require(actor, ITEM, action, meeting, holds)
    return found, meeting


def part_and_meeting(model: type[Part], part_id: UUID) -> tuple[Part, Meeting]:
    return lock_part(model, part_id, Meeting, model.meeting_id)


def minutes_for(actor: Actor, minutes_id: UUID, action: str) -> Minutes:
    minutes, _meeting = part_and_meeting(Minutes, minutes_id)
    if not actor.may_read(minutes.agreement_id, minutes.classification):
        raise NotFound
    policy.require(actor, MINUTES, action, minutes, holds)
    return minutes


def require_party(agreement_id: UUID, institution_id: UUID | None, name: str) -> None:
    """Raises Invalid on field `name` when the institution is no member today."""
    if institution_id is not None and institution_id not in directory.institution_ids(agreement_id):
        words = Text("不是本协议的成员单位。", "Not a party of this agreement.")
        raise invalid(name, "not_a_party", words)


def record_meeting(
    actor: Actor, meeting: Meeting, action: str, *, reason: str | None = None, **changes: Any
) -> None:
    audit.record(
        actor,
        f"meeting.{action}",
        Subject("meeting", meeting.id, meeting.agreement_id),
        reason=reason,
        **changes,
    )
    events.record(
        MeetingEvent(
            agreement_id=meeting.agreement_id,
            subject_id=meeting.id,
            audience=directory.institution_ids(meeting.agreement_id),
            action=action,
            state=meeting.state,
            starts_at=meeting.starts_at,
        )
    )


def record_item(
    actor: Actor, item: AgendaItem, meeting: Meeting, action: str, **changes: Any
) -> None:
    reason = changes.pop("reason", None)
    audit.record(
        actor,
        f"agenda_item.{action}",
        Subject("agenda_item", item.id, meeting.agreement_id),
        reason=str(reason) if reason else None,
        meeting_id=meeting.id,
        **changes,
    )
    events.record(
        AgendaItemEvent(
            agreement_id=meeting.agreement_id,
            subject_id=item.id,
            audience=directory.institution_ids(meeting.agreement_id),
            meeting_id=meeting.id,
            action=action,
            state=item.state,
        )
    )


def record_attendance(
    actor: Actor, meeting: Meeting, subject_id: UUID, action: str, **changes: Any
) -> None:
    audit.record(
        actor,
        f"meeting.{action}",
        Subject("meeting", meeting.id, meeting.agreement_id),
        **changes,
    )
    events.record(
        AttendanceEvent(
            agreement_id=meeting.agreement_id,
            subject_id=subject_id,
            audience=directory.institution_ids(meeting.agreement_id),
            meeting_id=meeting.id,
            action=action,
        )
    )


def record_resolution(actor: Actor, resolution: Resolution, action: str, **changes: Any) -> None:
    audit.record(
        actor,
        f"resolution.{action}",
        Subject("resolution", resolution.id, resolution.agreement_id),
        **changes,
    )
    events.record(
        ResolutionEvent(
            agreement_id=resolution.agreement_id,
            subject_id=resolution.id,
            audience=directory.institution_ids(resolution.agreement_id),
            meeting_id=resolution.meeting_id,
            action=action,
        )
    )


def record_minutes(
    actor: Actor, minutes: Minutes, action: str, *, reason: str | None = None, **changes: Any
) -> None:
    marks.mark(minutes.agreement_id, minutes.id, minutes.classification)
    audit.record(
        actor,
        f"minutes.{action}",
        Subject("minutes", minutes.id, minutes.agreement_id),
        reason=reason,
        **changes,
    )
    events.record(
        MinutesEvent(
            agreement_id=minutes.agreement_id,
            subject_id=minutes.id,
            audience=directory.institution_ids(minutes.agreement_id),
            meeting_id=minutes.meeting_id,
            action=action,
            state=minutes.state,
            text_hash=minutes.text_hash,
        )
    )


def day_of(meeting: Meeting) -> date:
    """The meeting's day in Shanghai."""
    return meeting.starts_at.astimezone(SHANGHAI).date()
