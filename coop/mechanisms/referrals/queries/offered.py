"""What forms offer beside bodies and mediators: agreements to work under."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.registry import directory


def agreements(actor: Actor) -> list[tuple[UUID, str]]:
    """(id, title) of the agreements the actor works under."""
    return [(one, directory.agreement_title(one)) for one in sorted(actor.posted_ids)]
