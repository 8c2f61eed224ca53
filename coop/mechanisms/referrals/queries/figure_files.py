"""Figures as a spreadsheet: one row for everything, each body, cause and month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.doors import Download
from coop.core.figures import RatioView
from coop.core.language import CHINESE, speaking
from coop.documents.spreadsheets import XLSX, Cell, xlsx_file
from coop.mechanisms.referrals.queries.figure_views import DisputeFiguresView, FiguresView
from coop.mechanisms.referrals.queries.statistics import dispute_figures

_TITLE = "调解统计"
_KEPT_BACK = "小于5，不公布"
# Group, what stands in it, how it is headed; a ratio takes three columns.
_NUMBERS: tuple[tuple[str, str, str], ...] = (
    ("intake", "entered_count", "进入"),
    ("intake", "claim_yuan", "标的额（元）"),
    ("diversion", "delegated", "诉前分流率"),
    ("answers", "accepted", "接收率"),
    ("outcomes", "settled_count", "调解成功"),
    ("outcomes", "failed_count", "调解未成"),
    ("outcomes", "success_of_concluded", "调解成功率"),
    ("outcomes", "success_of_entered", "按进入数计的成功率"),
    ("outcomes", "mean_days", "平均调解天数"),
    ("outcomes", "median_days", "调解天数中位数"),
    ("confirmations", "effective_count", "协议生效"),
    ("confirmations", "settled_yuan", "协议金额（元）"),
    ("confirmations", "applied", "申请司法确认率"),
    ("confirmations", "confirmed", "司法确认率"),
    ("performance", "performed", "自动履行率"),
    ("pending", "overdue", "超期率"),
)
_RATIOS = frozenset(
    {
        "delegated", "accepted", "success_of_concluded", "success_of_entered", "applied",
        "confirmed", "performed", "overdue",
    }
)  # fmt: skip


def dispute_figures_file(actor: Actor, *, agreement_id: UUID, **asked: Any) -> Download:
    """The same figures as dispute_figures answers, small cells left out alike."""
    with speaking(CHINESE):
        figures = dispute_figures(actor, agreement_id=agreement_id, **asked)
        period = f"{figures.from_month:%Y-%m}至{figures.until_month:%Y-%m}"
        content = xlsx_file(
            _TITLE,
            ("范围", "名称", *_heads(figures)),
            list(_rows(figures)),
            above=(f"{_TITLE}（{period}）", _cut_off(figures), str(figures.note)),
        )
    return Download(f"{_TITLE}（{period}）.xlsx", XLSX, content)


def _cut_off(figures: DisputeFiguresView) -> str:
    return f"截至{figures.cut_off_at:%Y-%m-%d}；在办和超期为{figures.counted_on}的数字。"


def _rows(figures: DisputeFiguresView) -> Iterator[tuple[Cell, ...]]:
    for scope, rows in (
        ("合计", (figures.total,)),
        ("调解组织", figures.by_body),
        ("案由", figures.by_cause),
        ("月份", figures.by_month),
    ):
        for one in rows:
            yield (scope, one.subject, *_cells(one))


def _heads(figures: DisputeFiguresView) -> Iterator[str]:
    """A ratio is headed by the names of both its parts, as any row tells them."""
    rows = (figures.total, *figures.by_body, *figures.by_cause, *figures.by_month)
    for group, name, head in _NUMBERS:
        yield head
        if name in _RATIOS:
            found = (getattr(getattr(one, group), name) for one in rows if getattr(one, group))
            named = next(found, None)
            parts = (named.numerator_name, named.denominator_name) if named else ("—", "—")
            yield from (f"{head}：分子（{parts[0]}）", f"{head}：分母（{parts[1]}）")


def _cells(one: FiguresView) -> Iterator[Cell]:
    for group, name, _head in _NUMBERS:
        if group in one.suppressed:
            yield from (_KEPT_BACK,) * (3 if name in _RATIOS else 1)
            continue
        value = getattr(getattr(one, group), name)
        if isinstance(value, RatioView):
            yield from (value.percent, value.numerator, value.denominator)
        else:
            yield value
