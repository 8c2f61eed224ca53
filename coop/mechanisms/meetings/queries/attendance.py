"""Reads of who takes part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.mechanisms.meetings.policy import holds
from coop.mechanisms.meetings.queries.rows import (
    ATTENDANCES,
    Names,
    names_of,
    visible_meeting,
)
from coop.mechanisms.meetings.queries.views import (
    AttendanceView,
)
from coop.mechanisms.meetings.workflow import (
    CAPACITIES,
    MEETING,
)


def get_attendance(actor: Actor, attendance_id: UUID) -> AttendanceView:
    row = session().execute(sa.select(ATTENDANCES).where(ATTENDANCES.c.id == attendance_id)).first()
    if row is None:
        raise NotFound
    meeting = visible_meeting(actor, row.meeting_id)
    return attendance_view(actor, meeting, row, names_of(meeting.agreement_id))


def attendance_view(actor: Actor, meeting: Any, row: Any, names: Names) -> AttendanceView:
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
