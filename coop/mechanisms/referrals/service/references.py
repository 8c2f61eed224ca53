"""Numbers that one dispute alone may have: the court's case numbers and a registrar's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import Duplicate
from coop.mechanisms.referrals.models import Dispute

# Field -> whose it is: unique for each court, or for each registrar.
_OWNERS = {
    "external_ref": Dispute.registered_by_id,
    "pre_filing_no": Dispute.court_id,
    "case_no": Dispute.court_id,
}
_AT_ONCE = 400


def refuse_taken(institution_id: UUID, marks: Mapping[str, Any]) -> None:
    """Raises Duplicate naming a number that another dispute of the institution has."""
    for _field, value in _clashes(marks, _taken(institution_id, [marks])):
        raise Duplicate(value=value)


class TakenNumbers:
    """Numbers that are taken, by disputes of the institution or by rows looked at before."""

    def __init__(self, institution_id: UUID) -> None:
        self._institution_id = institution_id
        self._seen: set[tuple[str, str]] = set()

    def clashes(
        self, rows: Sequence[Mapping[str, Any]]
    ) -> Iterator[tuple[int, list[tuple[str, str]]]]:
        """(place, [(field, number)]) of each row with numbers that are taken."""
        taken = _taken(self._institution_id, rows)
        for place, row in enumerate(rows):
            found = _clashes(row, taken) or _clashes(row, self._seen)
            if found:
                yield place, found
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


def _clashes(row: Mapping[str, Any], taken: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(field, row[field]) for field in _OWNERS if (field, row.get(field)) in taken]
