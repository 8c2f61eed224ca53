"""How one obligation stands: its periods against what was done in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from coop.core import clock
from coop.core.evidence import CASE, STANDINGS, Evidence, Span
from coop.core.language import Text
from coop.desk.clause_board_views import BoardEvidenceView, BoardPeriodView
from coop.registry.clauses import ObligationRow

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, CASE: 12}
_LABELS = {
    "month": Text("{number}月", "month {number}"),
    "quarter": Text("第{number}季度", "quarter {number}"),
    "half_year": Text("{half}半年", "half-year {number}"),
    "year": Text("全年", "the year"),
    CASE: Text("全年", "the year"),
}
_HALVES = ("上", "下")
_LATE = Text("逾期履行", "done late")
# The worst first: what one breach makes of the whole.
_WORST = ("breached", "due", "met", "ahead", "idle")
Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Period:
    label: Text
    span: Span


def year_of(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def periods_of(every: str, year: int) -> tuple[Period, ...]:
    """The calendar periods of a year; cases are told over the whole of it."""
    length = _MONTHS[every]
    return tuple(
        Period(_label(every, number), _span(year, first, length))
        for number, first in enumerate(range(1, 13, length), 1)
    )


def _label(every: str, number: int) -> Text:
    half = _HALVES[(number - 1) % len(_HALVES)]
    return _LABELS[every].with_facts(number=number, half=half)


def _span(year: int, first: int, length: int) -> Span:
    after = first + length
    following = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return Span(date(year, first, 1), following - timedelta(days=1))


def worst(standings: Sequence[str]) -> str:
    return min(standings, key=_WORST.index, default="idle")


def period_view(
    owed: ObligationRow,
    period: Period,
    found: Sequence[Evidence],
    names: Names,
    bearer_id: UUID | None = None,
) -> BoardPeriodView:
    """found: all evidence of the obligation; bearer_id: the party that owes it by itself."""
    inside = [one for one in found if period.span.holds(_day(owed, one))]
    if bearer_id is not None:
        inside = [one for one in inside if bearer_id in one.institution_ids]
    done = sum(one.done_on is not None for one in inside)
    planned = sum(_is_ahead(one) for one in inside)
    standing = _of_cases(inside) if owed.times is None else _of_times(owed.times, done, period.span)
    return BoardPeriodView(
        label=period.label,
        from_on=period.span.from_on,
        to_on=period.span.to_on,
        institution_name=names.get(bearer_id) if bearer_id else None,
        times=owed.times,
        done_count=done,
        planned_count=planned,
        is_planned=owed.times is not None and done + planned >= owed.times,
        standing=standing,
        standing_label=STANDINGS[standing],
        evidence=tuple(_shown(owed, one, names) for one in _in_order(owed, inside)),
    )


def _day(owed: ObligationRow, one: Evidence) -> date:
    """A case belongs to the day it is due on, whenever it was done."""
    return one.due_on if owed.times is None else one.on


def _is_ahead(one: Evidence) -> bool:
    return one.done_on is None and one.due_on >= clock.today()


def _of_times(times: int, done: int, span: Span) -> str:
    today = clock.today()
    if done >= times:
        return "met"
    if today > span.to_on:
        return "breached"
    return "ahead" if today < span.from_on else "due"


def _of_cases(cases: Sequence[Evidence]) -> str:
    return worst([one.standing for one in cases])


def standing_of(owed: ObligationRow, one: Evidence) -> str:
    """Of one record: what is owed so many times is done or not, whenever it was planned for."""
    if owed.times is None:
        return one.standing
    return "due" if one.done_on is None else "met"


def _in_order(owed: ObligationRow, found: Sequence[Evidence]) -> list[Evidence]:
    """Cases with the worst first; what is owed so many times with the proof before the plan."""
    if owed.times is None:
        return sorted(found, key=lambda one: (_WORST.index(one.standing), one.due_on))
    return sorted(found, key=lambda one: (one.done_on is None, one.due_on))


def _shown(owed: ObligationRow, one: Evidence, names: Names) -> BoardEvidenceView:
    standing = standing_of(owed, one)
    is_late = standing == "breached" and one.done_on is not None
    return BoardEvidenceView(
        title=one.title,
        url=one.url,
        institution_names=tuple(names.get(each, "") for each in one.institution_ids),
        due_on=one.due_on,
        done_on=one.done_on,
        standing=standing,
        standing_label=_LATE if is_late else STANDINGS[standing],
    )
