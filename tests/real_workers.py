"""Worker processes as an installation runs them, ended as `kill -9` does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from coop.core.db import command, session
from coop.settings import Settings

WORKER = """
import os
from coop.app import create_base
from coop.core.jobs import run_worker
from coop.settings import read
settings = read(os.environ)
run_worker(create_base(settings), settings.database_url, settings.worker_id)
"""
PATIENCE_SECONDS = 60


@contextmanager
def real_worker(
    settings: Settings, *, code: str = WORKER, worker_id: str = "worker-1"
) -> Iterator[None]:
    """One process; killed at the end of the block."""
    environment = {
        **os.environ,
        "COOP_DATABASE_URL": settings.database_url,
        "COOP_SECRET_KEY": settings.secret_key,
        "COOP_AUDIT_KEY": settings.audit_key,
        "COOP_WEBHOOK_PLAIN_HTTP": "yes",
        "COOP_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "COOP_WORKER_ID": worker_id,
    }
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.2)


@command
def forget_queued() -> None:
    """What the test enqueued so far is not what these workers are to be seen with."""
    session().execute(sa.delete(_runs()))


def runs_of(job: str) -> list[tuple[str, str]]:
    """(worker, state in the engine's words) of every job of this name."""
    session().rollback()
    runs = _runs()
    query = sa.select(runs.c.executor_id, runs.c.status).where(runs.c.name == job)
    return [(row.executor_id, row.status) for row in session().execute(query)]


def _runs() -> sa.TableClause:
    found = sa.table("workflow_status", *map(sa.column, ("name", "executor_id", "status")))
    found.schema = "dbos" if session().get_bind().dialect.name == "postgresql" else None
    return found
