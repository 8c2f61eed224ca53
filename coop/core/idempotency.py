"""Answers kept for repeated requests: same caller, same key, same request, same answer, done once.

The key is claimed and the answer stored inside the command's own transaction, so they exist exactly
when its effect
does. Refusals roll back and are judged anew each time: only successes are kept, for 24 hours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core import clock, jobs
from coop.core.db import Base, command, session
from coop.core.errors import BadRequest, Conflict, FieldProblem, Invalid
from coop.core.language import Text

KEPT = timedelta(hours=24)
_LONGEST_KEY = 200


class KeptAnswer(Base):
    """What was answered to one (caller, key)."""

    __tablename__ = "kept_answer"
    caller: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(_LONGEST_KEY), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    status: Mapped[int]
    body: Mapped[bytes]
    etag: Mapped[str | None] = mapped_column(sa.String(80))
    location: Mapped[str | None] = mapped_column(sa.String(300))
    kept_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer of either door."""

    status: int
    body: bytes
    etag: str | None = None
    location: str | None = None
    replayed: bool = False


class KeyReused(Invalid):
    code = "idempotency_key_reused"

    def __init__(self) -> None:
        words = Text(
            "同一个 Idempotency-Key 已用于另一个请求。",
            "This Idempotency-Key was used for another request.",
        )
        super().__init__(FieldProblem("/Idempotency-Key", self.code, words))


class InFlight(Conflict):
    code = "request_in_flight"
    text = Text("同一个请求正在处理中。", "The same request is being processed.")


class KeyRequired(BadRequest):
    code = "idempotency_key_required"
    text = Text("缺少请求头 Idempotency-Key。", "The header Idempotency-Key is required.")


class KeyTooLong(BadRequest):
    code = "idempotency_key_too_long"
    text = Text("Idempotency-Key 最多 200 个字符。", "Idempotency-Key has at most 200 characters.")


class Replay(Exception):  # not an error: the way out of a transaction that must not run
    """The request was answered before."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def fingerprint(method: str, path: str, body: bytes) -> str:
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()


class Kept:
    """Envelope of one command:

    `answer` is composed inside the transaction and kept under the key.
    """

    def __init__(
        self, caller: str, key: str | None, mark: str, compose: Callable[[object], Answer]
    ) -> None:
        if key is not None and len(key) > _LONGEST_KEY:
            raise KeyTooLong(reason=key[:20])
        self._caller, self._key, self._mark, self._compose = caller, key, mark, compose
        self.answer: Answer | None = None

    def open(self) -> None:
        if self._key is None:
            return
        self._refuse_in_flight()
        kept = session().get(KeptAnswer, (self._caller, self._key))
        if kept is None or clock.wall() - kept.kept_at > KEPT:
            if kept is not None:
                session().delete(kept)
                session().flush()
            return
        if kept.fingerprint != self._mark:
            raise KeyReused
        raise Replay(Answer(kept.status, kept.body, kept.etag, kept.location, replayed=True))

    def _refuse_in_flight(self) -> None:
        """On PostgreSQL two same requests may run at once; SQLite has one writer at a time."""
        if session().get_bind().dialect.name != "postgresql":
            return
        digest = hashlib.sha256(f"{self._caller}\n{self._key}".encode()).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        if not session().execute(sa.select(sa.func.pg_try_advisory_xact_lock(number))).scalar_one():
            raise InFlight

    def close(self, result: object) -> None:
        self.answer = self._compose(result)
        if self._key is None:
            return
        session().add(
            KeptAnswer(
                caller=self._caller,
                key=self._key,
                fingerprint=self._mark,
                status=self.answer.status,
                body=self.answer.body,
                etag=self.answer.etag,
                location=self.answer.location,
                kept_at=clock.wall(),
            )
        )
        session().flush()


@command
def look_up(kept: Kept) -> None:
    """For a request of many commands: raises Replay when it was answered before."""
    kept.open()


@command
def keep(kept: Kept, result: object) -> None:
    """Its answer, once every command has ended; what was cut off before is not kept."""
    kept.close(result)


@command
def forget_old_answers() -> None:
    session().execute(sa.delete(KeptAnswer).where(KeptAnswer.kept_at < clock.wall() - KEPT))


jobs.scheduled("forget_old_answers", "41 * * * *")(forget_old_answers)
