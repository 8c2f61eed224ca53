"""A partner's system looks after its webhooks over the API, from set-up to sending again."""

from __future__ import annotations

from typing import Any

from flask import Flask
from pytest_httpserver import HTTPServer

from tests.exchange.made import Door, Worker, everyone, tell
from tests.world import World


def _add(door: Door, url: str, *, key: str = "one") -> Any:
    body = {"url": url, "event_types": ["webhook.failing"]}
    return door.call("POST", "/webhooks", json=body, headers={"Idempotency-Key": key})


def test_the_same_request_sent_twice_makes_one_webhook_and_answers_the_same_secret(
    app: Flask, world: World
) -> None:
    door = Door(app, world, world.sc)
    first = _add(door, "https://events.example.org/")
    again = _add(door, "https://events.example.org/")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert again.json == first.json
    assert len(door.call("GET", "/webhooks").json["items"]) == 1


def test_a_wrong_field_is_named_with_its_code(app: Flask, world: World) -> None:
    door = Door(app, world, world.sc)
    body = {"url": "https://192.168.1.1/", "event_types": ["*"]}
    refused = door.call("POST", "/webhooks", json=body, headers={"Idempotency-Key": "one"})
    assert refused.status_code == 422
    assert [(one["pointer"], one["code"]) for one in refused.json["errors"]] == [
        ("/url", "address_not_approved")
    ]
    unknown = {"url": "https://events.example.org/", "event_types": ["*", "no.such"]}
    refused = door.call("POST", "/webhooks", json=unknown, headers={"Idempotency-Key": "two"})
    assert [one["pointer"] for one in refused.json["errors"]] == ["/event_types/1"]


def test_a_system_tests_its_webhook_reads_the_log_and_sends_a_dead_one_again(
    app: Flask, world: World, httpserver: HTTPServer
) -> None:
    httpserver.expect_ordered_request("/hook").respond_with_data("", status=200)
    httpserver.expect_ordered_request("/hook").respond_with_data("", status=410)
    httpserver.expect_ordered_request("/hook").respond_with_data("", status=200)
    door, worker = Door(app, world, world.sc), Worker()
    path = f"/webhooks/{_add(door, httpserver.url_for('/hook')).json['id']}"
    ping = door.call("POST", f"{path}/send-test-ping", headers={"Idempotency-Key": "ping"})
    assert (ping.status_code, ping.json["event_type"]) == (201, "webhook.ping")
    worker.run()
    tested = door.call("GET", f"/webhook-deliveries/{ping.json['id']}").json
    assert (tested["state"], [one["status"] for one in tested["log"]]) == ("delivered", [200])

    tell(world, audience=everyone(world))
    worker.run()
    stopped = door.call("GET", path)
    assert (stopped.json["state"], stopped.json["dead_count"]) == ("paused", 1)
    etag = {"If-Match": stopped.headers["ETag"]}
    assert door.call("POST", f"{path}/resume", headers=etag).json["state"] == "active"
    listed = door.call("GET", f"/webhook-deliveries?webhook_id={path[10:]}&state=dead").json
    (dead,) = listed["items"]
    again = {"If-Match": f'"{dead["version"]}"'}
    sent = door.call("POST", f"/webhook-deliveries/{dead['id']}/resend", headers=again)
    assert (sent.status_code, sent.json["state"]) == (200, "pending")
    worker.run()
    assert door.call("GET", f"/webhook-deliveries/{dead['id']}").json["state"] == "delivered"


def test_reading_needs_the_scope_of_webhooks(app: Flask, world: World) -> None:
    door = Door(app, world, world.sc, scopes="events:read")
    for path in ("/webhooks", "/webhook-deliveries"):
        assert door.call("GET", path).json["code"] == "scope_missing"
    reading = Door(app, world, world.sc, scopes="webhooks:read")
    assert _add(reading, "https://events.example.org/").json["code"] == "scope_missing"
