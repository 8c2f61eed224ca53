"""A filed paper as lines of text that people review."""

from __future__ import annotations

from uuid import UUID

import pypdfium2 as pdfium

from coop.core.actor import Actor
from coop.core.db import session
from coop.documents.queries import document_pdf, get_document


def lines_of(actor: Actor, document_id: UUID | None) -> str:
    return lines(_content(actor, document_id))


def lines(content: bytes) -> str:
    """A PDF's text, line by line."""
    told = "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(content))
    return "\n".join(line.rstrip() for line in told.splitlines()) + "\n"


def paper(actor: Actor, document_id: UUID | None) -> str:
    """What a filed document says."""
    return pdf_text(_content(actor, document_id))


def pdf_text(content: bytes) -> str:
    """Everything a PDF says, without blanks and line ends."""
    return "".join(lines(content).split())


def _content(actor: Actor, document_id: UUID | None) -> bytes:
    assert document_id is not None
    session().rollback()
    found = document_pdf(actor, document_id).content
    session().rollback()
    return found


def way_of(actor: Actor, document_id: UUID | None) -> list[tuple[str, str]]:
    """Who did what until it was issued."""
    assert document_id is not None
    session().rollback()
    return [(one.action, one.by_name) for one in get_document(actor, document_id).steps]
