"""Events told, webhooks set up and jobs run, as the tests of the exchange need them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from pytest_httpserver import HTTPServer
from uuid_utils.compat import uuid7
from werkzeug import Request
from werkzeug.test import TestResponse

from coop.core import audit, events, jobs
from coop.core.actor import CLIENT, SYSTEM, Actor
from coop.core.audit import AuditEntry
from coop.core.db import command, session
from coop.core.events import EventRow
from coop.exchange.events import WebhookFailing
from coop.exchange.models import Webhook, WebhookDelivery
from coop.exchange.service import webhooks
from coop.registry import clients
from coop.registry.clients import ClientData
from tests.world import Team, World

TOLD = WebhookFailing.type
SCOPES = "events:read webhooks:read webhooks:write"


@command
def tell(world: World, *, audience: tuple[UUID, ...], note: str = "note") -> None:
    """An event for these institutions; which one it is doesn't matter here."""
    subject_id = uuid7()
    audit.record(SYSTEM, "test.tell", audit.Subject("test", subject_id, world.agreement_id))
    events.record(
        WebhookFailing(
            agreement_id=world.agreement_id,
            subject_id=subject_id,
            audience=audience,
            last_error=note,
        )
    )


def everyone(world: World) -> tuple[UUID, ...]:
    return tuple(team.id for team in world.teams)


def system_of(team: Team, world: World, *, scopes: str = SCOPES) -> Actor:
    """A partner's system as its token would make it."""
    return Actor(
        kind=CLIENT,
        id=uuid7(),
        name=f"{team.code} 业务系统",
        institution_id=team.id,
        scopes=frozenset(scopes.split()),
        agreement_ids=frozenset({world.agreement_id}),
    )


def webhook_of(team: Team, url: str, *event_types: str) -> Webhook:
    """A webhook set up by the institution's administrator."""
    return webhooks.add_webhook(team.admin, url=url, event_types=list(event_types or ("*",)))


def secret_of(webhook: Webhook) -> str:
    secret = session().scalar(sa.select(Webhook.secret).where(Webhook.id == webhook.id))
    assert secret is not None
    return secret


def read(model: type[Any], row_id: UUID) -> Any:
    """The row as it is committed now."""
    session().rollback()
    return session().get(model, row_id, populate_existing=True)


def deliveries_of(webhook: Webhook) -> list[WebhookDelivery]:
    session().rollback()
    found = sa.select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    return list(session().scalars(found.order_by(WebhookDelivery.id)))


def event_ids() -> list[UUID]:
    session().rollback()
    return list(session().scalars(sa.select(EventRow.id).order_by(EventRow.id)))


def audited(subject_id: UUID) -> list[str]:
    session().rollback()
    entries = sa.select(AuditEntry.action).where(AuditEntry.subject_id == subject_id)
    return list(session().scalars(entries.order_by(AuditEntry.seq)))


# --------------------------------------------------------------------------- jobs


@dataclass
class Worker:
    """Runs what is queued, here and now, instead of the engine; keeps what is to run later."""

    done: set[str] = field(default_factory=set)
    later: list[tuple[str, UUID, int, int]] = field(default_factory=list)

    def run(self) -> None:
        """Until nothing is queued. Jobs that want to run again are put into `later`."""
        while True:
            queued = [one for one in _queued() if one[0] not in self.done]
            if not queued:
                return
            for job_id, name, subject_id, attempt in queued:
                self.done.add(job_id)
                self._run(name, subject_id, attempt)

    def run_later(self) -> list[int]:
        """Run what was put off, as if the time had come; the seconds it was put off by."""
        waiting, self.later = self.later, []
        for name, subject_id, attempt, _seconds in waiting:
            self._run(name, subject_id, attempt)
        return [seconds for *_, seconds in waiting]

    def _run(self, name: str, subject_id: UUID, attempt: int) -> None:
        seconds = jobs.handlers()[name](subject_id, attempt)
        if seconds is not None:
            self.later.append((name, subject_id, attempt + 1, seconds))


def queued_jobs(name: str) -> list[UUID]:
    return [subject_id for _, found, subject_id, _ in _queued() if found == name]


def _queued() -> Iterator[tuple[str, str, UUID, int]]:
    session().rollback()
    schema = "dbos" if session().get_bind().dialect.name == "postgresql" else None
    status = sa.table("workflow_status", *map(sa.column, ("workflow_uuid", "name", "created_at")))
    given = sa.table("workflow_input", *map(sa.column, ("workflow_uuid", "inputs")))
    status.schema = given.schema = schema
    listed = (
        sa.select(status.c.workflow_uuid, status.c.name, given.c.inputs)
        .join(given, given.c.workflow_uuid == status.c.workflow_uuid)
        .order_by(status.c.created_at, status.c.workflow_uuid)
    )
    for job_id, name, inputs in session().execute(listed).all():
        subject_id, attempt, _sandbox = json.loads(inputs)["args"]
        yield job_id, name, UUID(subject_id), attempt


def tell_and_work(world: World) -> Worker:
    """An event for everyone, dispatched and attempted once."""
    tell(world, audience=everyone(world))
    worker = Worker()
    worker.run()
    return worker


# --------------------------------------------------------------------------- the receiver


def sent_to(server: HTTPServer) -> list[Request]:
    return [request for request, _response in server.log]


def answering(server: HTTPServer, *statuses: int) -> str:
    """The receiver answers these statuses, the last one for ever; its address."""
    for status in statuses[:-1]:
        server.expect_ordered_request("/hook").respond_with_data("", status=status)
    server.expect_request("/hook").respond_with_data("", status=statuses[-1])
    return str(server.url_for("/hook"))


# --------------------------------------------------------------------------- the door


class Door:
    """A partner's system calling the API with its token, outside the test's own context."""

    def __init__(self, app: Flask, world: World, team: Team, *, scopes: str = SCOPES) -> None:
        self._client = app.test_client()
        posts = ((world.agreement_id, "liaison"),)
        made = clients.add_client(SYSTEM, team.id, ClientData("业务系统", scopes, posts))
        self._token, _ = clients.issue_token(made.client.id, scopes)

    def call(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self._token}", **kwargs.pop("headers", {})}
        return self._open(method, f"/api/v1{path}", headers=headers, **kwargs)

    def _open(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        return Context().run(self._client.open, path, method=method, **kwargs)
