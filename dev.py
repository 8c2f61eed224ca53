#!/usr/bin/env python3
"""Set up, run, test and check coop: `python3 dev.py COMMAND`. Needs nothing but Python 3.11.

The first command makes .venv from requirements.lock, every file checked by its hash, with uv
where it is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
PORT = 8000
_START_SECONDS = 60
_STOP_SECONDS = 15
_NO_TESTS_FOUND = 5
# A file's tests stay in one process, for they share what is dear to make.
_TWO_AT_ONCE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


# --------------------------------------------------------------------------- set-up


def set_up() -> None:
    """Make .venv where it is missing, or was made from another lock or by another Python."""
    if sys.version_info < (3, 11):  # noqa: UP036  # an older Python may well start this file
        sys.exit(f"coop needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    packages = _digest(LOCK.read_bytes(), sys.version.encode())
    project = _digest((ROOT / "pyproject.toml").read_bytes())
    if _stamp("packages") != packages:
        print("Setting up .venv (once; about a minute) …", flush=True)
        _install(clear=True)
    elif _stamp("project") != project:
        _install(clear=False)
    (VENV / ".coop-packages").write_text(packages)
    (VENV / ".coop-project").write_text(project)


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _stamp(name: str) -> str | None:
    file = VENV / f".coop-{name}"
    return file.read_text() if file.exists() else None


def _install(*, clear: bool) -> None:
    uv = shutil.which("uv")
    pip = _uv_pip(uv, clear=clear) if uv else _plain_pip(clear=clear)
    if clear:
        _must([*pip, "--require-hashes", "-r", str(LOCK)])
    _must([*pip, "--no-deps", "-e", "."])
    # Ours too: some machines forbid Python to write it while it runs.
    _must([str(PYTHON), "-m", "compileall", "-q", "coop", "migrations"])


def _uv_pip(uv: str, *, clear: bool) -> list[str]:
    if clear:
        _must([uv, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)])
    return [uv, "pip", "install", "-q", "--compile-bytecode", "--python", str(PYTHON)]


def _plain_pip(*, clear: bool) -> list[str]:
    quiet = ["install", "-q", "--disable-pip-version-check"]
    has_ensurepip = _can_import("ensurepip")
    if clear:
        venv.create(VENV, clear=True, with_pip=has_ensurepip, symlinks=os.name != "nt")
    if has_ensurepip:
        return [str(PYTHON), "-m", "pip", *quiet]
    # Debian's python3 without python3-venv: the system's pip works on the new environment.
    return [sys.executable, "-m", "pip", "--python", str(PYTHON), *quiet]


def _can_import(module: str) -> bool:
    asked = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _must(argv: Sequence[str]) -> None:
    if subprocess.run(argv, cwd=ROOT, check=False).returncode != 0:
        sys.exit(f"failed: {' '.join(argv)}")


def _tool(name: str, *args: str) -> list[str]:
    return [str(BIN / name), *args]


def _code(argv: Sequence[str], **environment: str) -> int:
    return subprocess.run(argv, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


# --------------------------------------------------------------------------- run


def run(args: list[str]) -> int:
    """Migrate var/coop.db, seed the demonstration when it is empty, start web and worker."""
    parser = argparse.ArgumentParser(prog="dev.py run")
    parser.add_argument("--port", type=int, default=PORT)
    port = parser.parse_args(args).port
    if _answers(port):
        sys.exit(f"Port {port} is in use; choose another: python3 dev.py run --port {port + 1}")
    address = f"http://127.0.0.1:{port}"
    os.environ.setdefault("COOP_BASE_URL", address)
    _must(_tool("coop", "db", "upgrade"))
    _must(_tool("coop", "demo", "seed"))
    web = _tool("coop", "serve", "--dev", "--port", str(port))
    return _run_together([web, _tool("coop", "worker")], port, address)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _run_together(commands: list[list[str]], port: int, address: str) -> int:
    """Until Ctrl-C, or until one of the processes ends; then all are stopped."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    # Own sessions: a Ctrl-C reaches only us, so that each child is stopped once and in order.
    children = [subprocess.Popen(argv, cwd=ROOT, start_new_session=True) for argv in commands]
    try:
        _wait_until_up(children, address)
        print(f"\ncoop runs at {address}  (Ctrl-C stops it)", flush=True)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        print("A process ended by itself; see its last lines above.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        _stop(children)
    return 1


def _wait_until_up(children: list[subprocess.Popen[bytes]], address: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and all(child.poll() is None for child in children):
        try:
            urllib.request.urlopen(f"{address}/sign-in", timeout=2).close()  # noqa: S310  # own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()


# --------------------------------------------------------------------------- test


def test(args: list[str]) -> int:
    """All tests on SQLite, then on PostgreSQL (--sqlite, --postgres: one); the rest is pytest's."""
    only = {"--sqlite", "--postgres"} & set(args)
    rest = [arg for arg in args if arg not in {"--sqlite", "--postgres"}]
    results = []
    if only != {"--postgres"}:
        results.append(_pytest(*_TWO_AT_ONCE, *rest))
    if only != {"--sqlite"}:
        code = _pytest(*_TWO_AT_ONCE, "--postgres", "-m", "not sqlite_only", *rest)
        chosen_none = code == _NO_TESTS_FOUND and bool(rest)
        results.append(0 if chosen_none else code)
    return max(results)


def _pytest(*args: str, **environment: str) -> int:
    print(f"$ pytest {' '.join(args)}", flush=True)
    # The tests' rewritten code is kept for the other processes and runs, whatever the machine says.
    kept = {"PYTHONDONTWRITEBYTECODE": "", **environment}
    return _code([str(PYTHON), "-m", "pytest", *args], **kept)


# --------------------------------------------------------------------------- check


def check(_args: list[str]) -> int:
    """Style, types, import contracts, generated files and the lock: everything but the tests."""
    steps: list[tuple[str, Callable[[], int]]] = [
        ("style", lambda: _code(_tool("ruff", "check", "."))),
        ("format", lambda: _code(_tool("ruff", "format", "--check", "."))),
        ("types", lambda: _code(_tool("mypy"))),
        ("imports", lambda: _code(_tool("lint-imports", "--no-logo"))),
        ("openapi", lambda: _code(_tool("coop", "openapi", "--check"))),
        ("golden files", lambda: _pytest("-q", "-m", "golden", "tests/meta")),
        ("lock", _lock_drift),
    ]
    failed = []
    for name, step in steps:
        print(f"\n== {name}", flush=True)
        if step() != 0:
            failed.append(name)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything holds.", flush=True)
    return 1 if failed else 0


def _lock_drift() -> int:
    """Compare names and versions only: a project may add files, so hashes, to a release."""
    uv = shutil.which("uv")
    if uv is None:
        print("uv is not installed: the lock was NOT compared with pyproject.toml")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / LOCK.name
        shutil.copy(LOCK, fresh)
        if _code(_compile_lock(uv, fresh)) != 0:
            return 1
        added = _pins(fresh) ^ _pins(LOCK)
    for pin in sorted(added):
        print(f"differs: {pin}")
    print("run: python3 dev.py lock" if added else "requirements.lock fits pyproject.toml")
    return 1 if added else 0


def _pins(file: Path) -> set[str]:
    return set(re.findall(r"^[A-Za-z0-9._\[\]-]+==\S+", file.read_text(), re.MULTILINE))


def _compile_lock(uv: str, output: Path) -> list[str]:
    shape = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "-q"]
    source = ["pip", "compile", "pyproject.toml", "--group", "dev", "--python-version", "3.11"]
    return [uv, *source, *shape, "-o", str(output)]


# --------------------------------------------------------------------------- generated files


def golden(args: list[str]) -> int:
    """Rewrite the golden files (permissions, addresses, diagrams …); review the difference."""
    return _pytest("-q", "-m", "golden", *(args or ["tests"]), COOP_GOLDEN="rewrite")


def openapi(args: list[str]) -> int:
    """Write openapi.yaml anew."""
    return _code(_tool("coop", "openapi", *args))


def lock(_args: list[str]) -> int:
    """Resolve the dependencies of pyproject.toml into requirements.lock."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("This needs uv: https://docs.astral.sh/uv/")
    return _code(_compile_lock(uv, LOCK))


def fix(_args: list[str]) -> int:
    """Format, and repair what ruff can repair."""
    return _code(_tool("ruff", "check", "--fix", ".")) | _code(_tool("ruff", "format", "."))


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "fix": fix,
    "golden": golden,
    "openapi": openapi,
    "lock": lock,
}


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in COMMANDS:
        print(__doc__)
        for name, function in COMMANDS.items():
            print(f"  {name:8} {function.__doc__}")
        return 0 if not argv else 2
    set_up()
    return COMMANDS[argv[0]](argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
