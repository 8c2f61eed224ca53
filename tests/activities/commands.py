"""Each command the same way: who may not, what is stale, what is logged and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, NotFound, Stale
from coop.core.events import EventPosition, EventRow
from tests.world import World


@dataclass(frozen=True)
class Case:
    """One command on one object. at: the state in which it succeeds; wrong: one in which not.

    by, never: "cq.signer": who does it, and who may see the object but not do this.
    """

    name: str
    command: Callable[..., Any]
    at: str
    by: str
    never: str
    wrong: str | None
    said: Mapping[str, Any] = field(default_factory=dict)
    adds: bool = False
    when: str | None = None


def who(world: World, text: str) -> Actor:
    team, post = text.split(".")
    found: Actor = getattr(getattr(world, team), post)
    return found


def check(
    world: World,
    case: Case,
    make: Callable[[str], Any],
    *,
    kind: str,
    told: Iterable[UUID],
) -> None:
    """Stranger, wrong post, stale version, wrong state, then success with log and event."""
    made = make(case.at)
    version = {} if case.adds else {"expected_version": made.version}
    before = _entries(made.id)

    def run(actor: Actor, subject_id: UUID, **given: Any) -> Any:
        return case.command(actor, subject_id, **{**case.said, **given})

    refused = [(NotFound, world.stranger), (NotFound, world.strangers.signer)]
    refused += [(Forbidden, who(world, case.never))]
    for error, actor in refused:
        with pytest.raises(error):
            run(actor, made.id, **version)
    if not case.adds:
        with pytest.raises(Stale):
            run(who(world, case.by), made.id, expected_version=made.version + 1)
    assert _entries(made.id) == before

    run(who(world, case.by), made.id, **version)
    after = _entries(made.id)
    assert after == [*before, f"{kind}.{case.name}"]
    assert _told(made.id) == set(told)


def check_state(world: World, case: Case, make: Callable[[str], Any]) -> None:
    if case.wrong is None:
        return
    made = make(case.wrong)
    version = {} if case.adds else {"expected_version": made.version}
    with pytest.raises(IllegalTransition):
        case.command(who(world, case.by), made.id, **case.said, **version)


def _entries(subject_id: UUID) -> list[str]:
    session().rollback()
    query = sa.select(AuditEntry.action).where(AuditEntry.subject_id == subject_id)
    return list(session().scalars(query.order_by(AuditEntry.seq)))


def _told(subject_id: UUID) -> set[UUID]:
    newest = sa.select(EventRow.id).where(EventRow.subject_id == subject_id)
    event_id = session().scalars(newest.order_by(EventRow.id.desc()).limit(1)).one()
    query = sa.select(EventPosition.institution_id).where(EventPosition.event_id == event_id)
    return set(session().scalars(query))
