"""Steps of joint activities that wait for one officer, as selects for the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from coop.activities.kinds import Kind
from coop.activities.policy import posts_of
from coop.activities.workflow import REPORT
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import Condition, Held, Steps, Waiting
from coop.registry.conditions import due_of


def waiting(
    kind: Kind[Any], actor: Actor, *, url: str, may_be_over: Condition, words: Mapping[str, Text]
) -> Iterator[Waiting]:
    """may_be_over: rows that may be recorded as held by now; words: by action."""
    activity = kind.activity
    steps = Steps(
        workflow=kind.workflow,
        state=activity.state,
        held=held(actor, kind),
        rows=sa.select(activity.id),
        url=url,
        subject_id=activity.id,
        title=activity.title,
    )
    unconfirmed = _part(kind, actor, kind.part.confirmed_at.is_(None))
    report = due_of(activity.id, REPORT)
    yield from steps.waiting("approve", "review", kind=words["approve"])
    yield from steps.waiting("confirm", "answer", unconfirmed, kind=words["confirm"])
    yield from steps.waiting("hold", "do", may_be_over, kind=words["hold"])
    yield from steps.waiting("report", "do", kind=words["report"], due=report)
    yield from steps.waiting("archive", "do", kind=words["archive"])


def held(actor: Actor, kind: Kind[Any]) -> Held:
    """policy.holds as a condition."""
    activity, own = kind.activity, actor.institution_id

    def condition(role: str) -> Condition | None:
        under = actor.agreements_with(*posts_of(role))
        if not under:
            return None
        named = _part(kind, actor)
        is_lead = activity.lead_id == own
        parts = {"participant": named, "partner": sa.and_(named, ~is_lead)}
        return sa.and_(activity.agreement_id.in_(under), parts.get(role, is_lead))

    return condition


def _part(kind: Kind[Any], actor: Actor, *more: Condition) -> Condition:
    return sa.exists().where(
        kind.part.activity_id == kind.activity.id,
        kind.part.institution_id == actor.institution_id,
        *more,
    )
