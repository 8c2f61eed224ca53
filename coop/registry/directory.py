"""Reads about agreements that every wing needs: parties, hosts, settings, clauses.

People and their posts are in people.py, hosts in hosts.py; all are offered here under one name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import in_command, session
from coop.core.errors import Conflict, NotFound
from coop.core.language import Text
from coop.registry import agreement_settings
from coop.registry.agreement_settings import AgreementSettings
from coop.registry.clauses import ClauseRow, ObligationRow, clauses_of
from coop.registry.hosts import NoHost, TermRow, host_on, next_host, present_host, terms
from coop.registry.models import (
    Agreement,
    AgreementVersion,
    FormerName,
    Institution,
    Party,
)
from coop.registry.people import PersonRow, holders, people, person

__all__ = [
    "AgreementSettings",
    "ClauseRow",
    "NoHost",
    "ObligationRow",
    "PartyRow",
    "PersonRow",
    "TermRow",
    "agreement_title",
    "agreements_of",
    "clause",
    "clauses",
    "courts",
    "holders",
    "host_on",
    "institution_ids",
    "next_host",
    "parties",
    "party",
    "party_by_code",
    "people",
    "person",
    "present_host",
    "settings",
    "terms",
    "version_id",
]


_COURTS = "courts"
_PARTIES = "parties"
_MEMBERS = "members"
_COURT = "court"


# A day, or a column or expression that is one.
Day = date | sa.SQLColumnExpression[Any]


class NoVersion(Conflict):
    code = "no_agreement_version"
    text = Text("{day}没有生效的协议文本。", "No version of the agreement is in force on {day}.")


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A member as it is called on the day asked for."""

    institution_id: UUID
    code: str
    name: str
    short_name: str
    issuer_code: str
    kind: str


# --------------------------------------------------------------------------- parties


def member_on(day: Day) -> sa.ColumnElement[bool]:
    """Whether a Party row is a membership on that day; the day of leaving is the first one
    outside.
    """
    return sa.and_(Party.joined_on <= day, sa.or_(Party.left_on.is_(None), Party.left_on > day))


def parties(agreement_id: UUID, *, on: date | None = None) -> tuple[PartyRow, ...]:
    """Members on that day (today in Asia/Shanghai unless given), in party order, by their names
    then. Read once per unit of work.
    """
    known: dict[object, tuple[PartyRow, ...]] = session().info.setdefault(_PARTIES, {})
    key = agreement_id, on or clock.today()
    if key not in known:
        known[key] = _parties(*key)
    return known[key]


def _parties(agreement_id: UUID, day: date) -> tuple[PartyRow, ...]:
    members = (
        sa.select(
            Party.institution_id,
            Party.code,
            Institution.name,
            Institution.short_name,
            Party.issuer_code,
            Institution.kind,
        )
        .join(Institution, Institution.id == Party.institution_id)
        .where(Party.agreement_id == agreement_id, member_on(day))
        .order_by(Party.order, Party.code)
    )
    rows = [PartyRow(*found) for found in session().execute(members)]
    former = _names_on(day, [row.institution_id for row in rows])
    return tuple(_named(row, former.get(row.institution_id)) for row in rows)


def _names_on(day: date, institution_ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Former names still in use on that day; the earliest ending wins."""
    later_first = (
        sa.select(FormerName.institution_id, FormerName.name, FormerName.short_name)
        .where(FormerName.institution_id.in_(institution_ids), FormerName.until_on >= day)
        .order_by(FormerName.until_on.desc())
    )
    return {found[0]: (found[1], found[2]) for found in session().execute(later_first)}


def _named(row: PartyRow, names: tuple[str, str] | None) -> PartyRow:
    if names is None:
        return row
    return PartyRow(row.institution_id, row.code, *names, row.issuer_code, row.kind)


def short_names(agreement_id: UUID) -> dict[UUID, str]:
    """Today's short names of every institution that is or was a party."""
    query = (
        sa.select(Institution.id, Institution.short_name)
        .join(Party, Party.institution_id == Institution.id)
        .where(Party.agreement_id == agreement_id)
    )
    return {row.id: row.short_name for row in session().execute(query)}


def party(agreement_id: UUID, institution_id: UUID, *, on: date | None = None) -> PartyRow:
    """Raises NotFound when the institution is no member on that day."""
    for row in parties(agreement_id, on=on):
        if row.institution_id == institution_id:
            return row
    raise NotFound


def party_by_code(agreement_id: UUID, code: str) -> PartyRow:
    """Raises NotFound when no member of today has this code."""
    for row in parties(agreement_id):
        if row.code == code:
            return row
    raise NotFound


def courts(agreement_id: UUID) -> frozenset[UUID]:
    """Courts among the members of today. Read once by pages and lists, anew in commands."""
    known: dict[object, frozenset[UUID]] = session().info.setdefault(_COURTS, {})
    day = clock.today()
    if in_command() or (agreement_id, day) not in known:
        members = (
            sa.select(Party.institution_id)
            .join(Institution, Institution.id == Party.institution_id)
            .where(Party.agreement_id == agreement_id, member_on(day), Institution.kind == _COURT)
        )
        known[agreement_id, day] = frozenset(session().scalars(members))
    return known[agreement_id, day]


def institution_ids(agreement_id: UUID) -> tuple[UUID, ...]:
    """Members of today: the audience of events that all of them may see. Read once per unit of
    work.
    """
    known: dict[object, tuple[UUID, ...]] = session().info.setdefault(_MEMBERS, {})
    key = agreement_id, clock.today()
    if key not in known:
        members = (
            sa.select(Party.institution_id)
            .where(Party.agreement_id == agreement_id, member_on(clock.today()))
            .order_by(Party.order, Party.code)
        )
        known[key] = tuple(session().scalars(members))
    return known[key]


def forget_parties() -> None:
    """Read memberships and names anew: this command has changed them."""
    session().info.pop(_PARTIES, None)
    session().info.pop(_MEMBERS, None)


# --------------------------------------------------------------------------- versions


def _version_on(agreement_id: UUID, on: date | None, *columns: Any) -> sa.Row[Any]:
    day = on or clock.today()
    newest = (
        sa.select(*columns)
        .where(
            AgreementVersion.agreement_id == agreement_id,
            AgreementVersion.in_force_from <= day,
        )
        .order_by(AgreementVersion.in_force_from.desc())
        .limit(1)
    )
    found = session().execute(newest).first()
    if found is None:
        raise NoVersion(day=day)
    return found


def version_id(agreement_id: UUID, *, on: date | None = None) -> UUID:
    """The version in force on that day. Raises NoVersion (Conflict)."""
    found: UUID = _version_on(agreement_id, on, AgreementVersion.id)[0]
    return found


def settings(agreement_id: UUID, *, on: date | None = None) -> AgreementSettings:
    """Periods and rules of the version in force on that day. Raises NoVersion (Conflict)."""
    return agreement_settings.from_stored(
        _version_on(agreement_id, on, AgreementVersion.settings)[0]
    )


def clauses(agreement_id: UUID, *, on: date | None = None) -> tuple[ClauseRow, ...]:
    """Clauses of the version in force on that day, in the order they were written."""
    return clauses_of(version_id(agreement_id, on=on))


def clause(agreement_id: UUID, mechanism: str, *, on: date | None = None) -> ClauseRow | None:
    found = clauses_of(version_id(agreement_id, on=on), mechanism)
    return next(iter(found), None)


# --------------------------------------------------------------------------- agreements


def agreements_of(actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """(id, title) of every agreement of which the actor reads anything, oldest first."""
    listed = sa.select(Agreement.id, Agreement.title).order_by(Agreement.signed_on, Agreement.id)
    if not actor.is_system:
        listed = listed.where(Agreement.id.in_(actor.open_ids))
    return tuple((row[0], row[1]) for row in session().execute(listed))


def agreement_title(agreement_id: UUID) -> str:
    """Raises NotFound."""
    title = session().scalar(sa.select(Agreement.title).where(Agreement.id == agreement_id))
    if title is None:
        raise NotFound
    return title
