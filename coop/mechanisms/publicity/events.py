"""What partners are told about publicity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignEvent(DomainEvent):
    """Told to the institutions named in the campaign."""

    type: ClassVar[str] = "campaign.changed"
    told: ClassVar[Text] = Text("宣传活动有变化", "A publicity campaign changed")
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialEvent(DomainEvent):
    """Told to the institutions of its campaign. number, text_hash: of the text as it stands."""

    type: ClassVar[str] = "material.changed"
    told: ClassVar[Text] = Text("宣传材料有变化", "A publicity material changed")
    campaign_id: UUID
    action: str
    state: str
    number: int
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalReminderEvent(DomainEvent):
    """Told to the institution that received it."""

    type: ClassVar[str] = "legal_reminder.changed"
    told: ClassVar[Text] = Text("普法提示有变化", "A legal-publicity reminder changed")
    action: str
    state: str
