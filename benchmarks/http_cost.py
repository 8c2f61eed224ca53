"""What a read costs beside a bare Flask view that answers the same bytes.

    python benchmarks/http_cost.py [--database postgresql://… | --database wheel]

One gunicorn worker serves both; one client asks in turns over a kept connection. CPU of the server
process and, on PostgreSQL, of the database's processes is counted (Linux). Exit code 1 when a bound
does not hold: GET of a meeting with 10 items and 9 attendees at most 6 times the bare view, a list
of 50 meetings at most 8 times.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask, Response

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.scene import build_scene  # noqa: E402
from coop import settings  # noqa: E402
from coop.app import create_app  # noqa: E402
from tests.databases import PostgresDatabase, SqliteDatabase  # noqa: E402

ROUNDS = 12
REQUESTS = 60
WARM_UP = 100
BOUNDS = {"meeting": 6.0, "list": 8.0}
_TICKS = os.sysconf("SC_CLK_TCK")
_PLENTY = 10_000_000


# --------------------------------------------------------------------------- the served side


def served() -> Callable[..., Iterable[bytes]]:
    """For gunicorn: coop, the bare views under /bare/, and the process's own CPU time at /cpu."""
    coop = create_app(settings.read(os.environ))
    bare = Flask("bare")
    folder = Path(os.environ["COOP_BENCHMARK_BODIES"])

    def view(name: str) -> Response:
        return Response(bodies[name], mimetype="application/json")

    bodies = {file.name: file.read_bytes() for file in folder.iterdir()}
    bare.add_url_rule("/bare/<name>", "view", view)

    def dispatch(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/cpu":
            start("200 OK", [("Content-Type", "text/plain")])
            return [str(time.process_time()).encode()]
        return (bare if path.startswith("/bare/") else coop)(environ, start)

    return dispatch


# --------------------------------------------------------------------------- the asking side


@dataclass(frozen=True)
class Target:
    """What is asked for; bare is the name of the same bytes under /bare/."""

    bare: str
    path: str


class Client:
    """One kept connection with a partner's token."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> bytes:
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status} {body[:300]!r}")
        return body

    def close(self) -> None:
        self._connection.close()


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


# --------------------------------------------------------------------------- processes


def cpu_of_postgres(url: str) -> Callable[[], float]:
    """CPU seconds of all processes of the database server on this machine, so far."""
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid
    postmaster = _parent_of(backend)

    def spent() -> float:
        return sum(_cpu_of(pid) for pid in _processes() if _parent_of(pid) == postmaster)

    return spent


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent_of(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _cpu_of(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(port: int) -> subprocess.Popen[bytes]:
    """One gunicorn worker as `coop serve` starts them."""
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "-k", "gthread"]
    quiet = ["--log-level", "warning", "--no-control-socket", "--pythonpath", str(ROOT)]
    argv = [sys.executable, "-m", "gunicorn", *bind, *quiet, "benchmarks.http_cost:served()"]
    process = subprocess.Popen(argv, cwd=ROOT)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    process.terminate()
    sys.exit("the server did not start")


def with_scene(database: SqliteDatabase | PostgresDatabase, folder: Path) -> bool:
    """Build the scene, serve it, compare."""
    os.environ |= {
        "COOP_DATABASE_URL": database.url,
        "COOP_API_REQUESTS_PER_MINUTE": str(_PLENTY),
        "COOP_BENCHMARK_BODIES": str(folder),
    }
    database.migrate()
    app = create_app(settings.read(os.environ))
    with app.app_context():
        meeting_id, token = build_scene()
    targets = [
        Target("meeting", f"/api/v1/meetings/{meeting_id}"),
        Target("list", "/api/v1/meetings?limit=50"),
    ]
    for one in targets:
        answer = app.test_client().get(one.path, headers={"Authorization": f"Bearer {token}"})
        (folder / one.bare).write_bytes(answer.data)
    _check_scene(folder)
    is_postgres = database.url.startswith("postgres")
    database_cpu = cpu_of_postgres(database.url) if is_postgres else lambda: 0.0
    port = free_port()
    server = start_server(port)
    try:
        return compare(Client(port, token), targets, database_cpu)
    finally:
        server.terminate()
        server.wait()


def _check_scene(folder: Path) -> None:
    meeting = json.loads((folder / "meeting").read_bytes())
    listed = json.loads((folder / "list").read_bytes())
    counts = (len(meeting["items"]), len(meeting["attendance"]), len(listed["items"]))
    if counts != (10, 9, 50):
        sys.exit(f"not the scene that is to be measured: {counts}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="sqlite", help="sqlite, wheel, or postgresql://…")
    chosen = parser.parse_args().database
    if chosen.startswith("postgresql"):
        os.environ["COOP_TEST_PG_URL"] = chosen
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bodies"
        folder.mkdir()
        database = SqliteDatabase(Path(name)) if chosen == "sqlite" else PostgresDatabase("cost")
        try:
            return 0 if with_scene(database, folder) else 1
        finally:
            database.close()


if __name__ == "__main__":
    sys.exit(main())
