"""The database's shape: Alembic migrations and the job engine's own tables, upgraded together."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from coop.core import jobs
from coop.core.db import driver_url

_PACKAGED = Path(__file__).resolve().parents[1] / "_migrations"
_CHECKOUT = Path(__file__).resolve().parents[2] / "migrations"


def config(database_url: str) -> Config:
    """Alembic's configuration, from the wheel's copy of the migrations or the checkout's."""
    made = Config()
    made.set_main_option("script_location", str(_PACKAGED if _PACKAGED.is_dir() else _CHECKOUT))
    made.attributes["database_url"] = driver_url(database_url)
    return made


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring our tables and the job engine's to the newest shape."""
    _make_folder(database_url)
    command.upgrade(config(database_url), revision)
    jobs.migrate(driver_url(database_url))


def downgrade(database_url: str, revision: str) -> None:
    command.downgrade(config(database_url), revision)


def _make_folder(database_url: str) -> None:
    if database_url.startswith("sqlite:///"):
        Path(database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
