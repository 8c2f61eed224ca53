"""Clauses of an agreement's versions, with the obligations that can be looked up in the records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.registry.models import AgreementVersion, Clause, ClauseObligation


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """What a clause asks for, how often and of whom; see core/evidence.py for the codes.

    code: what the mechanisms' evidence names. times: within each period; None for every = "case",
    where each case has a day of its own.
    """

    code: str
    what: str
    every: str
    borne_by: str
    times: int | None = None


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """An article of the agreement: which mechanism, what is owed."""

    mechanism: str
    name: str
    article: str
    duty: str
    obligations: tuple[ObligationRow, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version's clauses from a day on."""

    in_force_from: date
    clauses: tuple[ClauseRow, ...]


def clauses_of(version_id: UUID, mechanism: str | None = None) -> tuple[ClauseRow, ...]:
    """In the order they were written; mechanism: only the one of this mechanism."""
    query = sa.select(Clause.__table__).where(Clause.agreement_version_id == version_id)
    if mechanism is not None:
        query = query.where(Clause.mechanism == mechanism)
    rows = session().execute(query.order_by(Clause.id)).all()
    owed: dict[UUID, list[ObligationRow]] = defaultdict(list)
    listed = sa.select(ClauseObligation.__table__).where(
        ClauseObligation.clause_id.in_([row.id for row in rows])
    )
    for one in session().execute(listed.order_by(ClauseObligation.id)):
        owed[one.clause_id].append(
            ObligationRow(one.code, one.what, one.every, one.borne_by, one.times)
        )
    return tuple(
        ClauseRow(row.mechanism, row.name, row.article, row.duty, tuple(owed[row.id]))
        for row in rows
    )


def versions(agreement_id: UUID) -> tuple[VersionRow, ...]:
    """Every version with its clauses, oldest first."""
    query = sa.select(AgreementVersion.id, AgreementVersion.in_force_from).where(
        AgreementVersion.agreement_id == agreement_id
    )
    rows = session().execute(query.order_by(AgreementVersion.in_force_from)).all()
    return tuple(VersionRow(row.in_force_from, clauses_of(row.id)) for row in rows)
