"""Quorum: who is there to decide. 列席 never counts (domain.md trap 6)."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.mechanisms.meetings.models import Attendance, Meeting, Recusal
from coop.mechanisms.meetings.workflow import DECIDING
from coop.registry import directory


class QuorumNotMet(RuleViolation):
    code = "quorum_not_met"
    text = Text(
        "未达到法定人数：以下单位没有出席人员（列席不计）：{institutions}。",
        "No quorum: nobody is present (observers don't count) from {institutions}.",
    )


def require(meeting: Meeting, *, item_id: UUID | None = None) -> None:
    """Raises QuorumNotMet naming the institutions without a deciding member (for one item: after recusals)."""
    missing = missing_parties(meeting, item_id=item_id)
    if missing:
        raise QuorumNotMet(institutions=missing)


def missing_parties(meeting: Meeting, *, item_id: UUID | None = None) -> list[str]:
    """Short names of the parties whose absence breaks the quorum; empty when it stands."""
    parties = directory.parties(meeting.agreement_id)
    there = _deciding_institutions(meeting.id, item_id)
    absent = [party.short_name for party in parties if party.institution_id not in there]
    rules = directory.settings(meeting.agreement_id)
    if rules.quorum_rule == "k_of_n" and len(there) >= rules.quorum_count:
        return []
    return absent


def _deciding_institutions(meeting_id: UUID, item_id: UUID | None) -> set[UUID | None]:
    present = sa.select(Attendance.institution_id).where(
        Attendance.meeting_id == meeting_id,
        Attendance.capacity.in_(DECIDING),
        Attendance.left_at.is_(None),
    )
    if item_id is not None:
        recused = sa.select(Recusal.attendance_id).where(Recusal.item_id == item_id)
        present = present.where(Attendance.id.not_in(recused))
    return set(session().scalars(present))
