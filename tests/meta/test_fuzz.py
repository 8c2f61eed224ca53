"""No request, however odd, breaks an operation: each answer is one that openapi.yaml promises."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import hypothesis
import pytest
import schemathesis
import yaml
from flask import Flask
from hypothesis import HealthCheck
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from coop.core.actor import SYSTEM
from coop.core.language import SHANGHAI
from coop.core.openapi import OPENAPI_FILE
from coop.mechanisms.meetings.service import agenda, meetings
from coop.registry import clients, scopes, tokens
from coop.registry.clients import ClientData
from tests.world import World

pytestmark = pytest.mark.sqlite_only

EXAMPLES = 6
PREFIX = "/api/v1/"
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
_RAW = yaml.safe_load(OPENAPI_FILE.read_text(encoding="utf-8"))
_SCHEMA = schemathesis.openapi.from_dict(_RAW)
OPERATIONS = [
    (path, method.upper())
    for path, item in _RAW["paths"].items()
    for method in ("get", "post", "patch", "put", "delete")
    if method in item
]


@pytest.fixture
def token(app: Flask, world: World) -> str:
    """A system of the host with every scope, and a meeting with an item to act on."""
    meeting = meetings.plan_meeting(
        world.sc.secretary,
        agreement_id=world.agreement_id,
        kind="plenary",
        starts_at=datetime(2026, 12, 15, 9, tzinfo=SHANGHAI),
        ends_at=datetime(2026, 12, 15, 12, tzinfo=SHANGHAI),
    )
    meetings.open_collection(world.sc.secretary, meeting.id, expected_version=meeting.version)
    agenda.add_item(world.sc.secretary, meeting.id, title="议题")
    everything = " ".join(sorted(scopes.KNOWN))
    posts = ((world.agreement_id, "secretariat"), (world.agreement_id, "liaison"))
    data = ClientData(name="system", scopes=everything, posts=posts)
    made = clients.add_client(SYSTEM, world.sc.id, data)
    issued, _lifetime = tokens.issue_token(made.client.id, everything)
    return issued


def _known_id(app: Flask, path: str, headers: dict[str, str]) -> str | None:
    """An object of the path's resource, so that not every request ends at 404."""
    listed = app.test_client().get(
        "/".join(path.split("/")[:4]), headers=headers, query_string={"limit": 1}
    )
    items = listed.get_json().get("items") if listed.status_code == 200 else None
    return str(items[0]["id"]) if items else None


@pytest.mark.parametrize(
    ("path", "method"), OPERATIONS, ids=[f"{method} {path}" for path, method in OPERATIONS]
)
def test_every_answer_is_one_that_the_contract_promises(
    app: Flask, token: str, path: str, method: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    known = _known_id(app, path, headers) if "{subject_id}" in path else None

    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=_SCHEMA[path][method].as_strategy())
    def ask(case: Any) -> None:
        if known is not None:
            case.path_parameters["subject_id"] = UUID(known)
        answer = case.call(app=app, headers=headers)
        case.validate_response(answer, checks=CHECKS)

    ask()
