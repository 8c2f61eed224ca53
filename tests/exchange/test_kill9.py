"""A worker killed at the worst moment loses nothing: the event arrives with the same webhook-id."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from coop.settings import Settings
from tests.exchange.made import deliveries_of, everyone, tell, webhook_of
from tests.world import World

_FAULTY = """
from coop.exchange.service import deliveries
right = deliveries.record_outcome
def once(*given):
    deliveries.record_outcome = right
    raise ConnectionError("the database was gone for a moment")
deliveries.record_outcome = once
"""
_WORKER = """
import os
from coop.app import create_base
from coop.core.jobs import run_worker
from coop.settings import read
settings = read(os.environ)
run_worker(create_base(settings), settings.database_url, settings.worker_id)
"""
_PATIENCE_SECONDS = 60


@contextmanager
def _worker(settings: Settings, *, code: str = _WORKER) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker process; killed as `kill -9` does at the end of the block."""
    environment = {
        **os.environ,
        "COOP_DATABASE_URL": settings.database_url,
        "COOP_SECRET_KEY": settings.secret_key,
        "COOP_AUDIT_KEY": settings.audit_key,
        "COOP_WEBHOOK_PLAIN_HTTP": "yes",
        "COOP_WEBHOOK_NETWORKS": "127.0.0.0/8",
    }
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.2)


class Receiver:
    """Takes so long over the first request that the worker can be killed meanwhile."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.webhook_ids: list[str] = []
        self._let_go = threading.Event()

    def answer(self, request: Request) -> Response:
        self.webhook_ids.append(request.headers["webhook-id"])
        if not self.reached.is_set():
            self.reached.set()
            self._let_go.wait(_PATIENCE_SECONDS)
        return Response(status=204)

    def let_go(self) -> None:
        self._let_go.set()


@pytest.mark.timeout(180)
def test_an_event_survives_kill_9_between_its_commit_and_its_delivery(
    world: World, settings: Settings, httpserver: HTTPServer
) -> None:
    receiver = Receiver()
    httpserver.expect_request("/hook").respond_with_handler(receiver.answer)
    webhook = webhook_of(world.sc, httpserver.url_for("/hook"))
    tell(world, audience=everyone(world))
    with _worker(settings):
        assert receiver.reached.wait(_PATIENCE_SECONDS)
    receiver.let_go()
    assert [one.state for one in deliveries_of(webhook)] == ["pending"]
    with _worker(settings):
        _until(lambda: [one.state for one in deliveries_of(webhook)] == ["delivered"])
    (delivery,) = deliveries_of(webhook)
    assert delivery.attempts == 1
    assert receiver.webhook_ids == [str(delivery.id)] * 2


@pytest.mark.timeout(180)
def test_a_passing_fault_of_the_worker_is_tried_again(
    world: World, settings: Settings, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/hook").respond_with_data("", status=204)
    webhook = webhook_of(world.sc, httpserver.url_for("/hook"))
    tell(world, audience=everyone(world))
    with _worker(settings, code=_FAULTY + _WORKER):
        _until(lambda: [one.state for one in deliveries_of(webhook)] == ["delivered"])
    (delivery,) = deliveries_of(webhook)
    ids = [request.headers["webhook-id"] for request, _response in httpserver.log]
    assert ids == [str(delivery.id)] * 2
