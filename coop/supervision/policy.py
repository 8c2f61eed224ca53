"""Who may do what with a task, and who may see it.

handler      经办人 of the lead institution; co_handler: of a co-organiser
secretariat  post holder of the institution that hosts today (convener likewise)
closer       who checks and closes: the host's secretariat, or the next host's when the host itself
             leads the task. A task is never closed by its lead (task owner ≠ closer), whatever
             posts a person holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.errors import Forbidden
from coop.core.language import Text
from coop.registry import directory
from coop.supervision.models import Task
from coop.supervision.workflow import WORKFLOW

_POSTS = {"co_handler": "handler", "closer": "secretariat"}


class OwnTask(Forbidden):
    code = "own_task"
    text = Text(
        "牵头单位不能核验本单位牵头的任务。",
        "The lead institution can't review or close its own task.",
    )


@dataclass(frozen=True, slots=True)
class Hosts:
    """Who hosts an agreement today and who hosts next; None where no term is set."""

    host_id: UUID | None
    next_host_id: UUID | None

    def closing_institution(self, lead_id: UUID) -> UUID | None:
        """Whose secretariat closes what this one leads; None when nobody else is known."""
        found = self.next_host_id if self.host_id == lead_id else self.host_id
        return None if found == lead_id else found


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one task depend on."""

    agreement_id: UUID
    lead_id: UUID
    co_ids: frozenset[UUID]
    hosts: Hosts


def hosts_of(agreement_id: UUID) -> Hosts:
    today = clock.today()
    terms = directory.terms(agreement_id)
    return Hosts(
        next((one.institution_id for one in terms if one.from_on <= today <= one.to_on), None),
        next((one.institution_id for one in terms if one.from_on > today), None),
    )


def holds(actor: Actor, role: str, task: Standing) -> bool:
    """Whether the actor holds the role for this task."""
    if not actor.has(_POSTS.get(role, role), task.agreement_id):
        return False
    own = actor.institution_id
    if role == "handler":
        return own == task.lead_id
    if role == "co_handler":
        return own in task.co_ids
    if role == "closer":
        return own == task.hosts.closing_institution(task.lead_id)
    return own == task.hosts.host_id


def require(actor: Actor, action: str, task: Standing) -> None:
    """Raises OwnTask or Forbidden unless the actor may do this to the task in some state."""
    if "closer" in WORKFLOW.roles(action) and actor.institution_id == task.lead_id:
        raise OwnTask(action=WORKFLOW.actions[action])
    policy.require(actor, WORKFLOW, action, task, holds)


def part_standing(task: Standing, institution_id: UUID) -> Standing:
    """Rights on one co-organiser's part: no other co-organiser has any."""
    return replace(task, co_ids=frozenset({institution_id}))


def is_secretariat(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor holds the secretariat's post at today's host."""
    if agreement_id is None or not actor.has("secretariat", agreement_id):
        return False
    return actor.institution_id == hosts_of(agreement_id).host_id


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Tasks that exist for the actor: assigned ones of its agreements, its own drafts."""
    if actor.is_system:
        return sa.true()
    return sa.and_(
        Task.agreement_id.in_(actor.agreement_ids),
        sa.or_(Task.assigned_at.is_not(None), Task.drafted_by_id == actor.institution_id),
    )


def sees(actor: Actor, task: Task) -> bool:
    """The same rule for one loaded task."""
    if actor.is_system:
        return True
    own_draft = task.drafted_by_id is not None and task.drafted_by_id == actor.institution_id
    return actor.sees(task.agreement_id) and (task.assigned_at is not None or own_draft)
