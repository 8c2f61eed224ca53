"""The work tip 工作提示 and the monthly table 月度调度表."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from coop.documents import faces
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.registry import directory
from coop.supervision.colour import BLUE, NONE, RED, YELLOW
from coop.supervision.models import SheetLine, WorkSheet
from coop.supervision.printing.filing import Origin, chinese_date, keep, numbered, short_day
from coop.supervision.workflow import SHEET_KINDS, WORKFLOW
from coop.typesetting.content import LetterContent, Paragraph, Table
from coop.typesetting.render import RenderedPdf, letter_pdf

# The parts and widths of the 28 characters of a line.
_HEAD = ("序号", "任务", "牵头单位", "期限", "状态", "进度", "预警")
_WIDTHS = (2.5, 8.5, 5.0, 4.0, 3.0, 2.5, 2.5)
_COLOURS = {RED: "红", YELLOW: "黄", BLUE: "蓝", NONE: "—"}
# The document registry has no kind of its own for the monthly table.
_DOCUMENT_KINDS = {"work_tip": "work_tip", "monthly_dispatch": "report"}


def file_sheet(
    sheet: WorkSheet,
    lines: Sequence[SheetLine],
    steps: tuple[Taken, ...],
    *,
    corrects_id: UUID | None = None,
) -> OfficialDocument:
    """corrects_id: the edition before the secretariat's notes."""
    pdf = letter_pdf(sheet_content(sheet, lines), faces.chosen())
    return keep(
        Origin(
            agreement_id=sheet.agreement_id,
            issuer_id=sheet.issuer_id,
            kind=_DOCUMENT_KINDS[sheet.kind],
            source_kind="work_sheet",
            source_id=sheet.id,
            title=sheet.title,
            issue_no=_number(sheet),
            formed_on=sheet.made_on,
            steps=steps,
            corrects_id=corrects_id,
        ),
        pdf,
    )


def sheet_pdf(sheet: WorkSheet, lines: Sequence[SheetLine]) -> RenderedPdf:
    return letter_pdf(sheet_content(sheet, lines), faces.chosen())


def sheet_content(sheet: WorkSheet, lines: Sequence[SheetLine]) -> LetterContent:
    """The letter with its table; names are those of the day on which it was made."""
    parties = directory.parties(sheet.agreement_id, on=sheet.made_on)
    issuer = next(one for one in parties if one.institution_id == sheet.issuer_id)
    return LetterContent(
        mark=issuer.name,
        number=_number(sheet),
        formed_on=sheet.made_on,
        title=sheet.title,
        addressees=tuple(one.short_name for one in parties),
        paragraphs=(
            Paragraph("text", _summary(sheet, lines)),
            Table(head=_HEAD, rows=tuple(_row(one) for one in lines), widths=_WIDTHS),
            *(Paragraph("text", text) for text in sheet.notes.splitlines() if text.strip()),
            Paragraph("text", "请各牵头单位对照期限推进，每周最后一个工作日前填报进展。"),
        ),
        signatures=(issuer.name,),
    )


def _number(sheet: WorkSheet) -> str:
    return numbered(SHEET_KINDS[sheet.kind].zh, sheet.year, sheet.serial)


def _summary(sheet: WorkSheet, lines: Sequence[SheetLine]) -> str:
    count = {code: sum(one.colour == code for one in lines) for code in _COLOURS}
    return (
        f"截至{chinese_date(sheet.made_on)}，在办任务{len(lines)}项，其中超期（红色）{count[RED]}项、"
        f"进度滞后（黄色）{count[YELLOW]}项、临近期限（蓝色）{count[BLUE]}项。现将有关情况提示如下。"
    )


def _row(line: SheetLine) -> tuple[str, ...]:
    return (
        str(line.position),
        line.title,
        line.lead_name,
        short_day(line.due_on),
        WORKFLOW.states[line.state].zh,
        "—" if line.percent is None else f"{line.percent}%",
        _COLOURS[line.colour],
    )
