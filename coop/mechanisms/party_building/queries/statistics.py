"""Statistics of party building: activities, person-times, the plan against what was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.activities.policy import visible
from coop.activities.workflow import REPORT
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.figures import RatioView, check_period, ratio
from coop.core.language import Text
from coop.mechanisms.party_building.models import (
    ActivityAttendee,
    JointPlan,
    PartyActivity,
    PlanItem,
)
from coop.mechanisms.party_building.policy import ACTIVITIES, visible_plans
from coop.mechanisms.party_building.queries.plans import progress_of
from coop.mechanisms.party_building.workflow import FORMS, JOINT_PLAN
from coop.registry import directory
from coop.registry.models import Deadline


@dataclass(frozen=True, slots=True)
class FormCountView:
    """How many activities of one form were held."""

    form: str
    label: Text
    count: int


@dataclass(frozen=True, slots=True)
class PersonTimesView:
    """人次 of one institution: every sign-in counts once."""

    institution_id: UUID
    institution_name: str
    person_times: int
    hosted_count: int


@dataclass(frozen=True, slots=True)
class PartyStatisticsView:
    """Of what the caller may see, from from_on to until_on, both days included."""

    agreement_id: UUID
    from_on: date
    until_on: date
    held_count: int
    person_times: int
    forms: tuple[FormCountView, ...]
    institutions: tuple[PersonTimesView, ...]
    plan_completion: RatioView
    reports_on_time: RatioView


def party_statistics(
    actor: Actor, agreement_id: UUID, *, from_on: date, until_on: date
) -> PartyStatisticsView:
    """Raises NotFound for strangers, Invalid when the period is turned round."""
    if not actor.sees(agreement_id):
        raise NotFound
    check_period(from_on, until_on)
    within = sa.and_(
        PartyActivity.agreement_id == agreement_id,
        PartyActivity.held_on.between(from_on, until_on),
        visible(ACTIVITIES, actor),
    )
    held = session().execute(sa.select(PartyActivity.form, PartyActivity.lead_id).where(within))
    rows = held.all()
    people = _person_times(within)
    return PartyStatisticsView(
        agreement_id=agreement_id,
        from_on=from_on,
        until_on=until_on,
        held_count=len(rows),
        person_times=sum(people.values()),
        forms=_forms(Counter(row.form for row in rows)),
        institutions=_institutions(agreement_id, people, Counter(row.lead_id for row in rows)),
        plan_completion=_plan(actor, agreement_id, (from_on, until_on)),
        reports_on_time=_reports(actor, agreement_id, (from_on, until_on)),
    )


def _person_times(within: sa.ColumnElement[bool]) -> Counter[UUID]:
    query = (
        sa.select(ActivityAttendee.institution_id, sa.func.count())
        .join(PartyActivity, PartyActivity.id == ActivityAttendee.activity_id)
        .where(within, ActivityAttendee.signed_in_at.is_not(None))
        .group_by(ActivityAttendee.institution_id)
    )
    return Counter({row[0]: row[1] for row in session().execute(query)})


def _forms(counted: Counter[str]) -> tuple[FormCountView, ...]:
    return tuple(
        FormCountView(form, label, counted[form]) for form, label in FORMS.items() if counted[form]
    )


def _institutions(
    agreement_id: UUID, people: Counter[UUID], hosted: Counter[UUID]
) -> tuple[PersonTimesView, ...]:
    return tuple(
        PersonTimesView(
            one.institution_id,
            one.short_name,
            people[one.institution_id],
            hosted[one.institution_id],
        )
        for one in directory.parties(agreement_id)
    )


def _plan(actor: Actor, agreement_id: UUID, days: tuple[date, date]) -> RatioView:
    query = (
        sa.select(PlanItem.id)
        .join(JointPlan, JointPlan.id == PlanItem.plan_id)
        .where(
            JointPlan.agreement_id == agreement_id,
            JointPlan.state.in_(JOINT_PLAN.sources("revise")),
            PlanItem.due_on.between(*days),
            visible_plans(actor),
        )
    )
    due = list(session().scalars(query))
    return ratio(
        sum(one.is_done for one in progress_of(due).values()),
        len(due),
        numerator_name=Text("其中已开展的", "of these held"),
        denominator_name=Text("期间到期的计划项目", "items of adopted plans due in the period"),
    )


def _reports(actor: Actor, agreement_id: UUID, days: tuple[date, date]) -> RatioView:
    query = (
        sa.select(Deadline)
        .join(PartyActivity, PartyActivity.id == Deadline.subject_id)
        .where(
            PartyActivity.agreement_id == agreement_id,
            Deadline.kind == REPORT,
            Deadline.due_on.between(*days),
            visible(ACTIVITIES, actor),
        )
    )
    due = list(session().scalars(query))
    return ratio(
        sum(one.met_on is not None and one.met_on <= one.due_on for one in due),
        len(due),
        numerator_name=Text("其中按时报送总结的", "of these reported in time"),
        denominator_name=Text("期间应报送总结的活动", "activities whose report was due"),
    )
