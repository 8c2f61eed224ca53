"""How the database is reached: its URL as every part opens it, and the pool's size."""

from __future__ import annotations

from pathlib import Path


def engine_options(database_url: str) -> dict[str, object]:
    if database_url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30}}
    return {"pool_size": 8, "max_overflow": 2, "pool_pre_ping": True}


def driver_url(database_url: str) -> str:
    """The URL as every part opens it: PostgreSQL named as SQLAlchemy wants, a SQLite file in full.

    Flask's extension would look for a relative file in a folder of its own.
    """
    if database_url.startswith("postgres://"):
        return "postgresql" + database_url.removeprefix("postgres")
    file = database_url.removeprefix("sqlite:///")
    if file in ("", database_url) or file.startswith((":", "file:")):
        return database_url
    return f"sqlite:///{Path(file).resolve()}"
