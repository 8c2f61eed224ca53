"""A part and the whole it belongs to, as commands take hold of them."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import Model, lock, session
from coop.core.errors import NotFound

Part = TypeVar("Part", bound=Model)
Whole = TypeVar("Whole", bound=Model)


def lock_part(
    part: type[Part], part_id: UUID, whole: type[Whole], link: sa.SQLColumnExpression[Any]
) -> tuple[Part, Whole]:
    """Both locked, the whole first, so that no two commands wait in a circle.

    link: the part's column that names the whole. Raises NotFound.
    """
    whole_id = session().scalar(sa.select(link).where(part.id == part_id))
    if whole_id is None:
        raise NotFound
    held = lock(whole, whole_id)
    return lock(part, part_id), held
