"""Who takes part:

named by their own party's liaison, completed and checked in by the secretariat.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, session, touch
from coop.core.errors import Forbidden, NotFound, invalid
from coop.core.language import SHANGHAI, Text
from coop.core.policy import own_institution, permits
from coop.documents import receipts
from coop.mechanisms.meetings.models import AgendaItem, Attendance, Meeting, Recusal
from coop.mechanisms.meetings.policy import holds
from coop.mechanisms.meetings.service import quorum
from coop.mechanisms.meetings.service.loading import (
    meeting_for,
    part_and_meeting,
    record_attendance,
    require_party,
)
from coop.mechanisms.meetings.workflow import DISCUSSED, MEETING

_NOT_LISTED = Text("不在参会名单中。", "Not on the list.")
_GUESTS_OBSERVE = Text("非成员单位人员只能列席。", "Guests may only observe.")


@command
def confirm_attendance(
    actor: Actor, meeting_id: UUID, *, attendees: list[dict[str, Any]]
) -> Meeting:
    """A party's 回执:

    who comes, in what capacity, who is on leave. Replaces the party's earlier answer.
    """
    meeting = meeting_for(actor, meeting_id, "confirm")
    MEETING.next(meeting.state, "confirm")
    party_id = own_institution(actor)
    session().execute(
        sa.delete(Attendance).where(
            Attendance.meeting_id == meeting.id, Attendance.institution_id == party_id
        )
    )
    for facts in attendees:
        _add(meeting, institution_id=party_id, **facts)
    receipts.sign(actor, meeting.id, party_id)
    record_attendance(
        actor, meeting, meeting.id, "confirm", attendees=[one["name"] for one in attendees]
    )
    return meeting


@command
def invite(actor: Actor, meeting_id: UUID, *, attendees: list[dict[str, Any]]) -> Meeting:
    """The secretariat adds people of any party, and guests of other organisations as observers."""
    meeting = meeting_for(actor, meeting_id, "invite")
    MEETING.next(meeting.state, "invite")
    for number, facts in enumerate(attendees):
        _check_origin(meeting, facts, f"attendees/{number}")
        _add(meeting, **facts)
    record_attendance(
        actor, meeting, meeting.id, "invite", attendees=[one["name"] for one in attendees]
    )
    return meeting


@command
def edit_attendance(
    actor: Actor, attendance_id: UUID, *, expected_version: int, **facts: Any
) -> Attendance:
    """Change one person's entry:

    by the own party's liaison until the meeting, by the secretariat until its end.
    """
    attendance, meeting = _entry_for(actor, attendance_id)
    check_version(attendance, expected_version)
    changes = {
        name: (getattr(attendance, name), value)
        for name, value in facts.items()
        if value is not None and value != getattr(attendance, name)
    }
    capacity = facts.get("capacity") or attendance.capacity
    _check_leave(capacity, {"leave_reason": attendance.leave_reason, **facts})
    if attendance.institution_id is None and capacity != "observer":
        raise invalid("capacity", "guests_observe", _GUESTS_OBSERVE)
    for name, (_before, after) in changes.items():
        setattr(attendance, name, after)
    record_attendance(actor, meeting, attendance.id, "edit_attendance", **changes)
    return attendance


@command
def remove_attendance(
    actor: Actor, attendance_id: UUID, *, expected_version: int, reason: str
) -> Meeting:
    attendance, meeting = _entry_for(actor, attendance_id)
    check_version(attendance, expected_version)
    session().delete(attendance)
    touch(meeting)
    record_attendance(
        actor, meeting, attendance.id, "remove_attendance", name=attendance.name, reason=reason
    )
    return meeting


@command
def check_in(actor: Actor, meeting_id: UUID, *, entries: list[dict[str, Any]]) -> Meeting:
    """Arrivals and departures; a quorum lost during the meeting is noted, and its return too."""
    meeting = meeting_for(actor, meeting_id, "check_in")
    MEETING.next(meeting.state, "check_in")
    for number, facts in enumerate(entries):
        _check_in_one(meeting, facts, f"entries/{number}")
    session().flush()
    if meeting.state in DISCUSSED:
        _note_quorum(meeting)
    record_attendance(actor, meeting, meeting.id, "check_in", entries=len(entries))
    return meeting


@command
def recuse(
    actor: Actor, meeting_id: UUID, *, attendance_id: UUID, item_id: UUID, reason: str
) -> Meeting:
    """Take a person out of quorum and decision for one item only."""
    meeting = meeting_for(actor, meeting_id, "recuse")
    MEETING.next(meeting.state, "recuse")
    attendance = session().get(Attendance, attendance_id)
    item = session().get(AgendaItem, item_id)
    if attendance is None or attendance.meeting_id != meeting.id:
        raise invalid("attendance_id", "not_attending", _NOT_LISTED)
    if item is None or item.meeting_id != meeting.id:
        raise invalid("item_id", "not_on_agenda", Text("不在议程中。", "Not on the agenda."))
    session().merge(Recusal(attendance_id=attendance_id, item_id=item_id, reason=reason))
    touch(meeting)
    record_attendance(
        actor, meeting, attendance_id, "recuse", item_id=item_id, name=attendance.name
    )
    return meeting


# --------------------------------------------------------------------------- parts


def _add(meeting: Meeting, **facts: Any) -> None:
    _check_leave(facts["capacity"], facts)
    last = session().scalar(
        sa.select(sa.func.max(Attendance.position)).where(Attendance.meeting_id == meeting.id)
    )
    session().add(Attendance(meeting_id=meeting.id, position=(last or 0) + 1, **facts))
    session().flush()


def _check_leave(capacity: str, facts: dict[str, Any]) -> None:
    if capacity == "leave" and not facts.get("leave_reason"):
        words = Text("请假须写明事由。", "Leave needs its reason.")
        raise invalid("leave_reason", "required", words)


def _check_origin(meeting: Meeting, facts: dict[str, Any], pointer: str) -> None:
    """A guest comes from an organisation and only observes; everybody else belongs to a party."""
    institution_id = facts.get("institution_id")
    if institution_id is not None:
        require_party(meeting.agreement_id, institution_id, f"{pointer}/institution_id")
        facts["organisation"] = ""
        return
    if not facts.get("organisation"):
        words = Text("请选择或填写所在单位。", "Choose a party or name the organisation.")
        raise invalid(f"{pointer}/organisation", "required", words)
    if facts["capacity"] != "observer":
        raise invalid(f"{pointer}/capacity", "guests_observe", _GUESTS_OBSERVE)


def _entry_for(actor: Actor, attendance_id: UUID) -> tuple[Attendance, Meeting]:
    attendance, meeting = part_and_meeting(Attendance, attendance_id)
    if not actor.sees(meeting.agreement_id):
        raise NotFound
    is_own = attendance.institution_id == actor.institution_id
    by_host = permits(actor, MEETING, "invite", meeting, holds)
    if not by_host and not (is_own and permits(actor, MEETING, "confirm", meeting, holds)):
        raise Forbidden(action=MEETING.actions["confirm"])
    MEETING.next(meeting.state, "invite" if by_host else "confirm")
    return attendance, meeting


def _check_in_one(meeting: Meeting, facts: dict[str, Any], pointer: str) -> None:
    attendance = session().get(Attendance, facts["attendance_id"])
    if attendance is None or attendance.meeting_id != meeting.id:
        raise invalid(f"{pointer}/attendance_id", "not_attending", _NOT_LISTED)
    arrived: datetime | None = facts.get("arrived_at") or attendance.arrived_at
    left: datetime | None = facts.get("left_at")
    if arrived and left and left < arrived:
        words = Text("须晚于到会时间。", "Must be after the arrival.")
        raise invalid(f"{pointer}/left_at", "ends_before_start", words)
    attendance.arrived_at, attendance.left_at = arrived, left


def _note_quorum(meeting: Meeting) -> None:
    """quorum_lost_at:

    while it is lost. The note stays, for the record says that it was lost and came back.
    """
    missing = quorum.missing_parties(meeting)
    told = f"{clock.now().astimezone(SHANGHAI):%H:%M}"
    before = f"{meeting.quorum_note}；" if meeting.quorum_note else ""
    if missing and meeting.quorum_lost_at is None:
        meeting.quorum_lost_at = clock.now()
        meeting.quorum_note = f"{before}{told}起{'、'.join(missing)}无出席人员，未达法定人数"
    elif not missing and meeting.quorum_lost_at is not None:
        meeting.quorum_lost_at = None
        meeting.quorum_note = f"{before}{told}恢复"
