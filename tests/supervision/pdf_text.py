"""The text layer of a printed document."""

from __future__ import annotations

import pypdfium2


def text_of(content: bytes) -> str:
    """All pages' text without blanks and line ends, as a reader would search it."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return "".join("".join(pages).split()).replace("\u2060", "")
