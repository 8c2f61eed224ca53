"""Content drawn with a set of faces: the bytes of a PDF/A-2u file, in this process."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable, Sequence

from coop.typesetting import stamps
from coop.typesetting.archival import Metadata, new_canvas
from coop.typesetting.certificates import draw_certificate
from coop.typesetting.content import (
    CertificateContent,
    Content,
    FormContent,
    LetterContent,
    MinutesContent,
    RecommendationContent,
    RenderedPdf,
)
from coop.typesetting.faces import FontSet
from coop.typesetting.layouts import Layout, form_layout, letter_layout, minutes_layout
from coop.typesetting.pen import Pen, Stamp
from coop.typesetting.recommendations import TITLE, recommendation_layout
from coop.typesetting.vendored import vendored_fonts

# ReportLab reads a face's file through one shared position while it embeds a subset.
_SAVING = threading.Lock()


def draw(content: Content, fonts: FontSet | None) -> RenderedPdf:
    """The finished file. Raises UnprintableCharacter when no face has a character."""
    fonts = fonts or vendored_fonts()
    match content:
        case MinutesContent():
            return _rendered(minutes_layout(content, fonts), _titled(content), fonts)
        case LetterContent():
            return _rendered(letter_layout(content, fonts), _titled(content), fonts)
        case RecommendationContent():
            metadata = Metadata(TITLE, content.court, content.formed_on, None)
            return _rendered(recommendation_layout(content, fonts), metadata, fonts)
        case FormContent():
            metadata = Metadata(content.title, content.author, content.formed_on, None)
            return _rendered(form_layout(content, fonts), metadata, fonts)
        case CertificateContent():
            return draw_certificates([content], fonts)


def draw_certificates(
    contents: Sequence[CertificateContent],
    fonts: FontSet | None,
    drawn: Callable[[int], None] | None = None,
) -> RenderedPdf:
    """Certificates, one a page, of at least one. drawn: told how many pages are done."""
    fonts = fonts or vendored_fonts()
    first = contents[0]
    metadata = Metadata(first.title, "、".join(first.signatures), first.formed_on, None)
    buffer = io.BytesIO()
    with _SAVING:
        canvas = new_canvas(buffer, metadata, fonts.face("fangsong").name)
        pen = Pen(canvas, _stamp(fonts))
        for number, content in enumerate(contents, 1):
            draw_certificate(pen, fonts, content)
            if drawn is not None:
                drawn(number)
        canvas.save()
    return _finished(buffer, len(contents), pen)


def _stamp(fonts: FontSet) -> Stamp | None:
    words = stamps.words()
    return Stamp(fonts.face("hei"), words) if words else None


def _titled(content: MinutesContent | LetterContent) -> Metadata:
    title = content.title.replace("\n", "")
    issuer = content.mark if isinstance(content, LetterContent) else content.print_org
    return Metadata(title, issuer, content.formed_on, content.content_hash)


def _rendered(layout: Layout, metadata: Metadata, fonts: FontSet) -> RenderedPdf:
    buffer = io.BytesIO()
    with _SAVING:
        canvas = new_canvas(buffer, metadata, fonts.face("fangsong").name)
        pen = Pen(canvas, _stamp(fonts))
        layout.draw(pen)
        canvas.save()
    return _finished(buffer, len(layout.pages), pen)


def _finished(buffer: io.BytesIO, pages: int, pen: Pen) -> RenderedPdf:
    data = buffer.getvalue()
    sha256 = hashlib.sha256(data).hexdigest()
    return RenderedPdf(data, sha256, pages, dict(sorted(pen.faces.items())))
