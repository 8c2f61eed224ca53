"""Who is what for a branch, a pair, a plan or an activity, and what exists for whom.

Branches exist for every party; pairs, plans and activities for the institutions in them and for
the secretariat that keeps the register; a roster for the own institution only, whoever asks.
"""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.activities import policy as joint
from coop.activities.kinds import Kind
from coop.activities.policy import Standing
from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.party_building.events import PartyActivityEvent
from coop.mechanisms.party_building.models import (
    Branch,
    BranchMember,
    BranchPair,
    JointPlan,
    PairedBranch,
    PartyActivity,
    PartyActivityPart,
    PartyActivityPicture,
)
from coop.mechanisms.party_building.workflow import PARTY_ACTIVITY

CLAUSE = "party_building"
ACTIVITIES = Kind(
    name="party_activity",
    clause=CLAUSE,
    series="共建活动",
    workflow=PARTY_ACTIVITY,
    activity=PartyActivity,
    part=PartyActivityPart,
    picture=PartyActivityPicture,
    event=PartyActivityEvent,
)


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    """Whether the actor holds the role for this pair or plan."""
    if role == "party_lead":
        signs = actor.has("signer", standing.agreement_id)
        return signs and actor.institution_id in standing.part_ids
    return joint.holds(actor, role, standing)


def pair_standing(pair: BranchPair) -> Standing:
    return Standing(pair.agreement_id, pair.lead_id, institutions_of(pair.id))


def plan_standing(plan: JointPlan) -> Standing:
    return Standing(plan.agreement_id, plan.lead_id, institutions_of(plan.pair_id))


def institutions_of(pair_id: UUID) -> frozenset[UUID]:
    found = sa.select(PairedBranch.institution_id).where(PairedBranch.pair_id == pair_id)
    return frozenset(session().scalars(found))


def visible_branches(actor: Actor) -> sa.ColumnElement[bool]:
    return sa.true() if actor.is_system else Branch.agreement_id.in_(actor.agreement_ids)


def visible_pairs(actor: Actor) -> sa.ColumnElement[bool]:
    own = sa.exists().where(
        PairedBranch.pair_id == BranchPair.id, PairedBranch.institution_id == actor.institution_id
    )
    return joint.seen_or_registered(actor, BranchPair.agreement_id, own)


def visible_plans(actor: Actor) -> sa.ColumnElement[bool]:
    own = sa.exists().where(
        PairedBranch.pair_id == JointPlan.pair_id,
        PairedBranch.institution_id == actor.institution_id,
    )
    return joint.seen_or_registered(actor, JointPlan.agreement_id, own)


def visible_members(actor: Actor) -> sa.ColumnElement[bool]:
    """The own roster; not even the system's own reads go beyond one institution."""
    keeps = [one for one in actor.agreement_ids if joint.is_officer(actor, one)]
    return sa.and_(
        BranchMember.institution_id == actor.institution_id, Branch.agreement_id.in_(keeps)
    )
