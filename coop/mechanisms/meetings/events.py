"""What partners are told about meetings and minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEvent(DomainEvent):
    """A meeting changed. state: the state it is in now."""

    type: ClassVar[str] = "meeting.changed"
    told: ClassVar[Text] = Text("会议信息或办理状态有变化", "A meeting changed")
    action: str
    state: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotified(DomainEvent):
    type: ClassVar[str] = "meeting.notified"
    told: ClassVar[Text] = Text("会议通知已发出", "The notice of a meeting was sent")
    starts_at: datetime
    place: str
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemEvent(DomainEvent):
    """An agenda item, one of its papers or its discussion changed."""

    type: ClassVar[str] = "agenda_item.changed"
    told: ClassVar[Text] = Text("议题有变化", "An agenda item changed")
    meeting_id: UUID
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionEvent(DomainEvent):
    type: ClassVar[str] = "resolution.changed"
    told: ClassVar[Text] = Text("议定事项有变化", "A resolution changed")
    meeting_id: UUID
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceEvent(DomainEvent):
    type: ClassVar[str] = "attendance.changed"
    told: ClassVar[Text] = Text("参会人员有变化", "Attendance changed")
    meeting_id: UUID
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesEvent(DomainEvent):
    """Minutes moved on. text_hash: what is being signed."""

    type: ClassVar[str] = "minutes.changed"
    told: ClassVar[Text] = Text("纪要有变化", "Minutes changed")
    meeting_id: UUID
    action: str
    state: str
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesIssued(DomainEvent):
    type: ClassVar[str] = "minutes.issued"
    told: ClassVar[Text] = Text("纪要已印发", "Minutes were issued")
    meeting_id: UUID
    number: str
    formed_on: date
    document_id: UUID
    edition: int
