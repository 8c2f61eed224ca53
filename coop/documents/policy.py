"""Who may: a role counts only at the institution whose matter it is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coop.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Seat:
    """The institution, under one agreement, whose officers may act: issuer, current host or receiver."""

    agreement_id: UUID
    institution_id: UUID


def holds(actor: Actor, role: str, seat: Seat) -> bool:
    return actor.institution_id == seat.institution_id and actor.has(role, seat.agreement_id)
