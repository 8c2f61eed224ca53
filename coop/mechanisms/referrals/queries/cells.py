"""Counts of one row put together into figures, and small ones kept back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coop.core.figures import RatioView, ratio
from coop.core.language import Text
from coop.mechanisms.referrals.models.figures import MEDIATED, NO_DAYS
from coop.mechanisms.referrals.queries.figure_views import (
    AnswerFiguresView,
    ConfirmationFiguresView,
    DiversionFiguresView,
    FiguresView,
    IntakeFiguresView,
    OutcomeFiguresView,
    PendingFiguresView,
    PerformanceFiguresView,
)

LEAST_SHOWN = 5
# What is counted in each group; "a-b" is what is left of a without b, which both would betray.
_GROUPS: dict[str, tuple[str, ...]] = {
    "intake": ("entered",),
    "diversion": ("delegated", "received-delegated"),
    "answers": ("accepted", "refused", "lapsed"),
    "outcomes": ("settled", "failed"),
    "confirmations": ("effective", "applied", "confirmed"),
    "performance": ("performed", "to_perform-performed"),
    "pending": ("overdue", "open-overdue"),
}
_SETTLED = Text("调解成功", "settled")
_CONCLUDED = Text("审结", "ended")
_ENTERED = Text("进入", "entered")
_ANSWERED = Text("答复移送", "answered")
_EFFECTIVE = Text("协议生效", "settlements in effect")


class Cells:
    """What was counted about one subject."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.yuan: Counter[str] = Counter()
        self.days: Counter[int] = Counter()

    def add(self, measure: str, days: int, count: int, yuan: int) -> None:
        self.counts[measure] += int(count)
        self.yuan[measure] += int(yuan)
        if days != NO_DAYS and measure in MEDIATED:
            self.days[days] += int(count)

    def is_small(self, group: str) -> bool:
        return any(0 < one < LEAST_SHOWN for one in self._parts(group))

    def size(self, group: str) -> int:
        return sum(self._parts(group))

    def _parts(self, group: str) -> list[int]:
        told = (one.partition("-") for one in _GROUPS[group])
        return [self.counts[whole] - self.counts[part] for whole, _minus, part in told]


def rows_of(cells: Mapping[str, Cells]) -> list[tuple[str, Cells]]:
    """By subject, the names in their order."""
    return sorted(cells.items(), key=lambda one: one[0])


def masked(rows: Sequence[tuple[str, Cells]], *, masks: bool) -> list[FiguresView]:
    """Figures of each row; with masks, without groups that hold or betray a small cell.

    One group kept back in a single row could be worked out from the total, so that the next
    smallest row's goes with it.
    """
    hidden: dict[str, set[str]] = {group: set() for group in _GROUPS}
    for group in _GROUPS if masks else ():
        hidden[group] = _hidden(group, rows)
    return [_figures(subject, cells, hidden) for subject, cells in rows]


def _hidden(group: str, rows: Sequence[tuple[str, Cells]]) -> set[str]:
    small = {subject for subject, cells in rows if cells.is_small(group)}
    if len(small) == 1:
        others = [(cells.size(group), one) for one, cells in rows if one not in small]
        filled = sorted(one for one in others if one[0])
        small |= {subject for _size, subject in filled[:1]}
    return small


def _figures(subject: str, cells: Cells, hidden: Mapping[str, set[str]]) -> FiguresView:
    kept_back = tuple(group for group in _GROUPS if subject in hidden[group])
    nothing: dict[str, Any] = dict.fromkeys(_GROUPS)
    made = FiguresView(subject=subject or None, suppressed=kept_back, **nothing)
    makers: dict[str, Callable[[Cells], Any]] = {
        "intake": _intake,
        "diversion": _diversion,
        "answers": _answers,
        "outcomes": lambda one: _outcomes(one, is_entered_known="intake" not in kept_back),
        "confirmations": _confirmations,
        "performance": _performance,
        "pending": _pending,
    }
    return replace(
        made, **{group: make(cells) for group, make in makers.items() if group not in kept_back}
    )


def _intake(cells: Cells) -> IntakeFiguresView:
    return IntakeFiguresView(
        entered_count=cells.counts["entered"], claim_yuan=cells.yuan["entered"]
    )


def _diversion(cells: Cells) -> DiversionFiguresView:
    received = cells.counts["received"]
    named = {
        "numerator_name": Text("委派调解", "delegated before filing"),
        "denominator_name": Text("法院接收的适宜调解案件", "suitable cases that courts received"),
    }
    return DiversionFiguresView(
        received_count=received, delegated=ratio(cells.counts["delegated"], received, **named)
    )


def _performance(cells: Cells) -> PerformanceFiguresView:
    due = cells.counts["to_perform"]
    named = {
        "numerator_name": Text("自动履行完毕", "performed without enforcement"),
        "denominator_name": Text("履行期限已届满的协议", "settlements whose day has passed"),
    }
    return PerformanceFiguresView(
        due_count=due, performed=ratio(cells.counts["performed"], due, **named)
    )


def _pending(cells: Cells) -> PendingFiguresView:
    running = cells.counts["open"]
    named = {
        "numerator_name": Text("已超期", "past their day"),
        "denominator_name": Text("在办且计算期限", "under way with a clock"),
    }
    return PendingFiguresView(
        open_count=running, overdue=ratio(cells.counts["overdue"], running, **named)
    )


def _answers(cells: Cells) -> AnswerFiguresView:
    accepted = cells.counts["accepted"]
    named = {"numerator_name": Text("接收", "accepted"), "denominator_name": _ANSWERED}
    return AnswerFiguresView(
        accepted_count=accepted,
        refused_count=cells.counts["refused"],
        lapsed_count=cells.counts["lapsed"],
        accepted=ratio(accepted, cells.size("answers"), **named),
    )


def _outcomes(cells: Cells, *, is_entered_known: bool) -> OutcomeFiguresView:
    settled, failed = cells.counts["settled"], cells.counts["failed"]
    entered = cells.counts["entered"] if is_entered_known else 0
    return OutcomeFiguresView(
        settled_count=settled,
        failed_count=failed,
        success_of_concluded=_of(settled, settled + failed, _CONCLUDED),
        success_of_entered=_of(settled, entered, _ENTERED),
        mean_days=_mean(cells.days),
        median_days=_median(cells.days),
    )


def _of(settled: int, denominator: int, denominator_name: Text) -> RatioView:
    return ratio(settled, denominator, numerator_name=_SETTLED, denominator_name=denominator_name)


def _confirmations(cells: Cells) -> ConfirmationFiguresView:
    effective = cells.counts["effective"]
    applied = {"numerator_name": Text("申请司法确认", "applied for")}
    confirmed = {"numerator_name": Text("确认有效", "confirmed")}
    return ConfirmationFiguresView(
        effective_count=effective,
        settled_yuan=cells.yuan["effective"],
        applied=ratio(cells.counts["applied"], effective, denominator_name=_EFFECTIVE, **applied),
        confirmed=ratio(
            cells.counts["confirmed"], effective, denominator_name=_EFFECTIVE, **confirmed
        ),
    )


def _mean(days: Counter[int]) -> float | None:
    """To one decimal, half up."""
    count = sum(days.values())
    if not count:
        return None
    tenths = (sum(one * times for one, times in days.items()) * 20 + count) // (2 * count)
    return tenths / 10


def _median(days: Counter[int]) -> float | None:
    """The middle one, or the mean of the two in the middle."""
    ranked = sorted((one, times) for one, times in days.items() if times > 0)
    count = sum(times for _one, times in ranked)
    if not count:
        return None
    return (_ranked(ranked, (count - 1) // 2) + _ranked(ranked, count // 2)) / 2


def _ranked(ranked: Sequence[tuple[int, int]], place: int) -> int:
    passed = 0
    for one, times in ranked:
        passed += times
        if place < passed:
            return one
    raise ValueError(place)
