"""A partner's system calling at a given time, outside the test's own context."""

from __future__ import annotations

from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.language import SHANGHAI
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.world import Team, World

API = "/api/v1"


@dataclass
class System:
    """Requests with a fresh token each, at `now` in Shanghai."""

    app: Flask
    client_id: Any
    scopes: str
    officer: str
    now: str = "2026-10-12T09:00"

    def get(self, path: str) -> TestResponse:
        return self._call("GET", path, None, {})

    def create(self, path: str, key: str, **body: Any) -> TestResponse:
        return self._call("POST", path, body, {"Idempotency-Key": key})

    def act(self, plural: str, seen: dict[str, Any], segment: str, **body: Any) -> TestResponse:
        """An act on what was seen, with its version; Idempotency-Key for those that add."""
        headers = {
            "If-Match": f'"{seen["version"]}"',
            "Idempotency-Key": f"{segment}-{seen['id']}-{seen['version']}",
        }
        return self._call("POST", f"/{plural}/{seen['id']}/{segment}", body, headers)

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> TestResponse:
        def answered() -> TestResponse:
            with clock.stopped_at(datetime.fromisoformat(self.now).replace(tzinfo=SHANGHAI)):
                with self.app.app_context():
                    token, _seconds = tokens.issue_token(self.client_id, self.scopes)
                signed = {"Authorization": f"Bearer {token}", "Coop-Actor": self.officer}
                return self.app.test_client().open(
                    f"{API}{path}", method=method, json=body, headers={**signed, **headers}
                )

        return Context().run(answered)


def system_of(app: Flask, world: World, team: Team, *roles: str, family: str = "sharing") -> System:
    """A system of the institution with these posts and the scopes of one family."""
    under = world.other_agreement_id if team is world.strangers else world.agreement_id
    data = ClientData(
        name=f"{team.code} 业务系统",
        scopes=f"{family}:read {family}:write",
        posts=tuple((under, role) for role in roles),
    )
    made = clients.add_client(SYSTEM, team.id, data).client
    return System(app, made.id, made.scopes, f"{team.code} officer")
