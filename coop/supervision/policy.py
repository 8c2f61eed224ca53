"""Who may do what with a task, and who may see it.

handler      经办人 of the lead institution; co_handler: of a co-organiser
secretariat  post holder of the institution that hosts today (convener likewise)
closer       who checks and closes: the host's secretariat, or the next host's when the host itself
             leads the task. A task is never closed by its lead (task owner ≠ closer), whatever
             posts a person holds.
addressee    handler, liaison or convener of the institution that an order asks
A stand-in holds the handler's and the liaison's posts of whom it stands in for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import PERSON, Actor
from coop.core.db import session
from coop.core.errors import Forbidden
from coop.core.language import Text
from coop.core.worklist import Condition
from coop.documents import marks
from coop.registry import directory
from coop.registry.models import Person, Post
from coop.registry.people import PersonRow, in_force_on
from coop.supervision.models import Bulletin, StandIn, Task
from coop.supervision.workflow import WORKFLOW

# Roles on one task that are posts of another name.
POSTS = {"co_handler": "handler", "closer": "secretariat"}
# What a stand-in takes over: work and reminders, not the decisions of head or secretariat.
_COVERED = ("handler", "liaison")
# Who of the institution that an order asks may answer it.
ADDRESSEES = frozenset({"handler", "liaison", "convener"})
_CACHE = "stand_in_roles"
NAME_STAND_IN = Text("指定代办人", "Name a stand-in")
END_STAND_IN = Text("提前结束代办", "End early")


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
    if POSTS.get(role, role) not in roles(actor, task.agreement_id):
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


def roles(actor: Actor, agreement_id: UUID) -> frozenset[str]:
    """The actor's own roles and those it stands in for today."""
    own = actor.roles(agreement_id)
    if actor.kind != PERSON or actor.id is None:
        return own
    known: dict[object, frozenset[str]] = session().info.setdefault(_CACHE, {})
    key = actor.id, agreement_id, clock.today()
    if key not in known:
        covered = (
            sa.select(Post.role)
            .join(StandIn, StandIn.person_id == Post.person_id)
            .where(
                StandIn.agreement_id == agreement_id,
                Post.agreement_id == agreement_id,
                StandIn.stand_in_id == actor.id,
                stands_in_on(clock.today()),
                in_force_on(clock.today()),
                Post.role.in_(_COVERED),
            )
        )
        known[key] = frozenset(session().scalars(covered))
    return own | known[key]


def acts_as(
    actor: Actor, agreement_id: sa.SQLColumnExpression[UUID], role: str
) -> Condition | None:
    """`roles` as a condition on the agreement of a row; None when it holds for no row."""
    own = agreement_id.in_(actor.agreements_with(role))
    if actor.kind != PERSON or role not in _COVERED:
        return own if actor.agreements_with(role) else None
    covered = (
        sa.select(StandIn.agreement_id)
        .join(Post, Post.person_id == StandIn.person_id)
        .where(
            StandIn.agreement_id.in_(actor.agreement_ids),
            Post.agreement_id == StandIn.agreement_id,
            StandIn.stand_in_id == actor.id,
            stands_in_on(clock.today()),
            in_force_on(clock.today()),
            Post.role == role,
        )
    )
    return sa.or_(own, agreement_id.in_(covered))


def stands_in_on(day: date) -> sa.ColumnElement[bool]:
    """Whether a StandIn row holds on that day."""
    lasting = sa.or_(StandIn.ended_on.is_(None), StandIn.ended_on > day)
    return sa.and_(StandIn.from_on <= day, StandIn.to_on >= day, lasting)


def addressees(agreement_id: UUID, institution_id: UUID, role: str) -> tuple[PersonRow, ...]:
    """Who gets this role's work and reminders today; stand-ins in the place of the absent."""
    held = directory.holders(agreement_id, role, institution_id=institution_id)
    query = (
        sa.select(StandIn.person_id, Person.id, Person.institution_id, Person.name, Person.title)
        .join(Person, Person.id == StandIn.stand_in_id)
        .where(
            StandIn.agreement_id == agreement_id,
            StandIn.institution_id == institution_id,
            stands_in_on(clock.today()),
        )
        .order_by(StandIn.id)
    )
    absent = {row[0]: PersonRow(*row[1:]) for row in session().execute(query)}
    covered = role in _COVERED
    found = (absent.get(one.id, one) if covered else one for one in held)
    return tuple(dict.fromkeys(found))


def may_arrange(actor: Actor, agreement_id: UUID, person_id: UUID | None) -> bool:
    """Whether the actor may arrange for this person's absence: its own, or as administrator."""
    is_own = actor.kind == PERSON and actor.id == person_id and bool(actor.roles(agreement_id))
    return is_own or actor.has("institution_admin", agreement_id)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom an order asks."""

    agreement_id: UUID
    institution_id: UUID


def is_addressee(actor: Actor, role: str, order: Addressed) -> bool:
    """The one role of the orders' state table: whoever of the asked institution may answer."""
    asked = ADDRESSEES & roles(actor, order.agreement_id)
    return role == "addressee" and bool(asked) and actor.institution_id == order.institution_id


@dataclass(frozen=True, slots=True)
class Editorial:
    """Whose bulletin it is, and who wrote it."""

    agreement_id: UUID
    institution_id: UUID


def edits(actor: Actor, role: str, bulletin: Editorial) -> bool:
    """Roles on a bulletin count at the institution that writes it."""
    own = actor.institution_id == bulletin.institution_id
    return own and actor.has(role, bulletin.agreement_id)


def bulletins_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Issued ones of the actor's agreements, and all that its institution writes."""
    if actor.is_system:
        return sa.true()
    own = Bulletin.institution_id == actor.institution_id
    known = sa.or_(Bulletin.issue_no.is_not(None), own)
    return sa.and_(Bulletin.agreement_id.in_(actor.agreement_ids), known)


def sees_bulletin(actor: Actor, bulletin: Bulletin) -> bool:
    """The same rule for one loaded bulletin."""
    own = actor.institution_id == bulletin.institution_id
    known = actor.is_system or own or bulletin.issue_no is not None
    return known and actor.sees(bulletin.agreement_id)


def is_secretariat(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor holds the secretariat's post at today's host."""
    if agreement_id is None or not actor.has("secretariat", agreement_id):
        return False
    return actor.institution_id == hosts_of(agreement_id).host_id


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Tasks that exist for the actor: assigned ones of its agreements, its own drafts.

    A task has the class of the minutes it comes from.
    """
    if actor.is_system:
        return sa.true()
    return sa.and_(
        marks.readable(actor, Task.agreement_id, Task.id, among=actor.agreement_ids),
        sa.or_(Task.assigned_at.is_not(None), Task.drafted_by_id == actor.institution_id),
    )


def sees(actor: Actor, task: Task) -> bool:
    """The same rule for one loaded task."""
    if actor.is_system:
        return True
    own_draft = task.drafted_by_id is not None and task.drafted_by_id == actor.institution_id
    known = actor.sees(task.agreement_id) and (task.assigned_at is not None or own_draft)
    return known and actor.is_cleared(task.agreement_id, marks.class_of(task.id))
