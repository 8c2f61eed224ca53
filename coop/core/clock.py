"""The clock. Nothing else in coop asks for the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from coop.core.language import SHANGHAI

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The present instant, aware, UTC."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """The present day in Asia/Shanghai, the day every deadline is counted in."""
    return now().astimezone(SHANGHAI).date()


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
