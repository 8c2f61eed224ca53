"""What meetings prove: plenaries held or planned, minutes out in time."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.core.sql import day_of
from coop.mechanisms.meetings.models import Meeting
from coop.registry.models import Deadline

_PLENARY, _MINUTES_DUE = "plenary", "minutes_issue"


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    if actor.sees(agreement_id):
        yield from _plenaries(agreement_id, span)
        yield from _minutes(agreement_id, span)


def _plenaries(agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    day = day_of(Meeting.starts_at)
    query = sa.select(
        Meeting.id, Meeting.title, Meeting.host_id, Meeting.held_at, day.label("day")
    ).where(
        Meeting.agreement_id == agreement_id,
        Meeting.kind == _PLENARY,
        Meeting.cancelled_at.is_(None),
        day.between(span.from_on, span.to_on),
    )
    for row in session().execute(query.order_by(Meeting.starts_at, Meeting.id)):
        yield Evidence(
            obligation="plenary",
            title=row.title,
            url=f"/meetings/{row.id}",
            institution_ids=(row.host_id,),
            due_on=row.day,
            done_on=row.day if row.held_at else None,
        )


def _minutes(agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    query = (
        sa.select(Meeting.id, Meeting.title, Meeting.host_id, Deadline.due_on, Deadline.met_on)
        .join(Deadline, Deadline.subject_id == Meeting.id)
        .where(
            Meeting.agreement_id == agreement_id,
            Deadline.kind == _MINUTES_DUE,
            Deadline.due_on.between(span.from_on, span.to_on),
        )
    )
    for row in session().execute(query.order_by(Deadline.due_on, Meeting.id)):
        yield Evidence(
            obligation="minutes",
            title=row.title,
            url=f"/meetings/{row.id}",
            institution_ids=(row.host_id,),
            due_on=row.due_on,
            done_on=row.met_on,
        )
