"""What one wing tells the desk, as the desk lists it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.worklist import Waiting
from coop.desk import work


class Found(NamedTuple):
    """One line with its pile; kind in Chinese."""

    group: str
    kind: str
    due_on: object
    subject_id: UUID
    title: str
    url: str


def waiting(source: Callable[[Actor], Iterable[Waiting]], actor: Actor) -> list[Found]:
    """The nearest day first."""
    session().rollback()
    piles = work.work_from(list(source(actor)), most=work.MOST_LISTED).groups
    found = [
        Found(pile.group, one.kind.zh, one.due_on, one.subject_id, one.title, one.url)
        for pile in piles
        for one in pile.items
    ]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on))
