"""What partners are told about documents and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDrafted(DomainEvent):
    type: ClassVar[str] = "document.drafted"
    told: ClassVar[Text] = Text(
        "函件草稿已写或已修改，仅拟稿单位可见。",
        "A letter was drafted or changed; only its own institution sees it.",
    )
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMoved(DomainEvent):
    type: ClassVar[str] = "document.moved"
    told: ClassVar[Text] = Text(
        "函件经核稿、退回或签发，仅拟稿单位可见。",
        "A letter was reviewed, sent back or signed; only its own institution sees it.",
    )
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIssued(DomainEvent):
    type: ClassVar[str] = "document.issued"
    told: ClassVar[Text] = Text(
        "一份公文（或其更正版）已印发。", "A document, or its corrected edition, was issued."
    )
    kind: str
    number: str | None
    issue_no: str | None
    edition: int
    sha256: str
    source_kind: str
    source_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRevoked(DomainEvent):
    type: ClassVar[str] = "document.revoked"
    told: ClassVar[Text] = Text(
        "公文被撤销，自始无效。", "A document was revoked; it is void from the start."
    )
    number: str | None
    revoked_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRepealed(DomainEvent):
    type: ClassVar[str] = "document.repealed"
    told: ClassVar[Text] = Text(
        "公文被废止，自废止之日起失效。", "A document was repealed; it is void from that day on."
    )
    number: str | None
    repealed_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentArchived(DomainEvent):
    type: ClassVar[str] = "document.archived"
    told: ClassVar[Text] = Text("公文已归档。", "A document was archived.")
    number: str | None
    retention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberImported(DomainEvent):
    type: ClassVar[str] = "number.imported"
    told: ClassVar[Text] = Text(
        "登记了一个已在系统外使用的文号。", "A number used outside the system was registered."
    )
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReserved(DomainEvent):
    type: ClassVar[str] = "number.reserved"
    told: ClassVar[Text] = Text("预留了一个文号。", "A number was reserved.")
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberVoided(DomainEvent):
    type: ClassVar[str] = "number.voided"
    told: ClassVar[Text] = Text(
        "文号作废，不再使用。", "A number was voided; it is never used again."
    )
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReminder(DomainEvent):
    type: ClassVar[str] = "receipt.reminder"
    about: ClassVar[str] = "handed_id"
    told: ClassVar[Text] = Text(
        "送达的文书或材料逾期未签收。", "What was handed over was not signed for in time."
    )
    handed_kind: str
    handed_id: UUID
    institution_id: UUID
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSigned(DomainEvent):
    type: ClassVar[str] = "receipt.signed"
    about: ClassVar[str] = "handed_id"
    told: ClassVar[Text] = Text(
        "成员单位签收了送达的文书或材料。", "An institution signed for what was handed over."
    )
    handed_kind: str
    handed_id: UUID
    institution_id: UUID
