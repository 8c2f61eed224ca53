"""Reads about clearances: who of an institution may read a class, and who may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.errors import RuleViolation
from coop.core.ladder import INTERNAL, LADDER, is_within
from coop.core.language import Text
from coop.registry.models import Clearance, Institution, Person, Post
from coop.registry.people import PersonRow, in_force_on
from coop.registry.words import ROLE_NAMES


class NobodyCleared(RuleViolation):
    """Raised before a work secret is sent where nobody could read it."""

    code = "nobody_cleared"
    text = Text(
        "下列单位没有可知悉“{classification}”的{roles}：{institutions}。"
        "请先由其签发人或秘书处核定知悉权限。",
        "No {roles} is cleared for “{classification}” at: {institutions}. "
        "Their own signer or secretariat has to set a clearance first.",
    )


class NotCleared(RuleViolation):
    """Raised where a named person would have to act on what that person may not read."""

    code = "not_cleared"
    text = Text(
        "下列人员不能知悉“{classification}”：{people}。请先由其单位核定知悉权限。",
        "Not cleared for “{classification}”: {people}. Their own institution has to do so first.",
    )


def counts_on(day: date | sa.SQLColumnExpression[date]) -> sa.ColumnElement[bool]:
    """Whether a Clearance row holds on that day, first and last day included."""
    return sa.and_(
        Clearance.withdrawn_at.is_(None),
        Clearance.from_on <= day,
        sa.or_(Clearance.to_on.is_(None), Clearance.to_on >= day),
    )


def require_readers(
    agreement_id: UUID,
    institution_ids: Iterable[UUID],
    roles: Collection[str],
    classification: str,
    *,
    but: UUID | None = None,
) -> None:
    """Each of these institutions has somebody in one of the roles who may read the class.

    but: who doesn't count, such as the drafter where a signer is asked for. Raises NobodyCleared.
    """
    if is_within(classification, INTERNAL):
        return
    ready = {
        one.institution_id
        for one, highest in _holders(agreement_id, roles)
        if one.id != but and is_within(classification, highest)
    }
    missing = [one for one in dict.fromkeys(institution_ids) if one not in ready]
    if missing:
        raise NobodyCleared(
            classification=LADDER[classification],
            roles=_named_roles(roles),
            institutions=_names(missing),
        )


def require_cleared(agreement_id: UUID, people: Iterable[PersonRow], classification: str) -> None:
    """Every one of these people may read the class. Raises NotCleared naming those who may not."""
    if is_within(classification, INTERNAL):
        return
    cleared = {
        one.id for one, highest in _holders(agreement_id) if is_within(classification, highest)
    }
    lacking = [one.name for one in dict.fromkeys(people) if one.id not in cleared]
    if lacking:
        raise NotCleared(classification=LADDER[classification], people=lacking)


def _holders(
    agreement_id: UUID, roles: Collection[str] | None = None
) -> list[tuple[PersonRow, str]]:
    """Who holds a post today, with the highest class each may read."""
    today = clock.today()
    own = sa.and_(
        Clearance.person_id == Person.id,
        Clearance.agreement_id == agreement_id,
        counts_on(today),
    )
    query = (
        sa.select(Person.id, Person.institution_id, Person.name, Person.title, Clearance.highest)
        .join(Post, Post.person_id == Person.id)
        .outerjoin(Clearance, own)
        .where(Post.agreement_id == agreement_id, in_force_on(today))
    )
    if roles is not None:
        query = query.where(Post.role.in_(roles))
    return [(PersonRow(*row[:4]), row[4] or INTERNAL) for row in session().execute(query)]


def _named_roles(roles: Collection[str]) -> list[Text]:
    return [text for role, text in ROLE_NAMES.items() if role in roles]


def _names(institution_ids: Collection[UUID]) -> list[str]:
    found = sa.select(Institution.short_name).where(Institution.id.in_(institution_ids))
    return list(session().scalars(found.order_by(Institution.short_name)))
