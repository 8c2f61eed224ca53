"""Who may: the role in the table row first, then what the mechanism adds about the object."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from coop.core.actor import Actor
from coop.core.errors import Forbidden
from coop.core.workflow import Workflow

Subject = TypeVar("Subject")
# Whether the actor holds this role *for this object*: own party, host of the meeting, lead of the
# task.
Holds = Callable[[Actor, str, Subject], bool]


def permits(
    actor: Actor, workflow: Workflow, action: str, subject: Subject, holds: Holds[Subject]
) -> bool:
    """Whether any row grants the action to a role that the actor holds for this object."""
    if actor.is_system:
        return True
    return any(holds(actor, role, subject) for role in workflow.roles(action))


def require(
    actor: Actor, workflow: Workflow, action: str, subject: Subject, holds: Holds[Subject]
) -> None:
    """Raises Forbidden unless permitted; the state is judged afterwards."""
    if not permits(actor, workflow, action, subject, holds):
        raise Forbidden(action=workflow.actions[action])


def allowed(
    actor: Actor, workflow: Workflow, state: str, subject: Subject, holds: Holds[Subject]
) -> tuple[str, ...]:
    """Actions that this actor may do now: `allowed_actions` of every answer."""
    return tuple(
        action
        for action in workflow.possible(state)
        if permits(actor, workflow, action, subject, holds)
    )
