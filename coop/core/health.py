"""For operators: is the process alive, can it serve, and its figures for Prometheus.

`/metrics` names no institution and no object; keep it inside the operator's network all the same.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping

import sqlalchemy as sa
import structlog
from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from coop.core import clock, jobs, migrations
from coop.core.db import session
from coop.core.views import dumps

health = Blueprint("health", __name__)
log = structlog.get_logger()
# A worker shows life every five seconds.
_WORKER_SILENT_SECONDS = 60

_registry = CollectorRegistry()
_requests = Counter(
    "coop_requests_total",
    "Requests answered",
    ["endpoint", "status"],
    registry=_registry,
)
_seconds = Histogram(
    "coop_request_seconds",
    "Time to the answer",
    ["endpoint"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=_registry,
)
_figures: dict[str, tuple[str, Callable[[], Mapping[str, int]]]] = {}


def figure(
    name: str, told: str
) -> Callable[[Callable[[], Mapping[str, int]]], Callable[[], Mapping[str, int]]]:
    """Register a count by state that is read from the database when Prometheus asks."""

    def register(function: Callable[[], Mapping[str, int]]) -> Callable[[], Mapping[str, int]]:
        _figures[name] = (told, function)
        return function

    return register


def install(app: Flask) -> None:
    """Count every request. The blueprint `health` is registered like any other."""
    app.before_request(_begin)
    app.after_request(_count)


def _begin() -> None:
    g.began = time.perf_counter()


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    _requests.labels(endpoint, response.status_code).inc()
    if "began" in g:
        _seconds.labels(endpoint).observe(time.perf_counter() - g.began)
    return response


@health.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response(dumps({"status": "ok"}), mimetype="application/json")


@health.get("/readyz")
def readyz() -> Response:
    """200 when requests can be served; a silent worker is told but stops nobody from reading."""
    checks = _checks()
    ready = checks["database"] == "ok" and checks["migrations"] == "ok"
    body = {"status": "ok" if ready else "unavailable", "checks": checks}
    return Response(dumps(body), 200 if ready else 503, mimetype="application/json")


def _checks() -> dict[str, str]:
    try:
        current = session().scalar(sa.text("SELECT version_num FROM alembic_version"))
        worker = _worker()
    except sa.exc.SQLAlchemyError as fault:
        log.warning("not_ready", fault=type(fault).__name__)
        return {"database": "unavailable", "migrations": "unknown", "worker": "unknown"}
    migrated = "ok" if current == migrations.head() else "behind"
    return {"database": "ok", "migrations": migrated, "worker": worker}


def _worker() -> str:
    beat = jobs.newest_beat()
    if beat is None:
        return "never seen"
    silent = (clock.wall() - beat).total_seconds() > _WORKER_SILENT_SECONDS
    return "silent" if silent else "ok"


@health.get("/metrics")
def metrics() -> Response:
    return Response(_counted() + generate_latest(_measured()), content_type=CONTENT_TYPE_LATEST)


def _counted() -> bytes:
    """This process's counters, or those of all when the server shares them in a folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(_registry)
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library is untyped here
    return generate_latest(shared)


def _measured() -> CollectorRegistry:
    """What the database knows, measured now."""
    measured = CollectorRegistry()
    for name, (told, function) in _figures.items():
        gauge = Gauge(name, told, ["state"], registry=measured)
        for state, count in function().items():
            gauge.labels(state).set(count)
    return measured
