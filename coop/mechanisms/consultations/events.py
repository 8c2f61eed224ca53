"""What partners are told about consultations. No event carries a stance or an opinion's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationEvent(DomainEvent):
    """A consultation changed. state: the state it is in now."""

    type: ClassVar[str] = "consultation.changed"
    told: ClassVar[Text] = Text("会商事项或办理状态有变化", "A consultation changed")
    action: str
    state: str
    initiator_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationOpened(DomainEvent):
    """A letter went out. text_version: which text is asked about."""

    type: ClassVar[str] = "consultation.opened"
    told: ClassVar[Text] = Text("会商函已发出，请按期答复", "A consultation letter was sent")
    text_version: int
    reply_due_on: date
    consulted_ids: tuple[UUID, ...]
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionEvent(DomainEvent):
    """An opinion was drafted, given or answered; told to its author until its round closes."""

    type: ClassVar[str] = "opinion.changed"
    told: ClassVar[Text] = Text("会商意见有变化", "An opinion changed")
    consultation_id: UUID
    institution_id: UUID
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationReminder(DomainEvent):
    """Told only to those that have not answered."""

    type: ClassVar[str] = "consultation.reminder"
    told: ClassVar[Text] = Text(
        "会商答复期限将至，尚未答复", "An answer to a consultation is due soon"
    )
    reply_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(DomainEvent):
    """All have answered, or the due day has passed: opinions can be read now."""

    type: ClassVar[str] = "consultation.round_closed"
    told: ClassVar[Text] = Text("本轮会商意见已收齐或期限届满", "A round of opinions closed")
    text_version: int
    answered_ids: tuple[UUID, ...]
    silent_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationConcluded(DomainEvent):
    """outcome: "agreed", "partly" or "not_agreed"."""

    type: ClassVar[str] = "consultation.concluded"
    told: ClassVar[Text] = Text("会商已形成结论", "A consultation was concluded")
    outcome: str
    document_id: UUID
