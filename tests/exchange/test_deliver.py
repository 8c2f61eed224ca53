"""From the commit to the receiver: signed, retried ever more slowly, at last given up."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError
from werkzeug import Request, Response

from coop.core import clock
from coop.core.errors import CoopError, IllegalTransition
from coop.core.events import DISPATCH_JOB
from coop.exchange import addresses, jobs, queries, sending, stream
from coop.exchange.models import Webhook, WebhookDelivery
from coop.exchange.sending import Outgoing
from coop.exchange.service import deliveries, webhooks
from coop.exchange.service.deliveries import DELAYS, NothingIsSent
from tests.exchange.made import (
    Worker,
    audited,
    deliveries_of,
    event_ids,
    everyone,
    queued_jobs,
    read,
    secret_of,
    system_of,
    tell,
    webhook_of,
)
from tests.world import World


def _sent(server: HTTPServer) -> list[Any]:
    return [request for request, _response in server.log]


def _answering(server: HTTPServer, *statuses: int) -> str:
    """The receiver answers these statuses, the last one for ever."""
    for status in statuses[:-1]:
        server.expect_ordered_request("/hook").respond_with_data("", status=status)
    server.expect_request("/hook").respond_with_data("", status=statuses[-1])
    return str(server.url_for("/hook"))


def _tell_and_work(world: World) -> Worker:
    tell(world, audience=everyone(world))
    worker = Worker()
    worker.run()
    return worker


def test_an_event_arrives_signed_with_the_bytes_of_the_stream(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 204))
    _tell_and_work(world)
    (request,) = _sent(httpserver)
    (delivery,) = deliveries_of(webhook)
    told = Verifier(secret_of(webhook)).verify(request.data, dict(request.headers))
    (event,) = stream.list_events(system_of(world.sc, world)).items
    assert (told["id"], told["position"], told["type"]) == (str(event.id), 1, event.type)
    assert told["data"] == event.data
    assert request.headers["webhook-id"] == str(delivery.id)
    assert request.data == delivery.body
    assert (delivery.state, delivery.attempts, delivery.last_status) == ("delivered", 1, 204)


def test_a_changed_body_does_not_verify(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 200))
    _tell_and_work(world)
    (request,) = _sent(httpserver)
    with pytest.raises(WebhookVerificationError):
        Verifier(secret_of(webhook)).verify(request.data + b" ", dict(request.headers))


def test_only_the_audience_receives_and_only_the_types_asked_for(
    world: World, httpserver: HTTPServer
) -> None:
    url = _answering(httpserver, 200)
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
    webhook = webhook_of(world.sc, _answering(httpserver, 200))
    worker = _tell_and_work(world)
    (event_id,) = event_ids()
    jobs.dispatch_event(event_id, 1)
    worker.run()
    assert len(deliveries_of(webhook)) == len(_sent(httpserver)) == 1
    assert len(queued_jobs(DISPATCH_JOB)) == 1


def test_failures_are_retried_ever_more_slowly_for_three_days_and_then_listed_as_dead(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 503))
    worker = _tell_and_work(world)
    waited: list[int] = []
    while worker.later:
        waited += worker.run_later()
    assert waited == list(DELAYS) == sorted(DELAYS)
    assert timedelta(days=2.9) < timedelta(seconds=sum(waited)) < timedelta(days=3.1)
    bodies = {(request.headers["webhook-id"], request.data) for request in _sent(httpserver)}
    assert (len(_sent(httpserver)), len(bodies)) == (12, 1)
    (dead,) = queries.list_deliveries(world.sc.admin, state="dead", webhook_id=webhook.id).items
    assert (dead.attempts, dead.last_status, dead.last_error) == (12, 503, "status")
    log = queries.get_delivery(world.sc.admin, dead.id).log
    assert [one.number for one in log] == list(range(12, 0, -1))


def test_a_webhook_that_keeps_failing_is_marked_and_its_institution_told(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 500))
    worker = _tell_and_work(world)
    for _ in range(3):
        worker.run_later()
    assert read(Webhook, webhook.id).state == "active"
    worker.run_later()
    assert read(Webhook, webhook.id).state == "failing"
    told = stream.list_events(system_of(world.sc, world), after=1).items
    assert [(one.type, one.subject_id) for one in told] == [("webhook.failing", webhook.id)]
    assert stream.list_events(system_of(world.cq, world), after=1).items == ()
    assert audited(webhook.id)[-1] == "webhook.fail"
    assert [one.subject_id for one in queries.failing_webhooks(world.sc.admin)] == [webhook.id]
    assert queries.failing_webhooks(world.sc.liaison) == ()
    assert queries.failing_webhooks(world.cq.admin) == ()


def test_a_failing_webhook_recovers_with_the_first_success(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, *[500] * 5, 200))
    worker = _tell_and_work(world)
    while worker.later:
        worker.run_later()
    assert read(Webhook, webhook.id).state == "active"
    assert audited(webhook.id)[-1] == "webhook.recover"


def test_a_receiver_that_is_gone_stops_the_webhook(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 410))
    worker = _tell_and_work(world)
    assert worker.later == []
    assert read(Webhook, webhook.id).state == "paused"
    assert deliveries_of(webhook)[0].state == "dead"
    told = stream.list_events(system_of(world.sc, world), after=1).items
    assert [one.type for one in told] == ["webhook.stopped"]


def test_what_waits_while_paused_is_sent_after_resuming(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 500, 200))
    worker = _tell_and_work(world)
    webhooks.pause_webhook(world.sc.admin, webhook.id, expected_version=1)
    worker.run_later()
    assert len(_sent(httpserver)) == 1
    webhooks.resume_webhook(world.sc.admin, webhook.id, expected_version=2)
    worker.run()
    assert deliveries_of(webhook)[0].state == "delivered"


def test_removing_gives_up_what_waits(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 500))
    worker = _tell_and_work(world)
    webhooks.remove_webhook(world.sc.admin, webhook.id, expected_version=1)
    worker.run_later()
    assert [one.state for one in deliveries_of(webhook)] == ["dead"]
    assert len(_sent(httpserver)) == 1


# --------------------------------------------------------------------------- after a crash


def test_an_attempt_run_again_after_a_crash_before_it_was_recorded_is_sent_again(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 200))
    tell(world, audience=everyone(world))
    jobs.dispatch_event(event_ids()[0], 1)
    (delivery,) = deliveries_of(webhook)
    outgoing = deliveries.prepare_attempt(delivery.id, 1)
    assert isinstance(outgoing, Outgoing)
    sending.send(outgoing)  # and here the worker dies
    assert jobs.deliver_webhook(delivery.id, 1) is None
    ids = [request.headers["webhook-id"] for request in _sent(httpserver)]
    assert ids == [str(delivery.id)] * 2
    assert read(WebhookDelivery, delivery.id).attempts == 1


def test_an_attempt_run_again_after_it_was_recorded_waits_for_the_next_one(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 500))
    worker = _tell_and_work(world)
    (delivery,) = deliveries_of(webhook)
    seconds = jobs.deliver_webhook(delivery.id, 1)
    assert seconds is not None
    assert 1 <= seconds <= DELAYS[0]
    assert len(_sent(httpserver)) == 1
    worker.run_later()
    assert jobs.deliver_webhook(delivery.id, 1) is None


# --------------------------------------------------------------------------- secrets


def test_during_a_rotation_both_secrets_sign_and_later_only_the_new_one(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 200))
    old = secret_of(webhook)
    webhooks.rotate_secret(world.sc.admin, webhook.id, expected_version=1)
    new = secret_of(webhook)
    _tell_and_work(world)
    (during,) = _sent(httpserver)
    for secret in (old, new):
        Verifier(secret).verify(during.data, dict(during.headers))
    with clock.stopped_at(clock.now() + timedelta(hours=25)):
        webhooks.send_test_ping(world.sc.admin, webhook.id)
        Worker().run()
    after = _sent(httpserver)[-1]
    assert len(after.headers["webhook-signature"].split()) == 1


# --------------------------------------------------------------------------- resend and ping


def test_a_dead_delivery_is_sent_again_with_the_same_id_and_bytes(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, *[500] * 12, 200))
    worker = _tell_and_work(world)
    while worker.later:
        worker.run_later()
    (dead,) = deliveries_of(webhook)
    deliveries.resend(world.sc.admin, dead.id, expected_version=dead.version)
    worker.run()
    assert read(WebhookDelivery, dead.id).state == "delivered"
    sent = [one for one in _sent(httpserver) if one.headers["webhook-id"] == str(dead.id)]
    assert len(sent) == 13
    assert {one.data for one in sent} == {dead.body}
    assert audited(dead.id) == ["webhook_delivery.resend"]


def test_sending_again_while_a_retry_waits_never_doubles_the_attempts(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 500))
    worker = _tell_and_work(world)
    for _ in range(3):
        worker.run_later()
    (failed,) = deliveries_of(webhook)
    deliveries.resend(world.sc.admin, failed.id, expected_version=failed.version)
    worker.run()
    while worker.later:
        worker.run_later()
    assert len(_sent(httpserver)) == 4 + 12


def test_a_delivered_one_is_not_sent_again(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 200))
    _tell_and_work(world)
    (delivered,) = deliveries_of(webhook)
    assert queries.get_delivery(world.sc.admin, delivered.id).allowed_actions == ()
    with pytest.raises(IllegalTransition):
        deliveries.resend(world.sc.admin, delivered.id, expected_version=delivered.version)


def test_nothing_is_sent_again_to_a_paused_webhook(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 410))
    _tell_and_work(world)
    (dead,) = deliveries_of(webhook)
    with pytest.raises(NothingIsSent):
        deliveries.resend(world.sc.admin, dead.id, expected_version=dead.version)
    assert read(WebhookDelivery, dead.id).state == "dead"


def test_only_the_own_administrator_sends_again(world: World, httpserver: HTTPServer) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 500))
    _tell_and_work(world)
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
    url = _answering(httpserver, 200)
    webhook = webhook_of(world.sc, url, "webhook.stopped")
    other = webhook_of(world.sc, url)
    ping = webhooks.send_test_ping(world.sc.admin, webhook.id)
    Worker().run()
    (request,) = _sent(httpserver)
    assert (request.json["type"], request.json["position"]) == ("webhook.ping", None)
    assert request.headers["webhook-id"] == str(ping.id)
    assert deliveries_of(other) == []
    assert stream.list_events(system_of(world.sc, world)).items == ()


# --------------------------------------------------------------------------- where it may go


def test_a_redirect_is_not_followed(world: World, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook").respond_with_data(
        "", status=302, headers={"Location": httpserver.url_for("/elsewhere")}
    )
    webhook = webhook_of(world.sc, httpserver.url_for("/hook"))
    _tell_and_work(world)
    assert [request.path for request in _sent(httpserver)] == ["/hook"]
    assert deliveries_of(webhook)[0].last_status == 302


@pytest.mark.parametrize("host", ["localhost", "2130706433", "127.1", "127.0.0.1"])
def test_an_address_outside_the_approved_networks_is_refused_after_resolution(
    world: World, httpserver: HTTPServer, host: str
) -> None:
    url = _answering(httpserver, 200).replace("localhost", host).replace("127.0.0.1", host)
    webhook = webhook_of(world.sc, url)
    addresses.use(plain_http=True, networks=["10.0.0.0/8"])
    try:
        _tell_and_work(world)
    finally:
        addresses.use(plain_http=True, networks=["127.0.0.0/8"])
    assert deliveries_of(webhook)[0].last_error == "address_not_approved"
    assert _sent(httpserver) == []


def test_plain_http_is_refused_unless_the_installation_allows_it(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, _answering(httpserver, 200))
    addresses.use(plain_http=False, networks=["127.0.0.0/8"])
    try:
        _tell_and_work(world)
    finally:
        addresses.use(plain_http=True, networks=["127.0.0.0/8"])
    assert deliveries_of(webhook)[0].last_error == "https_only"
    assert _sent(httpserver) == []


def test_nobody_listening_is_a_failure_like_any_other(world: World) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    webhook = webhook_of(world.sc, f"http://127.0.0.1:{port}/")
    worker = _tell_and_work(world)
    assert deliveries_of(webhook)[0].last_error == "connection"
    assert len(worker.later) == 1


def test_a_receiver_that_never_answers_is_left_after_the_time_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_READ_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        webhook = webhook_of(world.sc, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        _tell_and_work(world)
    assert deliveries_of(webhook)[0].last_error == "timeout"


def test_an_endless_answer_is_not_read(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_pour, args=(server,))
        thread.start()
        webhook = webhook_of(world.sc, f"http://127.0.0.1:{server.getsockname()[1]}/")
        _tell_and_work(world)
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert deliveries_of(webhook)[0].state == "delivered"


def _pour(server: socket.socket) -> None:
    """Answer 200 and then write until the other side hangs up."""
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                connection.sendall(b"x" * 65536)
        except OSError:
            return


def test_others_can_write_while_the_receiver_takes_its_time(
    app: Flask, world: World, httpserver: HTTPServer
) -> None:
    written: list[int] = []

    def write() -> None:
        with app.app_context():
            tell(world, audience=(world.cq.id,))
            written.append(len(event_ids()))

    def slow(_request: Request) -> Response:
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(timeout=5)
        return Response(status=200)

    httpserver.expect_request("/hook").respond_with_handler(slow)
    webhook = webhook_of(world.sc, httpserver.url_for("/hook"))
    _tell_and_work(world)
    assert written == [2]
    assert deliveries_of(webhook)[0].state == "delivered"
