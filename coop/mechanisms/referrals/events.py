"""What partners are told about disputes: ids, numbers and states, never a name or a word of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeEvent(DomainEvent):
    """A dispute changed. Told to the court and the body that has it."""

    type: ClassVar[str] = "dispute.changed"
    told: ClassVar[Text] = Text("纠纷办理状态有变化", "A dispute changed")
    issue_no: str
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeReferred(DomainEvent):
    """A court referred a dispute. kind: delegated or entrusted; accept_by_on: answer until then."""

    type: ClassVar[str] = "dispute.referred"
    told: ClassVar[Text] = Text("收到移送调解的纠纷，请按期接收", "A dispute was referred")
    issue_no: str
    referral_id: UUID
    kind: str
    mode: str
    accept_by_on: date
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered(DomainEvent):
    """A body accepted, refused, or did not answer in time. due_on: of the mediation, if any."""

    type: ClassVar[str] = "referral.answered"
    told: ClassVar[Text] = Text("移送调解有接收结果", "A referral was answered")
    issue_no: str
    referral_id: UUID
    outcome: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeConcluded(DomainEvent):
    """The mediation ended and the body reported it; the court acknowledges. ground: why."""

    type: ClassVar[str] = "dispute.concluded"
    told: ClassVar[Text] = Text("调解结果已反馈，请确认收悉", "A result was reported")
    issue_no: str
    ground: str
    concluded_on: date
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeReminder(DomainEvent):
    """A day comes near, told once to whom it binds. due: what for; dispute_id: whose."""

    type: ClassVar[str] = "dispute.reminder"
    about: ClassVar[str] = "dispute_id"
    told: ClassVar[Text] = Text("纠纷调解有期限临近", "A day of a dispute comes near")
    issue_no: str
    dispute_id: UUID
    due: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementEvent(DomainEvent):
    """A settlement or its confirmation changed."""

    type: ClassVar[str] = "settlement.changed"
    about: ClassVar[str] = "dispute_id"
    told: ClassVar[Text] = Text("调解协议或司法确认有变化", "A settlement changed")
    dispute_id: UUID
    action: str
    state: str
    effective_on: date | None
