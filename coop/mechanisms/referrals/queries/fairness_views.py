"""What is answered about disclosure, waiver and recusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalWaiverView:
    """means: in writing, on the platform, or said and recorded."""

    party_name: str
    waived_on: date
    means: str
    means_label: Text
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureView:
    """relation: which ground of recusal. missing_names: who has not agreed to go on.

    is_open: the mediator is in charge and may not go on before they have.
    """

    mediator_name: str
    relation: str
    relation_label: Text
    text: str
    disclosed_at: datetime
    waivers: tuple[RecusalWaiverView, ...]
    missing_names: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MediatorRecusalView:
    """party_name: who asked for it; null where the mediator stepped back alone."""

    mediator_name: str
    successor_name: str | None
    party_name: str | None
    reason: str
    recused_at: datetime
