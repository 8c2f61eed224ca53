"""The same act on many tasks: each in a transaction of its own, each with its own outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.errors import CoopError, invalid
from coop.core.messages import MESSAGES
from coop.supervision.models import Task
from coop.supervision.service import answering, closing, drafting, pausing
from coop.supervision.workflow import WORKFLOW

_PLAIN: dict[str, Callable[..., Task]] = {
    "assign": drafting.assign_task,
    "accept": answering.accept_task,
    "close": closing.close_task,
    "resume": pausing.resume_task,
}
WITH_REASON: dict[str, Callable[..., Task]] = {
    "return": closing.return_task,
    "suspend": pausing.suspend_task,
    "cancel": pausing.cancel_task,
}
ACTIONS = {action: WORKFLOW.actions[action] for action in (*_PLAIN, *WITH_REASON)}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One task with the version that was read."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task: its new state and version, or the refusal."""

    id: UUID
    state: str | None
    version: int | None
    refusal: CoopError | None


def change_tasks(
    actor: Actor, action: str, chosen: Sequence[Chosen], *, reason: str = ""
) -> tuple[Outcome, ...]:
    """Do it to one task after another; a refusal stops none of the others.

    Raises Invalid on a missing reason or a task named twice, before anything is done.
    """
    if action in WITH_REASON and not reason:
        raise invalid("reason", "required", MESSAGES["required"])
    if len({one.id for one in chosen}) != len(chosen):
        raise invalid("tasks", "repeated", MESSAGES["repeated"])
    facts = {"reason": reason} if action in WITH_REASON else {}
    return tuple(_change(actor, action, one, facts) for one in chosen)


def _change(actor: Actor, action: str, one: Chosen, facts: dict[str, Any]) -> Outcome:
    act = _PLAIN.get(action) or WITH_REASON[action]
    try:
        task = act(actor, one.id, expected_version=one.version, **facts)
    except CoopError as refusal:
        return Outcome(one.id, None, None, refusal)
    return Outcome(one.id, task.state, task.version, None)
