"""The year's plan of a pair: its items, agreed by the head of each institution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import Duplicate, Forbidden, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.party_building import printing
from coop.mechanisms.party_building.models import (
    BranchPair,
    JointPlan,
    PairedBranch,
    PartyActivity,
    PlanItem,
)
from coop.mechanisms.party_building.policy import (
    holds,
    institutions_of,
    pair_standing,
)
from coop.mechanisms.party_building.service import consenting
from coop.mechanisms.party_building.service.pairs import is_current
from coop.mechanisms.party_building.workflow import JOINT_PLAN


class PairNotCurrent(RuleViolation):
    code = "pair_not_current"
    text = Text("该结对在{day}不在有效期内。", "The pairing is not in force on {day}.")


class ItemInUse(RuleViolation):
    code = "plan_item_in_use"
    text = Text(
        "计划项目“{topic}”已安排活动，不能删除。", "“{topic}” has an activity and can't be dropped."
    )


@command
def draft_joint_plan(
    actor: Actor, *, pair_id: UUID, year: int, items: Sequence[Mapping[str, Any]]
) -> JointPlan:
    """One plan for each pair and year. items: form, topic, branch_id, due_on, in order."""
    pair = consenting.PAIRS.lock(actor, pair_id)
    require_paired(actor, pair, Text("拟定年度计划", "Draft a year's plan"))
    same = sa.select(JointPlan.id).where(JointPlan.pair_id == pair.id, JointPlan.year == year)
    if session().scalar(same) is not None:
        raise Duplicate(value=f"{pair.title} {year}")
    if not is_current(pair, max(pair.from_on, clock.today())):
        raise PairNotCurrent(day=clock.today())
    plan = JointPlan(
        agreement_id=pair.agreement_id,
        pair_id=pair.id,
        lead_id=own_institution(actor),
        year=year,
        drafted_by_id=actor.id,
    )
    session().add(plan)
    session().flush()
    _write_items(plan, items)
    consenting.record_plan(actor, plan, "draft", items=len(items))
    return plan


@command
def edit_joint_plan(
    actor: Actor, plan_id: UUID, *, items: Sequence[Mapping[str, Any]], expected_version: int
) -> JointPlan:
    """Change the items; what was agreed to is void."""
    plan = consenting.PLANS.admit(actor, plan_id, "edit", expected_version)
    _write_items(plan, items)
    consenting.void(plan)
    plan.drafted_by_id = actor.id
    consenting.record_plan(actor, plan, "edit", items=len(items))
    return plan


@command
def agree_to_joint_plan(actor: Actor, plan_id: UUID, *, expected_version: int) -> JointPlan:
    """By each institution's head; with the last one the plan is filed as a document."""
    plan = consenting.PLANS.admit(actor, plan_id, "agree", expected_version)
    steps = consenting.agree(actor, plan, plan.drafted_by_id)
    if steps:
        document = printing.file_plan(plan, sorted(institutions_of(plan.pair_id)), steps)
        plan.document_id, plan.adopted_on = document.id, clock.today()
    moved = JOINT_PLAN.move(plan, "agree", to="adopted" if steps else "draft")
    consenting.record_plan(actor, plan, "agree", state=moved)
    return plan


@command
def revise_joint_plan(
    actor: Actor, plan_id: UUID, *, reason: str, expected_version: int
) -> JointPlan:
    """Back to draft, so that its items can be changed and agreed to again."""
    plan = consenting.PLANS.admit(actor, plan_id, "revise", expected_version)
    moved = JOINT_PLAN.move(plan, "revise")
    plan.adopted_on = None
    consenting.void(plan)
    consenting.record_plan(actor, plan, "revise", reason=reason, state=moved)
    return plan


def require_paired(actor: Actor, pair: BranchPair, action: Text) -> None:
    """Raises Forbidden for all but officers of the institutions in the pair."""
    if not holds(actor, "participant", pair_standing(pair)):
        raise Forbidden(action=action)


def _write_items(plan: JointPlan, items: Sequence[Mapping[str, Any]]) -> None:
    """The items in their order; one that has an activity keeps its row, found by its topic."""
    paired = set(
        session().scalars(
            sa.select(PairedBranch.branch_id).where(PairedBranch.pair_id == plan.pair_id)
        )
    )
    known = {one.topic: one for one in items_of(plan)}
    for position, said in enumerate(items):
        _check_item(plan, position, said, paired)
        row = known.pop(said["topic"], None) or PlanItem(plan_id=plan.id)
        for name, value in {**said, "position": position + 1}.items():
            setattr(row, name, value)
        session().add(row)
    for dropped in known.values():
        _require_unused(dropped)
        session().delete(dropped)
    session().flush()


def _check_item(plan: JointPlan, position: int, said: Mapping[str, Any], paired: set[UUID]) -> None:
    if said["branch_id"] not in paired:
        words = Text("不是结对的党支部。", "The branch is not in the pair.")
        raise invalid(f"items/{position}/branch_id", "not_paired", words)
    if said["due_on"].year != plan.year:
        words = Text("应在{year}年内。", "It has to be in {year}.").with_facts(year=plan.year)
        raise invalid(f"items/{position}/due_on", "outside_the_year", words)


def items_of(plan: JointPlan) -> list[PlanItem]:
    query = sa.select(PlanItem).where(PlanItem.plan_id == plan.id).order_by(PlanItem.position)
    return list(session().scalars(query))


def _require_unused(item: PlanItem) -> None:
    used = sa.select(PartyActivity.id).where(PartyActivity.plan_item_id == item.id)
    if session().scalar(used.limit(1)) is not None:
        raise ItemInUse(topic=item.topic)
