"""Who may: a role counts only at the institution whose matter it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose officers may act under an agreement: the issuer's, the host's or the receiver's."""

    agreement_id: UUID
    institution_id: UUID | None


def holds(actor: Actor, role: str, seat: Seat) -> bool:
    if seat.institution_id is None or actor.institution_id != seat.institution_id:
        return False
    return actor.has(role, seat.agreement_id)


def seen_by(actor: Actor, agreement_id: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    """Rows of the actor's agreements: no document, number or receipt exists for anyone else."""
    return sa.true() if actor.is_system else agreement_id.in_(actor.agreement_ids)
