"""Systems of court and body, and their officers' browsers, each calling at a given time."""

from __future__ import annotations

import itertools
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from coop.core.actor import SYSTEM, Actor
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from coop.registry.models import ApiClient
from tests.documents.callers import Caller
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast
from tests.people import add_account, let_in

API = "/api/v1"
_keys = itertools.count()


class System(Caller):
    """A partner's system; a fresh token for every request, at `when`."""

    def __init__(self, browser: FlaskClient, client: ApiClient, when: str) -> None:
        super().__init__(browser)
        self.client_id, self.scopes, self.when = client.id, client.scopes, when

    def _call(self, method: str, path: str, given: dict[str, Any]) -> Any:
        with seen.at(self.when):
            with self.browser.application.app_context():
                token, _lifetime = tokens.issue_token(self.client_id, self.scopes)
            headers = {"Authorization": f"Bearer {token}", **given.pop("headers", {})}
            return self.browser.open(path, method=method, headers=headers, **given)

    def create(self, path: str, body: dict[str, Any]) -> Any:
        return self.post(f"{API}{path}", json=body, headers={"Idempotency-Key": f"k{next(_keys)}"})

    def act(
        self, shown: dict[str, Any], segment: str, plural: str = "disputes", **body: Any
    ) -> Any:
        """An act on the newest version of what was shown."""
        path = f"{API}/{plural}/{shown['id']}"
        version = self.get(path).json["version"]
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": f"k{next(_keys)}"}
        return self.post(f"{path}/{segment}", json=body, headers=headers)


class Browser(Caller):
    """An officer at a browser; coming at another time signs in again."""

    def __init__(self, browser: FlaskClient, username: str) -> None:
        super().__init__(browser)
        self.username, self.when = username, make.REGISTERED_AT

    def come(self, when: str) -> Browser:
        self.when = when
        with seen.at(when):
            let_in(self.browser, self.username)
        return self

    def _call(self, method: str, path: str, given: dict[str, Any]) -> Any:
        with seen.at(self.when):
            return self.browser.open(path, method=method, **given)


def system(
    app: Flask, cast: Cast, institution_id: UUID, role: str, when: str, *, more: str = ""
) -> System:
    """more: further scopes."""
    data = ClientData(
        name=f"{role}系统",
        scopes=f"referrals:read referrals:write {more}".strip(),
        posts=((cast.world.agreement_id, role),),
    )
    with seen.at(when):
        made = clients.add_client(SYSTEM, institution_id, data).client
    return System(app.test_client(), made, when)


def court(app: Flask, cast: Cast, when: str = make.REGISTERED_AT) -> System:
    return system(app, cast, cast.world.cy.id, "court_clerk", when)


def body(app: Flask, cast: Cast, when: str = make.RECEIVED_AT) -> System:
    return system(app, cast, cast.institution_id, "body", when)


def browser(app: Flask, actor: Actor, when: str) -> Browser:
    username = f"user-{next(_keys)}-{actor.name}"
    add_account(actor, username)
    return Browser(app.test_client(), username).come(when)
