"""What is held is classified; people and systems are cleared up to a class. One ladder for both.

公开 < 内部 < 工作秘密; state secrets never enter. Nobody reads above the own clearance: not the
owner's officers, not who wrote it; and nobody writes above it. What carries no classification is a
working matter, and internal. The rule for one object is Actor.may_read, for rows `readable`.
Sums (statistics, ledgers) count what the institution may know: a sum tells no content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.errors import invalid
from coop.core.ladder import LADDER, up_to
from coop.core.language import Text


def readable(
    actor: Actor,
    agreement_id: sa.SQLColumnExpression[Any],
    classification: sa.SQLColumnExpression[Any],
    *,
    among: Iterable[UUID] | None = None,
) -> sa.ColumnElement[bool]:
    """Rows of the actor's agreements up to its clearance under each.

    among: other agreements than those it sees, for what names its institution.
    """
    if actor.is_system:
        return sa.true()
    by_clearance: dict[str, list[UUID]] = defaultdict(list)
    for one in sorted(actor.open_ids if among is None else among):
        by_clearance[actor.clearance(one)].append(one)
    return sa.or_(
        sa.false(),
        *(
            sa.and_(agreement_id.in_(by_clearance[highest]), classification.in_(up_to(highest)))
            for highest in LADDER
            if highest in by_clearance
        ),
    )


def refuse_above(actor: Actor, agreement_id: UUID, classification: str) -> None:
    """Nobody writes what the writer may not read. Raises Invalid on classification."""
    if classification in LADDER and not actor.is_cleared(agreement_id, classification):
        words = Text(
            "您的知悉权限为“{own}”，不能拟写或改为“{asked}”。",
            "You are cleared for “{own}” and can't make it “{asked}”.",
        )
        facts = {"own": LADDER[actor.clearance(agreement_id)], "asked": LADDER[classification]}
        raise invalid("classification", "above_own_clearance", words.with_facts(**facts))
