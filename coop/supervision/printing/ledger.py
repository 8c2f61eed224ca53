"""The ledger 督办通报 as PDF, xlsx and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coop.documents import faces, spreadsheets
from coop.documents.spreadsheets import NOTHING, XLSX, Cell
from coop.registry.directory import PartyRow
from coop.typesetting.content import LetterContent, Paragraph, Table, chinese_date
from coop.typesetting.render import RenderedPdf, letter_pdf

__all__ = ["HEAD", "XLSX", "Heading", "Rows", "csv_file", "ledger_pdf", "xlsx_file"]

Rows = Sequence[Sequence[Cell]]
HEAD = (
    "牵头单位",
    "期内到期",
    "已销号",
    "按期办结",
    "期末在办",
    "期末超期",
    "办结率（%）",
    "按期办结率（%）",
    "超期率（%）",
)
_WIDTHS = (5.5, 2.5, 2.5, 2.5, 2.5, 2.5, 3.3, 3.4, 3.3)
_RATES_FROM = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """bases: what each rate is divided by."""

    from_on: date
    to_on: date
    cut_off_on: date
    bases: tuple[str, ...]

    @property
    def period(self) -> str:
        return f"{chinese_date(self.from_on)}至{chinese_date(self.to_on)}"


def ledger_pdf(rows: Rows, heading: Heading, issuer: PartyRow) -> RenderedPdf:
    cut_off = chinese_date(heading.cut_off_on)
    content = LetterContent(
        mark=issuer.name,
        number=None,
        formed_on=heading.cut_off_on,
        title="督办任务办理情况通报",
        addressees=("各成员单位",),
        paragraphs=(
            Paragraph("text", f"现将{heading.period}督办任务办理情况通报如下（截至{cut_off}）。"),
            Table(HEAD, tuple(tuple(_shown(row)) for row in rows), _WIDTHS),
            Paragraph("text", f"注：{'；'.join(heading.bases)}。"),
        ),
        signatures=(issuer.name,),
    )
    return letter_pdf(content, faces.chosen())


def csv_file(rows: Rows, *, bom: bool) -> bytes:
    return spreadsheets.csv_file(HEAD, [_shown(row) for row in rows], bom=bom)


def xlsx_file(rows: Rows, heading: Heading) -> bytes:
    """One sheet: period, table, what the rates are divided by."""
    told = f"{heading.period}督办任务办理情况（截至{chinese_date(heading.cut_off_on)}）"
    return spreadsheets.xlsx_file("督办通报", HEAD, rows, above=(told,), below=heading.bases)


def _shown(row: Sequence[Cell]) -> list[str]:
    """Counts as they are, rates with two decimals, nothing as a dash."""
    counts = [str(cell) for cell in row[:_RATES_FROM]]
    rates = [NOTHING if cell is None else f"{cell:.2f}" for cell in row[_RATES_FROM:]]
    return [*counts, *rates]
