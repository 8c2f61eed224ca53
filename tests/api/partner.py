"""An institution's own system: tokens through the door, answers checked against the contract."""

from __future__ import annotations

import base64
import re
from contextvars import Context
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jsonschema_rs
from flask import Flask
from flask.testing import FlaskClient
from uuid_utils.compat import uuid7
from werkzeug.test import TestResponse

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.registry import clients
from coop.registry.clients import ClientData
from tests.world import Team, World

API = "/api/v1"
SCOPES = " ".join(
    f"{family}:{way}"
    for family in (
        *("agreements", "documents", "events", "meetings", "minutes", "tasks"),
        *("consultations", "sharing"),
    )
    for way in ("read", "write")
)
ROLES = ("liaison", "secretariat", "convener", "signer", "handler", "archivist")
_TOKEN_AGE = timedelta(minutes=10)


class Contract:
    """The served OpenAPI document as a judge of answers."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._components = document["components"]
        self._paths = [
            (re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), item)
            for path, item in sorted(document["paths"].items(), key=lambda one: "{" in one[0])
        ]
        self._validators: dict[str, Any] = {}

    def check(self, method: str, path: str, answer: TestResponse) -> None:
        """Raises where the status, the media type or the body is not what the contract says."""
        operation = self._operation(method, path)
        if operation is None or answer.status_code == 304:
            return
        told = operation["responses"]
        response = told.get(str(answer.status_code)) or told["default"]
        if str(answer.status_code) not in told:
            assert answer.status_code >= 400, f"{method} {path} answers {answer.status_code}"
        assert answer.mimetype in response["content"], f"{method} {path}: {answer.mimetype}"
        if answer.mimetype.endswith("json"):
            self._valid(response["content"][answer.mimetype]["schema"], answer.get_json())

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        found = (item for pattern, item in self._paths if pattern.fullmatch(path))
        operation = next(found, {}).get(method.lower())
        return operation if isinstance(operation, dict) else None

    def _valid(self, schema: dict[str, Any], body: Any) -> None:
        key = repr(schema)
        if key not in self._validators:
            whole = {**schema, "components": self._components}
            self._validators[key] = jsonschema_rs.validator_for(whole)
        self._validators[key].validate(body)


@dataclass
class Partner:
    """One API client. Requests run in a context of their own, at the test's clock."""

    browser: FlaskClient
    contract: Contract
    client_id: str
    secret: str
    _token: str = ""
    _token_at: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.call("GET", path, **given)

    def post(self, path: str, body: Any = None, **given: Any) -> TestResponse:
        """A write with a fresh Idempotency-Key unless the test gives its own."""
        headers = {"Idempotency-Key": str(uuid7()), **given.pop("headers", {})}
        if body is not None:
            given["json"] = body
        return self.call("POST", path, headers=headers, **given)

    def act(self, view: dict[str, Any], plural: str, segment: str, **body: Any) -> Any:
        """An act of the state machine on the version of this view; the new view, re-read."""
        answer = self.post(
            f"/{plural}/{view['id']}/{segment}", body, headers={"If-Match": f'"{view["version"]}"'}
        )
        assert answer.status_code in {200, 201}, answer.get_json()
        return answer.get_json()

    def read(self, plural: str, subject_id: str | UUID) -> Any:
        answer = self.get(f"/{plural}/{subject_id}")
        assert answer.status_code == 200, answer.get_json()
        return answer.get_json()

    def call(self, method: str, path: str, **given: Any) -> TestResponse:
        now = clock.now()
        session().rollback()
        answer = Context().run(self._call, now, method, path, given)
        self.contract.check(method, f"{API}{path}".split("?", 1)[0], answer)
        return answer

    def _call(self, now: datetime, method: str, path: str, given: dict[str, Any]) -> TestResponse:
        with clock.stopped_at(now):
            headers = {
                "Authorization": f"Bearer {self._bearer(now)}",
                **self.headers,
                **given.pop("headers", {}),
            }
            wanted = {name: value for name, value in headers.items() if value is not None}
            return self.browser.open(f"{API}{path}", method=method, headers=wanted, **given)

    def _bearer(self, now: datetime) -> str:
        if self._token_at is None or not timedelta() <= now - self._token_at < _TOKEN_AGE:
            pair = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
            answer = self.browser.post(
                "/oauth/token",
                data={"grant_type": "client_credentials"},
                headers={"Authorization": f"Basic {pair}"},
            )
            assert answer.status_code == 200, answer.text
            self._token, self._token_at = answer.get_json()["access_token"], now
        return self._token


def partner_of(app: Flask, contract: Contract, world: World, team: Team, **changed: Any) -> Partner:
    """A system of the institution with every post it may hold, unless `changed` says less."""
    agreement_id = world.other_agreement_id if team is world.strangers else world.agreement_id
    facts: dict[str, Any] = {
        "name": f"{team.code} 办公系统",
        "scopes": SCOPES,
        "posts": tuple((agreement_id, role) for role in ROLES),
        **changed,
    }
    made = clients.add_client(SYSTEM, team.id, ClientData(**facts))
    assert made.secret is not None
    named = {"Coop-Actor": f"{team.code}-officer"}
    return Partner(app.test_client(), contract, made.client.client_id, made.secret, headers=named)


def problem(answer: TestResponse) -> dict[str, Any]:
    """The problem of a refusal, which has the right media type and repeats its status."""
    assert answer.mimetype == "application/problem+json", answer.text
    body = answer.get_json()
    assert body["status"] == answer.status_code
    assert body["request_id"] == answer.headers["X-Request-Id"]
    assert isinstance(body, dict)
    return body


def pointers(answer: TestResponse) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.get_json()
    return [(one["pointer"], one["code"]) for one in problem(answer)["errors"]]
