"""From content to the bytes of a PDF/A-2u file. The same content and faces give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coop.typesetting import press, stamps
from coop.typesetting.content import (
    CertificateContent,
    Content,
    FormContent,
    LetterContent,
    MinutesContent,
    RecommendationContent,
    RenderedPdf,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coop.typesetting.faces import FontSet

__all__ = [
    "RenderedPdf",
    "certificate_pdf",
    "certificates_pdf",
    "form_pdf",
    "letter_pdf",
    "minutes_pdf",
    "recommendation_pdf",
]


def minutes_pdf(content: MinutesContent, fonts: FontSet | None = None) -> RenderedPdf:
    """Minutes in the layout of GB/T 9704-2012, 10.3; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    return _drawn(content, fonts)


def letter_pdf(content: LetterContent, fonts: FontSet | None = None) -> RenderedPdf:
    """A letter in the layout of GB/T 9704-2012, 10.1; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    return _drawn(content, fonts)


def recommendation_pdf(content: RecommendationContent, fonts: FontSet | None = None) -> RenderedPdf:
    """A court's 司法建议书 with its cover; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    return _drawn(content, fonts)


def form_pdf(content: FormContent, fonts: FontSet | None = None) -> RenderedPdf:
    """A plain legal form; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    return _drawn(content, fonts)


def certificate_pdf(content: CertificateContent, fonts: FontSet | None = None) -> RenderedPdf:
    """A certificate in the house style; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    return _drawn(content, fonts)


def certificates_pdf(
    contents: Sequence[CertificateContent],
    fonts: FontSet | None = None,
    *,
    drawn: Callable[[int], None] | None = None,
) -> RenderedPdf:
    """Many certificates as one file, drawn in this process. drawn: told how many pages are done.

    Raises UnprintableCharacter when no face has a character.
    """
    from coop.typesetting import drawing  # noqa: PLC0415  # only jobs print many

    return drawing.draw_certificates(contents, fonts, drawn)


def _drawn(content: Content, fonts: FontSet | None) -> RenderedPdf:
    printed = press.printed(content, stamps.words()) if fonts is None else None
    if printed is not None:
        return printed
    from coop.typesetting import drawing  # noqa: PLC0415  # beside a press it is never needed

    return drawing.draw(content, fonts)
