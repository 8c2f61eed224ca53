"""Numbers that one dispute alone may have: the court's case numbers and a registrar's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import FieldProblem, Invalid
from coop.core.language import Text
from coop.mechanisms.referrals.models import Dispute

# Field -> whose it is: unique for each court, or for each registrar.
_OWNERS = {
    "external_ref": Dispute.registered_by_id,
    "pre_filing_no": Dispute.court_id,
    "case_no": Dispute.court_id,
}
_AT_ONCE = 400
_TAKEN = Text("{value} 已登记过。", "{value} is registered already.")


def refuse_taken(institution_id: UUID, marks: Mapping[str, Any]) -> None:
    """Raises Invalid naming each number that another dispute of the institution has."""
    problems = _problems(marks, _taken(institution_id, [marks]))
    if problems:
        raise Invalid(*problems)


class TakenNumbers:
    """Numbers that are taken, by disputes of the institution or by rows looked at before."""

    def __init__(self, institution_id: UUID) -> None:
        self._institution_id = institution_id
        self._seen: set[tuple[str, str]] = set()

    def refusals(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Invalid]]:
        """(place, refusal) of rows whose numbers are taken."""
        taken = _taken(self._institution_id, rows)
        for place, row in enumerate(rows):
            problems = _problems(row, taken) or _problems(row, self._seen)
            if problems:
                yield place, Invalid(*problems)
            self._seen |= {(field, row[field]) for field in _OWNERS if row.get(field)}


def _taken(institution_id: UUID, rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for field, owner in _OWNERS.items():
        column: sa.SQLColumnExpression[Any] = getattr(Dispute, field)
        wanted = iter({row[field] for row in rows if row.get(field)})
        while some := list(islice(wanted, _AT_ONCE)):
            query = sa.select(column).where(owner == institution_id, column.in_(some))
            found |= {(field, one) for one in session().scalars(query)}
    return found


def _problems(row: Mapping[str, Any], taken: set[tuple[str, str]]) -> list[FieldProblem]:
    return [
        FieldProblem(f"/{field}", "taken", _TAKEN.with_facts(value=row[field]))
        for field in _OWNERS
        if (field, row.get(field)) in taken
    ]
