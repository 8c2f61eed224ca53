"""How commands on pairs and plans begin and end, and how every institution agrees to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import session, touch
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.core.parts import Guarded
from coop.core.policy import own_institution
from coop.documents.handling import SignOff, Taken, issued_after
from coop.mechanisms.party_building.events import BranchPairEvent, JointPlanEvent
from coop.mechanisms.party_building.models import BranchConsent, BranchPair, JointPlan
from coop.mechanisms.party_building.policy import (
    holds,
    institutions_of,
    pair_standing,
    plan_standing,
    visible_pairs,
    visible_plans,
)
from coop.mechanisms.party_building.workflow import BRANCH_PAIR, JOINT_PLAN


class AgreedBefore(RuleViolation):
    code = "agreed_before"
    text = Text("本单位已同意现在的内容。", "Your institution has agreed to it as it stands.")


PAIRS = Guarded(BranchPair, BRANCH_PAIR, visible_pairs, pair_standing, holds)
PLANS = Guarded(JointPlan, JOINT_PLAN, visible_plans, plan_standing, holds)


def agree(
    actor: Actor, subject: BranchPair | JointPlan, drafted_by_id: UUID | None
) -> tuple[Taken, ...]:
    """The actor's institution agrees, by its head in person.

    Answers who drafted and signed the paper once all have, nothing before.

    Raises OfficerRequired, DrafterMayNotDecide, AgreedBefore.
    """
    policy.require_head(actor, drafted_by_id)
    own = own_institution(actor)
    agreed = agreed_by(subject)
    if own in agreed:
        raise AgreedBefore
    session().add(
        BranchConsent(
            **_about(subject),
            institution_id=own,
            agreed_at=clock.now(),
            agreed_by=actor.on_behalf_of or actor.name,
        )
    )
    session().flush()
    touch(subject)
    if not agreed | {own} >= _institutions(subject):
        return ()
    query = sa.select(BranchConsent.agreed_by).where(_consents(subject)).order_by(BranchConsent.id)
    signed = SignOff(
        signed_by="、".join(session().scalars(query)),
        signed_at=clock.now(),
        drafted_by_id=drafted_by_id,
    )
    return issued_after(signed, actor)


def void(subject: BranchPair | JointPlan) -> None:
    """What was agreed to is no longer what stands there."""
    session().execute(sa.delete(BranchConsent).where(_consents(subject)))


def agreed_by(subject: BranchPair | JointPlan) -> frozenset[UUID]:
    found = sa.select(BranchConsent.institution_id).where(_consents(subject))
    return frozenset(session().scalars(found))


def record_pair(
    actor: Actor, pair: BranchPair, action: str, *, reason: str | None = None, **changes: Any
) -> None:
    _record(actor, BranchPairEvent, (pair, "branch_pair", action), reason, changes)


def record_plan(
    actor: Actor, plan: JointPlan, action: str, *, reason: str | None = None, **changes: Any
) -> None:
    _record(actor, JointPlanEvent, (plan, "joint_plan", action), reason, changes)


def _record(
    actor: Actor,
    event: type[BranchPairEvent | JointPlanEvent],
    about: tuple[BranchPair | JointPlan, str, str],
    reason: str | None,
    changes: dict[str, Any],
) -> None:
    """about: the object, its kind, the action. Told to the institutions in it."""
    subject, kind, action = about
    logged = Subject(kind, subject.id, subject.agreement_id)
    audit.record(actor, f"{kind}.{action}", logged, reason=reason, **changes)
    session().flush()
    events.record(
        event(
            agreement_id=subject.agreement_id,
            subject_id=subject.id,
            audience=tuple(sorted(_institutions(subject))),
            action=action,
            state=subject.state,
        )
    )


def _institutions(subject: BranchPair | JointPlan) -> frozenset[UUID]:
    return institutions_of(subject.id if isinstance(subject, BranchPair) else subject.pair_id)


def _about(subject: BranchPair | JointPlan) -> dict[str, UUID]:
    name = "pair_id" if isinstance(subject, BranchPair) else "plan_id"
    return {name: subject.id}


def _consents(subject: BranchPair | JointPlan) -> sa.ColumnElement[bool]:
    ((name, subject_id),) = _about(subject).items()
    column: sa.ColumnElement[Any] = getattr(BranchConsent, name)
    return column == subject_id
