"""A worker killed at the worst moment loses nothing: the event arrives with the same webhook-id."""

from __future__ import annotations

import threading

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from coop.settings import Settings
from tests.exchange.made import deliveries_of, everyone, tell, webhook_of
from tests.real_workers import PATIENCE_SECONDS, WORKER, real_worker, until
from tests.world import World

_FAULTY = """
from coop.exchange.service import deliveries
right = deliveries.record_outcome
def once(*given):
    deliveries.record_outcome = right
    raise ConnectionError("the database was gone for a moment")
deliveries.record_outcome = once
"""


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
            self._let_go.wait(PATIENCE_SECONDS)
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
    with real_worker(settings):
        assert receiver.reached.wait(PATIENCE_SECONDS)
    receiver.let_go()
    assert [one.state for one in deliveries_of(webhook)] == ["pending"]
    with real_worker(settings):
        until(lambda: [one.state for one in deliveries_of(webhook)] == ["delivered"])
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
    with real_worker(settings, code=_FAULTY + WORKER):
        until(lambda: [one.state for one in deliveries_of(webhook)] == ["delivered"])
    (delivery,) = deliveries_of(webhook)
    ids = [request.headers["webhook-id"] for request, _response in httpserver.log]
    assert ids == [str(delivery.id)] * 2
