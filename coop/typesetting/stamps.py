"""A line over every page of what is drawn: what the whole file is, e.g. a trial without effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_given: ContextVar[str | None] = ContextVar("stamp", default=None)
# Given by the application, which knows what is drawn now; "" for nothing.
_readers: list[Callable[[], str]] = [lambda: ""]


def use(reader: Callable[[], str]) -> None:
    """Ask this for the words."""
    _readers[:] = [reader]


def words() -> str:
    """What stands over the pages drawn now; "" for nothing."""
    given = _given.get()
    return _readers[0]() if given is None else given


@contextmanager
def stamped(text: str) -> Iterator[None]:
    """Within the block these words, whatever the application says."""
    token = _given.set(text)
    try:
        yield
    finally:
        _given.reset(token)
