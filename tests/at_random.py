"""How long random people act: the same sequences every time, so that a red test stays red."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.databases import Database, PostgresDatabase


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
