"""Random people, and how long they act: always the same sequences, so that a red test stays red."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from coop.core.workflow import Workflow
from tests.databases import Database, PostgresDatabase

Who = tuple[str, str]


class PeopleMachine(RuleBasedStateMachine):
    """People who do what comes to mind, permitted or not, and what the table offers them.

    rights: who -> actions, written down apart from the policy.
    """

    workflow: Workflow
    rights: Mapping[Who, Collection[str]]
    state: str

    def try_it(self, who: Who, action: str, *, stale: bool) -> None:
        """Each machine's own: the act by this person, and whether it was rightly answered."""
        raise NotImplementedError

    @rule(stale=st.booleans(), number=st.integers(0, 10_000))
    def somebody_does_something(self, stale: bool, number: int) -> None:
        people, actions = list(self.rights), list(self.workflow.actions)
        known = [one for one in actions if any(one in may for may in self.rights.values())]
        who, action = people[number % len(people)], known[number // 97 % len(known)]
        self.try_it(who, action, stale=stale)

    @rule(number=st.integers(0, 99))
    def somebody_does_what_is_possible(self, number: int) -> None:
        possible = [
            (who, action)
            for action in self.workflow.possible(self.state)
            for who, may in self.rights.items()
            if action in may
        ]
        if possible:
            self.try_it(*possible[number % len(possible)], stale=False)


def act_at_random(
    machine: type[RuleBasedStateMachine], database: Database, *, examples: int, steps: int
) -> None:
    """Run the machine; on PostgreSQL a third as often, for the rules are the same there."""
    once = examples // 3 if isinstance(database, PostgresDatabase) else examples
    how: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(once, 2), stateful_step_count=steps, derandomize=True, **how
        ),
    )
