"""Reads of the registers: bodies, mediators, and who could take a dispute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator, MediatorConflict
from coop.mechanisms.referrals.queries import names
from coop.mechanisms.referrals.queries.loads import open_counts
from coop.mechanisms.referrals.queries.roster_views import (
    MediationBodyView,
    MediatorConflictView,
    MediatorView,
)
from coop.mechanisms.referrals.roster import (
    BODY,
    BODY_KINDS,
    COMMERCIAL,
    MEDIATOR,
    RELATIONS,
    TAKING_DISPUTES,
    UNFIT,
    why_unfit,
)
from coop.mechanisms.referrals.roster_policy import (
    RosterStanding,
    bodies_visible_to,
    holds,
    standing_of_body,
)
from coop.registry.models import Institution, Person

_BODIES: tuple[Any, ...] = (MediationBody, Institution.name, Institution.short_name)
_MEDIATORS: tuple[Any, ...] = (
    Mediator,
    MediationBody,
    Institution.short_name,
    Person.name,
    Person.title,
)
_OF_BODY = (
    "id",
    "version",
    "agreement_id",
    "institution_id",
    "court_id",
    "kind",
    "founded_on",
    "licence_no",
    "licence_valid_to",
    "certificate_no",
    "seat",
    "contact",
    "roster_reason",
)
_OF_MEDIATOR = (
    "id",
    "version",
    "state",
    "body_id",
    "person_id",
    "certificate_no",
    "certificate_valid_to",
    "most_open",
)


def get_body(actor: Actor, body_id: UUID) -> MediationBodyView:
    """Raises NotFound for all but the parties and the body itself."""
    rows = session().execute(_bodies(actor).where(MediationBody.id == body_id)).all()
    if not rows:
        raise NotFound
    return _body_views(actor, rows)[0]


def list_bodies(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[MediationBodyView]:
    """By name. wanted: agreement_id, state, kind, court_id; nature: fit for such disputes today."""
    query = _bodies(actor)
    for name, value in wanted.items():
        query = query.where(_body_filter(name, value))
    query = query.order_by(Institution.name, MediationBody.id)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_body_views(actor, page.items), page.next)


def get_mediator(actor: Actor, mediator_id: UUID) -> MediatorView:
    """Raises NotFound for all but the parties and the mediator's body."""
    rows = session().execute(_mediators(actor).where(Mediator.id == mediator_id)).all()
    if not rows:
        raise NotFound
    return _mediator_views(actor, rows)[0]


def list_mediators(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str | bool
) -> Page[MediatorView]:
    """By name. wanted: agreement_id, body_id, is_active."""
    query = _mediators(actor)
    for name, value in wanted.items():
        owner = MediationBody if name == "agreement_id" else Mediator
        column: sa.ColumnElement[Any] = getattr(owner, name)
        query = query.where(column == value)
    page = page_of(query.order_by(Person.name, Mediator.id), limit=limit, cursor=cursor)
    return Page(_mediator_views(actor, page.items), page.next)


# --------------------------------------------------------------------------- parts


def _bodies(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_BODIES)
        .join(Institution, Institution.id == MediationBody.institution_id)
        .where(bodies_visible_to(actor))
    )


def _mediators(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_MEDIATORS)
        .join(MediationBody, MediationBody.id == Mediator.body_id)
        .join(Institution, Institution.id == MediationBody.institution_id)
        .join(Person, Person.id == Mediator.person_id)
        .where(bodies_visible_to(actor))
    )


def _body_filter(name: str, value: UUID | str) -> sa.ColumnElement[bool]:
    if name == "nature":
        is_consumer = value == "consumer"
        takes = _takes_disputes()
        return sa.and_(takes, MediationBody.kind != COMMERCIAL) if is_consumer else takes
    column: sa.ColumnElement[Any] = getattr(
        MediationBody, "roster_status" if name == "state" else name
    )
    return column == value


def _takes_disputes() -> sa.ColumnElement[bool]:
    return MediationBody.roster_status.in_(TAKING_DISPUTES)


def _body_views(actor: Actor, rows: Sequence[Any]) -> tuple[MediationBodyView, ...]:
    ids = [row[0].id for row in rows]
    courts = names.institution_names(row[0].court_id for row in rows)
    counted = (
        sa.select(Mediator.body_id, sa.func.count())
        .where(Mediator.body_id.in_(ids), Mediator.is_active)
        .group_by(Mediator.body_id)
    )
    mediators = {row[0]: row[1] for row in session().execute(counted)}
    load = open_counts(Dispute.body_id, ids)
    return tuple(
        _body_view(actor, row, courts, mediators.get(row[0].id, 0), load.get(row[0].id, 0))
        for row in rows
    )


def _body_view(
    actor: Actor, row: Any, courts: dict[UUID, str], mediator_count: int, open_count: int
) -> MediationBodyView:
    body: MediationBody = row[0]
    standing, today = standing_of_body(body), clock.today()
    why = {nature: why_unfit(body, nature, today) for nature in ("commercial", "consumer")}
    return MediationBodyView(
        **{name: getattr(body, name) for name in _OF_BODY},
        state=body.roster_status,
        state_label=BODY.states[body.roster_status],
        allowed_actions=policy.allowed(actor, BODY, body.roster_status, standing, holds),
        name=row.name,
        short_name=row.short_name,
        court_name=courts.get(body.court_id, ""),
        kind_label=BODY_KINDS[body.kind],
        causes=tuple(body.causes),
        unfit=UNFIT.get(why["commercial"] or ""),
        unfit_for_consumers=UNFIT.get(why["consumer"] or ""),
        mediator_count=mediator_count,
        open_count=open_count if standing.among_choosers(actor) else None,
    )


def _mediator_views(actor: Actor, rows: Sequence[Any]) -> tuple[MediatorView, ...]:
    ids = [row[0].id for row in rows]
    load = open_counts(Dispute.mediator_id, ids)
    found = session().scalars(
        sa.select(MediatorConflict)
        .where(MediatorConflict.mediator_id.in_(ids))
        .order_by(MediatorConflict.party_name)
    )
    conflicts: dict[UUID, list[MediatorConflict]] = {}
    for one in found:
        conflicts.setdefault(one.mediator_id, []).append(one)
    return tuple(
        _mediator_view(actor, row, load.get(row[0].id, 0), conflicts.get(row[0].id, []))
        for row in rows
    )


def _mediator_view(
    actor: Actor, row: Any, open_count: int, conflicts: Sequence[MediatorConflict]
) -> MediatorView:
    made, body = row[0], row[1]
    standing = standing_of_body(body, made.person_id)
    knows = _knows(actor, standing)
    valid_to = made.certificate_valid_to
    return MediatorView(
        **{name: getattr(made, name) for name in _OF_MEDIATOR},
        state_label=MEDIATOR.states[made.state],
        allowed_actions=policy.allowed(actor, MEDIATOR, made.state, standing, holds),
        agreement_id=body.agreement_id,
        body_name=row.short_name,
        name=row.name,
        title=row.title,
        is_certified=bool(made.certificate_no) and (valid_to is None or valid_to >= clock.today()),
        specialties=tuple(made.specialties),
        open_count=open_count if knows else None,
        conflicts=tuple(_conflict_view(one) for one in conflicts) if knows else (),
    )


def _knows(actor: Actor, standing: RosterStanding) -> bool:
    return standing.among_choosers(actor) or holds(actor, "own_mediator", standing)


def _conflict_view(row: MediatorConflict) -> MediatorConflictView:
    return MediatorConflictView(
        party_name=row.party_name,
        relation=row.relation,
        relation_label=RELATIONS[row.relation],
        note=row.note,
        until_on=row.until_on,
    )
