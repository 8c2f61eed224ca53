"""Computed days with the sum and the article behind each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.language import Text
from coop.mechanisms.referrals.law import (
    DEADLINE_LABELS,
    ENFORCEMENT_BASIS,
    ENFORCEMENT_YEARS,
    FORMER_DAY,
    SELECTION,
    STARTS,
)
from coop.mechanisms.referrals.queries.views import ExplainedDayView
from coop.registry import deadlines
from coop.registry.models import Deadline


def explained_days(
    agreement_id: UUID, subject_id: UUID, *, extended_from: Collection[date] = ()
) -> tuple[ExplainedDayView, ...]:
    """Every deadline of a dispute or settlement, earliest first.

    extended_from: former due days, from which an extension counts on.
    """
    return tuple(
        ExplainedDayView(
            kind=one.kind,
            label=DEADLINE_LABELS[one.kind],
            due_on=one.due_on,
            explanation=deadlines.explained(
                agreement_id,
                one,
                FORMER_DAY if one.start_on in extended_from else STARTS[one.kind],
            ),
            is_provisional=one.is_provisional,
            met_on=one.met_on,
            is_late=(one.met_on or clock.today()) > one.due_on,
        )
        for one in deadlines.due_dates(subject_id)
    )


def nearest_days(dispute_ids: Collection[UUID]) -> dict[UUID, Any]:
    """The first day that runs for each; once the parties' days to choose are over, the court's."""
    over = sa.and_(Deadline.kind == SELECTION, Deadline.due_on < clock.today())
    columns: tuple[Any, ...] = (
        Deadline.subject_id,
        Deadline.kind,
        Deadline.due_on,
        Deadline.basis,
        Deadline.is_provisional,
    )
    runs = sa.and_(Deadline.subject_id.in_(dispute_ids), Deadline.met_on.is_(None), ~over)
    query = sa.select(*columns).where(runs).order_by(Deadline.due_on, Deadline.kind)
    found: dict[UUID, Any] = {}
    for row in session().execute(query):
        found.setdefault(row.subject_id, row)
    return found


def enforcement_explained(from_on: date, until_on: date) -> Text:
    years = ENFORCEMENT_YEARS
    return Text(
        f"履行期间届满{from_on} + {years}年 = {until_on}，{ENFORCEMENT_BASIS.zh}",
        f"to be performed by {from_on} + {years} years = {until_on}, {ENFORCEMENT_BASIS.en}",
    )
