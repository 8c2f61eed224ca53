"""The clock. Nothing else in coop asks for the time.

A sandbox agreement has its own time. Within it now() and today() answer that; what belongs to no
agreement (sessions, tokens, retries, workers) asks wall().
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from coop.core.language import SHANGHAI


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A sandbox agreement, its clock, and the instant at which that stands."""

    agreement_id: UUID
    clock_id: UUID
    at: datetime


_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)
_sandbox: ContextVar[Sandbox | None] = ContextVar("sandbox_clock", default=None)
# Given by the registry: agreement -> its sandbox as it stands; None for a live one.
_readers: list[Callable[[UUID], Sandbox | None]] = []


def now() -> datetime:
    """The present instant, aware, UTC; in a sandbox that of its own clock."""
    found = _sandbox.get()
    return found.at if found else wall()


def today() -> date:
    """The present day in Asia/Shanghai, the day every deadline is counted in."""
    return day_of(now())


def wall() -> datetime:
    """The present instant outside of every sandbox, aware, UTC."""
    return _stopped.get() or datetime.now(UTC)


def wall_day() -> date:
    """The present day outside of every sandbox."""
    return day_of(wall())


def day_of(instant: datetime) -> date:
    """The day of an aware instant in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


@contextmanager
def stopped_at(instant: datetime) -> Iterator[None]:
    """Within the block the clock stands at this aware instant (demonstration, tests)."""
    token = _stopped.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)


# --------------------------------------------------------------------------- sandboxes


def read_sandboxes_with(
    reader: Callable[[UUID], Sandbox | None],
) -> Callable[[UUID], Sandbox | None]:
    """Register who knows where the sandboxes stand."""
    _readers[:] = [reader]
    return reader


def sandbox_of(agreement_id: UUID | None) -> Sandbox | None:
    """The sandbox that this agreement is; None for a live one, and for none."""
    return None if agreement_id is None else _readers[0](agreement_id)


def sandbox() -> Sandbox | None:
    """The sandbox that what runs now belongs to."""
    return _sandbox.get()


@contextmanager
def in_sandbox(found: Sandbox | None) -> Iterator[None]:
    """Within the block it is this sandbox's time; None leaves everything as it is."""
    token = _sandbox.set(found or _sandbox.get())
    try:
        yield
    finally:
        _sandbox.reset(token)


def enter_sandbox(found: Sandbox | None) -> None:
    """The rest of this request happens in this sandbox; None leaves it."""
    _sandbox.set(found)
