"""What an institution is told about its own webhooks, in the stream, which needs none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookFailing(DomainEvent):
    type: ClassVar[str] = "webhook.failing"
    told: ClassVar[Text] = Text(
        "推送地址连续失败，请检查接收系统。", "A webhook keeps failing; check the receiving system."
    )
    last_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookStopped(DomainEvent):
    type: ClassVar[str] = "webhook.stopped"
    told: ClassVar[Text] = Text(
        "接收方答复 410，推送已暂停。", "The receiver answered 410, so the webhook was paused."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWithheld(DomainEvent):
    """Stands in the place of an event that the reader may not know: only its position is told.

    subject_id: the agreement. Webhooks are told nothing above internal, whoever set them up.
    """

    type: ClassVar[str] = "event.withheld"
    told: ClassVar[Text] = Text(
        "此序号的事件超出知悉权限，内容不予推送或读取。",
        "The event at this place is above the reader's clearance; nothing else of it is told.",
    )
