"""From a free letter 函 to the letter layout."""

from __future__ import annotations

from uuid import UUID

from coop.core.db import session
from coop.documents import faces, secrecy
from coop.documents.models import LetterText, OfficialDocument
from coop.registry import directory
from coop.typesetting.content import LetterContent, paragraphs_of
from coop.typesetting.render import RenderedPdf, letter_pdf


def letter_text(document_id: UUID) -> LetterText:
    return session().get_one(LetterText, document_id)


def rendered_letter(document: OfficialDocument, number: str | None = None) -> RenderedPdf:
    """number: None while it is a draft."""
    content = letter_content(document, letter_text(document.id), number)
    return letter_pdf(content, faces.chosen())


def letter_content(
    document: OfficialDocument, letter: LetterText, number: str | None
) -> LetterContent:
    """Names are those valid on the formation date."""
    issuer = directory.party(document.agreement_id, document.issuer_id, on=document.formation_on)
    return LetterContent(
        mark=issuer.name,
        number=number,
        formed_on=document.formation_on,
        title=document.title,
        addressees=addressees(document, letter),
        paragraphs=paragraphs_of(letter.body),
        signatures=(issuer.name,),
        note=f"（{letter.note.strip('（）')}）" if letter.note else None,
        cc=tuple(document.cc),
        urgency=document.urgency,  # type: ignore[arg-type]  # the CHECK holds the same codes
        internal_mark=secrecy.internal_mark(document.classification)
        if document.classification == "work_secret"
        else None,
        draft=number is None,
    )


def addressees(document: OfficialDocument, letter: LetterText) -> tuple[str, ...]:
    """主送: the parties in the agreement's order, then organs outside of it."""
    parties = directory.parties(document.agreement_id, on=document.formation_on)
    named = [one.short_name for one in parties if str(one.institution_id) in letter.addressee_ids]
    return (*named, *letter.other_addressees)
