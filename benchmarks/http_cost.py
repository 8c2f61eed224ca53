"""What a read costs beside a bare Flask view that answers the same bytes.

    python benchmarks/http_cost.py [--database wheel | --database postgresql://…]

One gunicorn worker serves both; one client asks in turns over a kept connection. CPU of the server
process and, on PostgreSQL, of the database's processes is counted (Linux). Exit code 1 when a bound
does not hold: GET of a meeting with 10 items and 9 attendees at most 6 times the bare view, a list
of 50 meetings at most 8 times.
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


def compare(client: Client, targets: list[Target], database_cpu: Callable[[], float]) -> bool:
    """Ask for all in turns and print the ratios; whether every bound holds."""
    paths = [path for one in targets for path in (f"/bare/{one.bare}", one.path)]
    for path in paths:
        for _ in range(WARM_UP):
            client.get(path)
    spent: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(ROUNDS):
        for path in paths:
            spent[path].append(measure(client, path, database_cpu))
    held = [_told(one, spent) for one in targets]
    return all(held)


def _told(target: Target, spent: dict[str, list[float]]) -> bool:
    bare = sum(spent[f"/bare/{target.bare}"]) / ROUNDS
    ours = sum(spent[target.path]) / ROUNDS
    ratio, bound = ours / bare, BOUNDS[target.bare]
    verdict = "holds" if ratio <= bound else "MISSED"
    print(
        f"{target.bare:8} coop {ours * 1000:6.3f} ms   bare {bare * 1000:6.3f} ms   "
        f"ratio {ratio:5.2f}   bound {bound:.0f}   {verdict}"
    )
    return ratio <= bound


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
    with one_worker() as (port, _pid):
        return compare(Client(port, token), targets, cpu_of_database(database.url))


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
