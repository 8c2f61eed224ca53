"""Papers of joint activities as letters, filed for the institutions in them; figures as xlsx."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.activities.kinds import Activity, Kind
from coop.activities.policy import parts_of
from coop.activities.queries import number_of
from coop.core import clock
from coop.core.doors import Download
from coop.core.figures import RatioView
from coop.core.language import Text
from coop.documents import faces
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.documents.spreadsheets import XLSX, xlsx_file
from coop.registry import directory
from coop.typesetting.content import (
    Attachment,
    Block,
    LetterContent,
    Paragraph,
    Table,
    chinese_date,
    paragraphs_of,
)
from coop.typesetting.render import letter_pdf

_TOP_LEVEL = re.compile(r"^[ \t\u3000]*([一二三四五六七八九十]{1,3})、", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is filed. issuer_id: under whose name; signed_ids: whose names stand below the text.

    circle: who alone may know of it; the others of the circle are addressed. steps: who drafted,
    signed and issued it.
    """

    agreement_id: UUID
    kind: str
    issuer_id: UUID
    issue_no: str
    title: str
    blocks: Sequence[Block]
    circle: Sequence[UUID]
    source_kind: str
    source_id: UUID
    steps: tuple[Taken, ...]
    signed_ids: Sequence[UUID] = ()
    attachments: tuple[Attachment, ...] = ()


def file_paper(paper: Paper) -> OfficialDocument:
    today = clock.today()
    issuer = directory.party(paper.agreement_id, paper.issuer_id)
    names = {one: directory.party(paper.agreement_id, one).name for one in paper.circle}
    signed = paper.signed_ids or (paper.issuer_id,)
    content = LetterContent(
        mark=issuer.name,
        number=None,
        formed_on=today,
        title=paper.title,
        addressees=tuple(name for one, name in names.items() if one not in signed),
        paragraphs=tuple(paper.blocks),
        signatures=tuple(names[one] for one in signed),
        attachments=paper.attachments,
    )
    pdf = letter_pdf(content, faces.chosen())
    return file_document(
        Filing(
            agreement_id=paper.agreement_id,
            kind=paper.kind,
            issuer_id=paper.issuer_id,
            issue_no=paper.issue_no,
            title=paper.title,
            formation_on=today,
            print_org=f"{issuer.short_name}办公室",
            printed_on=today,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind=paper.source_kind,
            source_id=paper.source_id,
            circle=tuple(paper.circle),
            steps=paper.steps,
        )
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one paper of an activity says. ending: behind the activity's own number."""

    title: str
    blocks: Sequence[Block]
    attachments: tuple[Attachment, ...] = ()
    ending: str = ""


def file_sheet(
    kind: Kind[Activity], activity: Activity, code: str, sheet: Sheet, steps: tuple[Taken, ...]
) -> OfficialDocument:
    """Under the lead's name and the activity's number, for the institutions in it.

    code: the kind of document.
    """
    return file_paper(
        Paper(
            agreement_id=activity.agreement_id,
            kind=code,
            issuer_id=activity.lead_id,
            issue_no=f"{number_of(kind, activity)}{sheet.ending}",
            title=sheet.title,
            blocks=sheet.blocks,
            circle=sorted(parts_of(kind, activity.id)),
            source_kind=kind.name,
            source_id=activity.id,
            steps=steps,
            attachments=sheet.attachments,
        )
    )


# --------------------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class FigureTable:
    """rows: what a row is of, then a number for each further column."""

    heading: Text
    columns: tuple[Text | str, ...]
    rows: tuple[tuple[Text | str | int, ...], ...]

    @property
    def heads(self) -> list[object]:
        """The columns as pages draw them."""
        first, *others = self.columns
        return [first, *({"label": one, "numeric": True} for one in others)]

    @property
    def shown(self) -> list[dict[str, object]]:
        """The rows as pages draw them."""
        return [
            {"cells": [f"{one:,}" if isinstance(one, int) else one for one in row]}
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted from from_on to until_on, both days included."""

    from_on: date
    until_on: date
    counts: tuple[tuple[Text, int], ...]
    ratios: tuple[tuple[Text, RatioView], ...]
    tables: tuple[FigureTable, ...]


def figures_file(title: Text, figures: Figures) -> Download:
    """One sheet: counts, ratios with the meaning of both numbers, then table after table."""
    period = f"{chinese_date(figures.from_on)}至{chinese_date(figures.until_on)}"
    ratios = [
        (
            label.zh,
            one.percent,
            one.numerator,
            one.numerator_name.zh,
            one.denominator,
            one.denominator_name.zh,
        )
        for label, one in figures.ratios
    ]
    tables = [
        row
        for one in figures.tables
        for row in ((), (one.heading.zh,), *map(_chinese, (one.columns, *one.rows)))
    ]
    content = xlsx_file(
        title.zh,
        ("指标", "数值"),
        [
            *((label.zh, count) for label, count in figures.counts),
            (),
            ("比率", "百分比（%）", "分子", "分子含义", "分母", "分母含义"),
            *ratios,
            *tables,
        ],
        above=(f"{title.zh}（{period}）",),
    )
    return Download(f"{title.zh}（{period}）.xlsx", XLSX, content)


def _chinese(row: Sequence[Text | str | int]) -> tuple[str | int, ...]:
    return tuple(one.zh if isinstance(one, Text) else one for one in row)


# --------------------------------------------------------------------------- blocks


def line(text: str) -> Paragraph:
    return Paragraph("text", text)


def written(text: str) -> list[Block]:
    """Paragraphs that an officer wrote, 一、 as （一）: the paper has headings of its own above."""
    return list(paragraphs_of(_TOP_LEVEL.sub(r"（\1）", text)))


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], *widths: float) -> Table:
    return Table(head, tuple(rows), widths)


def said(day: date | None) -> str:
    return chinese_date(day) if day else ""
