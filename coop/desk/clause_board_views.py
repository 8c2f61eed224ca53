"""What the clause board answers: by clause what is owed, how it stands, what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEvidenceView:
    """One record. url: its page; done_on: None while it is only planned or owed."""

    title: str
    url: str
    institution_names: tuple[str, ...]
    due_on: date
    done_on: date | None
    standing: str
    standing_label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPeriodView:
    """A period of the year with what was owed in it; for single cases the whole year.

    institution_name: of whom, where each party owes it by itself. times: None for cases.
    is_planned: what is missing is planned for the rest of the period.
    """

    label: Text
    from_on: date
    to_on: date
    institution_name: str | None
    times: int | None
    done_count: int
    planned_count: int
    is_planned: bool
    standing: str
    standing_label: Text
    evidence: tuple[BoardEvidenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardInstitutionView:
    """The year's plan and what was done of it by one institution.

    planned_count: everything planned, owed or done in the year; breached_count: late or missing.
    """

    institution_id: UUID
    institution_name: str
    planned_count: int
    done_count: int
    breached_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardObligationView:
    """What a clause asks for. Counts: of its periods, or of its cases where each has its day."""

    code: str
    what: str
    every: str
    every_label: Text
    borne_by: str
    borne_by_label: Text
    standing: str
    standing_label: Text
    met_count: int
    due_count: int
    breached_count: int
    periods: tuple[BoardPeriodView, ...]
    institutions: tuple[BoardInstitutionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardClauseView:
    """An article. obligations: none where its duty can't be looked up in the records."""

    mechanism: str
    article: str
    name: str
    duty: str
    obligations: tuple[BoardObligationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseBoardView:
    """How an agreement is kept in a calendar year, by what the reader may see.

    in_force_from: of the version read: the one in force at the cut-off; None before the first.
    cut_off_on: today, or the year's last day once it is over.
    """

    agreement_id: UUID
    agreement_title: str
    year: int
    in_force_from: date | None
    cut_off_on: date
    counted_at: datetime
    met_count: int
    due_count: int
    breached_count: int
    clauses: tuple[BoardClauseView, ...]
