"""What is answered about the choice of a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyChoiceView:
    """Which body is to mediate. chosen_by: parties or court; ground, basis: why it was theirs.

    due_on: by when it was to be chosen; referral_id: the attempt it led to, null while it waits.
    """

    body_id: UUID
    body_name: str
    chosen_by: str
    chosen_by_label: Text
    ground: str
    ground_label: Text
    basis: Text
    chosen_on: date
    due_on: date | None
    is_late: bool
    recorded_by: str
    referral_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRequestView:
    """The parties named leave the choice of a body to the court."""

    party_names: tuple[str, ...]
    asked_on: date
    is_answered: bool
    recorded_by: str
