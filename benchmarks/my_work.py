"""What the desk costs when there is much to do, and how fast colours are found.

    python benchmarks/my_work.py [--database postgresql://… | --database wheel]

Compares the officer's page `/` under 10,000 open and 100,000 closed tasks with the same page under
100 open tasks; queries are counted. Exit code 1 when a bound does not hold: supervision asks its
own tables at most 6 times (rotation, posts and calendar are the registry's), the page takes at
most 3 times as long, and 10,000 tasks have their due days and colours within a second.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coop.app import create_app
from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.db import db, session, text_id
from coop.core.language import SHANGHAI
from coop.registry import accounts
from coop.settings import Settings
from coop.supervision.models import Task
from coop.supervision.outlook import outlook_of
from coop.supervision.worklists import waiting_tasks
from tests.databases import Database, PostgresDatabase, SqliteDatabase
from tests.world import World, build_world, read_world

FEW, MANY, CLOSED = 100, 10_000, 100_000
ROUNDS = 15
MOST_QUERIES, MOST_TIMES, MOST_SECONDS = 6, 3.0, 1.0
NOW = datetime(2026, 9, 18, 9, tzinfo=SHANGHAI)
_PASSWORD = "a-long-enough-password"  # noqa: S105  # of this run's own database
_BATCH = 5_000
_TABLES = ("FROM task", "FROM supervision_order", "FROM stand_in", "JOIN stand_in")


# --------------------------------------------------------------------------- the scene


def fill(world: World, open_count: int, closed_count: int) -> None:
    """Tasks as rows: a hundred thousand commands would take an hour and end in the same rows."""
    session().execute(sa.delete(Task))
    rows = [
        _row(world, number, is_open=number < open_count)
        for number in range(open_count + closed_count)
    ]
    for start in range(0, len(rows), _BATCH):
        session().execute(sa.insert(Task), rows[start : start + _BATCH])
    session().commit()
    session().execute(sa.text("ANALYZE"))
    session().commit()


def _row(world: World, number: int, *, is_open: bool) -> dict[str, object]:
    lead = world.teams[number % len(world.teams)].id
    due_on = date(2026, 9, 1) + timedelta(days=number % 90)
    begun = datetime(2026, 9, 15, tzinfo=UTC)
    return {
        "agreement_id": world.agreement_id,
        "year": 2026,
        "ordinal": number + 1,
        "source_kind": "agreement",
        "source_label": "协议第五条",
        "title": f"建立风险线索移送台账之{number}",
        "demand": "按月报送移送台账",
        "lead_id": lead,
        "state": "in_progress" if is_open else "closed",
        "due_on": due_on,
        "original_due_on": due_on,
        "assigned_at": begun,
        "accepted_at": begun,
        "working_since_on": begun.date(),
        "submitted_at": None if is_open else begun,
        "closed_at": None if is_open else begun,
        "evidence": "" if is_open else "见附件",
    }


def signed_in(app: Flask, actor: Actor) -> FlaskClient:
    if actor.id is None:
        raise ValueError("only people sign in")
    username = f"officer-{text_id()}"
    accounts.add_user(SYSTEM, actor.id, username=username, password=_PASSWORD)
    opened = accounts.sign_in(username, _PASSWORD, "127.0.0.1")
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = opened.token, True
    return browser


# --------------------------------------------------------------------------- measuring


@dataclass(frozen=True)
class Cost:
    """Queries to the tables of supervision, and the page's best time in seconds."""

    queries: int
    seconds: float


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def cost_of(browser: FlaskClient, actor: Actor) -> Cost:
    page = browser.get("/")
    if page.status_code != 200:
        sys.exit(f"/: {page.status}")
    db.session.remove()
    with counted() as statements:
        waiting_tasks(actor)
    db.session.remove()
    own = [one for one in statements if any(table in one for table in _TABLES)]
    return Cost(len(own), min(timed(lambda: browser.get("/")) for _ in range(ROUNDS)))


def timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def colours(world: World) -> tuple[int, float]:
    """How many open tasks got their due days and colours, and in how many seconds."""
    started = time.perf_counter()
    outlook = outlook_of(world.agreement_id)
    rows = (
        session()
        .execute(
            sa.select(Task.state, Task.due_on, outlook.is_behind()).where(Task.closed_at.is_(None))
        )
        .all()
    )
    for state, due_on, is_behind in rows:
        outlook.colour(state, due_on, is_behind=bool(is_behind))
    return len(rows), time.perf_counter() - started


def verdict(told: str, value: float, bound: float) -> bool:
    print(
        f"{told:44} {value:8.2f}   bound {bound:5.1f}   {'holds' if value <= bound else 'MISSED'}"
    )
    return value <= bound


def measure(database: Database) -> bool:
    app = create_app(Settings(database_url=database.url, secret_key="x" * 40, audit_key="y" * 40))
    app.testing = True
    database.migrate()
    with app.app_context(), clock.stopped_at(NOW):
        build_world()
        world = read_world()
        actor = world.cq.handler
        browser = signed_in(app, actor)
        fill(world, FEW, 0)
        few = cost_of(browser, actor)
        fill(world, MANY, CLOSED)
        many = cost_of(browser, actor)
        count, seconds = colours(world)
        db.session.remove()
    print(
        f"page with {FEW} tasks {few.seconds * 1000:.1f} ms, with {MANY} {many.seconds * 1000:.1f}"
    )
    held = [
        verdict("queries to tables of supervision", many.queries, MOST_QUERIES),
        verdict(f"time beside {FEW} tasks", many.seconds / few.seconds, MOST_TIMES),
        verdict(f"seconds for {count} colours", seconds, MOST_SECONDS),
    ]
    return all(held)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="sqlite", help="a PostgreSQL URL, or wheel")
    chosen = parser.parse_args().database
    if chosen == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            return 0 if measure(SqliteDatabase(Path(folder))) else 1
    database = PostgresDatabase("my_work")
    try:
        return 0 if measure(database) else 1
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main())
