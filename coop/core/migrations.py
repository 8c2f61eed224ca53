"""The database's shape: Alembic migrations and the job engine's own tables, upgraded together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coop.core import jobs
from coop.core.engines import driver_url

if TYPE_CHECKING:
    from alembic.config import Config

_PACKAGED = Path(__file__).resolve().parents[1] / "_migrations"
_CHECKOUT = Path(__file__).resolve().parents[2] / "migrations"
_FOLDER = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def head() -> str:
    """The newest revision this code knows; files are named by their revision, in order."""
    return max(file.name.split("_", 1)[0] for file in (_FOLDER / "versions").glob("0*.py"))


def config(database_url: str) -> Config:
    """Alembic's configuration, from the wheel's copy of the migrations or the checkout's."""
    from alembic.config import Config  # noqa: PLC0415  # web workers never migrate

    made = Config()
    made.set_main_option("script_location", str(_FOLDER))
    made.attributes["database_url"] = driver_url(database_url)
    return made


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring our tables and the job engine's to the newest shape."""
    from alembic import command  # noqa: PLC0415  # web workers never migrate

    _make_folder(database_url)
    command.upgrade(config(database_url), revision)
    jobs.migrate(driver_url(database_url))


def downgrade(database_url: str, revision: str) -> None:
    from alembic import command  # noqa: PLC0415  # web workers never migrate

    command.downgrade(config(database_url), revision)


def _make_folder(database_url: str) -> None:
    if database_url.startswith("sqlite:///"):
        Path(database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
