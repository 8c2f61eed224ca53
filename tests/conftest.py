"""Fixtures: a fresh real database for every test, and the standing people of three institutions.

SQLite by default; `--postgres` runs the same tests on PostgreSQL (COOP_TEST_PG_URL, else the server
from the wheel).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
import yaml
from flask import Flask

from coop.app import create_app
from coop.core import audit, clock, openapi
from coop.core.language import SHANGHAI
from coop.settings import Settings
from tests.databases import Database, PostgresDatabase, SqliteDatabase, release
from tests.scenes import STAGE
from tests.world import World, build_world, read_world


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on PostgreSQL instead of SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what knows the database; pages and papers are made of the same reads."""
    if not config.getoption("--postgres"):
        return
    left_out = [one for one in items if not _needs_database(one)]
    config.hook.pytest_deselected(items=left_out)
    dropped = {one.nodeid for one in left_out}
    items[:] = [one for one in items if one.nodeid not in dropped]


_LOOKS = {"page", "pages", "papers", "print"}


def _needs_database(item: pytest.Item) -> bool:
    is_about_looks = "e2e" in item.keywords or not _LOOKS.isdisjoint(item.path.stem.split("_"))
    return "database" in getattr(item, "fixturenames", ()) and not is_about_looks


@pytest.fixture(scope="session")
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One database per test process, with a template holding the standing world."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder = tmp_path_factory.mktemp("database")
    if request.config.getoption("--postgres"):
        made: Database = PostgresDatabase(worker)
    else:
        made = SqliteDatabase(folder)
    yield made
    made.close()


@pytest.fixture(scope="session")
def settings(database: Database) -> Settings:
    return Settings(
        database_url=database.url,
        secret_key="a-test-secret-key-of-32-bytes-or-more",
        audit_key="another-test-key-of-32-bytes-or-more",
        webhook_plain_http=True,
        webhook_networks=("127.0.0.0/8",),
    )


@pytest.fixture(scope="session")
def application(settings: Settings, database: Database) -> Iterator[Flask]:
    """The whole application, made once; every test gets the database as it was after set-up."""
    app = create_app(settings)
    app.testing = True
    database.migrate()
    with app.app_context():
        build_world()
    database.keep(app)
    gc.freeze()  # what lives as long as the process needs no looking through
    yield app
    release(app)


@pytest.fixture(scope="session")
def described(application: Flask) -> dict[str, Any]:
    """The contract as the running application makes it; read, never changed."""
    made: dict[str, Any] = yaml.load(openapi.document(application), Loader=yaml.CSafeLoader)
    return made


@pytest.fixture
def app(application: Flask, database: Database, settings: Settings) -> Iterator[Flask]:
    """The application with a fresh database; commands are called inside `with app.app_context()`.

    The context is opened for the test's own calls; doors open their own, so a missing commit shows.
    """
    audit.use_key(settings.audit_key)  # a process has one, and a test may have started another
    STAGE.clear(database, application)
    with application.app_context():
        yield application
    STAGE.shows = None


@pytest.fixture
def world(app: Flask) -> World:
    """The standing people: see tests/world.py."""
    return read_world()


@pytest.fixture
def at() -> Callable[[str], AbstractContextManager[None]]:
    """`with at("2026-09-18T09:00"):` stops the clock at that time in Shanghai."""

    def stopped(text: str) -> AbstractContextManager[None]:
        return clock.stopped_at(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))

    return stopped
