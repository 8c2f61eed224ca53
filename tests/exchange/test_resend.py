"""Sending again by hand, and the test ping."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from pytest_httpserver import HTTPServer

from coop.core.errors import CoopError, IllegalTransition
from coop.exchange import queries, stream
from coop.exchange.models import WebhookDelivery
from coop.exchange.service import deliveries, webhooks
from coop.exchange.service.deliveries import NothingIsSent
from tests.exchange.made import (
    Worker,
    answering,
    audited,
    deliveries_of,
    read,
    sent_to,
    system_of,
    tell_and_work,
    webhook_of,
)
from tests.world import World


def test_a_dead_delivery_is_sent_again_with_the_same_id_and_bytes(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, *[500] * 12, 200))
    worker = tell_and_work(world)
    while worker.later:
        worker.run_later()
    (dead,) = deliveries_of(webhook)
    deliveries.resend(world.sc.admin, dead.id, expected_version=dead.version)
    worker.run()
    assert read(WebhookDelivery, dead.id).state == "delivered"
    sent = [one for one in sent_to(httpserver) if one.headers["webhook-id"] == str(dead.id)]
    assert len(sent) == 13
    assert {one.data for one in sent} == {dead.body}
    assert audited(dead.id) == ["webhook_delivery.resend"]


def test_sending_again_while_a_retry_waits_never_doubles_the_attempts(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 500))
    worker = tell_and_work(world)
    for _ in range(3):
        worker.run_later()
    (failed,) = deliveries_of(webhook)
    deliveries.resend(world.sc.admin, failed.id, expected_version=failed.version)
    worker.run()
    while worker.later:
        worker.run_later()
    assert len(sent_to(httpserver)) == 4 + 12


def test_a_delivered_one_is_not_sent_again(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 200))
    tell_and_work(world)
    (delivered,) = deliveries_of(webhook)
    assert queries.get_delivery(world.sc.admin, delivered.id).allowed_actions == ()
    with pytest.raises(IllegalTransition):
        deliveries.resend(world.sc.admin, delivered.id, expected_version=delivered.version)


def test_nothing_is_sent_again_to_a_paused_webhook(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 410))
    tell_and_work(world)
    (dead,) = deliveries_of(webhook)
    with pytest.raises(NothingIsSent):
        deliveries.resend(world.sc.admin, dead.id, expected_version=dead.version)
    assert read(WebhookDelivery, dead.id).state == "dead"


def test_only_the_own_administrator_sends_again(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 500))
    tell_and_work(world)
    (failed,) = deliveries_of(webhook)
    for actor, code in (
        (world.sc.liaison, "forbidden"),
        (world.cq.admin, "not_found"),
        (world.strangers.admin, "not_found"),
    ):
        with pytest.raises(CoopError) as refused:
            deliveries.resend(actor, failed.id, expected_version=failed.version)
        assert refused.value.code == code
    with pytest.raises(CoopError) as stale:
        deliveries.resend(world.sc.admin, failed.id, expected_version=failed.version + 1)
    assert stale.value.code == "stale"


def test_a_test_ping_goes_to_this_webhook_only_and_into_no_stream(
    world: World, httpserver: HTTPServer
) -> None:
    url = answering(httpserver, 200)
    webhook = webhook_of(world.sc, url, "webhook.stopped")
    other = webhook_of(world.sc, url)
    ping = webhooks.send_test_ping(world.sc.admin, webhook.id)
    Worker().run()
    (request,) = sent_to(httpserver)
    assert (request.json["type"], request.json["position"]) == ("webhook.ping", None)
    assert request.headers["webhook-id"] == str(ping.id)
    assert deliveries_of(other) == []
    assert stream.list_events(system_of(world.sc, world)).items == ()


def test_finished_deliveries_are_forgotten_after_ninety_days_and_open_ones_never(
    world: World, httpserver: HTTPServer, at: Callable[[str], AbstractContextManager[None]]
) -> None:
    with at("2026-01-10T09:00"):
        done = webhook_of(world.sc, answering(httpserver, 200, 500))
        tell_and_work(world)
        tell_and_work(world)
    states = {one.state for one in deliveries_of(done)}
    assert states == {"delivered", "failed"}
    with at("2026-04-09T09:00"):
        assert deliveries.forget_old_deliveries() == 0
    with at("2026-04-11T09:00"):
        assert deliveries.forget_old_deliveries() == 1
    assert [one.state for one in deliveries_of(done)] == ["failed"]
