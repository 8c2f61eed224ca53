"""GET /agreements: text in force, members, hosts, calendar; nothing of others' agreements."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop.registry import clients
from coop.registry.clients import ClientData
from tests.world import World


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def bearer(app: Flask, world: World) -> dict[str, str]:
    """SC's system with leave to read agreements."""
    clients.forget_tokens()
    data = ClientData(
        name="四川局办公系统",
        scopes="agreements:read",
        posts=((world.agreement_id, "liaison"),),
    )
    client = clients.add_client(world.sc.admin, world.sc.id, data).client
    token, _lifetime = clients.issue_token(client.id, client.scopes)
    return {"Authorization": f"Bearer {token}"}


def test_an_agreement_shows_its_settings_parties_terms_and_calendar(
    browser: FlaskClient, bearer: dict[str, str], world: World
) -> None:
    answer = browser.get(f"/api/v1/agreements/{world.agreement_id}", headers=bearer)
    body = answer.get_json()
    assert answer.status_code == 200
    assert body["title"] == "战略合作框架协议"
    assert body["settings"]["notice_days"] == 3
    assert [party["code"] for party in body["parties"]] == ["SC", "CQ", "CY"]
    assert [term["from_on"] for term in body["terms"]] == ["2025-01-01", "2026-01-01", "2027-01-01"]
    assert body["clauses"][0]["article"] == "第三条"
    years = {year["year"]: year["is_published"] for year in body["calendar_years"]}
    assert years == {2025: True, 2026: True, 2027: False}


def test_the_list_holds_the_own_agreements_only(
    browser: FlaskClient, bearer: dict[str, str], world: World
) -> None:
    body = browser.get("/api/v1/agreements", headers=bearer).get_json()
    assert [one["id"] for one in body["items"]] == [str(world.agreement_id)]
    assert body["next"] is None


def test_another_agreement_does_not_exist(
    browser: FlaskClient, bearer: dict[str, str], world: World
) -> None:
    answer = browser.get(f"/api/v1/agreements/{world.other_agreement_id}", headers=bearer)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_without_a_token_there_is_nothing(browser: FlaskClient, world: World) -> None:
    answer = browser.get(f"/api/v1/agreements/{world.agreement_id}")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
