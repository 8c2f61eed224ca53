"""Each command the same way: who may not, what is stale, what is logged and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from coop.core.actor import Actor
from coop.core.errors import Forbidden, IllegalTransition, NotFound, Stale
from tests.told import actions_logged, told_of
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
    before = actions_logged(made.id)

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
    assert actions_logged(made.id) == before

    run(who(world, case.by), made.id, **version)
    after = actions_logged(made.id)
    assert after == [*before, f"{kind}.{case.name}"]
    assert told_of(made.id).audience == set(told)


def check_state(world: World, case: Case, make: Callable[[str], Any]) -> None:
    if case.wrong is None:
        return
    made = make(case.wrong)
    version = {} if case.adds else {"expected_version": made.version}
    with pytest.raises(IllegalTransition):
        case.command(who(world, case.by), made.id, **case.said, **version)
