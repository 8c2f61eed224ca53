"""From content to the bytes of a PDF/A-2u file. The same content and faces give the same bytes."""

from __future__ import annotations

import hashlib
import io
import threading
from dataclasses import dataclass

from coop.typesetting.archival import Metadata, new_canvas
from coop.typesetting.content import LetterContent, MinutesContent, RecommendationContent
from coop.typesetting.faces import FontSet
from coop.typesetting.layouts import Layout, letter_layout, minutes_layout
from coop.typesetting.pen import Pen
from coop.typesetting.recommendations import TITLE, recommendation_layout
from coop.typesetting.vendored import vendored_fonts

# ReportLab reads a face's file through one shared position while it embeds a subset.
_SAVING = threading.Lock()


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A finished file. fonts: sha256 of every face used; another face gives other bytes."""

    data: bytes
    sha256: str
    pages: int
    fonts: dict[str, str]


def minutes_pdf(content: MinutesContent, fonts: FontSet | None = None) -> RenderedPdf:
    """Minutes in the layout of GB/T 9704-2012, 10.3; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    fonts = fonts or vendored_fonts()
    metadata = Metadata(
        content.title.replace("\n", ""), content.print_org, content.formed_on, content.content_hash
    )
    return _rendered(minutes_layout(content, fonts), metadata, fonts)


def letter_pdf(content: LetterContent, fonts: FontSet | None = None) -> RenderedPdf:
    """A letter in the layout of GB/T 9704-2012, 10.1; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    fonts = fonts or vendored_fonts()
    metadata = Metadata(
        content.title.replace("\n", ""), content.mark, content.formed_on, content.content_hash
    )
    return _rendered(letter_layout(content, fonts), metadata, fonts)


def recommendation_pdf(content: RecommendationContent, fonts: FontSet | None = None) -> RenderedPdf:
    """A court's 司法建议书 with its cover; vendored faces unless a site's are given.

    Raises UnprintableCharacter when no face has a character.
    """
    fonts = fonts or vendored_fonts()
    metadata = Metadata(TITLE, content.court, content.formed_on, None)
    return _rendered(recommendation_layout(content, fonts), metadata, fonts)


def _rendered(layout: Layout, metadata: Metadata, fonts: FontSet) -> RenderedPdf:
    buffer = io.BytesIO()
    with _SAVING:
        canvas = new_canvas(buffer, metadata, fonts.face("fangsong").name)
        pen = Pen(canvas)
        layout.draw(pen)
        canvas.save()
    data = buffer.getvalue()
    sha256 = hashlib.sha256(data).hexdigest()
    return RenderedPdf(data, sha256, len(layout.pages), dict(sorted(pen.faces.items())))
