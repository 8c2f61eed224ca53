"""Who of an institution reads its disputes, told to colleagues who do not."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coop.core.actor import Actor
from coop.mechanisms.referrals.policy import BODY, CLERK, MEDIATOR
from coop.registry import directory


@dataclass(frozen=True, slots=True)
class ClosedTo:
    """Why an officer finds no dispute. clerks: whom of the own court to ask, empty for others.

    is_court: the own institution refers disputes, but this officer has no post for it.
    """

    is_court: bool
    clerks: tuple[str, ...]


def who_may_see(actor: Actor, agreement_id: UUID | None) -> ClosedTo | None:
    """None for those whose post opens disputes."""
    if agreement_id is None or any(actor.has(one, agreement_id) for one in (CLERK, BODY, MEDIATOR)):
        return None
    own = actor.institution_id
    is_court = own in directory.courts(agreement_id)
    found = directory.holders(agreement_id, CLERK, institution_id=own) if is_court else ()
    named = (f"{one.name}（{one.title}）" if one.title else one.name for one in found)
    return ClosedTo(is_court, tuple(named))
