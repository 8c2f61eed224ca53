"""What commands left behind: log entries and events, read from what was committed."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.events import EventPosition, EventRow


class Told(NamedTuple):
    """Audit actions and event types about a subject, oldest first; who was told the newest."""

    actions: tuple[str, ...]
    events: tuple[str, ...]
    audience: frozenset[UUID]

    @property
    def action(self) -> str:
        return self.actions[-1]

    @property
    def event(self) -> str:
        return self.events[-1]

    @property
    def entries(self) -> int:
        return len(self.actions)


def told_of(subject_id: UUID) -> Told:
    about = sa.select(EventRow.id, EventRow.type).where(EventRow.subject_id == subject_id)
    events = _committed(about.order_by(EventRow.id))
    newest = events[-1].id if events else None
    told = sa.select(EventPosition.institution_id).where(EventPosition.event_id == newest)
    return Told(
        tuple(actions_logged(subject_id)),
        tuple(one.type for one in events),
        frozenset(row[0] for row in _committed(told)),
    )


def actions_logged(subject_id: UUID) -> list[str]:
    query = sa.select(AuditEntry.action).where(AuditEntry.subject_id == subject_id)
    return [row[0] for row in _committed(query.order_by(AuditEntry.seq))]


def events_of(institution_id: UUID) -> list[tuple[str, str]]:
    """(type, body) of everything this institution was told."""
    query = (
        sa.select(EventRow.type, EventRow.data)
        .join(EventPosition, EventPosition.event_id == EventRow.id)
        .where(EventPosition.institution_id == institution_id)
        .order_by(EventPosition.position)
    )
    return [(row.type, row.data) for row in _committed(query)]


def version_of(model: type[Any], row_id: UUID) -> int:
    ((found,),) = _committed(sa.select(model.version).where(model.id == row_id))
    assert isinstance(found, int)
    return found


def _committed(query: sa.Select[Any]) -> list[Any]:
    session().rollback()
    found = list(session().execute(query))
    session().rollback()
    return found
