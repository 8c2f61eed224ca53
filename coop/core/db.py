"""Rows and transactions. The only module that commits.

A @command is one transaction: it commits when it returns and leaves nothing when it raises. A @step
is a part of one and can't be called outside. What must be written last (audit chain, events, jobs:
they take a lock that all writers share) is registered with `before_commit`. The command of an actor
that works in a sandbox happens at the sandbox's time.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, ClassVar, ParamSpec, Protocol, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from uuid_utils.compat import uuid7

from coop.core import clock
from coop.core.actor import Actor
from coop.core.errors import CoopError, Duplicate, NotFound, Stale

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound="Model")


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware instant, kept as UTC. Refuses naive values."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime(), UUID: sa.Uuid()}


class Model(Base):
    """A row with a time-ordered id and a version that every update raises."""

    __abstract__ = True
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.__mapper_args__ = {"version_id_col": cls.version, **getattr(cls, "__mapper_args__", {})}
        super().__init_subclass__(**kwargs)


db = SQLAlchemy(
    metadata=Base.metadata, session_options={"expire_on_commit": False, "autoflush": True}
)


def session() -> Session:
    """The session of the current application context."""
    return cast(Session, db.session())


def text_id() -> str:
    """A new time-ordered identifier as text."""
    return str(uuid7())


def one_of(column: str, values: object) -> sa.CheckConstraint:
    """CHECK that a text column holds one of these codes."""
    listed = ", ".join(f"'{value}'" for value in cast("list[str]", list(values)))  # type: ignore[call-overload]
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


# --------------------------------------------------------------------------- transactions

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_finishers: list[Callable[[], None]] = []
_on_refusal: list[Callable[[CoopError, tuple[Any, ...]], None]] = []


class Envelope(Protocol):
    """What a door wraps around one command inside its transaction (a repeated request's answer)."""

    def open(self) -> None: ...
    def close(self, result: object) -> None: ...


_envelope: ContextVar[Envelope | None] = ContextVar("envelope", default=None)


def before_commit(function: Callable[[], None]) -> Callable[[], None]:
    """Register what every command writes last."""
    _finishers.append(function)
    return function


def on_logged_refusal(
    function: Callable[[CoopError, tuple[Any, ...]], None],
) -> Callable[[CoopError, tuple[Any, ...]], None]:
    """Register what is written, in its own transaction, for refusals that must be logged."""
    _on_refusal.append(function)
    return function


def command(function: Callable[P, R]) -> Callable[P, R]:
    """One business act = one transaction. Commands never nest; offer a @step instead."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _writing.get():
            raise RuntimeError(f"{function.__name__} is a command inside a command; offer a step")
        token = _writing.set(True)
        session().rollback()  # a read the door began must not be the write's snapshot
        try:
            with clock.in_sandbox(clock.sandbox_of(_sandbox_id(args))):
                return _in_one_transaction(function, *args, **kwargs)
        except CoopError as refusal:
            session().rollback()
            _log_refusal(refusal, args)
            raise
        except BaseException:
            session().rollback()
            raise
        finally:
            session().info.clear()
            _writing.reset(token)

    return run


def _sandbox_id(args: tuple[object, ...]) -> UUID | None:
    """The sandbox that the acting officer or system works in."""
    return next((one.sandbox_id for one in args if isinstance(one, Actor)), None)


def _in_one_transaction(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    # Only the outermost command is enveloped; a job it may trigger later is another request.
    envelope = _envelope.get()
    try:
        if envelope is not None:
            envelope.open()
        result = function(*args, **kwargs)
        session().flush()
        if envelope is not None:
            envelope.close(result)
        for finish in _finishers:
            finish()
        session().commit()
    except StaleDataError as raced:
        raise Stale(current=0) from raced
    except IntegrityError as clash:
        raise _duplicate(clash) from clash
    return result


def _duplicate(clash: IntegrityError) -> Exception:
    """A lost race on a unique value is a refusal; every other broken constraint is our fault."""
    told = str(clash.orig).lower()
    if "unique" not in told:
        return clash
    named = told.rsplit("detail:", 1)[-1] if "detail:" in told else told.rsplit(":", 1)[-1]
    return Duplicate(value=named.strip())


def _log_refusal(refusal: CoopError, args: tuple[Any, ...]) -> None:
    if not refusal.attempt_is_logged:
        return
    session().info.clear()
    for log in _on_refusal:
        log(refusal, args)
    for finish in _finishers:
        finish()
    session().commit()


def in_command() -> bool:
    """Whether a command is running: a read inside one must not begin another."""
    return _writing.get()


def step(function: Callable[P, R]) -> Callable[P, R]:
    """A part of a command that one wing offers to another; never opens or ends a transaction."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _writing.get():
            raise RuntimeError(f"{function.__name__} is a step and needs a command around it")
        return function(*args, **kwargs)

    return run


def tried(part: Callable[[], R]) -> R:
    """A part of a command that may be refused alone: its rows, log and events are taken back.

    Raises what the part raised; a lost race on a unique value as Duplicate.
    """
    if not _writing.get():
        raise RuntimeError("only a command can try a part")
    told = {key: [*value] for key, value in session().info.items() if isinstance(value, list)}
    point = session().begin_nested()
    try:
        result = part()
        session().flush()
    except BaseException as wrong:
        point.rollback()
        # Log entries and events wait in lists until the commit; see before_commit.
        lists = [key for key, value in session().info.items() if isinstance(value, list)]
        session().info.update({key: told.get(key, []) for key in lists})
        if isinstance(wrong, IntegrityError):
            raise _duplicate(wrong) from wrong
        raise
    point.commit()
    return result


class enveloped:  # noqa: N801  # reads as a verb: `with enveloped(answer): command(...)`
    """Within the block, the next command opens and closes this envelope in its transaction."""

    def __init__(self, envelope: Envelope | None) -> None:
        self._envelope = envelope

    def __enter__(self) -> None:
        self._token = _envelope.set(self._envelope)

    def __exit__(self, *exc: object) -> None:
        _envelope.reset(self._token)


def lock(model: type[Row], row_id: UUID) -> Row:
    """The row, locked until the command ends, fresh from the database. Raises NotFound."""
    found = session().get(model, row_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def check_version(row: Model, expected_version: int | None) -> None:
    """Raises Stale when the caller read another version; None where no version was read."""
    if expected_version is not None and row.version != expected_version:
        raise Stale(current=row.version)


def touch(row: Model) -> None:
    """Raise the row's version although only its parts changed."""
    sa.orm.attributes.flag_modified(row, "created_at")


# --------------------------------------------------------------------------- engines


def tune(engine: Engine) -> None:
    """SQLite: write-ahead log, foreign keys, and BEGIN IMMEDIATE for commands.

    Python's default mode opens no transaction on SELECT, so a read-then-write loses updates
    silently.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=wal", "synchronous=normal", "foreign_keys=on"):
            connection.execute(f"pragma {pragma}")
        connection.execute("pragma busy_timeout=30000")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
