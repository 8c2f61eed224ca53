"""Planning activities, and what party building adds to their lifecycle in coop/activities."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities import service as joint
from coop.activities.lifecycle import Lifecycle
from coop.activities.workflow import PARTICIPANT
from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.party_building import printing
from coop.mechanisms.party_building.models import (
    ActivityAttendee,
    Branch,
    BranchPair,
    JointPlan,
    PairedBranch,
    PartyActivity,
    PlanItem,
)
from coop.mechanisms.party_building.policy import ACTIVITIES, institutions_of
from coop.mechanisms.party_building.service import consenting
from coop.mechanisms.party_building.service.pairs import is_current
from coop.mechanisms.party_building.service.plans import PairNotCurrent, require_paired
from coop.registry import directory


class NotJoint(RuleViolation):
    code = "one_institution_only"
    text = Text(
        "联合活动须有两个以上单位人员签到；尚无人签到：{names}。",
        "People of two institutions must have signed in; nobody has from: {names}.",
    )


@command
def plan_party_activity(
    actor: Actor, *, pair_id: UUID, host_branch_id: UUID, **said: Any
) -> PartyActivity:
    """By an officer of the host branch's institution; every other one of the pair is to confirm.

    said: title, form, starts_at, ends_at, place, programme, plan_item_id.
    """
    pair = consenting.PAIRS.lock(actor, pair_id)
    require_paired(actor, pair, Text("拟定共建活动", "Plan an activity"))
    activity = PartyActivity(
        agreement_id=pair.agreement_id,
        pair_id=pair.id,
        lead_id=own_institution(actor),
        planned_by_id=actor.id,
    )
    _write(activity, pair, {**said, "host_branch_id": host_branch_id})
    session().add(activity)
    session().flush()
    others = institutions_of(pair.id) - {activity.lead_id}
    joint.name_parts(ACTIVITIES, activity, dict.fromkeys(others, PARTICIPANT))
    joint.record(ACTIVITIES, actor, activity, "plan")
    return activity


@command
def edit_party_activity(
    actor: Actor, activity_id: UUID, *, expected_version: int, **said: Any
) -> PartyActivity:
    activity = joint.admit(ACTIVITIES, actor, activity_id, "edit", expected_version)
    _write(activity, session().get_one(BranchPair, activity.pair_id), said)
    activity.planned_by_id = actor.id
    joint.record(ACTIVITIES, actor, activity, "edit", fields=sorted(said))
    return activity


def _write(activity: PartyActivity, pair: BranchPair, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(activity, name, value)
    if activity.ends_at <= activity.starts_at:
        words = Text("结束时间应晚于开始时间。", "It has to end after it starts.")
        raise invalid("ends_at", "ends_before_start", words)
    if not is_current(pair, _starts_on(activity)):
        raise PairNotCurrent(day=_starts_on(activity))
    _check_host(activity)
    _check_item(activity)


def _check_host(activity: PartyActivity) -> None:
    own = sa.select(Branch.id).join(PairedBranch, PairedBranch.branch_id == Branch.id)
    own = own.where(
        PairedBranch.pair_id == activity.pair_id,
        Branch.id == activity.host_branch_id,
        Branch.institution_id == activity.lead_id,
    )
    with session().no_autoflush:
        found = session().scalar(own)
    if found is None:
        words = Text(
            "主办支部应为本单位参加结对的党支部。", "The host is a branch of your own in the pair."
        )
        raise invalid("host_branch_id", "not_paired", words)


def _check_item(activity: PartyActivity) -> None:
    if activity.plan_item_id is None:
        return
    with session().no_autoflush:
        pair_id = session().scalar(
            sa.select(JointPlan.pair_id)
            .join(PlanItem, PlanItem.plan_id == JointPlan.id)
            .where(PlanItem.id == activity.plan_item_id)
        )
    if pair_id != activity.pair_id:
        words = Text("不是该结对年度计划的项目。", "It is no item of this pair's plan.")
        raise invalid("plan_item_id", "not_in_plan", words)


def _starts_on(activity: PartyActivity) -> date:
    return clock.day_of(activity.starts_at)


def _held_on(activity: PartyActivity) -> date:
    """Its day, once people of two institutions at least have signed in."""
    present = sa.select(ActivityAttendee.institution_id).where(
        ActivityAttendee.activity_id == activity.id, ActivityAttendee.signed_in_at.is_not(None)
    )
    there = set(session().scalars(present))
    if len(there) < 2:
        names = directory.short_names(activity.agreement_id)
        missing = sorted(institutions_of(activity.pair_id) - there)
        raise NotJoint(names="、".join(names[one] for one in missing))
    return _starts_on(activity)


LIFECYCLE = Lifecycle(
    ACTIVITIES,
    notice=printing.notice,
    sign_by=_starts_on,
    held_on=_held_on,
    record=printing.record,
    facts=printing.attendance_facts,
)
