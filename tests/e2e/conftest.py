"""A real server on the test database and a real browser, with a clock that the test sets."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.e2e.office import Clock, Office
from tests.world import World

CHROMIUM = shutil.which("chromium")
_ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        told = "no chromium on this machine: the pages were not tried in a browser"
        if os.environ.get("COOP_REQUIRE_BROWSER") == "1":
            pytest.fail(told)
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def clock_of_server() -> Clock:
    return Clock("2026-09-01T09:00")


@pytest.fixture
def address(app: Flask, clock_of_server: Clock) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, clock_of_server.around(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def office(chromium: Any, address: str, clock_of_server: Clock, world: World) -> Iterator[Office]:
    """Everybody of the three institutions, each at a browser of their own."""
    everyone = Office(chromium, address, clock_of_server, world)
    yield everyone
    everyone.close()
