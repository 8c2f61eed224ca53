"""A filed paper as lines of text that people review."""

from __future__ import annotations

from uuid import UUID

import pypdfium2 as pdfium

from coop.core.actor import Actor
from coop.core.db import session
from coop.documents.queries import document_pdf, get_document


def lines_of(actor: Actor, document_id: UUID | None) -> str:
    assert document_id is not None
    session().rollback()
    pages = pdfium.PdfDocument(document_pdf(actor, document_id).content)
    told = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return "\n".join(line.rstrip() for line in told.splitlines()) + "\n"


def way_of(actor: Actor, document_id: UUID | None) -> list[tuple[str, str]]:
    """Who did what until it was issued."""
    assert document_id is not None
    session().rollback()
    return [(one.action, one.by_name) for one in get_document(actor, document_id).steps]
