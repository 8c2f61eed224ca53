"""The stream: what one institution was told under one agreement, by position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.events import EventPosition, EventRow
from coop.core.ladder import INTERNAL
from coop.core.language import Text
from coop.documents import marks
from coop.documents.policy import tells
from coop.exchange import policy
from coop.exchange.events import EventWithheld


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event as the stream and webhooks tell it; the same bytes whenever it is told."""

    id: UUID
    position: Annotated[
        int | None,
        Text(
            "本单位在该协议事件流中的序号，从 1 起连续；测试事件为空。",
            "Place in the institution's stream of this agreement: 1, 2, 3 …; null for a test.",
        ),
    ]
    type: str
    occurred_at: datetime
    agreement_id: UUID
    subject_id: UUID
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class EventPage:
    """next: the position to ask after next time; unchanged when nothing is newer."""

    items: tuple[EventView, ...]
    next: int


def list_events(
    actor: Actor, *, agreement_id: UUID | None = None, after: int = 0, limit: int = 50
) -> EventPage:
    """What the institution was told after this position, in order.

    What is above the actor's clearance, or of a file that is closed to it, keeps its place, so
    that no gap looks like a loss.

    Raises NotFound for a foreign agreement, AgreementUnnamed where the actor acts under several.
    """
    among = actor.posted_ids | actor.open_ids
    is_readable = marks.readable(actor, EventRow.agreement_id, EventRow.about_id, among=among)
    told = (
        _positions(sa.and_(is_readable, tells(actor, EventRow.about_id)))
        .where(
            EventPosition.agreement_id == policy.one_agreement(actor, agreement_id),
            EventPosition.institution_id == actor.institution_id,
            EventPosition.position > after,
        )
        .order_by(EventPosition.position)
        .limit(limit)
    )
    items = tuple(_event(found) for found in session().execute(told))
    return EventPage(items, (items[-1].position or after) if items else after)


def events_as_told(event_id: UUID) -> dict[UUID, EventView]:
    """By institution: the event as a webhook of its audience is told it. For jobs only.

    What leaves for an address is internal at most.
    """
    told = _positions(marks.is_up_to(INTERNAL, EventRow.about_id))
    told = told.add_columns(EventPosition.institution_id)
    found = session().execute(told.where(EventPosition.event_id == event_id))
    return {one.institution_id: _event(one) for one in found}


def _positions(is_open: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        EventRow.id,
        EventPosition.position,
        EventRow.type,
        EventRow.occurred_at,
        EventRow.agreement_id,
        EventRow.subject_id,
        EventRow.data,
        is_open.label("is_open"),
    )
    return sa.select(*columns).join(EventRow, EventRow.id == EventPosition.event_id)


def _event(found: sa.Row[Any]) -> EventView:
    if not found.is_open:
        return withheld(found.id, found.position, found.occurred_at, found.agreement_id)
    return EventView(
        id=found.id,
        position=found.position,
        type=found.type,
        occurred_at=found.occurred_at,
        agreement_id=found.agreement_id,
        subject_id=found.subject_id,
        data=orjson.loads(found.data),
    )


def withheld(
    event_id: UUID, position: int | None, occurred_at: datetime, agreement_id: UUID
) -> EventView:
    """What is told in the place of an event above the reader's clearance."""
    return EventView(
        id=event_id,
        position=position,
        type=EventWithheld.type,
        occurred_at=occurred_at,
        agreement_id=agreement_id,
        subject_id=agreement_id,
        data={},
    )
