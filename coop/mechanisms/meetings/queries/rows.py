"""What every read of meetings begins with: the tables, names, and the visible meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Resolution,
)
from coop.registry import directory

MEETINGS = Meeting.__table__
ITEMS = AgendaItem.__table__
ATTENDANCES = Attendance.__table__
RESOLUTIONS = Resolution.__table__
Names = dict[UUID, str]


def names_of(agreement_id: UUID) -> Names:
    """Short names of every institution that is or was a party."""
    return directory.short_names(agreement_id)


def visible_meeting(actor: Actor, meeting_id: UUID) -> Any:
    """The meeting's row. Raises NotFound for strangers."""
    row = session().execute(sa.select(MEETINGS).where(MEETINGS.c.id == meeting_id)).first()
    if row is None or not actor.sees(row.agreement_id):
        raise NotFound
    return row


def people_of(meeting_id: UUID) -> list[Any]:
    query = sa.select(ATTENDANCES).where(ATTENDANCES.c.meeting_id == meeting_id)
    return list(session().execute(query.order_by(ATTENDANCES.c.position, ATTENDANCES.c.id)))
