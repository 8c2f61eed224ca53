"""What someone had typed when the session ended; offered again after sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import cast
from uuid import UUID

import orjson

from coop.core import clock
from coop.core.db import command, session
from coop.registry.models import FormDraft

_KEPT = timedelta(days=30)
# A form with long minutes has some hundred kilobytes of text.
_MOST_BYTES = 2_000_000
_LONGEST_PATH = 200


@command
def save_draft(account_id: UUID, path: str, values: Mapping[str, list[str]]) -> None:
    """Keep a form's values, replacing an earlier draft of the same page; oversized ones are not
    kept.
    """
    typed = orjson.dumps(dict(values)).decode()
    if len(path) > _LONGEST_PATH or len(typed.encode()) > _MOST_BYTES:
        return
    session().merge(
        FormDraft(account_id=account_id, path=path, values=typed, saved_at=clock.wall())
    )


def take_draft(account_id: UUID, path: str) -> dict[str, list[str]] | None:
    """The kept values. They stay until drop_draft, so that reloading the page loses nothing."""
    row = session().get(FormDraft, (account_id, path))
    if row is None or clock.wall() - row.saved_at > _KEPT:
        return None
    return cast("dict[str, list[str]]", orjson.loads(row.values))


def drop_draft(account_id: UUID, path: str) -> None:
    """Forget the draft after the form was accepted."""
    # Looked up first: most forms have none, and a write would wait for other writers.
    if session().get(FormDraft, (account_id, path)) is not None:
        _delete_draft(account_id, path)


@command
def _delete_draft(account_id: UUID, path: str) -> None:
    row = session().get(FormDraft, (account_id, path))
    if row is not None:
        session().delete(row)
