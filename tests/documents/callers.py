"""A partner's system and an officer's browser, each calling outside the test's own context."""

from __future__ import annotations

import re
from contextvars import Context
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from uuid_utils.compat import uuid7
from werkzeug.test import TestResponse

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.language import SHANGHAI
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.people import add_account, let_in
from tests.world import Team, World

NOW = datetime(2026, 10, 12, 9, tzinfo=SHANGHAI)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_HIDDEN = re.compile(r'name="(form_key|version|agreement_id)" value="([^"]+)"')


@dataclass
class Caller:
    """Requests in a context of their own, so that only what was committed is seen; clock at NOW."""

    browser: FlaskClient
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, **given: Any) -> TestResponse:
        return Context().run(self._call, method, path, given)

    def _call(self, method: str, path: str, given: dict[str, Any]) -> TestResponse:
        headers = {**self.headers, **given.pop("headers", {})}
        with clock.stopped_at(NOW):
            return self.browser.open(path, method=method, headers=headers, **given)

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.call("GET", path, **given)

    def post(self, path: str, **given: Any) -> TestResponse:
        return self.call("POST", path, **given)

    def submit(self, path: str, values: dict[str, str]) -> TestResponse:
        """Open a form and send it back as a browser does."""
        page = self.get(path).text
        token = _TOKEN.search(page)
        assert token is not None
        hidden = dict(_HIDDEN.findall(page))
        return self.post(path, data={"csrf_token": token[1], **hidden, **values})


def system_of(app: Flask, world: World, team: Team, role: str) -> Caller:
    """A client of the institution with one role and the scopes of documents."""
    data = ClientData(
        name=f"{team.code} 业务系统",
        scopes="documents:read documents:write",
        posts=((_agreement_of(world, team), role),),
    )
    with clock.stopped_at(NOW):
        made = clients.add_client(SYSTEM, team.id, data).client
        token, _lifetime = tokens.issue_token(made.id, made.scopes)
    return Caller(app.test_client(), {"Authorization": f"Bearer {token}"})


def officer(app: Flask, actor: Actor) -> Caller:
    """A browser in which this officer has signed in."""
    username = f"user-{uuid7()}"
    browser = app.test_client()
    with clock.stopped_at(NOW):
        let_in(browser, add_account(actor, username))
    return Caller(browser)


def _agreement_of(world: World, team: Team) -> UUID:
    return world.other_agreement_id if team is world.strangers else world.agreement_id
