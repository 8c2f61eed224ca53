"""Quorum: who is there to decide. 列席 never counts."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.mechanisms.meetings.models import Attendance, Meeting, Recusal
from coop.mechanisms.meetings.policy import missing_for_quorum
from coop.mechanisms.meetings.workflow import DECIDING
from coop.registry import directory


class QuorumNotMet(RuleViolation):
    code = "quorum_not_met"
    text = Text(
        "未达到法定人数：以下单位没有出席人员（列席不计）：{institutions}。",
        "No quorum: nobody is present (observers don't count) from {institutions}.",
    )


class AttendanceIncomplete(RuleViolation):
    code = "attendance_incomplete"
    text = Text(
        "以下单位还没有参会记录（未到会的登记为请假或缺席）：{institutions}。",
        "No attendance recorded for {institutions}; who didn't come is on leave or absent.",
    )


def require(meeting: Meeting, *, item_id: UUID | None = None) -> None:
    """Raises QuorumNotMet naming the institutions without a deciding member (for one item:

    after recusals).
    """
    missing = missing_parties(meeting, item_id=item_id)
    if missing:
        raise QuorumNotMet(institutions=missing)


def missing_parties(meeting: Meeting, *, item_id: UUID | None = None) -> list[str]:
    """Short names of the parties whose absence breaks the quorum; empty when it stands."""
    return missing_for_quorum(meeting.agreement_id, _deciding_institutions(meeting, item_id))


def require_everyone_recorded(meeting_id: UUID, agreement_id: UUID) -> None:
    """Raises AttendanceIncomplete naming the parties of which nobody is on the list, not even as
    absent.
    """
    listed = sa.select(Attendance.institution_id).where(Attendance.meeting_id == meeting_id)
    there = set(session().scalars(listed))
    parties = directory.parties(agreement_id)
    missing = [one.short_name for one in parties if one.institution_id not in there]
    if missing:
        raise AttendanceIncomplete(institutions=missing)


def _deciding_institutions(meeting: Meeting, item_id: UUID | None) -> set[UUID | None]:
    present = sa.select(Attendance.institution_id).where(
        Attendance.meeting_id == meeting.id, Attendance.capacity.in_(DECIDING)
    )
    if meeting.concluded_at is None:  # afterwards everybody has left
        present = present.where(Attendance.left_at.is_(None))
    if item_id is not None:
        recused = sa.select(Recusal.attendance_id).where(Recusal.item_id == item_id)
        present = present.where(Attendance.id.not_in(recused))
    return set(session().scalars(present))
