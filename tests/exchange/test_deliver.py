"""From the commit to the receiver: signed, retried ever more slowly, at last given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from coop.core import clock
from coop.core.events import DISPATCH_JOB
from coop.exchange import jobs, queries, stream
from coop.exchange.models import Webhook
from coop.exchange.service import webhooks
from coop.exchange.service.deliveries import DELAYS
from tests.exchange.made import (
    Worker,
    answering,
    audited,
    deliveries_of,
    event_ids,
    queued_jobs,
    read,
    secret_of,
    sent_to,
    system_of,
    tell,
    tell_and_work,
    webhook_of,
)
from tests.waiting import waiting
from tests.world import World


def test_an_event_arrives_signed_with_the_bytes_of_the_stream(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 204))
    tell_and_work(world)
    (request,) = sent_to(httpserver)
    (delivery,) = deliveries_of(webhook)
    told = Verifier(secret_of(webhook)).verify(request.data, dict(request.headers))
    (event,) = stream.list_events(system_of(world.sc, world)).items
    assert (told["id"], told["position"], told["type"]) == (str(event.id), 1, event.type)
    assert told["data"] == event.data
    assert request.headers["webhook-id"] == str(delivery.id)
    assert request.data == delivery.body
    assert (delivery.state, delivery.attempts, delivery.last_status) == ("delivered", 1, 204)


def test_a_changed_body_does_not_verify(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 200))
    tell_and_work(world)
    (request,) = sent_to(httpserver)
    with pytest.raises(WebhookVerificationError):
        Verifier(secret_of(webhook)).verify(request.data + b" ", dict(request.headers))


def test_only_the_audience_receives_and_only_the_types_asked_for(
    world: World, httpserver: HTTPServer
) -> None:
    url = answering(httpserver, 200)
    wanting = webhook_of(world.sc, url, "webhook.failing")
    others = [
        webhook_of(world.sc, url, "webhook.stopped"),
        webhook_of(world.cq, url),
        webhook_of(world.strangers, url),
    ]
    tell(world, audience=(world.sc.id,))
    Worker().run()
    assert len(deliveries_of(wanting)) == 1
    assert [deliveries_of(one) for one in others] == [[], [], []]


def test_dispatching_an_event_again_sends_nothing_again(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 200))
    worker = tell_and_work(world)
    (event_id,) = event_ids()
    jobs.dispatch_event(event_id, 1)
    worker.run()
    assert len(deliveries_of(webhook)) == len(sent_to(httpserver)) == 1
    assert len(queued_jobs(DISPATCH_JOB)) == 1


def test_failures_are_retried_ever_more_slowly_for_three_days_and_then_listed_as_dead(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 503))
    worker = tell_and_work(world)
    waited: list[int] = []
    while worker.later:
        waited += worker.run_later()
    assert waited == list(DELAYS) == sorted(DELAYS)
    assert timedelta(days=2.9) < timedelta(seconds=sum(waited)) < timedelta(days=3.1)
    bodies = {(request.headers["webhook-id"], request.data) for request in sent_to(httpserver)}
    assert (len(sent_to(httpserver)), len(bodies)) == (12, 1)
    (dead,) = queries.list_deliveries(world.sc.admin, state="dead", webhook_id=webhook.id).items
    assert (dead.attempts, dead.last_status, dead.last_error) == (12, 503, "status")
    log = queries.get_delivery(world.sc.admin, dead.id).log
    assert [one.number for one in log] == list(range(12, 0, -1))


def test_a_webhook_that_keeps_failing_is_marked_and_its_institution_told(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 500))
    worker = tell_and_work(world)
    for _ in range(3):
        worker.run_later()
    assert read(Webhook, webhook.id).state == "active"
    worker.run_later()
    assert read(Webhook, webhook.id).state == "failing"
    told = stream.list_events(system_of(world.sc, world), after=1).items
    assert [(one.type, one.subject_id) for one in told] == [("webhook.failing", webhook.id)]
    assert stream.list_events(system_of(world.cq, world), after=1).items == ()
    assert audited(webhook.id)[-1] == "webhook.fail"
    assert [one.subject_id for one in waiting(queries.waiting, world.sc.admin)] == [webhook.id]
    assert waiting(queries.waiting, world.sc.liaison) == []
    assert waiting(queries.waiting, world.cq.admin) == []


def test_a_failing_webhook_recovers_with_the_first_success(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, *[500] * 5, 200))
    worker = tell_and_work(world)
    while worker.later:
        worker.run_later()
    assert read(Webhook, webhook.id).state == "active"
    assert audited(webhook.id)[-1] == "webhook.recover"


def test_a_receiver_that_is_gone_stops_the_webhook(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 410))
    worker = tell_and_work(world)
    assert worker.later == []
    assert read(Webhook, webhook.id).state == "paused"
    assert deliveries_of(webhook)[0].state == "dead"
    told = stream.list_events(system_of(world.sc, world), after=1).items
    assert [one.type for one in told] == ["webhook.stopped"]


def test_what_waits_while_paused_is_sent_after_resuming(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 500, 200))
    worker = tell_and_work(world)
    webhooks.pause_webhook(world.sc.admin, webhook.id, expected_version=1)
    worker.run_later()
    assert len(sent_to(httpserver)) == 1
    webhooks.resume_webhook(world.sc.admin, webhook.id, expected_version=2)
    worker.run()
    assert deliveries_of(webhook)[0].state == "delivered"


def test_removing_gives_up_what_waits(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 500))
    worker = tell_and_work(world)
    webhooks.remove_webhook(world.sc.admin, webhook.id, expected_version=1)
    worker.run_later()
    assert [one.state for one in deliveries_of(webhook)] == ["dead"]
    assert len(sent_to(httpserver)) == 1


def test_during_a_rotation_both_secrets_sign_and_later_only_the_new_one(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 200))
    old = secret_of(webhook)
    webhooks.rotate_secret(world.sc.admin, webhook.id, expected_version=1)
    new = secret_of(webhook)
    tell_and_work(world)
    (during,) = sent_to(httpserver)
    for secret in (old, new):
        Verifier(secret).verify(during.data, dict(during.headers))
    with clock.stopped_at(clock.now() + timedelta(hours=25)):
        webhooks.send_test_ping(world.sc.admin, webhook.id)
        Worker().run()
    after = sent_to(httpserver)[-1]
    assert len(after.headers["webhook-signature"].split()) == 1
