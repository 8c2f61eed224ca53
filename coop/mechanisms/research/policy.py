"""Who may do what, and who may see it.

research_lead   the project's leader in person, or the lead's system in the leader's name
reviewer        a named reviewer, in the same way
lead_liaison    liaison officer of the lead; member_liaison: of any party that takes part
convener, secretariat   of the institution that hosts today

Every party of the agreement sees its projects; one that is a work secret is seen by those that
take part, those whose people review it, and the host. Of all these only who is cleared for it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import CLIENT, Actor
from coop.core.classification import readable
from coop.core.db import session
from coop.mechanisms.research.models import (
    ResearchParty,
    ResearchProject,
    ResearchReviewer,
)
from coop.registry import directory

_NARROW = "work_secret"


@dataclass(frozen=True, slots=True)
class Named:
    """A person with a part in the project."""

    person_id: UUID
    institution_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one project depend on. host_id: None where no term is set."""

    agreement_id: UUID
    leader: Named
    co_ids: frozenset[UUID]
    reviewers: tuple[Named, ...]
    host_id: UUID | None

    @property
    def lead_id(self) -> UUID:
        return self.leader.institution_id

    @property
    def taking_part(self) -> frozenset[UUID]:
        return self.co_ids | {self.lead_id}


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    """Whether the actor holds the role for this project."""
    if role == "research_lead":
        return speaks_for(actor, standing.leader, "research_lead", standing.agreement_id)
    if role == "reviewer":
        return reviewer_of(actor, standing) is not None
    own = actor.institution_id
    if role.endswith("_liaison"):
        among = standing.taking_part if role == "member_liaison" else {standing.lead_id}
        return own in among and actor.has("liaison", standing.agreement_id)
    return own == standing.host_id and actor.has(role, standing.agreement_id)


def speaks_for(actor: Actor, named: Named, role: str, agreement_id: UUID) -> bool:
    """The person at the keyboard, or the institution's system with that post in the name."""
    if actor.kind == CLIENT:
        named_by = actor.on_behalf_of == named.name
        own = actor.institution_id == named.institution_id
        return named_by and own and actor.has(role, agreement_id)
    return actor.id is not None and actor.id == named.person_id


def reviewer_of(actor: Actor, standing: Standing) -> Named | None:
    """As which named reviewer the actor speaks."""
    mine = (
        one
        for one in standing.reviewers
        if speaks_for(actor, one, "reviewer", standing.agreement_id)
    )
    return next(mine, None)


def may_propose(actor: Actor, agreement_id: UUID | None) -> bool:
    return agreement_id is not None and actor.has("liaison", agreement_id)


# --------------------------------------------------------------------------- visibility


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Rows of ResearchProject that exist for the actor."""
    if actor.is_system:
        return sa.true()
    own = actor.institution_id
    hosted = [one for one in actor.agreement_ids if own == directory.present_host(one)]
    taking_part = sa.select(ResearchParty.project_id).where(ResearchParty.institution_id == own)
    reviewing = sa.select(ResearchReviewer.project_id).where(ResearchReviewer.institution_id == own)
    return sa.and_(
        readable(actor, ResearchProject.agreement_id, ResearchProject.classification),
        sa.or_(
            ResearchProject.classification != _NARROW,
            ResearchProject.lead_id == own,
            ResearchProject.agreement_id.in_(hosted),
            ResearchProject.id.in_(taking_part),
            ResearchProject.id.in_(reviewing),
        ),
    )


def sees(actor: Actor, project_id: UUID) -> bool:
    """The same rule for one row."""
    found = sa.select(ResearchProject.id).where(ResearchProject.id == project_id, visible_to(actor))
    return session().scalar(found) is not None


def circle_of(project: ResearchProject, standing: Standing) -> tuple[UUID, ...]:
    """Who alone is told of it and its papers; empty where every party is. Same rule as above."""
    if project.classification != _NARROW:
        return ()
    reviewing = (one.institution_id for one in standing.reviewers)
    known = [*sorted(standing.taking_part), *reviewing]
    return tuple(dict.fromkeys([*known, standing.host_id] if standing.host_id else known))


# --------------------------------------------------------------------------- standing


def standing_of(project: ResearchProject) -> Standing:
    return standings_of([project])[project.id]


def standings_of(projects: Collection[Any]) -> dict[UUID, Standing]:
    """Of several projects (rows or objects) in two queries, and one for each agreement's host."""
    ids = [one.id for one in projects]
    hosts = {one: directory.present_host(one) for one in {row.agreement_id for row in projects}}
    parties: dict[UUID, set[UUID]] = {one: set() for one in ids}
    reviewers: dict[UUID, list[Named]] = {one: [] for one in ids}
    for party in session().execute(
        sa.select(ResearchParty.project_id, ResearchParty.institution_id).where(
            ResearchParty.project_id.in_(ids)
        )
    ):
        parties[party.project_id].add(party.institution_id)
    named = sa.select(ResearchReviewer.__table__).where(ResearchReviewer.project_id.in_(ids))
    for one in session().execute(named.order_by(ResearchReviewer.id)):
        reviewers[one.project_id].append(Named(one.person_id, one.institution_id, one.name))
    return {
        one.id: Standing(
            one.agreement_id,
            Named(one.leader_id, one.lead_id, one.leader_name),
            frozenset(parties[one.id]),
            tuple(reviewers[one.id]),
            hosts[one.agreement_id],
        )
        for one in projects
    }
