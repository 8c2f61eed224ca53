"""One attempt to send an event: what goes out and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coop.core.language import Text

_GONE = 410

# Codes, not the libraries' words: those tell which internal addresses exist behind a name.
ERRORS: dict[str, Text] = {
    "address_not_approved": Text(
        "地址不在允许范围内", "The address is outside the approved ranges"
    ),
    "https_only": Text("只接受 https", "Only https is accepted"),
    "certificate": Text("证书无效", "The certificate is not valid"),
    "timeout": Text("超时未答复", "No answer in time"),
    "connection": Text("无法连接", "No connection"),
    "request": Text("地址无法使用", "The address can't be used"),
    "status": Text("接收方答复了错误状态", "The receiver answered with an error status"),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What one attempt sends. secrets: every one that is valid now, the current one first."""

    delivery_id: UUID
    attempt: int
    url: str
    body: bytes
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: a status, or the reason why there is none."""

    status: int | None
    error: str | None
    duration_ms: int

    @property
    def is_delivered(self) -> bool:
        return self.error is None

    @property
    def is_gone(self) -> bool:
        return self.status == _GONE
