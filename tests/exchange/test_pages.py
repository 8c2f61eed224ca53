"""Webhooks in a browser: set up, secret shown once, test, resend; nothing for others."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer

from coop.core.actor import Actor
from coop.exchange.service import webhooks
from tests.exchange.made import Worker, deliveries_of, everyone, secret_of, tell, webhook_of
from tests.people import Browser, add_account
from tests.world import World

URL = "https://events.example.org/coop"
_HIDDEN = re.compile(r'name="(form_key|version|agreement_id)" value="([^"]+)"')


def _browser(app: Flask, person: Actor) -> Browser:
    browser = Browser(app)
    assert browser.sign_in(add_account(person)).status_code == 303
    return browser


def _submit(browser: Browser, path: str, **values: object) -> str:
    """Open a form, send it back; where it leads."""
    hidden = dict(_HIDDEN.findall(browser.get(path).text))
    answer = browser.post(path, **{**hidden, **values})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_the_administrator_adds_a_webhook_and_sees_its_secret_once(
    app: Flask, world: World
) -> None:
    browser = _browser(app, world.sc.admin)
    assert "/webhooks/new" in browser.get("/webhooks").text
    home = _submit(browser, "/webhooks/new", url=URL, event_types="webhook.failing\r\n*")
    page = browser.get(home).text
    assert (URL in page, "whsec_" in page) == (True, False)
    shown = browser.post(f"{home}/reveal-secret")
    assert re.search(r"whsec_[A-Za-z0-9+/=]{40,}", shown.text)
    assert shown.headers["Cache-Control"] == "no-store"
    assert browser.post(f"{home}/reveal-secret").status_code == 409
    assert "reveal-secret" not in browser.get(home).text


def test_a_wrong_address_is_told_beside_its_field(app: Flask, world: World) -> None:
    browser = _browser(app, world.sc.admin)
    browser.get("/webhooks/new")
    answer = browser.post("/webhooks/new", url="https://10.0.0.1/", event_types="*")
    assert answer.status_code == 422
    assert "不在允许推送的范围内" in answer.text


def test_a_test_ping_is_sent_from_its_form_and_its_delivery_shown(
    app: Flask, world: World, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/hook").respond_with_data("", status=503)
    webhook = webhook_of(world.sc, httpserver.url_for("/hook"))
    browser = _browser(app, world.sc.admin)
    home = _submit(browser, f"/webhooks/{webhook.id}/send-test-ping")
    Worker().run()
    page = browser.get(home).text
    for shown in ("webhook.ping", "失败待重试", "接收方答复了错误状态", "503"):
        assert shown in page
    assert home in browser.get(f"/webhooks/{webhook.id}").text
    english = browser.get(f"{home}?lang=en").text
    assert "Failed, will be retried" in english


def test_a_dead_delivery_is_found_in_the_list_and_sent_again(
    app: Flask, world: World, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/hook").respond_with_data("", status=500)
    webhook = webhook_of(world.sc, httpserver.url_for("/hook"))
    tell(world, audience=everyone(world))
    worker = Worker()
    worker.run()
    while worker.later:
        worker.run_later()
    browser = _browser(app, world.sc.admin)
    listed = browser.get(f"/webhook-deliveries?webhook_id={webhook.id}&state=dead").text
    (dead,) = deliveries_of(webhook)[:1]
    assert f"/webhook-deliveries/{dead.id}" in listed
    _submit(browser, f"/webhook-deliveries/{dead.id}/resend")
    assert deliveries_of(webhook)[0].state == "pending"


@pytest.mark.parametrize("action", ["change", "pause", "rotate-secret", "remove"])
def test_every_action_has_a_form(app: Flask, world: World, action: str) -> None:
    webhook = webhook_of(world.sc, URL)
    browser = _browser(app, world.sc.admin)
    assert f"/webhooks/{webhook.id}/{action}" in browser.get(f"/webhooks/{webhook.id}").text
    values = {"url": URL, "event_types": "*"} if action == "change" else {}
    home = _submit(browser, f"/webhooks/{webhook.id}/{action}", **values)
    assert home == f"/webhooks/{webhook.id}"


def test_other_posts_see_no_button_and_no_secret(app: Flask, world: World) -> None:
    webhook = webhook_of(world.sc, URL)
    browser = _browser(app, world.sc.liaison)
    page = browser.get(f"/webhooks/{webhook.id}").text
    assert URL in page
    assert f"/webhooks/{webhook.id}/" not in page
    assert browser.post(f"/webhooks/{webhook.id}/reveal-secret").status_code == 403
    assert "/webhooks/new" not in browser.get("/webhooks").text
    assert secret_of(webhook) not in page


def test_other_institutions_find_nothing(app: Flask, world: World) -> None:
    webhook = webhook_of(world.sc, URL)
    ping = webhooks.send_test_ping(world.sc.admin, webhook.id)
    browser = _browser(app, world.cq.admin)
    for path in (f"/webhooks/{webhook.id}", f"/webhook-deliveries/{ping.id}"):
        assert browser.get(path).status_code == 404
    assert URL not in browser.get("/webhooks").text
    assert browser.post(f"/webhooks/{webhook.id}/reveal-secret").status_code == 404
