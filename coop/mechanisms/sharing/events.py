"""What partners are told about sharing, each only those who may know of the object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntryEvent(DomainEvent):
    """Told to every party once published; before that to the provider alone."""

    type: ClassVar[str] = "catalog_entry.changed"
    told: ClassVar[Text] = Text("共享目录有变化", "A catalogue entry changed")
    action: str
    state: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingReminder(DomainEvent):
    """Told to the institution that owes it, once for each due day.

    kind: reply, delivery, resolution, disposal, update or review.
    """

    type: ClassVar[str] = "sharing.reminder"
    told: ClassVar[Text] = Text(
        "信息共享事项临近或超过期限", "A due day of sharing is near or past"
    )
    subject_kind: str
    kind: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareGroupEvent(DomainEvent):
    type: ClassVar[str] = "share_group.changed"
    told: ClassVar[Text] = Text("共享分组有变化", "A named group of recipients changed")
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRequestEvent(DomainEvent):
    """Told to requester, provider and the host of the day."""

    type: ClassVar[str] = "share_request.changed"
    told: ClassVar[Text] = Text("共享申请有变化", "A request for information changed")
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRequestSubmitted(DomainEvent):
    type: ClassVar[str] = "share_request.submitted"
    told: ClassVar[Text] = Text("收到一份共享申请", "A request for information was submitted")
    requester_id: UUID
    reply_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareEvent(DomainEvent):
    """Told to the provider and those who received the share."""

    type: ClassVar[str] = "share.changed"
    told: ClassVar[Text] = Text("共享信息有变化", "Shared information changed")
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSent(DomainEvent):
    type: ClassVar[str] = "share.sent"
    told: ClassVar[Text] = Text("收到共享信息，请签收", "Information was shared; sign for it")
    provider_id: UUID
    request_id: UUID | None
    supersedes_id: UUID | None
    receipt_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRecalled(DomainEvent):
    type: ClassVar[str] = "share.recalled"
    told: ClassVar[Text] = Text(
        "共享信息已收回，请处置并确认", "Shared information was recalled; dispose of it and confirm"
    )
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequestEvent(DomainEvent):
    type: ClassVar[str] = "correction_request.changed"
    about: ClassVar[str] = "share_id"
    told: ClassVar[Text] = Text("校核申请有变化", "A request for correction changed")
    share_id: UUID
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardRequestEvent(DomainEvent):
    type: ClassVar[str] = "onward_request.changed"
    about: ClassVar[str] = "share_id"
    told: ClassVar[Text] = Text("转送申请有变化", "A request to pass on changed")
    share_id: UUID
    action: str
    state: str
