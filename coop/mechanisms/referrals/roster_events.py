"""What partners are told about the registers of bodies and mediators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationBodyEvent(DomainEvent):
    """The roster changed. roster_status: listed, suspended or removed."""

    type: ClassVar[str] = "mediation_body.changed"
    told: ClassVar[Text] = Text("调解组织名册有变化", "The roster of mediation bodies changed")
    action: str
    roster_status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediatorEvent(DomainEvent):
    """A mediator's entry changed; told to the body and to its court."""

    type: ClassVar[str] = "mediator.changed"
    told: ClassVar[Text] = Text("调解员名册有变化", "The roster of mediators changed")
    body_id: UUID
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeReportPublished(DomainEvent):
    """Figures of whole months were published. sha256: of their JSON."""

    type: ClassVar[str] = "dispute_report.published"
    told: ClassVar[Text] = Text("调解统计已发布", "Figures about mediation were published")
    from_month: date
    until_month: date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputesImported(DomainEvent):
    """A file of disputes was looked through, started, finished or given up."""

    type: ClassVar[str] = "dispute_import.changed"
    told: ClassVar[Text] = Text("批量导入有进展", "An import of disputes moved on")
    action: str
    state: str
    registered_count: int
