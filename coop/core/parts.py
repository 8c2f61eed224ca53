"""An object, or a part with the whole it belongs to, as commands take hold of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import Model, check_version, lock, session
from coop.core.errors import NotFound
from coop.core.workflow import Stateful, Workflow

Row = TypeVar("Row", bound=Model)
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


@dataclass(frozen=True, slots=True)
class Guarded(Generic[Row]):
    """One kind of object with what guards it.

    seen: rows that exist for an actor; standing: what `holds` asks a role about.
    """

    model: type[Row]
    workflow: Workflow
    seen: Callable[[Actor], sa.ColumnElement[bool]]
    standing: Callable[[Row], Any]
    holds: policy.Holds[Any]

    def lock(self, actor: Actor, row_id: UUID) -> Row:
        """Raises NotFound when it does not exist for the actor."""
        row = lock(self.model, row_id)
        seen = sa.select(self.model.id).where(self.model.id == row_id, self.seen(actor))
        if session().scalar(seen) is None:
            raise NotFound
        return row

    def admit(self, actor: Actor, row_id: UUID, action: str, version: int | None) -> Row:
        """The locked row: visible, permitted, current, in a fitting state; else refused so."""
        row = self.lock(actor, row_id)
        policy.require(actor, self.workflow, action, self.standing(row), self.holds)
        check_version(row, version)
        self.workflow.next(cast("Stateful", row).state, action)
        return row
