"""POST /oauth/token and /oauth/revoke as an OAuth 2 client meets them."""

from __future__ import annotations

import base64
import time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey
from werkzeug.test import TestResponse

from coop.core.errors import Unauthenticated
from coop.registry import clients
from coop.registry.clients import ClientData, NewClient
from tests.world import World

AUDIENCE = "http://127.0.0.1:8000/oauth/token"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def add(world: World, **changed: Any) -> NewClient:
    clients.forget_tokens()
    plain: dict[str, Any] = {
        "name": "四川局办公系统",
        "scopes": "meetings:read meetings:write",
        "posts": ((world.agreement_id, "liaison"),),
    }
    return clients.add_client(world.sc.admin, world.sc.id, ClientData(**{**plain, **changed}))


def basic(client_id: str, secret: str | None) -> dict[str, str]:
    pair = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def ask(
    browser: FlaskClient, made: NewClient, secret: str | None = None, **form: str
) -> TestResponse:
    headers = basic(made.client.client_id, secret or made.secret)
    form = {"grant_type": "client_credentials", **form}
    return browser.post("/oauth/token", data=form, headers=headers)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_secret_buys_a_token_for_fifteen_minutes(browser: FlaskClient, world: World) -> None:
    made = add(world)
    answer = ask(browser, made)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.get_json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 900)
    assert body["scope"] == "meetings:read meetings:write"
    assert clients.actor_of_token(body["access_token"], "").id == made.client.id


def test_scopes_are_cut_to_what_the_client_may_have(browser: FlaskClient, world: World) -> None:
    answer = ask(browser, add(world), scope="meetings:read tasks:write")
    assert answer.get_json()["scope"] == "meetings:read"


@pytest.mark.parametrize("scope", ["everything", "meetings:read everything", "tasks:write"])
def test_an_unknown_scope_or_none_that_is_allowed_is_refused(
    browser: FlaskClient, world: World, scope: str
) -> None:
    answer = ask(browser, add(world), scope=scope)
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid_scope")


def test_a_wrong_secret_an_unknown_and_a_disabled_client_are_refused_alike(
    browser: FlaskClient, world: World
) -> None:
    made = add(world)
    disabled = add(world)
    clients.disable_client(world.sc.admin, disabled.client.id)
    grant = {"grant_type": "client_credentials"}
    answers = [
        ask(browser, made, "wrong"),
        browser.post("/oauth/token", data=grant, headers=basic("nobody", "x")),
        ask(browser, disabled),
    ]
    assert [one.status_code for one in answers] == [401, 401, 401]
    assert {one.get_json()["error"] for one in answers} == {"invalid_client"}
    assert len({one.get_data() for one in answers}) == 1


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic !!!!", "Basic /v8=", "Basic OnNlY3JldA==", "Basic ADp4", "Bearer x", ""],
    ids=["nothing", "no base64", "no UTF-8", "no name", "control character", "scheme", "empty"],
)
def test_a_malformed_login_is_refused_not_broken(
    browser: FlaskClient, world: World, header: str
) -> None:
    form = {"grant_type": "client_credentials"}
    answer = browser.post("/oauth/token", data=form, headers={"Authorization": header})
    assert (answer.status_code, answer.get_json()["error"]) == (401, "invalid_client")


def test_a_request_that_is_no_form_is_refused_not_broken(browser: FlaskClient) -> None:
    answer = browser.post("/oauth/token", json={"grant_type": "client_credentials"})
    assert answer.status_code == 400
    assert browser.post("/oauth/revoke", data={}).status_code == 401


def test_a_client_outside_its_networks_gets_no_token(browser: FlaskClient, world: World) -> None:
    answer = ask(browser, add(world, networks=("10.0.0.0/8",)))
    assert answer.status_code == 401


def test_other_grants_are_refused(browser: FlaskClient, world: World) -> None:
    answer = ask(browser, add(world), grant_type="password")
    assert (answer.status_code, answer.get_json()["error"]) == (400, "unsupported_grant_type")


def test_a_revoked_token_is_worthless(browser: FlaskClient, world: World) -> None:
    made = add(world)
    token = ask(browser, made).get_json()["access_token"]
    answer = browser.post(
        "/oauth/revoke",
        data={"token": token},
        headers=basic(made.client.client_id, made.secret),
    )
    assert answer.status_code == 200
    with pytest.raises(Unauthenticated):
        clients.actor_of_token(token, "")


# --------------------------------------------------------------------------- private_key_jwt


class Signer:
    """A client that signs assertions with its own key."""

    def __init__(self, world: World) -> None:
        self.key = ECKey.generate_key("P-256", parameters={"kid": "k1"})
        public = {"keys": [self.key.as_dict(private=False)]}
        self.client = add(world, auth_method="private_key_jwt", jwks=public).client

    def assertion(self, **changed: object) -> str:
        now = int(time.time())
        name = self.client.client_id
        claims = {"iss": name, "sub": name, "aud": AUDIENCE, "iat": now, "exp": now + 60}
        claims |= {"jti": str(uuid4()), **changed}
        return jwt.encode({"alg": "ES256", "kid": "k1"}, claims, self.key)

    def ask(self, browser: FlaskClient, assertion: str) -> TestResponse:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
        }
        return browser.post("/oauth/token", data=form)


@pytest.fixture
def signer(world: World) -> Signer:
    return Signer(world)


def test_a_signed_assertion_buys_a_token_once(browser: FlaskClient, signer: Signer) -> None:
    assertion = signer.assertion()
    first, again = signer.ask(browser, assertion), signer.ask(browser, assertion)
    assert first.status_code == 200
    token = first.get_json()["access_token"]
    assert clients.actor_of_token(token, "").id == signer.client.id
    assert again.get_json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "https://elsewhere.example/oauth/token"},
        {"exp": 1},
        {"iss": "another"},
        {"sub": "nobody"},
        {"jti": ""},
        {"jti": ["x"]},
        {"exp": "soon"},
        {"exp": 10**30},
        {"exp": 4_000_000_000},
        {"sub": "\0", "iss": "\0"},
        {"sub": 5},
    ],
    ids=[
        "audience",
        "expired",
        "issuer",
        "subject",
        "no id",
        "odd id",
        "odd expiry",
        "expiry beyond time",
        "expiry far off",
        "control character",
        "odd subject",
    ],
)
def test_an_assertion_for_something_else_is_refused(
    browser: FlaskClient, signer: Signer, changed: dict[str, object]
) -> None:
    answer = signer.ask(browser, signer.assertion(**changed))
    assert answer.status_code == 401
    assert answer.get_json()["error"] == "invalid_client"


def test_an_assertion_signed_by_another_key_is_refused(
    browser: FlaskClient, signer: Signer, world: World
) -> None:
    other = Signer(world)
    other.client = signer.client
    assert signer.ask(browser, other.assertion()).get_json()["error"] == "invalid_client"


def test_a_client_with_a_key_is_not_let_in_by_a_secret(
    browser: FlaskClient, signer: Signer
) -> None:
    answer = browser.post(
        "/oauth/token",
        data={"grant_type": "client_credentials"},
        headers=basic(signer.client.client_id, "x"),
    )
    assert answer.status_code == 401
