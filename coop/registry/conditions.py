"""What selects of other wings ask of the registry: who hosts today, what is due and why.

The same answers one by one are in directory.py and deadlines.py.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.worklist import Due
from coop.registry.directory import member_on
from coop.registry.models import (
    Agreement,
    CalendarDay,
    CalendarYear,
    Deadline,
    Institution,
    Party,
    RotationTerm,
)

Condition = sa.ColumnElement[bool]
Column = sa.SQLColumnExpression[Any]
_WEEK = 7
_WORKED = 5


def _runs() -> Condition:
    today = clock.today()
    return sa.and_(RotationTerm.from_on <= today, RotationTerm.to_on >= today)


def hosted_by(agreement_id: Column, institution_id: UUID | Column | None) -> Condition:
    """Whether this institution hosts the row's agreement today."""
    return sa.exists().where(
        RotationTerm.agreement_id == agreement_id,
        RotationTerm.institution_id == institution_id,
        _runs(),
    )


def hosted_next_by(agreement_id: Column, institution_id: UUID | None) -> Condition:
    """Whether the first term after today's day is this institution's."""
    today = clock.today()
    later = sa.orm.aliased(RotationTerm)
    first = (
        sa.select(sa.func.min(later.from_on))
        .where(later.agreement_id == RotationTerm.agreement_id, later.from_on > today)
        .scalar_subquery()
    )
    return sa.exists().where(
        RotationTerm.agreement_id == agreement_id,
        RotationTerm.institution_id == institution_id,
        RotationTerm.from_on == first,
    )


def is_party_of_kind(agreement_id: Column, institution_id: UUID | None, kind: str) -> Condition:
    """Whether this institution is a member today and of that kind ("court")."""
    # An alias, as the statement around it may ask for institutions too.
    member = sa.orm.aliased(Institution)
    return sa.exists().where(
        Party.agreement_id == agreement_id,
        Party.institution_id == institution_id,
        member.id == Party.institution_id,
        member.kind == kind,
        member_on(clock.today()),
    )


def due_of(subject_id: Column, kind: str, *, met: bool = False) -> Due:
    """The subject's deadline of that kind; met: also one that was kept or is over."""
    found = sa.and_(Deadline.subject_id == subject_id, Deadline.kind == kind)
    if not met:
        found = sa.and_(found, Deadline.met_on.is_(None))
    return Due(
        sa.select(Deadline.due_on).where(found).scalar_subquery(),
        sa.select(Deadline.basis).where(found).scalar_subquery(),
    )


def working_weeks(agreement_ids: Collection[UUID], day: date) -> sa.CTE:
    """(agreement_id, last_on) of each: the last working day of the ISO week of `day`.

    NULL in a week without one, and for a year without a calendar.
    """
    week = _week_of(day)
    agreement_id = Agreement.id
    own_first = sa.case((CalendarDay.agreement_id.is_(None), 1), else_=0)
    differs = (
        sa.select(CalendarDay.kind)
        .where(
            CalendarDay.on_day == week.c.on_day,
            sa.or_(CalendarDay.agreement_id.is_(None), CalendarDay.agreement_id == agreement_id),
        )
        .order_by(own_first)
        .limit(1)
        .correlate(week, Agreement)
        .scalar_subquery()
    )
    is_worked = sa.and_(
        sa.func.coalesce(differs, week.c.kind) == "work",
        week.c.year.in_(sa.select(CalendarYear.year)),
    )
    last_on = sa.func.max(sa.case((is_worked, week.c.on_day)))
    found = (
        sa.select(agreement_id.label("agreement_id"), last_on.label("last_on"))
        .join_from(Agreement, week, sa.true())
        .where(agreement_id.in_(sorted(agreement_ids)))
        .group_by(agreement_id)
    )
    # Asked for once and not for every row that is joined to it.
    return found.cte("working_week").prefix_with("MATERIALIZED")


def _week_of(day: date) -> sa.Subquery:
    """(on_day, year, kind) from Monday to Sunday, as if there were no holidays."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(_WEEK)]
    return sa.union_all(
        *(
            sa.select(
                sa.literal(one, sa.Date).label("on_day"),
                sa.literal(one.year).label("year"),
                sa.literal("work" if number < _WORKED else "off").label("kind"),
            )
            for number, one in enumerate(days)
        )
    ).subquery("week")
