"""Reads about people and the posts they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.errors import NotFound
from coop.registry.models import Person, Post


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An officer, without what others need not know. title: 职务."""

    id: UUID
    institution_id: UUID
    name: str
    title: str


_SHOWN = (Person.id, Person.institution_id, Person.name, Person.title)


def in_force_on(day: date | sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    """Whether a Post row is held on that day, first and last day included."""
    return sa.and_(Post.from_on <= day, sa.or_(Post.to_on.is_(None), Post.to_on >= day))


def holders(
    agreement_id: UUID,
    role: str,
    *,
    institution_id: UUID | None = None,
    on: date | None = None,
) -> tuple[PersonRow, ...]:
    """Who holds the role on that day (today unless given), primary ones first."""
    held = (
        sa.select(*_SHOWN)
        .join(Post, Post.person_id == Person.id)
        .where(
            Post.agreement_id == agreement_id,
            Post.role == role,
            in_force_on(on or clock.today()),
        )
        .order_by(Post.is_primary.desc(), Post.from_on, Person.id)
    )
    if institution_id is not None:
        held = held.where(Person.institution_id == institution_id)
    return tuple(PersonRow(*row) for row in session().execute(held))


def person(person_id: UUID) -> PersonRow:
    """Raises NotFound."""
    found = session().execute(sa.select(*_SHOWN).where(Person.id == person_id)).first()
    if found is None:
        raise NotFound
    return PersonRow(*found)


def people(agreement_id: UUID, institution_id: UUID) -> tuple[PersonRow, ...]:
    """People of the institution with any post under the agreement today, by name."""
    busy = sa.select(Post.person_id).where(
        Post.agreement_id == agreement_id, in_force_on(clock.today())
    )
    found = session().execute(
        sa.select(*_SHOWN)
        .where(Person.institution_id == institution_id, Person.id.in_(busy))
        .order_by(Person.name, Person.id)
    )
    return tuple(PersonRow(*row) for row in found)
