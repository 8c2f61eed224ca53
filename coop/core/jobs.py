"""Work after the commit. The only module that knows the job engine (DBOS).

A job is enqueued in the business transaction: rolled back with it, never lost after it. Jobs are
at-least-once, so
every handler is idempotent; arguments are ids only. Handlers are registered by name with @handler.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Mapped, mapped_column

from coop.core import clock
from coop.core.db import Base, command, session, text_id

if TYPE_CHECKING:
    from dbos import DBOS, DBOSClient, EnqueueOptions

QUEUE = "coop"
_HANDLERS: dict[str, Callable[[UUID, int], int | None]] = {}
_SCHEDULES: dict[str, tuple[str, Callable[[], None]]] = {}


class JsonSerializer:
    """Arguments as JSON: the engine's default is pickle in the database."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, ensure_ascii=False, default=str)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "json"


def handler(
    name: str,
) -> Callable[[Callable[[UUID, int], int | None]], Callable[[UUID, int], int | None]]:
    """Register `function(subject_id, attempt)

    -> seconds until the next attempt, or None when done`.
    """

    def register(function: Callable[[UUID, int], int | None]) -> Callable[[UUID, int], int | None]:
        _HANDLERS[name] = function
        return function

    return register


def scheduled(name: str, cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register what runs at these times (cron in Asia/Shanghai), once per tick over all workers."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        _SCHEDULES[name] = (cron, function)
        return function

    return register


def handlers() -> dict[str, Callable[[UUID, int], int | None]]:
    return dict(_HANDLERS)


def schedules() -> dict[str, tuple[str, Callable[[], None]]]:
    return dict(_SCHEDULES)


def enqueue(name: str, subject_id: UUID) -> None:
    """Run handler `name` for this id after, and only if, the command commits.

    What a sandbox enqueues happens in the sandbox, at the time it has then.
    """
    if name not in _HANDLERS:
        raise KeyError(f"no job handler is named {name}")
    options: EnqueueOptions = {
        "workflow_name": name,
        "queue_name": QUEUE,
        "workflow_id": f"{name}:{text_id()}",
    }
    sandbox = clock.sandbox()
    within = str(sandbox.agreement_id) if sandbox else None
    _client().enqueue_in_transaction(session(), options, str(subject_id), 1, within)


def _client() -> DBOSClient:
    """The engine's client over our own connection pool, made once per application."""
    known = current_app.extensions.get("coop_jobs")
    if known is None:
        from dbos import DBOSClient  # noqa: PLC0415  # takes a second; readers never need it

        engine = session().get_bind()
        if not isinstance(engine, sa.Engine):
            raise RuntimeError("jobs need an engine, not a single connection")
        known = DBOSClient(
            system_database_engine=engine, serializer=cast(Any, JsonSerializer()), lazy=True
        )
        current_app.extensions["coop_jobs"] = known
    return known


# --------------------------------------------------------------------------- the worker

# Fixed, so that recovery after an upgrade takes up the jobs of the version before.
_JOBS_VERSION = "1"
_BEAT_SECONDS = 5
_LEASE = timedelta(seconds=30)
_KEPT_FINISHED = timedelta(days=7)
# A passing fault (a lost connection, a lock held too long) must not lose the job: two minutes of
# tries, each wait twice the one before.
_TRIES = 8


class WorkerBeat(Base):
    """The sign of life of one worker; a silent one's jobs are taken over."""

    __tablename__ = "worker_beat"
    worker_id: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    at: Mapped[datetime]


@command
def beat(worker_id: str) -> None:
    session().merge(WorkerBeat(worker_id=worker_id, at=clock.wall()))


def newest_beat() -> datetime | None:
    """When any worker last showed life."""
    return session().scalar(sa.select(sa.func.max(WorkerBeat.at)))


def silent_workers() -> list[str]:
    """Workers past their lease, whose unfinished jobs another one must take over."""
    return list(
        session().scalars(
            sa.select(WorkerBeat.worker_id).where(WorkerBeat.at < clock.wall() - _LEASE)
        )
    )


def migrate(database_url: str) -> None:
    """Create or upgrade the engine's own tables."""
    DBOS = _engine()  # noqa: N806  # the engine's own name
    DBOS.migrate(_engine_url(database_url))


def run_worker(app: Flask, database_url: str, worker_id: str) -> None:
    """Work until killed. Same-named workers resume their own unfinished jobs at start."""
    DBOS = _engine()  # noqa: N806  # the engine's own name
    DBOS(
        config={
            "name": "coop",
            "system_database_url": _engine_url(database_url),
            "application_version": _JOBS_VERSION,
            "executor_id": worker_id,
            "log_level": "WARNING",
            "serializer": cast(Any, JsonSerializer()),
            "run_migrations": False,
        }
    )
    for name, function in _HANDLERS.items():
        _register(app, name, function)
    _register_schedules(app)
    with app.app_context():
        beat(worker_id)
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=4, polling_interval_sec=0.5)
    DBOS.apply_schedules(_schedule_table())
    while True:
        time.sleep(_BEAT_SECONDS)
        with app.app_context():
            beat(worker_id)


def _engine() -> type[DBOS]:
    from dbos import DBOS  # noqa: PLC0415  # takes a second; only workers and set-up need it

    return DBOS


def _engine_url(database_url: str) -> str:
    return database_url.replace("postgresql+psycopg://", "postgresql://")


def _register(app: Flask, name: str, function: Callable[[UUID, int], int | None]) -> None:
    DBOS = _engine()  # noqa: N806  # the engine's own name

    @DBOS.step(name=f"{name}_step", retries_allowed=True, max_attempts=_TRIES)
    def work(subject_id: str, attempt: int, sandbox_id: str | None) -> int | None:
        with app.app_context(), clock.in_sandbox(_sandbox_of(sandbox_id)):
            return function(UUID(subject_id), attempt)

    @DBOS.workflow(name=name)
    def flow(subject_id: str, attempt: int, sandbox_id: str | None = None) -> None:
        delay = work(subject_id, attempt, sandbox_id)
        if delay is not None:
            # A delayed re-enqueue holds no thread while it waits.
            again: EnqueueOptions = {
                "workflow_name": name,
                "queue_name": QUEUE,
                "workflow_id": f"{name}:{subject_id}:{attempt + 1}:{DBOS.workflow_id}",
                "delay_seconds": delay,
            }
            DBOS.enqueue_workflow_with_options(again, subject_id, attempt + 1, sandbox_id)


def _sandbox_of(agreement_id: str | None) -> clock.Sandbox | None:
    return None if agreement_id is None else clock.sandbox_of(UUID(agreement_id))


_scheduled_flows: dict[str, Any] = {}


def _register_schedules(app: Flask) -> None:
    DBOS = _engine()  # noqa: N806  # the engine's own name
    for name, (_cron, function) in _SCHEDULES.items():

        @DBOS.step(name=f"{name}_step", retries_allowed=True, max_attempts=_TRIES)
        def work(function: Callable[[], None] = function) -> None:
            with app.app_context():
                function()

        @DBOS.workflow(name=name)
        def flow(_at: datetime, _context: Any, work: Callable[[], None] = work) -> None:
            work()

        _scheduled_flows[name] = flow


def _schedule_table() -> Any:
    return [
        {
            "schedule_name": name,
            "workflow_fn": _scheduled_flows[name],
            "schedule": cron,
            "cron_timezone": "Asia/Shanghai",
        }
        for name, (cron, _function) in _SCHEDULES.items()
    ]


@scheduled("reclaim_jobs_of_silent_workers", "*/1 * * * *")
def reclaim() -> None:
    """Take over what a dead worker left unfinished."""
    DBOS = _engine()  # noqa: N806  # the engine's own name
    dead = silent_workers()
    if dead:
        # Private in the engine (hence the pinned minor); guarded there by executor id, so
        # idempotent.
        DBOS._recover_pending_workflows(dead)


@scheduled("forget_finished_jobs", "17 3 * * *")
def forget_finished() -> None:
    """Remove finished jobs after a week; what partners may ask for is in our own tables."""
    DBOS = _engine()  # noqa: N806  # the engine's own name
    before = (clock.wall() - _KEPT_FINISHED).isoformat()
    finished = DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"], end_time=before, load_input=False
    )
    if finished:
        DBOS.delete_workflows([one.workflow_id for one in finished])
