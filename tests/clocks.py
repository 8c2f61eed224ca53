"""Times in Shanghai, as tests write them: "2026-09-18T09:00"."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

from coop.core import clock
from coop.core.language import SHANGHAI


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def at(text: str) -> AbstractContextManager[None]:
    """The clock stands at this time."""
    return clock.stopped_at(instant(text))
