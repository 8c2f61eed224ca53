"""What operators ask: alive, ready, figures."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask
from pytest_httpserver import HTTPServer

from coop.core import jobs
from coop.core.db import command, session
from tests.exchange.made import Door, Worker, everyone, tell, webhook_of
from tests.world import World


@command
def _set_migration(revision: str) -> None:
    session().execute(sa.text("DELETE FROM alembic_version"))
    session().execute(
        sa.text("INSERT INTO alembic_version (version_num) VALUES (:one)"), {"one": revision}
    )


def test_a_process_that_answers_is_alive(app: Flask) -> None:
    assert app.test_client().get("/healthz").json == {"status": "ok"}


def test_it_is_ready_with_database_and_newest_migration_although_no_worker_was_seen(
    app: Flask,
) -> None:
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json["checks"] == {"database": "ok", "migrations": "ok", "worker": "never seen"}


def test_the_worker_is_told_by_its_heartbeat(app: Flask) -> None:
    jobs.beat("worker-1")
    assert app.test_client().get("/readyz").json["checks"]["worker"] == "ok"


def test_it_is_not_ready_before_the_database_is_migrated(app: Flask) -> None:
    _set_migration("0000_older")
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json["checks"]["migrations"]) == (503, "behind")


@command
def _rename(table: str, name: str) -> None:
    session().execute(sa.text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_it_is_not_ready_without_its_tables(app: Flask) -> None:
    _rename("alembic_version", "gone")
    answer = app.test_client().get("/readyz")
    _rename("gone", "alembic_version")  # what tests put back is rows
    assert (answer.status_code, answer.json["status"]) == (503, "unavailable")


def test_figures_count_requests_by_endpoint_and_status(app: Flask, world: World) -> None:
    Door(app, world, world.sc).call("GET", "/events")
    app.test_client().get("/nowhere")
    text = app.test_client().get("/metrics").text
    assert 'coop_requests_total{endpoint="exchange_api.list_events",status="200"}' in text
    assert 'coop_requests_total{endpoint="none",status="404"}' in text
    assert 'coop_request_seconds_count{endpoint="exchange_api.list_events"}' in text


def test_figures_count_what_waits_and_what_died(
    app: Flask, world: World, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/hook").respond_with_data("", status=410)
    webhook_of(world.sc, httpserver.url_for("/hook"))
    tell(world, audience=everyone(world))
    Worker().run()
    text = app.test_client().get("/metrics").text
    assert 'coop_webhook_undelivered{state="dead"} 1.0' in text
    assert 'coop_webhook_undelivered{state="pending"} 0.0' in text
