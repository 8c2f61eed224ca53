"""From a finished letter to a kept document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.core.ladder import INTERNAL
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.registry import directory
from coop.registry.directory import PartyRow
from coop.typesetting.content import chinese_date
from coop.typesetting.render import RenderedPdf

# What the way of a paper tells that the daily job made.
BY_RULE = "按协议约定自动编发"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document is made from. issue_no: how it is cited. steps: who wrote and issued it.

    corrects_id: the edition that this one takes the place of. classification: the task's.
    """

    agreement_id: UUID
    issuer_id: UUID
    kind: str
    source_kind: str
    source_id: UUID
    title: str
    issue_no: str
    formed_on: date
    steps: tuple[Taken, ...] = ()
    corrects_id: UUID | None = None
    classification: str = INTERNAL


def keep(origin: Origin, pdf: RenderedPdf, *, copies: int | None = None) -> OfficialDocument:
    """File the rendered letter under its issue number."""
    issuer = directory.party(origin.agreement_id, origin.issuer_id, on=origin.formed_on)
    return file_document(
        Filing(
            agreement_id=origin.agreement_id,
            kind=origin.kind,
            issuer_id=origin.issuer_id,
            title=origin.title,
            issue_no=origin.issue_no,
            formation_on=origin.formed_on,
            copies=copies,
            print_org=office_of(issuer),
            printed_on=origin.formed_on,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind=origin.source_kind,
            source_id=origin.source_id,
            steps=origin.steps,
            corrects_id=origin.corrects_id,
            classification=origin.classification,
        )
    )


def office_of(issuer: PartyRow) -> str:
    return f"{issuer.short_name}办公室"


def numbered(kind: str, year: int, serial: int) -> str:
    """督办单〔2026〕第3号: these are no 公文 types and have series of their own."""
    return f"{kind}〔{year}〕第{serial}号"


def short_day(day: date) -> str:
    """10月9日, for narrow columns; the year stands above the table."""
    return f"{day.month}月{day.day}日"


__all__ = ["BY_RULE", "Origin", "chinese_date", "keep", "numbered", "office_of", "short_day"]
