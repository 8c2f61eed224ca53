"""Figures of research in a period."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.figures import RatioView, check_period, instants, ratio
from coop.core.language import Text
from coop.mechanisms.research.models import ResearchOutcome, ResearchProject, ResearchReport
from coop.mechanisms.research.policy import visible_to
from coop.mechanisms.research.queries.views import ResearchStatisticsView

_DUE = Text("期内到期的立项课题", "approved projects due in the period, not terminated")
_ACCEPTED = Text("期内结题课题", "projects accepted in the period")
_IN_TIME = Text("按期提交报告", "handed in by their day")
_FINISHED = Text("已结题", "accepted")
_ADOPTED = Text("成果已转化", "with a result adopted")


def research_statistics(
    actor: Actor, agreement_id: UUID, *, from_on: date, until_on: date
) -> ResearchStatisticsView:
    """Of those that the actor may see; both days included. Raises NotFound, Invalid.

    On time is a project whose accepted, or newest, report was handed in by its day. Adopted is one
    of which any result was, at any time until now.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    check_period(from_on, until_on)
    counted = sa.and_(ResearchProject.agreement_id == agreement_id, visible_to(actor))
    first, after = instants(from_on, until_on)

    def within(column: Any) -> int:
        return _count(counted, column >= first, column < after)

    due = (
        counted,
        ResearchProject.due_on.between(from_on, until_on),
        ResearchProject.approved_at.is_not(None),
        ResearchProject.terminated_at.is_(None),
    )
    finished = (
        counted,
        ResearchProject.accepted_at >= first,
        ResearchProject.accepted_at < after,
    )
    return ResearchStatisticsView(
        from_on=from_on,
        until_on=until_on,
        counted_at=clock.now(),
        approved_count=within(ResearchProject.approved_at),
        accepted_count=_count(*finished),
        terminated_count=within(ResearchProject.terminated_at),
        outcome_count=_outcomes(counted, from_on, until_on),
        on_time=_ratio(_IN_TIME, _in_time(), due, _DUE),
        accepted=_ratio(_FINISHED, ResearchProject.accepted_at.is_not(None), due, _DUE),
        adopted=_ratio(_ADOPTED, _adopted(), finished, _ACCEPTED),
    )


def _ratio(
    name: Text,
    part: sa.ColumnElement[bool],
    whole: tuple[sa.ColumnElement[bool], ...],
    whole_name: Text,
) -> RatioView:
    """part: what else holds for the rows counted above the line."""
    above, below = _count(*whole, part), _count(*whole)
    return ratio(above, below, numerator_name=name, denominator_name=whole_name)


def _count(*where: sa.ColumnElement[bool]) -> int:
    return session().scalar(sa.select(sa.func.count(ResearchProject.id)).where(*where)) or 0


def _in_time() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        ResearchReport.project_id == ResearchProject.id,
        ResearchReport.number == ResearchProject.report_version,
        ResearchReport.submitted_on <= ResearchReport.due_on,
    )


def _adopted() -> sa.ColumnElement[bool]:
    return sa.exists().where(ResearchOutcome.project_id == ResearchProject.id)


def _outcomes(counted: sa.ColumnElement[bool], from_on: date, until_on: date) -> int:
    query = (
        sa.select(sa.func.count(ResearchOutcome.id))
        .join(ResearchProject, ResearchProject.id == ResearchOutcome.project_id)
        .where(counted, ResearchOutcome.adopted_on.between(from_on, until_on))
    )
    return session().scalar(query) or 0
