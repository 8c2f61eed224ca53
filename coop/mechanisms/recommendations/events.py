"""What partners are told about court recommendations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEvent(DomainEvent):
    """A recommendation changed. state: the state it is in now."""

    type: ClassVar[str] = "court_recommendation.changed"
    told: ClassVar[Text] = Text(
        "司法建议或办理状态有变化", "A court recommendation or its state changed"
    )
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationIssued(DomainEvent):
    """A recommendation was issued and has to be answered in writing."""

    type: ClassVar[str] = "court_recommendation.issued"
    told: ClassVar[Text] = Text(
        "司法建议书已发出，请按期书面回复", "A court recommendation was issued; reply in time"
    )
    number: str
    document_id: UUID
    reply_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationReminder(DomainEvent):
    """Told to who owes the reply, and to the court."""

    type: ClassVar[str] = "court_recommendation.reminder"
    told: ClassVar[Text] = Text(
        "司法建议书回复期限将至或已过，尚未回复", "The reply to a court recommendation is owed"
    )
    reply_due_on: date
