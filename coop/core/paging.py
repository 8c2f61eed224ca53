"""Keyset pages: no row is lost or repeated while rows come and go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlakeyset
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import BadRequest
from coop.core.language import Text

Item = TypeVar("Item")
MOST = 200
USUAL = 50


class BadCursor(BadRequest):
    code = "bad_cursor"
    text = Text(
        "cursor 无效，请从第一页重新开始。", "The cursor is not valid; start at the first page."
    )


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list; next: the cursor of the following one, None at the end."""

    items: tuple[Item, ...]
    next: str | None


def page_of(query: sa.Select[Any], *, limit: int, cursor: str | None) -> Page[Any]:
    """Rows of an ordered select (its ORDER BY must end in a unique column). Raises BadCursor."""
    try:
        found = sqlakeyset.select_page(session(), query, per_page=limit, page=cursor or None)
    except (sqlakeyset.InvalidPage, ValueError, TypeError, OverflowError) as wrong:
        raise BadCursor(reason=cursor) from wrong
    following = found.paging.bookmark_next if found.paging.has_next else None
    return Page(tuple(found), following)
