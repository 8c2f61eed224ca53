"""Every command: who may, who may not, strangers, stale versions, wrong states, log and event."""

from __future__ import annotations

from typing import Any

import pytest

from coop.core.errors import Conflict, Forbidden, NotFound, Stale
from tests.mechanisms.training import make
from tests.mechanisms.training.cases import CASES, UNSEEN, Built
from tests.world import World


def actor(world: World, who: str) -> Any:
    if who == "organiser":
        return make.admin(world)
    team, _, role = who.partition(".")
    return getattr(getattr(world, team), role)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.command.__name__)
def test_every_command_keeps_the_order_of_refusals_and_records_itself(world, case):
    ready = case.ready(world)
    subject_id = ready.id
    arguments = case.arguments(world, ready)
    version = make.version(case.model, subject_id) if case.model else None

    def act(who, expected=version):
        more = {} if case.model is None else {"expected_version": expected}
        with make.at(case.at):
            return case.command(who, subject_id, **arguments, **more)

    with pytest.raises(NotFound):
        act(world.strangers.liaison)
    with pytest.raises(NotFound if case.kind in UNSEEN else Forbidden):
        act(actor(world, case.may_not))
    if case.model is not None:
        with pytest.raises(Stale):
            act(actor(world, case.may), (version or 0) + 1)
    before = told(subject_id)
    result = act(actor(world, case.may))
    # A session's events are told as its cohort's.
    after = make.told_of(result.id, getattr(result, "cohort_id", None))
    assert after.action.split(".")[0] == case.kind
    assert (after.entries, after.events) > before or result.id != subject_id
    assert world.strangers.id not in after.audience


def told(subject_id):
    try:
        seen = make.told_of(subject_id)
    except IndexError:
        return (0, 0)
    return (seen.entries, seen.events)


def test_a_command_out_of_turn_changes_nothing(world):
    """Each object is built once: what is refused leaves it as it was."""
    built: dict[Built, Any] = {}
    for case in CASES:
        late = built.get(case.late) or built.setdefault(case.late, case.late(world))
        arguments = case.arguments(world, late)
        if case.model is not None:
            arguments["expected_version"] = make.version(case.model, late.id)
        before = told(late.id)
        with make.at(case.at), pytest.raises(Conflict):
            case.command(actor(world, case.may), late.id, **arguments)
        assert told(late.id) == before, case.command.__name__
