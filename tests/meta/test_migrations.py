"""Migrations: one line of them, ending where the models are, and able to go back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from coop import models
from coop.core import migrations
from coop.core.engines import driver_url
from tests.databases import PostgresDatabase, SqliteDatabase
from tests.meta.checkout import name_of, python_files, tree_of
from tests.meta.golden import ROOT

pytestmark = pytest.mark.skipif(
    not list((ROOT / "migrations/versions").glob("*.py")), reason="no migration is written yet"
)


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of the kind under test."""
    on_postgres = request.config.getoption("--postgres")
    made = PostgresDatabase("migrations") if on_postgres else SqliteDatabase(tmp_path)
    yield made.url
    made.close()


def _differences(url: str) -> list[object]:
    engine = sa.create_engine(driver_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": _is_ours, "compare_type": True}
        )
        found = list(compare_metadata(context, models.metadata))
    engine.dispose()
    return found


def _is_ours(_item: object, name: str, kind: str, _reflected: bool, _compared: object) -> bool:
    return kind != "table" or name in models.metadata.tables


def _tables(url: str) -> set[str]:
    engine = sa.create_engine(driver_url(url))
    names = set(sa.inspect(engine).get_table_names())
    engine.dispose()
    return names & set(models.metadata.tables)


def test_there_is_one_head() -> None:
    directory = ScriptDirectory.from_config(migrations.config("sqlite://"))
    assert len(directory.get_heads()) == 1


def test_the_newest_migration_makes_exactly_the_models(url: str) -> None:
    migrations.upgrade(url)
    assert _differences(url) == []


def test_every_migration_goes_up_and_down_and_up_again(url: str) -> None:
    migrations.upgrade(url)
    migrations.downgrade(url, "base")
    assert _tables(url) == set()
    migrations.upgrade(url)
    assert _differences(url) == []


def test_migrations_import_nothing_of_the_application() -> None:
    imported = {
        f"{name_of(file)}: {name}"
        for file in python_files("migrations/versions")
        for name in _imported(file)
        if name.split(".")[0] == "coop"
    }
    assert imported == set()


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
