"""Who may: the role in the table row first, then what the mechanism adds about the object."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from coop.core.actor import CLIENT, Actor
from coop.core.errors import Forbidden, NotFound
from coop.core.language import Text
from coop.core.workflow import Workflow

Subject = TypeVar("Subject")
# Whether the actor holds this role *for this object*: own party, host of the meeting, lead of the
# task.
Holds = Callable[[Actor, str, Subject], bool]


class OfficerRequired(Forbidden):
    code = "officer_required"
    text = Text(
        "须由负责人本人作出：系统调用须在 Coop-Actor 中写明其姓名。",
        "A person decides: a system must name the officer in Coop-Actor.",
    )


class DrafterMayNotDecide(Forbidden):
    code = "drafter_may_not_decide"
    text = Text("起草人不能审批自己起草的内容。", "Who drafted it may not approve it.")


class DrafterMayNotSign(Forbidden):
    code = "drafter_may_not_sign"
    text = Text("起草人不能签发自己起草的文稿。", "The drafter may not sign the own draft.")


def own_institution(actor: Actor) -> UUID:
    """The institution the actor speaks for. Raises NotFound for one without any."""
    if actor.institution_id is None:
        raise NotFound
    return actor.institution_id


def require_head(actor: Actor, drafted_by_id: UUID | None) -> None:
    """A head decides in person, and not on the own draft."""
    require_person(actor)
    if actor.kind != CLIENT and actor.id is not None and actor.id == drafted_by_id:
        raise DrafterMayNotDecide(action="decide")


def require_person(actor: Actor) -> None:
    """System clients may only pass on what a named officer decided."""
    if actor.kind == CLIENT and not actor.on_behalf_of:
        raise OfficerRequired(action="decide")


def require_other_than_drafter(actor: Actor, drafted_by_id: UUID | None) -> None:
    if actor.id is not None and actor.id == drafted_by_id and actor.kind != CLIENT:
        raise DrafterMayNotSign(action="sign")


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
