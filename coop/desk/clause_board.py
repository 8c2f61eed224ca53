"""The clause board: which duty of the agreement is met, due or breached, and by which record.

Every wing tells its evidence (core/evidence.py); here it is held against the clauses in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.errors import NotFound, invalid
from coop.core.evidence import BEARERS, EVERY, STANDINGS, Evidence, Source
from coop.core.language import Text
from coop.desk.clause_board_periods import (
    Names,
    Period,
    period_view,
    periods_of,
    standing_of,
    worst,
    year_of,
)
from coop.desk.clause_board_views import (
    BoardClauseView,
    BoardInstitutionView,
    BoardObligationView,
    BoardPeriodView,
    ClauseBoardView,
)
from coop.mechanisms.consultations.queries import evidence as consultations
from coop.mechanisms.meetings.queries import evidence as meetings
from coop.mechanisms.party_building.queries import evidence as party_building
from coop.mechanisms.publicity.queries import evidence as publicity
from coop.mechanisms.referrals.queries import evidence as referrals
from coop.mechanisms.research.queries import evidence as research
from coop.mechanisms.sharing.queries import evidence as sharing
from coop.mechanisms.training.queries import evidence as training
from coop.registry import directory
from coop.registry.clauses import ClauseRow, ObligationRow, VersionRow, versions
from coop.supervision.queries import evidence as supervision

_SOURCES: tuple[Source, ...] = (
    meetings.evidence,
    consultations.evidence,
    sharing.evidence,
    referrals.evidence,
    party_building.evidence,
    training.evidence,
    research.evidence,
    publicity.evidence,
    supervision.evidence,
)
_EACH_PARTY = "each_party"
_YEARS = range(2000, 2101)
_COUNTED = ("met", "due", "breached")


def clause_board(actor: Actor, agreement_id: UUID, *, year: int) -> ClauseBoardView:
    """Raises NotFound for strangers, Invalid for years that nobody counts."""
    if not actor.sees(agreement_id):
        raise NotFound
    if year not in _YEARS:
        words = Text("年份应在2000至2100年之间。", "The year is one of 2000 to 2100.")
        raise invalid("year", "out_of_range", words)
    board = _Board(actor, agreement_id, year)
    clauses = tuple(board.clause(one) for one in board.version.clauses) if board.version else ()
    owed = [one for clause in clauses for one in clause.obligations]
    return ClauseBoardView(
        agreement_id=agreement_id,
        agreement_title=directory.agreement_title(agreement_id),
        year=year,
        in_force_from=board.version.in_force_from if board.version else None,
        cut_off_on=board.cut_off_on,
        counted_at=clock.now(),
        clauses=clauses,
        **{f"{name}_count": sum(_count(one, name) for one in owed) for name in _COUNTED},
    )


def _count(one: BoardObligationView, name: str) -> int:
    found: int = getattr(one, f"{name}_count")
    return found


class _Board:
    """One year of one agreement, as one reader may see it."""

    def __init__(self, actor: Actor, agreement_id: UUID, year: int) -> None:
        self._agreement_id, self._year = agreement_id, year
        span = year_of(year)
        self.cut_off_on = min(span.to_on, max(span.from_on, clock.today()))
        self._versions = versions(agreement_id)
        self.version = self._version_on(self.cut_off_on)
        self._names: Names = directory.short_names(agreement_id)
        self._found: dict[str, list[Evidence]] = defaultdict(list)
        for source in _SOURCES:
            for one in source(actor, agreement_id, span):
                self._found[one.obligation].append(one)

    def clause(self, row: ClauseRow) -> BoardClauseView:
        return BoardClauseView(
            mechanism=row.mechanism,
            article=row.article,
            name=row.name,
            duty=row.duty,
            obligations=tuple(self._obligation(one) for one in row.obligations),
        )

    def _obligation(self, owed: ObligationRow) -> BoardObligationView:
        found = self._found[owed.code]
        periods = tuple(self._periods(owed.code))
        standing = worst([one.standing for one in periods])
        return BoardObligationView(
            code=owed.code,
            what=owed.what,
            every=owed.every,
            every_label=EVERY[owed.every],
            borne_by=owed.borne_by,
            borne_by_label=BEARERS[owed.borne_by],
            standing=standing,
            standing_label=STANDINGS[standing],
            periods=periods,
            institutions=self._institutions(owed, found),
            **_counts(owed, periods),
        )

    def _periods(self, code: str) -> Iterator[BoardPeriodView]:
        """By each version of the year in turn, as often as it asks for it."""
        for version in self._versions:
            owed = next((one for one in _obligations(version) if one.code == code), None)
            for period in periods_of(owed.every, self._year) if owed else ():
                if owed is not None and self._version_on(self._deciding_day(period)) is version:
                    yield from self._of(owed, period)

    def _deciding_day(self, period: Period) -> date:
        """The version in force at a period's end, or now, says what is owed in it."""
        return max(min(period.span.to_on, self.cut_off_on), period.span.from_on)

    def _of(self, owed: ObligationRow, period: Period) -> list[BoardPeriodView]:
        found = self._found[owed.code]
        if owed.borne_by != _EACH_PARTY or owed.times is None:
            return [period_view(owed, period, found, self._names)]
        bearers = directory.parties(self._agreement_id, on=self._deciding_day(period))
        return [
            period_view(owed, period, found, self._names, one.institution_id) for one in bearers
        ]

    def _institutions(
        self, owed: ObligationRow, found: Sequence[Evidence]
    ) -> tuple[BoardInstitutionView, ...]:
        views = (self._institution(owed, found, *one) for one in self._names.items())
        return tuple(one for one in views if one.planned_count)

    def _institution(
        self, owed: ObligationRow, found: Sequence[Evidence], institution_id: UUID, name: str
    ) -> BoardInstitutionView:
        mine = [one for one in found if institution_id in one.institution_ids]
        return BoardInstitutionView(
            institution_id=institution_id,
            institution_name=name,
            planned_count=len(mine),
            done_count=sum(one.done_on is not None for one in mine),
            breached_count=sum(standing_of(owed, one) == "breached" for one in mine),
        )

    def _version_on(self, day: date) -> VersionRow | None:
        return next((one for one in reversed(self._versions) if one.in_force_from <= day), None)


def _obligations(version: VersionRow) -> Iterator[ObligationRow]:
    for clause in version.clauses:
        yield from clause.obligations


def _counts(owed: ObligationRow, periods: Sequence[BoardPeriodView]) -> dict[str, Any]:
    """Of periods, or of the cases in them."""
    if owed.times is None:
        standings = [one.standing for period in periods for one in period.evidence]
    else:
        standings = [one.standing for one in periods]
    return {f"{name}_count": standings.count(name) for name in _COUNTED}
