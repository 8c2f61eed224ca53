"""专刊 and 风险提示 in the look of a 简报: red name, 第N期, issuer and date above the red rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from coop.documents import faces
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.registry import directory
from coop.supervision.models import Bulletin
from coop.supervision.printing.filing import Origin, keep, office_of
from coop.supervision.workflow import SERIES
from coop.typesetting.content import AttendanceLine, MinutesContent, Paragraph, paragraphs_of
from coop.typesetting.render import RenderedPdf, minutes_pdf

# By series: the kind of document, the red name, and what stands before the running number.
_LOOKS = {
    "regular": ("bulletin", f"工作{SERIES['regular'].zh}", "第"),
    "extra": ("bulletin", f"工作{SERIES['extra'].zh}", "增刊第"),
    "risk_alert": ("risk_alert", SERIES["risk_alert"].zh, "风险提示第"),
}
_BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Issue:
    """The number that a bulletin gets, and the day. number: None while it is a draft."""

    year: int
    number: int | None
    on: date


def file_bulletin(bulletin: Bulletin, issue: Issue, steps: tuple[Taken, ...]) -> OfficialDocument:
    pdf = minutes_pdf(bulletin_content(bulletin, issue), faces.chosen())
    return keep(
        Origin(
            agreement_id=bulletin.agreement_id,
            issuer_id=bulletin.institution_id,
            kind=_LOOKS[bulletin.series][0],
            source_kind="bulletin",
            source_id=bulletin.id,
            title=bulletin.title,
            issue_no=f"{issue.year}年{_cited(bulletin, issue)}",
            formed_on=issue.on,
            steps=steps,
        ),
        pdf,
        copies=bulletin.copies,
    )


def draft_pdf(bulletin: Bulletin, issue: Issue) -> RenderedPdf:
    return minutes_pdf(bulletin_content(bulletin, issue), faces.chosen())


def bulletin_content(bulletin: Bulletin, issue: Issue) -> MinutesContent:
    issuer = directory.party(bulletin.agreement_id, bulletin.institution_id, on=issue.on)
    lead = (Paragraph("text", bulletin.lead),) if bulletin.lead else ()
    return MinutesContent(
        mark=_LOOKS[bulletin.series][1],
        number=None,
        issue_no=_cited(bulletin, issue),
        issuer=office_of(issuer),
        formed_on=issue.on,
        title=bulletin.title,
        paragraphs=(*lead, *paragraphs_of(bulletin.body)),
        attendance=_tail(bulletin),
        cc=(),
        print_org=office_of(issuer),
        printed_on=issue.on,
        copies=bulletin.copies,
        draft=issue.number is None,
    )


def _cited(bulletin: Bulletin, issue: Issue) -> str:
    name = _LOOKS[bulletin.series][2]
    shown = "\u3000" if issue.number is None else issue.number
    return f"{name}{shown}期"


def _tail(bulletin: Bulletin) -> tuple[AttendanceLine, ...]:
    """报, 送, 发 under the text."""
    given = (
        ("报", bulletin.report_to),
        ("送", bulletin.send_to),
        ("发", bulletin.distribute_to),
    )
    return tuple(
        AttendanceLine(label, (("", tuple(_BETWEEN_NAMES.split(names))),))
        for label, names in given
        if names
    )
