"""A client that another project's tool generates from the contract takes the whole main job."""

from __future__ import annotations

import base64
import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from coop.core import clock
from coop.core.db import db
from tests.api import job
from tests.api.conftest import Partners
from tests.api.generated import GeneratedPartner
from tests.mechanisms.meetings import make


@contextmanager
def served(app: Flask, hour: list[Any]) -> Iterator[str]:
    """The application behind a real socket; its clock stands at hour[0]."""

    def at_that_time(environ: dict[str, Any], answer: Any) -> list[bytes]:
        def run() -> list[bytes]:
            with clock.stopped_at(hour[0]):
                return list(app(environ, answer))

        return Context().run(run)

    server = make_server("127.0.0.1", 0, at_that_time, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signed_in(code: ModuleType, url: str, partner: Any) -> Any:
    """A generated client with a token from the token endpoint."""
    pair = base64.b64encode(f"{partner.client_id}:{partner.secret}".encode()).decode()
    asked = urllib.request.Request(  # noqa: S310  # our own server
        f"{url}/oauth/token",
        data=b"grant_type=client_credentials",
        headers={"Authorization": f"Basic {pair}"},
    )
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        token = json.load(answer)["access_token"]
    return code.AuthenticatedClient(
        base_url=url,
        token=token,
        headers={"Coop-Actor": "officer"},
        raise_on_unexpected_status=True,
    )


@pytest.mark.sqlite_only
@pytest.mark.timeout(400)
def test_a_generated_client_takes_a_meeting_from_plan_to_issued_minutes(
    app, world, partners, client_code
):
    hour = [make.instant(make.PLANNED_AT)]
    db.session.remove()
    with served(app, hour) as url, make.at(make.PLANNED_AT):
        theirs = Partners(
            **{
                code: GeneratedPartner(
                    client_code, partial(signed_in, client_code, url, getattr(partners, code)), hour
                )
                for code in ("sc", "cq", "cy", "stranger")
            }
        )
        minutes = job.issued(world, theirs)
    assert (minutes["state"], minutes["number"]) == ("issued", "川金会纪〔2026〕1号")
    assert minutes["formed_on"] == "2026-10-12"
    assert {one["person_name"] for one in minutes["signatures"]} == {"officer"}
