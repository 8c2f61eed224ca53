"""The log: append-only, hash-chained, written in the command's own transaction.

Each entry's HMAC covers the entry and the one before it, so an edit, a hole or a reordering shows.
A cut tail shows
against a head that was handed out (`head`), which is printed on documents and given to every
institution.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import Base, before_commit, on_logged_refusal, session
from coop.core.errors import CoopError

_PENDING = "audit_pending"
_CHAIN_LOCK = 731001
_GENESIS = "0" * 64
_key: list[bytes] = [b"development-only"]
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class AuditEntry(Base):
    """Who did what to which object, when, on whose behalf, and what changed."""

    __tablename__ = "audit_entry"
    seq: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(sa.String(10))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(sa.String(200))
    on_behalf_of: Mapped[str | None] = mapped_column(sa.String(200))
    institution_id: Mapped[UUID | None]
    agreement_id: Mapped[UUID | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(sa.String(80))
    subject_kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    reason: Mapped[str | None] = mapped_column(sa.Text)
    changes: Mapped[str] = mapped_column(sa.Text)
    request_id: Mapped[str | None] = mapped_column(sa.String(80))
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    entry_hash: Mapped[str] = mapped_column(sa.String(64))


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about."""

    kind: str
    id: UUID | None
    agreement_id: UUID | None


def use_key(key: str) -> None:
    """The chain's HMAC key, from the settings."""
    _key[0] = key.encode()


def record(
    actor: Actor,
    action: str,
    subject: Subject,
    *,
    reason: str | None = None,
    **changes: Any,
) -> None:
    """Log one act. changes: field=(before, after) pairs or plain facts; must be JSON-able."""
    entry = AuditEntry(
        at=clock.now(),
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        on_behalf_of=actor.on_behalf_of,
        institution_id=actor.institution_id,
        agreement_id=subject.agreement_id,
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        reason=reason,
        changes=orjson.dumps(changes, option=orjson.OPT_SORT_KEYS, default=str).decode(),
        request_id=request_id.get(),
    )
    session().info.setdefault(_PENDING, []).append(entry)


@on_logged_refusal
def _record_refusal(refusal: CoopError, args: tuple[Any, ...]) -> None:
    actor = next((arg for arg in args if isinstance(arg, Actor)), None)
    if actor is not None:
        record(actor, f"refused:{refusal.code}", Subject("refusal", None, None))


def lock_chain() -> None:
    """One writer of chain, events and numbers at a time until commit (SQLite has it from BEGIN)."""
    if session().get_bind().dialect.name == "postgresql":
        session().execute(sa.select(sa.func.pg_advisory_xact_lock(_CHAIN_LOCK)))


@before_commit
def write_pending() -> None:
    entries = cast("list[AuditEntry]", session().info.pop(_PENDING, []))
    if not entries:
        return
    lock_chain()
    seq, previous = head()
    for entry in entries:
        seq += 1
        entry.seq, entry.previous_hash = seq, previous
        entry.entry_hash = previous = _digest(entry)
        session().add(entry)
    session().flush()


def head() -> tuple[int, str]:
    """Sequence number and hash of the newest entry: the anchor that shows a cut tail."""
    newest = sa.select(AuditEntry.seq, AuditEntry.entry_hash).order_by(AuditEntry.seq.desc())
    found = session().execute(newest.limit(1)).first()
    return (found[0], found[1]) if found else (0, _GENESIS)


def newest_mark() -> str:
    """The newest entry's hash, which changes with every one; read as cheaply as possible."""
    query = "SELECT entry_hash FROM audit_entry ORDER BY seq DESC LIMIT 1"
    found = session().connection().exec_driver_sql(query).first()
    return str(found[0]) if found else _GENESIS


def verify(anchor: tuple[int, str] | None = None) -> str | None:
    """None when the chain is whole, else what is wrong with it.

    anchor: a head handed out before.
    """
    previous, seq, anchored = _GENESIS, 0, anchor is None or anchor[0] == 0
    for entry in _entries():
        if entry.seq != seq + 1:
            return f"entry {seq + 1} is missing"
        if entry.previous_hash != previous or entry.entry_hash != _digest(entry):
            return f"entry {entry.seq} was altered"
        previous, seq = entry.entry_hash, entry.seq
        anchored = anchored or (anchor is not None and anchor == (seq, previous))
    return None if anchored else f"the chain ends at {seq} and does not contain the given head"


def _entries() -> Iterator[AuditEntry]:
    ordered = sa.select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=1000)
    yield from session().scalars(ordered)


def _digest(entry: AuditEntry) -> str:
    covered = [
        entry.previous_hash,
        entry.seq,
        entry.at.isoformat(),
        entry.actor_kind,
        entry.actor_id,
        entry.actor_name,
        entry.on_behalf_of,
        entry.institution_id,
        entry.agreement_id,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.reason,
        entry.changes,
        entry.request_id,
    ]
    return hmac.new(_key[0], orjson.dumps(covered), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry as an object's history shows it."""

    at: datetime
    actor_name: str
    on_behalf_of: str | None
    institution_id: UUID | None
    action: str
    reason: str | None
    changes: dict[str, object]


def history(subject_id: UUID, *, limit: int = 100) -> list[HistoryLine]:
    """The newest entries about one object, newest first.

    The caller has checked that it is visible.
    """
    newest = (
        sa.select(AuditEntry)
        .where(AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.seq.desc())
        .limit(limit)
    )
    return [
        HistoryLine(
            at=entry.at,
            actor_name=entry.actor_name,
            on_behalf_of=entry.on_behalf_of,
            institution_id=entry.institution_id,
            action=entry.action,
            reason=entry.reason,
            changes=orjson.loads(entry.changes),
        )
        for entry in session().scalars(newest)
    ]
