"""An attempt that a dying worker left half done."""

from __future__ import annotations

from pytest_httpserver import HTTPServer

from coop.exchange import jobs, sending
from coop.exchange.attempts import Outgoing
from coop.exchange.models import WebhookDelivery
from coop.exchange.service import deliveries
from coop.exchange.service.deliveries import DELAYS
from tests.exchange.made import (
    answering,
    deliveries_of,
    event_ids,
    everyone,
    read,
    sent_to,
    tell,
    tell_and_work,
    webhook_of,
)
from tests.world import World


def test_an_attempt_run_again_after_a_crash_before_it_was_recorded_is_sent_again(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 200))
    tell(world, audience=everyone(world))
    jobs.dispatch_event(event_ids()[0], 1)
    (delivery,) = deliveries_of(webhook)
    outgoing = deliveries.prepare_attempt(delivery.id, 1)
    assert isinstance(outgoing, Outgoing)
    sending.send(outgoing)  # and here the worker dies
    assert jobs.deliver_webhook(delivery.id, 1) is None
    ids = [request.headers["webhook-id"] for request in sent_to(httpserver)]
    assert ids == [str(delivery.id)] * 2
    assert read(WebhookDelivery, delivery.id).attempts == 1


def test_an_attempt_run_again_after_it_was_recorded_waits_for_the_next_one(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 500))
    worker = tell_and_work(world)
    (delivery,) = deliveries_of(webhook)
    seconds = jobs.deliver_webhook(delivery.id, 1)
    assert seconds is not None
    assert 1 <= seconds <= DELAYS[0]
    assert len(sent_to(httpserver)) == 1
    worker.run_later()
    assert jobs.deliver_webhook(delivery.id, 1) is None
