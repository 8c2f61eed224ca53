"""What a read costs beside a bare Flask view that answers the same bytes.

    python benchmarks/http_cost.py [--database wheel | --database postgresql://…]

One gunicorn worker serves both; one client asks in turns over a kept connection. CPU of the server
process and, on PostgreSQL, of the database's processes is counted (Linux). Exit code 1 when a bound
does not hold: GET of a meeting with 10 items and 9 attendees at most 6 times the bare view, a list
of 50 meetings at most 8 times.

coop keeps answers to reads until anything changes, so the first read after a change costs more. It
is measured as well, by a worker that keeps none, and printed without a bound.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scene import ATTENDEES, ITEMS, MEETINGS, build_scene
from benchmarks.serving import (
    BODIES,
    Client,
    cpu_of,
    one_worker,
    parent_of,
    prepare,
    processes,
)
from tests.databases import Database, PostgresDatabase, SqliteDatabase

ROUNDS = 12
REQUESTS = 60
WARM_UP = 100
BOUNDS = {"meeting": 6.0, "list": 8.0}


@dataclass(frozen=True)
class Target:
    """What is asked for; bare is the name of the same bytes under /bare/."""

    bare: str
    path: str


def measure(client: Client, path: str, database_cpu: Callable[[], float]) -> float:
    """CPU seconds per request of the server and the database."""
    before = float(client.get("/cpu")) + database_cpu()
    for _ in range(REQUESTS):
        client.get(path)
    return (float(client.get("/cpu")) + database_cpu() - before) / REQUESTS


def measure_all(
    client: Client, targets: list[Target], database_cpu: Callable[[], float]
) -> dict[str, float]:
    """Ask for all in turns; CPU seconds per request by path."""
    paths = [path for one in targets for path in (f"/bare/{one.bare}", one.path)]
    for path in paths:
        for _ in range(WARM_UP):
            client.get(path)
    spent = dict.fromkeys(paths, 0.0)
    for _ in range(ROUNDS):
        for path in paths:
            spent[path] += measure(client, path, database_cpu) / ROUNDS
    return spent


def tell(target: Target, spent: dict[str, float], *, bound: float | None) -> bool:
    """Print one line; whether the bound, if any, holds."""
    bare, ours = spent[f"/bare/{target.bare}"], spent[target.path]
    ratio = ours / bare
    holds = bound is None or ratio <= bound
    verdict = "" if bound is None else f"   bound {bound:.0f}   {'holds' if holds else 'MISSED'}"
    print(
        f"{target.bare:8} coop {ours * 1000:6.3f} ms   bare {bare * 1000:6.3f} ms   "
        f"ratio {ratio:5.2f}{verdict}"
    )
    return holds


def cpu_of_database(url: str) -> Callable[[], float]:
    """CPU seconds so far of the PostgreSQL server on this machine; SQLite works in our process."""
    if not url.startswith("postgres"):
        return lambda: 0.0
    with psycopg.connect(url) as connection:
        postmaster = parent_of(connection.info.backend_pid)
    return lambda: sum(cpu_of(pid) for pid in processes() if parent_of(pid) == postmaster)


def run(database: Database, folder: Path) -> bool:
    """Build the scene, serve it, compare."""
    database.migrate()
    app = prepare(database.url)
    with app.app_context():
        meeting_id, token = build_scene()
    targets = [
        Target("meeting", f"/api/v1/meetings/{meeting_id}"),
        Target("list", f"/api/v1/meetings?limit={MEETINGS}"),
    ]
    for one in targets:
        answer = app.test_client().get(one.path, headers={"Authorization": f"Bearer {token}"})
        (folder / one.bare).write_bytes(answer.data)
    _check_scene(folder)
    os.environ[BODIES] = str(folder)
    database_cpu = cpu_of_database(database.url)
    with one_worker() as (port, _pid):
        spent = measure_all(Client(port, token), targets, database_cpu)
    held = [tell(one, spent, bound=BOUNDS[one.bare]) for one in targets]
    os.environ["COOP_KEPT_ANSWERS"] = "0"
    print("composed anew each time:")
    with one_worker() as (port, _pid):
        spent = measure_all(Client(port, token), targets, database_cpu)
    for one in targets:
        tell(one, spent, bound=None)
    return all(held)


def _check_scene(folder: Path) -> None:
    meeting = json.loads((folder / "meeting").read_bytes())
    listed = json.loads((folder / "list").read_bytes())
    counts = (len(meeting["items"]), len(meeting["attendance"]), len(listed["items"]))
    if counts != (ITEMS, ATTENDEES, MEETINGS):
        sys.exit(f"not the scene that is to be measured: {counts}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="sqlite", help="sqlite, wheel, or postgresql://…")
    chosen = parser.parse_args().database
    if chosen.startswith("postgresql"):
        os.environ["COOP_TEST_PG_URL"] = chosen
    with tempfile.TemporaryDirectory() as name:
        bodies = Path(name) / "bodies"
        bodies.mkdir()
        is_sqlite = chosen == "sqlite"
        database = SqliteDatabase(Path(name)) if is_sqlite else PostgresDatabase("cost")
        try:
            return 0 if run(database, bodies) else 1
        finally:
            database.close()


if __name__ == "__main__":
    sys.exit(main())
