"""A client that another project's tool generates from the contract signs in, writes and reads."""

from __future__ import annotations

import base64
import importlib
import json
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from uuid_utils.compat import uuid7
from werkzeug.serving import make_server

from coop.core import clock, openapi
from coop.core.db import db
from tests.api import job
from tests.mechanisms.meetings import make

PACKAGE = "coop_client"


@pytest.fixture(scope="module")
def client_code(
    application: Flask, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ModuleType]:
    """The generated package, importable for these tests only."""
    folder = tmp_path_factory.mktemp("client")
    contract = folder / "openapi.yaml"
    contract.write_text(openapi.document(application), encoding="utf-8")
    settings = folder / "settings.json"
    settings.write_text(json.dumps({"package_name_override": PACKAGE, "post_hooks": []}))
    tool = Path(sys.executable).with_name("openapi-python-client")
    made = subprocess.run(
        [tool, "generate", "--path", contract, "--config", settings, "--meta", "none",
         "--output-path", folder / PACKAGE],
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder))


@contextmanager
def served(app: Flask, now: Any) -> Iterator[str]:
    """The application behind a real socket, at a stopped clock."""

    def at_that_time(environ: dict[str, Any], answer: Any) -> list[bytes]:
        def run() -> list[bytes]:
            with clock.stopped_at(now):
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


def call(name: str, client: Any, **given: Any) -> Any:
    """One generated operation; the parsed answer."""
    module = importlib.import_module(f"{PACKAGE}.api.{name}")
    return module.sync(client=client, **given)


def module_of(operation: str) -> str:
    """Where the generator put an operation: api/<tag>/<operation>."""
    folder = Path(str(importlib.import_module(PACKAGE).__file__)).parent / "api"
    found = next(folder.rglob(f"{operation}.py"))
    return f"{found.parent.name}.{found.stem}"


@pytest.mark.sqlite_only
@pytest.mark.timeout(400)
def test_a_generated_client_plans_a_meeting_and_reads_the_issued_minutes(
    app, world, partners, client_code
):
    minutes = job.issued(world, partners)
    db.session.remove()
    models = importlib.import_module(f"{PACKAGE}.models")
    with served(app, make.instant("2026-10-12T09:05")) as url:
        client = signed_in(client_code, url, partners.sc)
        read = call(module_of("get_minutes"), client, subject_id=minutes["id"])
        assert (read.state, read.number) == ("issued", minutes["number"])
        body = {
            **job.plan_body(world),
            "starts_at": "2026-11-10T14:30:00+08:00",
            "ends_at": "2026-11-10T17:10:00+08:00",
        }
        planned = call(
            module_of("plan_meeting"),
            client,
            body=models.MeetingsPlanMeetingBody.from_dict(body),
            idempotency_key=str(uuid7()),
        )
        assert (planned.state, planned.ordinal) == ("planned", 2)
        opened = call(
            module_of("open_collection_meeting"),
            client,
            subject_id=planned.id,
            body=models.MeetingsOpenCollectionBody(),
            if_match=f'"{planned.version}"',
        )
        assert opened.state == "collecting"
        listed = call(module_of("list_meetings"), client)
        assert {one.ordinal for one in listed.items} == {1, 2}
