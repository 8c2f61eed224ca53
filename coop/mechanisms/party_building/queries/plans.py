"""Reads of a year's plans: what was planned, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.policy import Standing
from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.party_building.models import (
    Branch,
    BranchConsent,
    BranchPair,
    JointPlan,
    PairedBranch,
    PartyActivity,
    PlanItem,
)
from coop.mechanisms.party_building.policy import holds, visible_plans
from coop.mechanisms.party_building.queries.branches import (
    consents_of,
    fresh,
    full_names,
    without_agreed,
)
from coop.mechanisms.party_building.queries.views import (
    JointPlanView,
    PlanConsentView,
    PlanItemView,
)
from coop.mechanisms.party_building.workflow import DONE, FORMS, JOINT_PLAN
from coop.registry import directory


def get_joint_plan(actor: Actor, plan_id: UUID) -> JointPlanView:
    """Raises NotFound for all but the institutions of the pair and the register."""
    found = session().scalar(fresh(JointPlan).where(JointPlan.id == plan_id, visible_plans(actor)))
    if found is None:
        raise NotFound
    return plan_views(actor, [found])[0]


def list_joint_plans(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[JointPlanView]:
    """The latest year first. wanted: agreement_id, pair_id, year, state."""
    query = fresh(JointPlan).where(visible_plans(actor))
    for name, value in wanted.items():
        query = query.where(getattr(JointPlan, name) == value)
    ordered = query.order_by(JointPlan.year.desc(), JointPlan.id.desc())
    page = page_of(ordered, limit=limit, cursor=cursor)
    return Page(tuple(plan_views(actor, [one[0] for one in page.items])), page.next)


def offered_items(actor: Actor, *, pair_id: UUID | None = None) -> list[tuple[UUID, str]]:
    """Items of adopted plans, as a form offers them."""
    query = (
        sa.select(PlanItem.id, PlanItem.topic, JointPlan.year)
        .join(JointPlan, JointPlan.id == PlanItem.plan_id)
        .where(visible_plans(actor), JointPlan.state.in_(JOINT_PLAN.sources("revise")))
        .order_by(JointPlan.year.desc(), PlanItem.position)
    )
    if pair_id is not None:
        query = query.where(JointPlan.pair_id == pair_id)
    return [(row.id, f"{row.topic}（{row.year}年计划）") for row in session().execute(query)]


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one plan's item: which activities carry it out, and whether one was held."""

    activity_ids: tuple[UUID, ...]
    is_done: bool


def progress_of(item_ids: Sequence[UUID]) -> dict[UUID, Progress]:
    """Cancelled activities carry nothing out."""
    query = sa.select(PartyActivity.plan_item_id, PartyActivity.id, PartyActivity.state).where(
        PartyActivity.plan_item_id.in_(item_ids), PartyActivity.cancelled_on.is_(None)
    )
    found: dict[UUID, Progress] = {}
    rows: Any = session().execute(query.order_by(PartyActivity.id))
    for item_id, activity_id, state in rows:
        known = found.get(item_id, Progress((), is_done=False))
        found[item_id] = Progress(
            (*known.activity_ids, activity_id), is_done=known.is_done or state in DONE
        )
    return found


def plan_views(actor: Actor, plans: Sequence[JointPlan]) -> list[JointPlanView]:
    ids = [one.id for one in plans]
    consents = consents_of(BranchConsent.plan_id, ids)
    items = _items(ids)
    progress = progress_of([one.id for found in items.values() for one, _branch in found])
    return [
        _plan_view(actor, one, _item_views(items.get(one.id, []), progress), consents)
        for one in plans
    ]


def _items(plan_ids: Sequence[UUID]) -> dict[UUID, list[tuple[PlanItem, Branch]]]:
    query = (
        sa.select(PlanItem, Branch)
        .join(Branch, Branch.id == PlanItem.branch_id)
        .where(PlanItem.plan_id.in_(plan_ids))
        .order_by(PlanItem.position)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[tuple[PlanItem, Branch]]] = {}
    for item, branch in session().execute(query):
        found.setdefault(item.plan_id, []).append((item, branch))
    return found


def _item_views(
    items: Sequence[tuple[PlanItem, Branch]], progress: dict[UUID, Progress]
) -> tuple[PlanItemView, ...]:
    today, called = clock.today(), full_names([branch for _item, branch in items])
    found = []
    for item, branch in items:
        known = progress.get(item.id, Progress((), is_done=False))
        found.append(
            PlanItemView(
                id=item.id,
                position=item.position,
                form=item.form,
                form_label=FORMS[item.form],
                topic=item.topic,
                branch_id=branch.id,
                branch_name=called[branch.id],
                due_on=item.due_on,
                is_done=known.is_done,
                is_overdue=not known.is_done and item.due_on < today,
                activity_ids=known.activity_ids,
            )
        )
    return tuple(found)


def _plan_view(
    actor: Actor,
    plan: JointPlan,
    items: tuple[PlanItemView, ...],
    all_consents: dict[UUID, dict[UUID, BranchConsent]],
) -> JointPlanView:
    consents = all_consents.get(plan.id, {})
    involved = list(
        session().scalars(
            sa.select(PairedBranch.institution_id)
            .where(PairedBranch.pair_id == plan.pair_id)
            .order_by(PairedBranch.id)
        )
    )
    standing = Standing(plan.agreement_id, plan.lead_id, frozenset(involved))
    may = policy.allowed(actor, JOINT_PLAN, plan.state, standing, holds)
    pair = session().get_one(BranchPair, plan.pair_id)
    plain = (
        "id", "version", "state", "agreement_id", "pair_id", "year", "lead_id", "adopted_on",
        "document_id",
    )  # fmt: skip
    return JointPlanView(
        **{name: getattr(plan, name) for name in plain},
        state_label=JOINT_PLAN.states[plan.state],
        allowed_actions=without_agreed(may, actor, consents),
        title=f"{pair.title}{plan.year}年度计划",
        planned_count=len(items),
        done_count=sum(one.is_done for one in items),
        overdue_count=sum(one.is_overdue for one in items),
        items=items,
        consents=tuple(_consents(plan, list(dict.fromkeys(involved)), consents)),
    )


def _consents(
    plan: JointPlan, involved: Sequence[UUID], consents: dict[UUID, BranchConsent]
) -> list[PlanConsentView]:
    names = directory.short_names(plan.agreement_id)
    return [
        PlanConsentView(
            institution_id=one,
            institution_name=names.get(one, ""),
            agreed_at=consents[one].agreed_at if one in consents else None,
            agreed_by=consents[one].agreed_by if one in consents else "",
        )
        for one in involved
    ]
