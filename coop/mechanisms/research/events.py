"""What partners are told about joint research."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchEvent(DomainEvent):
    """A project changed. state: the state it is in now."""

    type: ClassVar[str] = "research.changed"
    told: ClassVar[Text] = Text("课题或其办理状态有变化", "A research project changed")
    action: str
    state: str
    lead_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldVisitEvent(DomainEvent):
    """A field visit was planned, changed, recorded or cancelled."""

    type: ClassVar[str] = "research.visit"
    about: ClassVar[str] = "project_id"
    told: ClassVar[Text] = Text("调研活动有变化", "A field visit changed")
    project_id: UUID
    action: str
    state: str
    visit_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchApproved(DomainEvent):
    """approval: "convener" or "joint_meeting"."""

    type: ClassVar[str] = "research.approved"
    told: ClassVar[Text] = Text("课题已立项", "A research project was approved")
    approval: str
    due_on: date
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchAccepted(DomainEvent):
    """Every reviewer accepted this version of the report."""

    type: ClassVar[str] = "research.accepted"
    told: ClassVar[Text] = Text("课题报告已通过评审", "A research report was accepted")
    report_version: int
    follow_up_due_on: date
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchReminder(DomainEvent):
    """due: "midterm", "report" or "follow_up", which is due that day. Told once for each day."""

    type: ClassVar[str] = "research.reminder"
    told: ClassVar[Text] = Text("课题节点将至", "A step of a research project is due soon")
    due: str
    due_on: date
