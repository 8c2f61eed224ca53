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

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)
_sandbox: ContextVar[datetime | None] = ContextVar("sandbox_clock", default=None)
# Given by the registry, which keeps the sandboxes' times: sandbox agreement -> its present instant.
_readers: list[Callable[[UUID], datetime]] = []


def now() -> datetime:
    """The present instant, aware, UTC; in a sandbox that of its own clock."""
    return _sandbox.get() or wall()


def today() -> date:
    """The present day in Asia/Shanghai, the day every deadline is counted in."""
    return _day(now())


def wall() -> datetime:
    """The present instant outside of every sandbox, aware, UTC."""
    return _stopped.get() or datetime.now(UTC)


def wall_day() -> date:
    """The present day outside of every sandbox."""
    return _day(wall())


def _day(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


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


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The clock of the sandbox that an officer works in, and where it stands."""

    clock_id: UUID
    at: datetime


def read_sandboxes_with(reader: Callable[[UUID], datetime]) -> Callable[[UUID], datetime]:
    """Register who knows the sandboxes' times."""
    _readers[:] = [reader]
    return reader


def is_sandbox() -> bool:
    """Whether what runs now belongs to a sandbox."""
    return _sandbox.get() is not None


@contextmanager
def sandbox_at(instant: datetime | None) -> Iterator[None]:
    """Within the block it is this instant in a sandbox; None leaves everything as it is."""
    if instant is None:
        yield
        return
    token = _sandbox.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _sandbox.reset(token)


def sandbox_time(sandbox_id: UUID | None) -> datetime | None:
    """The instant at which this sandbox agreement stands; None for None."""
    return None if sandbox_id is None else _readers[0](sandbox_id)


def enter_sandbox(instant: datetime | None) -> None:
    """For the rest of this request it is this instant in a sandbox; None leaves it."""
    _sandbox.set(instant)
