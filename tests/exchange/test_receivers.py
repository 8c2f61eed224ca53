"""Where deliveries may go, and receivers that behave badly."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from coop.exchange import addresses, sending
from tests.exchange.made import (
    answering,
    deliveries_of,
    event_ids,
    sent_to,
    tell,
    tell_and_work,
    webhook_of,
)
from tests.world import World


def test_a_redirect_is_not_followed(world: World, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook").respond_with_data(
        "", status=302, headers={"Location": httpserver.url_for("/elsewhere")}
    )
    webhook = webhook_of(world.sc, httpserver.url_for("/hook"))
    tell_and_work(world)
    assert [request.path for request in sent_to(httpserver)] == ["/hook"]
    assert deliveries_of(webhook)[0].last_status == 302


@pytest.mark.parametrize("host", ["localhost", "2130706433", "127.1", "127.0.0.1"])
def test_an_address_outside_the_approved_networks_is_refused_after_resolution(
    world: World, httpserver: HTTPServer, host: str
) -> None:
    url = answering(httpserver, 200).replace("localhost", host).replace("127.0.0.1", host)
    webhook = webhook_of(world.sc, url)
    addresses.use(plain_http=True, networks=["10.0.0.0/8"])
    try:
        tell_and_work(world)
    finally:
        addresses.use(plain_http=True, networks=["127.0.0.0/8"])
    assert deliveries_of(webhook)[0].last_error == "address_not_approved"
    assert sent_to(httpserver) == []


def test_plain_http_is_refused_unless_the_installation_allows_it(
    world: World, httpserver: HTTPServer
) -> None:
    webhook = webhook_of(world.sc, answering(httpserver, 200))
    addresses.use(plain_http=False, networks=["127.0.0.0/8"])
    try:
        tell_and_work(world)
    finally:
        addresses.use(plain_http=True, networks=["127.0.0.0/8"])
    assert deliveries_of(webhook)[0].last_error == "https_only"
    assert sent_to(httpserver) == []


def test_nobody_listening_is_a_failure_like_any_other(world: World) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    webhook = webhook_of(world.sc, f"http://127.0.0.1:{port}/")
    worker = tell_and_work(world)
    assert deliveries_of(webhook)[0].last_error == "connection"
    assert len(worker.later) == 1


def test_a_receiver_that_never_answers_is_left_after_the_time_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_READ_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        webhook = webhook_of(world.sc, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        tell_and_work(world)
    assert deliveries_of(webhook)[0].last_error == "timeout"


def test_a_receiver_that_answers_byte_by_byte_does_not_hold_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_MOST_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_drip, args=(server,))
        thread.start()
        webhook = webhook_of(world.sc, f"http://127.0.0.1:{server.getsockname()[1]}/")
        tell_and_work(world)
        assert thread.is_alive()
        assert deliveries_of(webhook)[0].last_error == "timeout"
        thread.join()


def _drip(server: socket.socket) -> None:
    """A header that comes byte by byte, each well within the time-out of a read."""
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        for _ in range(15):
            connection.sendall(b"H")
            time.sleep(0.1)


def test_an_endless_answer_is_not_read(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_pour, args=(server,))
        thread.start()
        webhook = webhook_of(world.sc, f"http://127.0.0.1:{server.getsockname()[1]}/")
        tell_and_work(world)
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
    tell_and_work(world)
    assert written == [2]
    assert deliveries_of(webhook)[0].state == "delivered"
