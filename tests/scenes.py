"""Scenes that many tests begin with, made once: the database they leave is kept and put back.

A scene called on a database that nothing was written to since it was put back (as every test finds
it, or as another scene left it) gives what the same call gave before, without acting again.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from coop.core import clock
from coop.core.db import Base, session
from tests.databases import Database

P = ParamSpec("P")
R = TypeVar("R")
_PLAIN = (str, int, bytes, date, datetime, UUID, type(None), frozenset)
_STANDING = "standing"
_WORTH_KEEPING = 60  # statements; fewer are sent as fast as a database is put back


class _Unlike(Exception):
    """An argument by which two calls can't be told apart."""


@dataclass(frozen=True)
class _RowRef:
    """A row that a scene answered, read anew whenever the scene is put back."""

    model: type[Base]
    identity: tuple[Any, ...]


class Stage:
    """Which scene the database of this process shows; none once a test wrote something."""

    def __init__(self) -> None:
        self.database: Database | None = None
        self.app: Flask | None = None
        self.shows: Hashable = None
        self.statements = 0
        self._asked: Counter[Hashable] = Counter()
        self._kept: dict[Hashable, tuple[str, Any]] = {}

    def clear(self, database: Database, app: Flask) -> None:
        """The standing world, as every test finds it."""
        self.database, self.app = database, app
        database.restore(app)
        self.shows = _STANDING

    def play(self, key: Hashable, build: Callable[[], R]) -> R:
        """The scene as it was kept, or made anew: kept when it is asked for a second time."""
        assert self.database is not None
        assert self.app is not None
        if key in self._kept:
            name, answer = self._kept[key]
            session().rollback()
            session().expire_all()  # rows of another scene may bear the same numbers
            self.database.restore(self.app, name)
            self.shows = key
            return cast(R, _read(answer))
        self._asked[key] += 1
        before = self.statements
        answer = build()
        if self._asked[key] > 1 and self.statements - before > _WORTH_KEEPING:
            name = f"scene_{len(self._kept)}"
            session().rollback()
            self.database.keep(self.app, name)
            self._kept[key] = (name, _refer(answer))
            self.shows = key
        return answer


STAGE = Stage()


@event.listens_for(sa.Engine, "before_cursor_execute")
def _written(
    _connection: object, _cursor: object, statement: str, _values: object, *_rest: object
) -> None:
    STAGE.statements += 1
    if STAGE.shows is not None and not statement.startswith(("SELECT", "BEGIN", "PRAGMA", "WITH")):
        STAGE.shows = None


def scene(build: Callable[P, R]) -> Callable[P, R]:
    """A function that brings the database from one state to another, and nothing else."""

    @functools.wraps(build)
    def played(*args: P.args, **kwargs: P.kwargs) -> R:
        if STAGE.shows is None:
            return build(*args, **kwargs)
        try:
            said = (_named(args), _named(kwargs))
        except _Unlike:
            return build(*args, **kwargs)
        # A clock that stands is part of the call; a scene that sets its own is the same by any.
        called = (build.__module__, build.__qualname__, said, clock._stopped.get())
        return STAGE.play((STAGE.shows, called), lambda: build(*args, **kwargs))

    return played


def _named(value: object) -> Hashable:
    """The value as part of a key. Raises _Unlike."""
    if isinstance(value, _PLAIN):
        return (type(value).__name__, value)
    if isinstance(value, (list, tuple)):
        return tuple(_named(one) for one in value)
    if isinstance(value, Mapping):
        return tuple((name, _named(one)) for name, one in value.items())
    if isinstance(value, Base):
        return (type(value).__name__, _identity(value))
    if hasattr(value, "__dataclass_fields__"):
        parts = {name: getattr(value, name) for name in value.__dataclass_fields__}
        return (type(value).__name__, _named(parts))
    raise _Unlike


def _identity(row: Base) -> tuple[Any, ...]:
    return tuple(sa.inspect(row).identity or ())


def _refer(answer: object) -> object:
    if isinstance(answer, Base):
        return _RowRef(type(answer), _identity(answer))
    return _each(answer, _refer)


def _read(answer: object) -> object:
    if isinstance(answer, _RowRef):
        return session().get_one(answer.model, answer.identity, populate_existing=True)
    return _each(answer, _read)


def _each(answer: object, change: Callable[[object], object]) -> object:
    if type(answer) in (list, tuple):
        return type(answer)(change(one) for one in cast("list[object]", answer))
    return answer
