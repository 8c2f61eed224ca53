"""Generated requests against the contract: never a 500, always an answer that was promised."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from contextvars import Context
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from coop.core import clock, doors
from tests.api import job
from tests.api.partner import API
from tests.mechanisms.meetings import make

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Below the limit of requests per minute, were the clock not stopped.
_BETWEEN = timedelta(seconds=0.12)


class SignedIn:
    """The application as one partner calls it: its token on every request, at a moving clock."""

    def __init__(self, app: Any, token: str, contract: dict[str, Any]) -> None:
        self._app, self._token, self._contract = app, token, contract
        self._now, self._lock = clock.now(), threading.Lock()

    def __call__(self, environ: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/contract.json":
            answer("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self._contract).encode()]
        environ["HTTP_AUTHORIZATION"] = f"Bearer {self._token}"
        with self._lock:
            self._now += _BETWEEN
            now = self._now
        return Context().run(self._at, now, environ, answer)

    def _at(self, now: Any, environ: dict[str, Any], answer: Callable[..., Any]) -> list[bytes]:
        with clock.stopped_at(now):
            return list(self._app(environ, answer))


@dataclass(frozen=True)
class Generated:
    """Every operation of the contract, real ids by path segment, and how often each is tried."""

    operations: list[Any]
    known: dict[str, str]
    examples: int


@pytest.fixture
def generated(request, app, world, partners, described):
    """The contract with issued minutes and all that came before them to hit."""
    minutes = job.issued(world, partners)
    with make.at(make.ISSUED_AT):
        meeting = partners.sc.read("meetings", minutes["meeting_id"])
        known = _first_of_every_list(partners.sc) | {
            "meetings": meeting["id"],
            "minutes": minutes["id"],
            "agenda-items": meeting["items"][0]["id"],
            "resolutions": meeting["items"][0]["resolutions"][0]["id"],
            "attendances": meeting["attendance"][0]["id"],
            "receipts": meeting["receipts"][0]["receipt_id"],
            "documents": minutes["document_id"],
        }
        schema = schemathesis.openapi.from_wsgi(
            "/contract.json", SignedIn(app, partners.sc._token, described)
        )
    found = [one.ok() for one in schema.get_all_operations()]
    # Where the databases differ (NUL, huge numbers) a few examples tell.
    examples = 3 if request.config.getoption("--postgres") else 6
    return Generated([one for one in found if one.path.startswith(API)], known, examples)


def _first_of_every_list(partner: Any) -> dict[str, str]:
    first = {}
    for resource in doors.resources():
        listed = partner.get(f"/{resource.plural}?limit=1")
        if listed.status_code == 200 and listed.get_json()["items"]:
            first[resource.plural] = listed.get_json()["items"][0]["id"]
    return first


@pytest.mark.timeout(300)
def test_generated_requests_are_answered_as_promised(generated):
    assert len(generated.operations) > 50
    for operation in generated.operations:
        _try(operation, generated.known.get(operation.path.split("/")[3]), generated.examples)


def _try(operation: Any, known_id: str | None, examples: int) -> None:
    """Half of the requests hit an object that exists."""

    @given(case=operation.as_strategy(), exists=st.booleans())
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def holds(case: Case, exists: bool) -> None:
        if exists and known_id and "subject_id" in case.path_parameters:
            case.path_parameters["subject_id"] = known_id
        case.call_and_validate(checks=CHECKS)

    holds()
