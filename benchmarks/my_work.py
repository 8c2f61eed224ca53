"""What the desk costs when there is much to do, and how fast colours are found.

    python benchmarks/my_work.py [--database postgresql://… | --database wheel]

Opens the page `/` of three officers of the demonstration, where every mechanism has something for
them, with 100 further open tasks and with 10,000 open and 100,000 closed ones. Exit code 1 when a
bound does not hold: the page asks at most 6 statements in all, sign-in and posts included, takes at
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
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coop.app import create_app
from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import db, session
from coop.demo import seed
from coop.registry import accounts, directory
from coop.settings import Settings
from coop.supervision.models import Task
from coop.supervision.outlook import outlook_of
from tests.databases import Database, PostgresDatabase, SqliteDatabase

FEW, MANY, CLOSED = 100, 10_000, 100_000
ROUNDS = 15
MOST_QUERIES, MOST_TIMES, MOST_SECONDS = 6, 3.0, 1.0
OFFICERS = ("cq.handler", "cq.liaison", "sc.secretariat")
_BATCH = 5_000
# Above the numbers of the demonstration's own tasks.
_FIRST = 1_000


# --------------------------------------------------------------------------- the scene


def fill(agreement_id: UUID, open_count: int, closed_count: int) -> None:
    """Tasks as rows: a hundred thousand commands would take an hour and end in the same rows."""
    session().execute(sa.delete(Task).where(Task.ordinal >= _FIRST))
    leads = directory.institution_ids(agreement_id)
    rows = [
        {
            **_row(number, is_open=number < open_count),
            "agreement_id": agreement_id,
            "lead_id": leads[number % len(leads)],
        }
        for number in range(open_count + closed_count)
    ]
    for start in range(0, len(rows), _BATCH):
        session().execute(sa.insert(Task), rows[start : start + _BATCH])
    session().commit()
    session().execute(sa.text("ANALYZE"))
    session().commit()


def _row(number: int, *, is_open: bool) -> dict[str, object]:
    begun = clock.now() - timedelta(days=20)
    due_on = clock.today() + timedelta(days=number % 90 - 18)
    return {
        "year": begun.year,
        "ordinal": _FIRST + number,
        "source_kind": "agreement",
        "source_label": "协议第五条",
        "title": f"建立风险线索移送台账之{number}",
        "demand": "按月报送移送台账",
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


def signed_in(app: Flask, username: str) -> FlaskClient:
    opened = accounts.sign_in(username, seed.PASSWORD, "127.0.0.1")
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = opened.token, True
    return browser


# --------------------------------------------------------------------------- measuring


@dataclass(frozen=True)
class Cost:
    """Statements of one page, and its best time in seconds."""

    queries: int
    seconds: float


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Every statement but the words that open a transaction."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith("BEGIN"):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def cost_of(app: Flask, browser: FlaskClient) -> Cost:
    page = browser.get("/")
    if page.status_code != 200:
        sys.exit(f"/: {page.status}")
    with counted(app) as statements:
        browser.get("/")
    return Cost(len(statements), min(timed(lambda: browser.get("/")) for _ in range(ROUNDS)))


def timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def colours(agreement_id: UUID) -> tuple[int, float]:
    """How many open tasks got their due days and colours, and in how many seconds."""
    started = time.perf_counter()
    outlook = outlook_of(agreement_id)
    query = sa.select(Task.state, Task.due_on, outlook.is_behind()).where(
        Task.state == "in_progress"
    )
    rows = session().execute(query).all()
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
    with app.app_context():
        seed.seed(lambda _told: None)
        agreement_id, _title = directory.agreements_of(SYSTEM)[0]
        browsers = {one: signed_in(app, one) for one in OFFICERS}
        fill(agreement_id, FEW, 0)
        db.session.remove()
    few = {one: cost_of(app, browser) for one, browser in browsers.items()}
    with app.app_context():
        fill(agreement_id, MANY, CLOSED)
        db.session.remove()
    many = {one: cost_of(app, browser) for one, browser in browsers.items()}
    with app.app_context():
        count, seconds = colours(agreement_id)
    held = [_held(one, few[one], many[one]) for one in OFFICERS]
    return all([*held, verdict(f"seconds for {count} colours", seconds, MOST_SECONDS)])


def _held(officer: str, few: Cost, many: Cost) -> bool:
    print(f"{officer}: {few.seconds * 1000:.1f} ms, with many {many.seconds * 1000:.1f} ms")
    queries = verdict(f"{officer}: statements", many.queries, MOST_QUERIES)
    times = verdict(f"{officer}: time beside {FEW} tasks", many.seconds / few.seconds, MOST_TIMES)
    return queries and times


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
