"""Computed days with the sum and the article behind each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.language import Text
from coop.mechanisms.referrals.law import (
    DEADLINE_LABELS,
    ENFORCEMENT_BASIS,
    ENFORCEMENT_YEARS,
    FORMER_DAY,
    STARTS,
)
from coop.mechanisms.referrals.queries.views import ExplainedDayView
from coop.registry import deadlines


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


def enforcement_explained(from_on: date, until_on: date) -> Text:
    years = ENFORCEMENT_YEARS
    return Text(
        f"履行期间届满{from_on} + {years}年 = {until_on}，{ENFORCEMENT_BASIS.zh}",
        f"to be performed by {from_on} + {years} years = {until_on}, {ENFORCEMENT_BASIS.en}",
    )
