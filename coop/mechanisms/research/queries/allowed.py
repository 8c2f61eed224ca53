"""What an actor may do now: the table and the post, less what the facts rule out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.research.models import (
    MidtermReview,
    ResearchChange,
    ResearchReport,
    ResearchReview,
    ResearchStage,
)
from coop.mechanisms.research.policy import Standing, holds, reviewer_of
from coop.mechanisms.research.workflow import PROJECT


@dataclass(slots=True)
class Facts:
    """What rules actions out, of one project. waiting: kinds of change that are undecided."""

    open_stages: int = 0
    waiting: set[str] = field(default_factory=set)
    midterm_verdicts: list[str | None] = field(default_factory=list)
    reviewed_by: set[UUID] = field(default_factory=set)

    @property
    def midterm_waits(self) -> bool:
        return None in self.midterm_verdicts

    @property
    def midterm_passed(self) -> bool:
        return "on_course" in self.midterm_verdicts


def facts_of(project_ids: Collection[UUID]) -> dict[UUID, Facts]:
    """Of several projects in four queries."""
    found: dict[UUID, Facts] = defaultdict(Facts)
    for project_id, count in _rows(
        sa.select(ResearchStage.project_id, sa.func.count())
        .where(ResearchStage.project_id.in_(project_ids), ResearchStage.reached_on.is_(None))
        .group_by(ResearchStage.project_id)
    ):
        found[project_id].open_stages = count
    undecided = sa.select(ResearchChange.project_id, ResearchChange.kind).where(
        ResearchChange.project_id.in_(project_ids), ResearchChange.granted.is_(None)
    )
    for project_id, kind in _rows(undecided):
        found[project_id].waiting.add(kind)
    checks = sa.select(MidtermReview.project_id, MidtermReview.verdict).where(
        MidtermReview.project_id.in_(project_ids)
    )
    for project_id, verdict in _rows(checks.order_by(MidtermReview.number)):
        found[project_id].midterm_verdicts.append(verdict)
    for project_id, person_id in _rows(_reviews(project_ids)):
        found[project_id].reviewed_by.add(person_id)
    return found


def _reviews(project_ids: Collection[UUID]) -> sa.Executable:
    """Who has reviewed the newest report version."""
    newest = (
        sa.select(ResearchReport.project_id, sa.func.max(ResearchReport.number).label("number"))
        .where(ResearchReport.project_id.in_(project_ids))
        .group_by(ResearchReport.project_id)
        .subquery()
    )
    return (
        sa.select(ResearchReport.project_id, ResearchReview.person_id)
        .join(ResearchReview, ResearchReview.report_id == ResearchReport.id)
        .join(
            newest,
            sa.and_(
                newest.c.project_id == ResearchReport.project_id,
                newest.c.number == ResearchReport.number,
            ),
        )
    )


def _rows(query: sa.Executable) -> Sequence[Any]:
    return session().execute(query).all()


def allowed_actions(actor: Actor, row: Any, standing: Standing, facts: Facts) -> tuple[str, ...]:
    """row: of the project."""
    granted = policy.allowed(actor, PROJECT, row.state, standing, holds)
    out = _ruled_out(row, facts) | _reviewer_out(actor, standing, facts)
    if actor.id is not None and actor.id in {row.leader_id, row.proposed_by_id}:
        out.add("approve")
    return tuple(action for action in granted if action not in out)


def _ruled_out(row: Any, facts: Facts) -> set[str]:
    is_late = clock.today() > row.due_on
    is_extended = row.due_on != row.planned_due_on
    has_ended = facts.midterm_waits or facts.midterm_passed
    judged = {
        "raise_item": row.item_id is not None,
        "approve_by_meeting": row.item_id is None,
        "reach_stage": facts.open_stages == 0,
        "report_midterm": has_ended,
        "midterm": not facts.midterm_waits,
        "ask_leader_change": "leader" in facts.waiting,
        "change_leader": "leader" not in facts.waiting,
        "ask_extension": is_late or is_extended or "extension" in facts.waiting,
        "extend": "extension" not in facts.waiting,
        "submit": not facts.midterm_passed,
    }
    return {action for action, is_out in judged.items() if is_out}


def _reviewer_out(actor: Actor, standing: Standing, facts: Facts) -> set[str]:
    """Each reviewer gives one verdict on a version."""
    reviewer = reviewer_of(actor, standing)
    is_done = reviewer is not None and reviewer.person_id in facts.reviewed_by
    return {"accept", "return"} if is_done else set()
