"""Names of institutions, bodies and mediators, read together and not row by row."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.referrals.models import MediationBody, Mediator
from coop.registry.models import Institution, Person


def institution_names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {one for one in ids if one is not None}
    query = sa.select(Institution.id, Institution.short_name).where(Institution.id.in_(wanted))
    return {row.id: row.short_name for row in session().execute(query)} if wanted else {}


def bodies(ids: Iterable[UUID | None]) -> dict[UUID, tuple[UUID, str]]:
    """(institution id, short name) of each body."""
    wanted = {one for one in ids if one is not None}
    query = (
        sa.select(MediationBody.id, Institution.id.label("institution_id"), Institution.short_name)
        .join(Institution, Institution.id == MediationBody.institution_id)
        .where(MediationBody.id.in_(wanted))
    )
    if not wanted:
        return {}
    return {row.id: (row.institution_id, row.short_name) for row in session().execute(query)}


def mediators(ids: Iterable[UUID | None]) -> dict[UUID, tuple[UUID, str]]:
    """(person id, name) of each mediator."""
    wanted = {one for one in ids if one is not None}
    query = (
        sa.select(Mediator.id, Person.id.label("person_id"), Person.name)
        .join(Person, Person.id == Mediator.person_id)
        .where(Mediator.id.in_(wanted))
    )
    if not wanted:
        return {}
    return {row.id: (row.person_id, row.name) for row in session().execute(query)}
