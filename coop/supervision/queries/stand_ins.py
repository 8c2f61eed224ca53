"""Reads of stand-in arrangements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.registry.models import Institution, Person
from coop.supervision import policy
from coop.supervision.models import StandIn

_Substitute = aliased(Person)
_OVER = "over"
STATES = {
    "planned": Text("未开始", "Planned"),
    "active": Text("代办中", "In force"),
    _OVER: Text("已结束", "Over"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInView(View):
    """Who stands in for whom, first and last day included. state: from today's view."""

    agreement_id: UUID
    institution_id: UUID
    institution_name: str
    person_id: UUID
    person_name: str
    stand_in_id: UUID
    stand_in_name: str
    from_on: date
    to_on: date
    ended_on: date | None
    reason: str
    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]


class Filters(TypedDict, total=False):
    agreement_id: UUID
    person_id: UUID


def get_stand_in(actor: Actor, arranged_id: UUID) -> StandInView:
    """Raises NotFound for strangers."""
    row = session().execute(_visible(actor).where(StandIn.id == arranged_id)).first()
    if row is None:
        raise NotFound
    return _view(actor, row)


def list_stand_ins(
    actor: Actor, *, limit: int, cursor: str | None = None, **filters: Unpack[Filters]
) -> Page[StandInView]:
    """Latest days first."""
    query = _visible(actor)
    for name, value in filters.items():
        query = query.where(getattr(StandIn, name) == value)
    latest_first = query.order_by(StandIn.from_on.desc(), StandIn.id.desc())
    found = page_of(latest_first, limit=limit, cursor=cursor)
    return Page(tuple(_view(actor, row) for row in found.items), found.next)


def _visible(actor: Actor) -> sa.Select[Any]:
    query = (
        sa.select(
            *StandIn.__table__.columns,
            Institution.short_name.label("institution_name"),
            Person.name.label("person_name"),
            _Substitute.name.label("stand_in_name"),
        )
        .join(Institution, Institution.id == StandIn.institution_id)
        .join(Person, Person.id == StandIn.person_id)
        .join(_Substitute, _Substitute.id == StandIn.stand_in_id)
    )
    return query if actor.is_system else query.where(StandIn.agreement_id.in_(actor.agreement_ids))


def _view(actor: Actor, row: sa.Row[Any]) -> StandInView:
    state = _state(row)
    own = actor.institution_id == row.institution_id
    may_end = state != _OVER and own and policy.may_arrange(actor, row.agreement_id, row.person_id)
    return StandInView(
        **{name: getattr(row, name) for name in _PLAIN},
        state=state,
        state_label=STATES[state],
        allowed_actions=("end",) if may_end else (),
    )


def _state(row: sa.Row[Any]) -> str:
    today = clock.today()
    if row.ended_on is not None or row.to_on < today:
        return _OVER
    return "planned" if row.from_on > today else "active"


_PLAIN = (
    "id",
    "version",
    "agreement_id",
    "institution_id",
    "institution_name",
    "person_id",
    "person_name",
    "stand_in_id",
    "stand_in_name",
    "from_on",
    "to_on",
    "ended_on",
    "reason",
)
