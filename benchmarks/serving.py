"""One gunicorn worker to be measured, and a client that asks it over a kept connection."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response

from coop import settings
from coop.app import create_app

ROOT = Path(__file__).resolve().parent.parent
BODIES = "COOP_BENCHMARK_BODIES"
_PLENTY = "10000000"
_START_SECONDS = 60


def served() -> Callable[..., Iterable[bytes]]:
    """For gunicorn: coop, bare views of the folder BODIES under /bare/, and CPU time at /cpu."""
    coop = create_app(settings.read(os.environ))
    bare = Flask("bare")
    folder = os.environ.get(BODIES)
    bodies = {one.name: one.read_bytes() for one in Path(folder).iterdir()} if folder else {}

    def view(name: str) -> Response:
        return Response(bodies[name], mimetype="application/json")

    bare.add_url_rule("/bare/<name>", "view", view)

    def dispatch(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/cpu":
            start("200 OK", [("Content-Type", "text/plain")])
            return [str(time.process_time()).encode()]
        return (bare if path.startswith("/bare/") else coop)(environ, start)

    return dispatch


def prepare(database_url: str) -> Flask:
    """The application on this database; the served one reads the same environment."""
    os.environ |= {"COOP_DATABASE_URL": database_url, "COOP_API_REQUESTS_PER_MINUTE": _PLENTY}
    return create_app(settings.read(os.environ))


@contextmanager
def one_worker() -> Iterator[tuple[int, int]]:
    """Within the block one worker serves; its port and its process id."""
    port = _free_port()
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "-k", "gthread"]
    quiet = ["--log-level", "warning", "--no-control-socket", "--pythonpath", str(ROOT)]
    argv = [sys.executable, "-m", "gunicorn", *bind, *quiet, "benchmarks.serving:served()"]
    with _serving(argv, port, "/cpu") as pid:
        yield port, pid


@contextmanager
def one_worker_of_production() -> Iterator[tuple[int, int]]:
    """Within the block `coop serve` runs with one worker; its port and the worker's process id."""
    port = _free_port()
    start = [sys.executable, "-c", "from coop.cli import main; main()", "serve"]
    argv = [*start, "--port", str(port), "--workers", "1"]
    with _serving(argv, port, "/healthz") as pid:
        yield port, pid


@contextmanager
def _serving(argv: list[str], port: int, ready: str) -> Iterator[int]:
    """The process id of the one worker, once it answers."""
    arbiter = subprocess.Popen(argv, cwd=ROOT)
    try:
        _wait_for(port, ready)
        yield next(pid for pid in children_of(arbiter.pid) if not is_press(pid))
    finally:
        arbiter.terminate()
        arbiter.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, path: str) -> None:
    """The arbiter listens before its worker is ready, so an answer is waited for."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        try:
            Client(port, "").get(path)
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not start")


class Client:
    """One kept connection with a partner's token."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> bytes:
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> bytes:
        """The answer's body; anything but success ends the program."""
        sent = None if body is None else json.dumps(body).encode()
        told = {**self._headers, **headers, "Content-Type": "application/json"}
        self._connection.request(method, path, sent, told)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status not in {200, 201}:
            sys.exit(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content


# --------------------------------------------------------------------------- processes

_TICKS = os.sysconf("SC_CLK_TCK")


def processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def parent_of(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def children_of(pid: int) -> list[int]:
    return [one for one in processes() if parent_of(one) == pid]


def is_press(pid: int) -> bool:
    """Whether this process draws documents for the web workers."""
    return b"coop.typesetting.press" in Path(f"/proc/{pid}/cmdline").read_bytes()


def cpu_of(pid: int) -> float:
    """CPU seconds of a process so far, to a hundredth."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def peak_memory_of(pid: int) -> float:
    """Most resident memory that the process ever had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024
