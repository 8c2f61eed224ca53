"""What partners are told: one row per event, in the command's transaction, in commit order.

Each institution has its own gap-free positions under each agreement, so a receiver can see that it
missed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from coop.core import audit, clock, jobs
from coop.core.db import Base, before_commit, session
from coop.core.language import Text

_Stream = tuple[UUID, UUID]  # of an agreement, read by an institution
_PENDING = "events_pending"
DISPATCH_JOB = "dispatch_event"
KINDS: dict[str, type[DomainEvent]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEvent:
    """Base of every payload. Subclasses set `type` ("meeting.held") and `told` (what it means).

    audience: the institutions that may see it. about: the field with the id of the thing whose
    class is the event's too.
    """

    type: ClassVar[str]
    told: ClassVar[Text]
    about: ClassVar[str] = "subject_id"
    agreement_id: UUID
    subject_id: UUID
    audience: tuple[UUID, ...]

    def __init_subclass__(cls) -> None:
        # slots=True makes the class twice; the second, with its own fields, is the one kept.
        KINDS[cls.type] = cls

    def payload(self) -> dict[str, object]:
        """What the receiver reads under `data`: every field but the audience."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "audience"}


class EventRow(Base):
    """An event as told: id and body never change."""

    __tablename__ = "event"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    agreement_id: Mapped[UUID] = mapped_column(index=True)
    type: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[UUID] = mapped_column(index=True)
    about_id: Mapped[UUID]
    occurred_at: Mapped[datetime]
    data: Mapped[str] = mapped_column(sa.Text)


class EventPosition(Base):
    """Where an event stands in one institution's stream of one agreement: 1, 2, 3, no gaps."""

    __tablename__ = "event_position"
    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    institution_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(sa.ForeignKey("event.id"))


def record(event: DomainEvent) -> None:
    """Tell partners, if and when the command commits."""
    session().info.setdefault(_PENDING, []).append(event)


@before_commit
def write_pending() -> None:
    pending = cast("list[DomainEvent]", session().info.pop(_PENDING, []))
    if not pending:
        return
    audit.lock_chain()
    told = [(_row(event), event.audience) for event in pending]
    session().add_all(row for row, _audience in told)
    session().flush()
    _append(told)
    for row, _audience in told:
        jobs.enqueue(DISPATCH_JOB, row.id)
    session().flush()


def _row(event: DomainEvent) -> EventRow:
    body = orjson.dumps(event.payload(), option=orjson.OPT_SORT_KEYS, default=_plain).decode()
    return EventRow(
        agreement_id=event.agreement_id,
        type=event.type,
        subject_id=event.subject_id,
        about_id=getattr(event, event.about),
        occurred_at=clock.now(),
        data=body,
    )


def _plain(value: object) -> Any:
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(f"{value!r} can't be told")


def _append(told: Sequence[tuple[EventRow, Iterable[UUID]]]) -> None:
    """Give each event the next position in every stream that its audience reads."""
    streams = {(row.agreement_id, reader): 0 for row, audience in told for reader in audience}
    if not streams:
        return
    newest = _newest_positions(list(streams))
    places = []
    for row, audience in told:
        for reader in audience:
            stream = (row.agreement_id, reader)
            newest[stream] += 1
            places.append((*stream, newest[stream], row.id))
    columns = EventPosition.__table__.columns.keys()
    session().execute(
        sa.insert(EventPosition), [dict(zip(columns, one, strict=True)) for one in places]
    )


def _newest_positions(streams: Sequence[_Stream]) -> dict[_Stream, int]:
    """The last position given in each stream. One statement, each part answered from its index."""
    parts = [
        sa.select(sa.func.coalesce(sa.func.max(EventPosition.position), 0)).where(
            EventPosition.agreement_id == agreement_id,
            EventPosition.institution_id == institution_id,
        )
        for agreement_id, institution_id in streams
    ]
    found = session().execute(sa.select(*(part.scalar_subquery() for part in parts))).one()
    return dict(zip(streams, found, strict=True))
