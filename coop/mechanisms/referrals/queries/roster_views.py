"""What is answered about the registers of bodies and mediators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationBodyView(View):
    """调解组织. open_count: disputes it has now, told to its court and itself alone.

    unfit_for_consumers: why it may take no consumer dispute today; unfit: why it may take none.
    """

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    institution_id: UUID
    name: str
    short_name: str
    court_id: UUID
    court_name: str
    kind: str
    kind_label: Text
    founded_on: date | None
    licence_no: str | None
    licence_valid_to: date | None
    certificate_no: str | None
    causes: tuple[str, ...]
    seat: str
    contact: str
    roster_reason: str
    unfit: Text | None
    unfit_for_consumers: Text | None
    mediator_count: int
    open_count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediatorConflictView:
    """利益关系: with whom, and until when it counts."""

    party_name: str
    relation: str
    relation_label: Text
    note: str
    until_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediatorView(View):
    """调解员. open_count and conflicts: told to those who choose, and to the mediator."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    body_id: UUID
    body_name: str
    person_id: UUID
    name: str
    title: str
    certificate_no: str | None
    certificate_valid_to: date | None
    is_certified: bool
    specialties: tuple[str, ...]
    most_open: int | None
    open_count: int | None
    conflicts: tuple[MediatorConflictView, ...]
