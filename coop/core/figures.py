"""Figures of a period: both parts of each ratio are named, nothing ÷ 0 is None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coop.core.errors import invalid
from coop.core.language import SHANGHAI, Text

_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioView:
    """A ratio with both its parts named. percent: to two decimals, None where nothing counts."""

    numerator: int
    denominator: int
    numerator_name: Text
    denominator_name: Text
    percent: float | None


def ratio(
    numerator: int, denominator: int, *, numerator_name: Text, denominator_name: Text
) -> RatioView:
    # Whole hundredths of a percent, half up: rounding a float would round half to even.
    hundredths = (numerator * 20_000 + denominator) // (2 * denominator) if denominator else None
    return RatioView(
        numerator=numerator,
        denominator=denominator,
        numerator_name=numerator_name,
        denominator_name=denominator_name,
        percent=hundredths / 100 if hundredths is not None else None,
    )


def check_period(from_on: date, until_on: date) -> None:
    """Raises Invalid for years that nobody counts, and for a period turned round."""
    for name, day in (("from_on", from_on), ("until_on", until_on)):
        if day.year not in _YEARS:
            words = Text("年份应在2000至2100年之间。", "The year is one of 2000 to 2100.")
            raise invalid(name, "out_of_range", words)
    if until_on < from_on:
        words = Text("截止日不能早于起始日。", "The period ends before it begins.")
        raise invalid("until_on", "ends_before_start", words)


def instants(from_on: date, until_on: date) -> tuple[datetime, datetime]:
    """Midnight in Asia/Shanghai of the first day, and of the day after the last."""
    after = until_on + timedelta(days=1)
    return datetime.combine(from_on, time(), SHANGHAI), datetime.combine(after, time(), SHANGHAI)
