"""Who may change the registry: coop's operator everything, an institution's administrator its own
people. And what a post opens to whoever holds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import lock
from coop.core.errors import Forbidden, NotFound
from coop.core.ladder import PUBLIC
from coop.core.language import Text
from coop.registry.directory import member_on
from coop.registry.models import Party, Person
from coop.registry.models.people import OUTSIDE_ROLES

_SET_UP = Text("设置协议", "set up an agreement")
PEOPLE = Text("管理本单位人员", "manage people")


def require_operator(actor: Actor) -> None:
    if not actor.is_system:
        raise Forbidden(action=_SET_UP)


def administers(actor: Actor, institution_id: UUID, agreement_id: UUID | None = None) -> bool:
    """Whether the actor manages this institution's people (under this agreement, or under any)."""
    if actor.is_system:
        return True
    if actor.institution_id != institution_id:
        return False
    posts = {under for under, role in actor.posts if role == "institution_admin"}
    return agreement_id in posts if agreement_id is not None else bool(posts)


def load_person(actor: Actor, person_id: UUID) -> Person:
    """A person the actor manages, locked. Other institutions' people don't exist for an
    administrator.
    """
    person = lock(Person, person_id)
    if not actor.is_system and person.institution_id != actor.institution_id:
        raise NotFound
    if not administers(actor, person.institution_id):
        raise Forbidden(action=PEOPLE)
    return person


def post_counts(
    agreement_id: sa.SQLColumnExpression[Any],
    role: sa.SQLColumnExpression[Any],
    institution_id: UUID | sa.SQLColumnExpression[Any],
    day: date | sa.SQLColumnExpression[Any],
) -> sa.ColumnElement[bool]:
    """Whether a post counts that day: a member's while it is one, a mediation body's always."""
    is_member = sa.exists().where(
        Party.agreement_id == agreement_id, Party.institution_id == institution_id, member_on(day)
    )
    return sa.or_(role.in_(OUTSIDE_ROLES), is_member)


@dataclass(frozen=True, slots=True)
class Rights:
    """The part of an actor that its posts and clearances make."""

    posts: frozenset[tuple[UUID, str]]
    agreement_ids: frozenset[UUID]
    clearances: frozenset[tuple[UUID, str]]


def rights_of(held: Iterable[tuple[UUID, str, str | None]]) -> Rights:
    """held: (agreement, role, highest class where it isn't the usual one) of every post today.

    A mediation body's post opens no agreement. Whoever is limited to what is public reads that and
    does nothing: its posts rest; a mediation body so limited sees nothing.
    """
    known = list(held)
    limited = {agreement_id for agreement_id, _role, highest in known if highest == PUBLIC}
    seen = {agreement_id for agreement_id, role, _highest in known if role not in OUTSIDE_ROLES}
    return Rights(
        posts=frozenset((one[0], one[1]) for one in known if one[0] not in limited),
        agreement_ids=frozenset(seen - limited),
        clearances=frozenset(
            (agreement_id, highest)
            for agreement_id, _role, highest in known
            if highest is not None and (agreement_id in seen or agreement_id not in limited)
        ),
    )
