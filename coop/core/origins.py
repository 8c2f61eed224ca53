"""What comes of an object in a mechanism that its own does not know.

Mechanisms are strangers. The one an object may leave registers its Origin; the one that takes the
matter up offers those objects in its form and, inside its own command, hands back what it made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from coop.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Became:
    """What was made of it. label: a number, never a name or a word of the content."""

    agreement_id: UUID
    kind: str
    id: UUID
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Origin:
    """offered(actor): what the actor may take up, as (id, title).

    hand_on(actor, id, became): permits, keeps the link and records it, in the transaction that
    runs; answers how the origin is called. Raises NotFound, Forbidden, IllegalTransition.
    """

    offered: Callable[[Actor], list[tuple[UUID, str]]]
    hand_on: Callable[[Actor, UUID, Became], str]


_known: dict[str, Origin] = {}


def register(kind: str, origin: Origin) -> None:
    _known[kind] = origin


def origin(kind: str) -> Origin:
    return _known[kind]
