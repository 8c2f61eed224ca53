"""What waits for one person in party building."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from coop.activities.waiting import waiting as joint_steps
from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import Condition, Steps, Waiting
from coop.mechanisms.party_building.models import (
    BranchConsent,
    BranchPair,
    JointPlan,
    PairedBranch,
    PartyActivity,
)
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.workflow import BRANCH_PAIR, JOINT_PLAN

_WORDS = {
    "approve": Text("批准共建活动", "Approve an activity"),
    "confirm": Text("确认参加共建活动", "Confirm an activity"),
    "hold": Text("登记共建活动已开展", "Record an activity as held"),
    "report": Text("报送共建活动总结", "Report on an activity"),
    "archive": Text("共建活动归档", "Archive an activity"),
}


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Next steps of activities; pairings and plans to agree to."""
    yield from joint_steps(
        ACTIVITIES,
        actor,
        url="/party-activities/{id}",
        may_be_over=PartyActivity.starts_at <= clock.now(),
        words=_WORDS,
    )
    agreed_pair = BranchConsent.pair_id == BranchPair.id
    pairs = Steps(
        workflow=BRANCH_PAIR,
        state=BranchPair.state,
        held=lambda role: _held(actor, role, BranchPair.agreement_id, BranchPair.id),
        rows=sa.select(BranchPair.id),
        url="/branch-pairs/{id}",
        subject_id=BranchPair.id,
        title=BranchPair.title,
    )
    yield from pairs.waiting("agree", "answer", ~_agreed(actor, agreed_pair))
    agreed_plan = BranchConsent.plan_id == JointPlan.id
    plans = Steps(
        workflow=JOINT_PLAN,
        state=JointPlan.state,
        held=lambda role: _held(actor, role, JointPlan.agreement_id, JointPlan.pair_id),
        rows=sa.select(JointPlan.id).join(BranchPair, BranchPair.id == JointPlan.pair_id),
        url="/joint-plans/{id}",
        subject_id=JointPlan.id,
        title=BranchPair.title,
    )
    yield from plans.waiting("agree", "answer", ~_agreed(actor, agreed_plan))


def _held(actor: Actor, role: str, agreement_id: Any, pair_id: Any) -> Condition | None:
    """Only agreeing waits for anybody: the signer of each institution in the pair."""
    under = actor.agreements_with("signer") if role == "party_lead" else frozenset()
    if not under:
        return None
    own = sa.exists().where(
        PairedBranch.pair_id == pair_id, PairedBranch.institution_id == actor.institution_id
    )
    return sa.and_(agreement_id.in_(under), own)


def _agreed(actor: Actor, about: Condition) -> Condition:
    return sa.exists().where(about, BranchConsent.institution_id == actor.institution_id)
