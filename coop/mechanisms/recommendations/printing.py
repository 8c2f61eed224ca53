"""司法建议书 as it is issued, and the draft of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.doors import Download
from coop.core.language import SHANGHAI
from coop.documents import faces
from coop.documents.handling import SignOff, issued_after
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import copied_ids, standing_of
from coop.registry import directory
from coop.registry.directory import PartyRow
from coop.registry.models import Deadline
from coop.typesetting.content import (
    Paragraph,
    RecommendationContent,
    chinese_date,
    headed,
    itemised,
    paragraphs_of,
)
from coop.typesetting.render import recommendation_pdf


def file_recommendation(
    made: CourtRecommendation, number: str, deadline: Deadline, issuer: Actor
) -> OfficialDocument:
    """Print and keep it under its number, dated as the president signed."""
    signed_at = made.signed_at or clock.now()
    signed_on = signed_at.astimezone(SHANGHAI).date()
    signed = SignOff(
        signed_by=made.signed_by or "", signed_at=signed_at, drafted_by_id=made.drafted_by_id
    )
    asked = f"并于{chinese_date(deadline.due_on)}前（含当日）书面回复我院。"
    pdf = recommendation_pdf(_content(made, number, signed_on, asked), faces.chosen())
    court = _party(made, made.court_id, signed_on)
    return file_document(
        Filing(
            agreement_id=made.agreement_id,
            kind="court_recommendation",
            issuer_id=made.court_id,
            number=number,
            title=made.title,
            formation_on=signed_on,
            print_org=f"{court.short_name}办公室",
            printed_on=clock.today(),
            cc=_cc(made, signed_on),
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="court_recommendation",
            source_id=made.id,
            circle=standing_of(made).circle,
            steps=issued_after(signed, issuer),
        )
    )


def draft_pdf(made: CourtRecommendation) -> Download:
    """The text as it stands, marked as a draft and without number."""
    content = _content(made, None, clock.today(), "并在规定期限内书面回复我院。")
    data = recommendation_pdf(content, faces.chosen()).data
    return Download(f"司法建议书（稿）-{made.id}.pdf", "application/pdf", data)


def _content(
    made: CourtRecommendation, number: str | None, on: date, asked: str
) -> RecommendationContent:
    sections = (
        ("存在的问题", paragraphs_of(made.problems)),
        ("依据和理由", paragraphs_of(made.grounds)),
        ("建议", itemised(made.suggestions)),
    )
    body = (*paragraphs_of(made.findings), *headed(*sections))
    return RecommendationContent(
        court=_party(made, made.court_id, on).name,
        number=number,
        formed_on=on,
        subject=made.title,
        addressees=(made.recipient_name,),
        paragraphs=(*body, Paragraph("text", f"以上建议请研究处理，{asked}")),
        cc=_cc(made, on),
        draft=number is None,
    )


def _cc(made: CourtRecommendation, on: date) -> tuple[str, ...]:
    return tuple(_party(made, one, on).name for one in copied_ids(made.id))


def _party(made: CourtRecommendation, institution_id: UUID, on: date) -> PartyRow:
    return directory.party(made.agreement_id, institution_id, on=on)
