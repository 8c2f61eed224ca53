"""The clause board on paper and as a table: 年度协议履行情况."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coop.core.language import CHINESE, speaking
from coop.desk.clause_board_views import (
    BoardClauseView,
    BoardObligationView,
    BoardPeriodView,
    ClauseBoardView,
)
from coop.documents import faces
from coop.documents.spreadsheets import NOTHING, Cell, xlsx_file
from coop.registry.directory import PartyRow
from coop.typesetting.content import Block, LetterContent, Paragraph, Table, chinese_date
from coop.typesetting.render import letter_pdf

_HEAD = ("义务", "期间", "完成情况", "结论", "依据")
_WIDTHS = (6.8, 3.6, 4.2, 3.6, 9.8)
_PLAN_HEAD = ("义务", "单位", "年度计划", "已完成", "未按期")
_PLAN_WIDTHS = (8.6, 7.6, 4.2, 3.8, 3.8)
_SHEET_HEAD = ("条款", "机制", "义务", "期间", "单位", "事项", "到期", "完成", "结论")
_NAMED = 2


def board_pdf(board: ClauseBoardView, issuer: PartyRow) -> bytes:
    with speaking(CHINESE):
        content = LetterContent(
            mark=issuer.name,
            number=None,
            formed_on=board.cut_off_on,
            title=f"{board.year}年度《{board.agreement_title}》履行情况",
            addressees=("各成员单位",),
            paragraphs=_paragraphs(board),
            signatures=(issuer.name,),
            internal_mark="内部",
        )
    return letter_pdf(content, faces.chosen()).data


def board_xlsx(board: ClauseBoardView) -> bytes:
    """One row for each record, and for each period without any."""
    title = f"{board.year}年度履行情况"
    with speaking(CHINESE):
        rows = [row for one in board.clauses for row in _sheet_rows(one)]
        return xlsx_file(title, _SHEET_HEAD, rows)


# --------------------------------------------------------------------------- on paper


def _paragraphs(board: ClauseBoardView) -> tuple[Block, ...]:
    opening = (
        f"现将{board.year}年度协议履行情况通报如下（截至{chinese_date(board.cut_off_on)}）。"
        f"已履行{board.met_count}项，履行中{board.due_count}项，未履行{board.breached_count}项。"
    )
    blocks = [block for one in board.clauses for block in _clause(one)]
    plan = [row for one in board.clauses for row in _plan_rows(one)]
    ending: list[Block] = []
    if plan:
        ending = [
            Paragraph("h1", "年度计划与完成情况"),
            Table(_PLAN_HEAD, tuple(plan), _PLAN_WIDTHS),
        ]
    note = "注：逐件义务按到期日归入年度，逾期完成的计入未履行；会商、共享等按知悉范围统计。"
    return (Paragraph("text", opening), *blocks, *ending, Paragraph("text", note))


def _clause(clause: BoardClauseView) -> list[Block]:
    heading = Paragraph("h1", f"{clause.article} {clause.name}")
    duty = Paragraph("text", f"{clause.duty}。")
    rows = [_row(owed, one) for owed in clause.obligations for one in owed.periods]
    if not rows:
        return [heading, duty]
    return [heading, duty, Table(_HEAD, tuple(rows), _WIDTHS)]


def _row(owed: BoardObligationView, period: BoardPeriodView) -> tuple[str, ...]:
    who = f"（{period.institution_name}）" if period.institution_name else ""
    return (
        f"{owed.what}{who}",
        period.label.zh,
        _progress(owed, period),
        period.standing_label.zh,
        _named(period),
    )


def _progress(owed: BoardObligationView, period: BoardPeriodView) -> str:
    if period.times is not None:
        return f"应{period.times}次，已{period.done_count}次"
    total = len(period.evidence)
    return f"共{total}件，按期{owed.met_count}件" if total else NOTHING


def _named(period: BoardPeriodView) -> str:
    """The records that decide, the worst first; how many more there are."""
    titles = [one.title for one in period.evidence]
    if not titles:
        return NOTHING
    told = "；".join(titles[:_NAMED])
    return f"{told}等{len(titles)}件" if len(titles) > _NAMED else told


def _plan_rows(clause: BoardClauseView) -> Iterator[tuple[str, ...]]:
    for owed in clause.obligations:
        for one in owed.institutions:
            counts = (one.planned_count, one.done_count, one.breached_count)
            yield (owed.what, one.institution_name, *(str(count) for count in counts))


# --------------------------------------------------------------------------- as a table


def _sheet_rows(clause: BoardClauseView) -> Iterator[list[Cell]]:
    for owed in clause.obligations:
        for period in owed.periods:
            start = [clause.article, clause.name, owed.what, period.label.zh]
            yield from ([*start, *rest] for rest in _records(period))


def _records(period: BoardPeriodView) -> Sequence[list[Cell]]:
    if not period.evidence:
        return [[period.institution_name, None, None, None, period.standing_label.zh]]
    return [
        [
            "、".join(one.institution_names),
            one.title,
            one.due_on.isoformat(),
            one.done_on.isoformat() if one.done_on else None,
            one.standing_label.zh,
        ]
        for one in period.evidence
    ]
