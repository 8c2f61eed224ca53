"""What is answered when partners compare their lists with coop's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledDayView:
    """One day: how many disputes, and the SHA-256 of their sorted lines joined by line ends.

    A line is `reference|state|ground|concluded_on|acknowledged`; what is absent is empty,
    acknowledged is 1 or 0.
    """

    on: date
    count: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationView:
    """Counts and hashes of each day: of registration for a court, of the referral for a body."""

    agreement_id: UUID
    from_on: date
    until_on: date
    cut_off_at: datetime
    days: tuple[ReconciledDayView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """kind: missing_here, missing_there or unequal; field, here, there: of what is unequal."""

    reference: str
    kind: str
    field: str | None
    here: str | None
    there: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesView:
    """The partner's list of one day compared with coop's; no differences when both are equal."""

    agreement_id: UUID
    on: date
    here: ReconciledDayView
    there: ReconciledDayView
    differences: tuple[DifferenceView, ...]
