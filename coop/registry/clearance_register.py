"""Reads of clearances: the register of the own institution, and whom it may clear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.ladder import LADDER
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.registry.models import ApiClient, Clearance, ClientPost, Institution, Person, Post
from coop.registry.people import in_force_on
from coop.registry.readers import counts_on
from coop.registry.workflow import CLEARANCE

_EXPIRED = Text("已到期", "over")
_AHEAD = Text("尚未开始", "not yet begun")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceView(View):
    """知悉权限: what one person or system of the own institution may read at most, and since when.

    Whoever has none in force reads what is public and internal. to_on: the last day.
    """

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    institution_id: UUID
    institution_name: str
    person_id: UUID | None
    api_client_id: UUID | None
    holder_name: str
    highest: str
    highest_label: Text
    reason: str
    from_on: date
    to_on: date | None
    is_in_force: bool
    given_by_name: str
    withdrawn_at: datetime | None
    withdrawn_by_name: str
    withdrawal_reason: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose officers decide."""

    agreement_id: UUID
    institution_id: UUID


def holds(actor: Actor, role: str, seat: Seat) -> bool:
    return actor.institution_id == seat.institution_id and actor.has(role, seat.agreement_id)


def sees(actor: Actor, row: Clearance) -> bool:
    own = row.institution_id == actor.institution_id and row.agreement_id in actor.posted_ids
    return actor.is_system or own


def get_clearance(actor: Actor, clearance_id: UUID) -> ClearanceView:
    """Raises NotFound for everyone but the holder's institution."""
    found = session().execute(_visible(actor).where(Clearance.id == clearance_id)).first()
    if found is None:
        raise NotFound
    return _view(actor, found)


def list_clearances(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ClearanceView]:
    """The own institution's, newest first.

    wanted: agreement_id, person_id, api_client_id, highest, state; is_in_force.
    """
    query = _visible(actor)
    is_in_force = wanted.pop("is_in_force", None)
    if is_in_force is not None:
        counts = counts_on(clock.today())
        query = query.where(counts if is_in_force else ~counts)
    for name, value in wanted.items():
        query = query.where(getattr(Clearance, name) == value)
    page = page_of(query.order_by(Clearance.id.desc()), limit=limit, cursor=cursor)
    return Page(tuple(_view(actor, row) for row in page.items), page.next)


def may_set(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor may clear or limit anyone of its institution."""
    roles = CLEARANCE.roles("limit")
    return agreement_id is not None and bool(actor.roles(agreement_id) & roles)


def people_of(actor: Actor, _view: object) -> list[tuple[UUID, str]]:
    """People of the own institution with a post today, but oneself."""
    held = sa.select(Post.person_id).where(
        Post.agreement_id.in_(actor.posted_ids), in_force_on(clock.today())
    )
    own = sa.select(Person.id, Person.name, Person.title).where(
        Person.institution_id == actor.institution_id, Person.id.in_(held), Person.id != actor.id
    )
    rows = session().execute(own.order_by(Person.name, Person.id))
    return [(row.id, f"{row.name}（{row.title}）" if row.title else row.name) for row in rows]


def systems_of(actor: Actor, _view: object) -> list[tuple[UUID, str]]:
    """Systems of the own institution that may still call."""
    bound = sa.select(ClientPost.api_client_id).where(ClientPost.agreement_id.in_(actor.posted_ids))
    own = sa.select(ApiClient.id, ApiClient.name).where(
        ApiClient.institution_id == actor.institution_id,
        ApiClient.id.in_(bound),
        ApiClient.disabled_at.is_(None),
    )
    return [(row.id, row.name) for row in session().execute(own.order_by(ApiClient.name))]


def _visible(actor: Actor) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        Clearance,
        sa.func.coalesce(Person.name, ApiClient.name).label("holder_name"),
        Institution.short_name,
    )
    query = (
        sa.select(*columns)
        .join(Institution, Institution.id == Clearance.institution_id)
        .outerjoin(Person, Person.id == Clearance.person_id)
        .outerjoin(ApiClient, ApiClient.id == Clearance.api_client_id)
    )
    if actor.is_system:
        return query
    return query.where(
        Clearance.institution_id == actor.institution_id,
        Clearance.agreement_id.in_(actor.posted_ids),
    )


_PLAIN = (
    "id", "version", "state", "agreement_id", "institution_id", "person_id", "api_client_id",
    "highest", "reason", "from_on", "to_on", "given_by_name", "withdrawn_at", "withdrawn_by_name",
    "withdrawal_reason",
)  # fmt: skip


def _view(actor: Actor, found: sa.Row[Any]) -> ClearanceView:
    row: Clearance = found.Clearance
    seat = Seat(row.agreement_id, row.institution_id)
    own = actor.id is not None and actor.id in (row.person_id, row.api_client_id)
    actions = policy.allowed(actor, CLEARANCE, row.state, seat, holds)
    today = clock.today()
    is_over = row.to_on is not None and row.to_on < today
    label = CLEARANCE.states[row.state]
    if row.withdrawn_at is None:
        label = _EXPIRED if is_over else _AHEAD if row.from_on > today else label
    return ClearanceView(
        **{name: getattr(row, name) for name in _PLAIN},
        state_label=label,
        allowed_actions=() if own else tuple(one for one in actions if one == "withdraw"),
        institution_name=found.short_name,
        holder_name=found.holder_name,
        highest_label=LADDER[row.highest],
        is_in_force=row.withdrawn_at is None and not is_over and row.from_on <= today,
    )
