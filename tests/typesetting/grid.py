"""Where ink lies on a page: glyph origins, rules and red marks, measured with pdfium.

pdfminer is of no use here: it drops character spacing after the last glyph of each text operator.
Positions are millimetres from the upper left corner of the paper unless a name says points.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

MM = 72 / 25.4
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
BODY_SIZE, ASCENT = 16.0, 0.86
PITCH = WIDTH * MM / 28
LEAD = (HEIGHT * MM - BODY_SIZE) / 21
NOT_AT_START = set("，。、；：？！）》〉】”’·%％,.:;?!)")
NOT_AT_END = set("（《〈【“‘(")
_LINE_END_HYPHEN = 2
"""What pdfium reports for a hyphen that ends a line."""
_INVISIBLE = {10, 13, 32, 0x3000}


@dataclass(frozen=True)
class Glyph:
    """One printed character; x and y are its origin in points, y downwards from the paper's top."""

    char: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Rule:
    """A straight rule's box and weight in millimetres."""

    left: float
    top: float
    right: float
    bottom: float
    weight: float
    color: tuple[int, int, int]

    @property
    def is_horizontal(self) -> bool:
        return self.right - self.left > self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class TextLine:
    """Glyphs of one size on one baseline; row: distance from the grid's first line, in lines."""

    page: int
    row: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)


def opened(data: bytes) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(data)


def glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    text_page, height = page.get_textpage(), page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    found, high = [], 0
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _INVISIBLE or raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        if 0xD800 <= code <= 0xDBFF:  # pdfium counts UTF-16 units; the low one follows
            high = code
            continue
        if 0xDC00 <= code <= 0xDFFF:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        if code == _LINE_END_HYPHEN:
            code = ord("-")
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        size = raw.FPDFText_GetFontSize(text_page, index)
        found.append(Glyph(chr(code), x.value, height - y.value, size))
    return found


def text_lines(data: bytes, *, size: float = BODY_SIZE) -> list[TextLine]:
    """Lines of one size, page by page from the top."""
    lines = []
    for number, page in enumerate(opened(data), 1):
        rows: dict[float, list[Glyph]] = defaultdict(list)
        for glyph in glyphs(page):
            if abs(glyph.size - size) < 0.01:
                rows[round(glyph.y, 1)].append(glyph)
        for _, row in sorted(rows.items()):
            top = row[0].y - ASCENT * size - TOP * MM
            ordered = tuple(sorted(row, key=lambda glyph: glyph.x))
            lines.append(TextLine(number, top / LEAD, ordered))
    return lines


def rules(page: pdfium.PdfPage) -> list[Rule]:
    paths = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,))
    return [_rule(path, page.get_height()) for path in paths]


def _rule(thing: pdfium.PdfObject, height: float) -> Rule:
    points = []
    x, y, weight = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(thing)):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value / MM, (height - y.value) / MM))
    raw.FPDFPageObj_GetStrokeWidth(thing, weight)
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetStrokeColor(thing, *channels)
    xs, ys = zip(*points, strict=True)
    color = (channels[0].value, channels[1].value, channels[2].value)
    return Rule(min(xs), min(ys), max(xs), max(ys), weight.value / MM, color)


def red_ink(page: pdfium.PdfPage, *, above: float) -> tuple[float, float, float, float]:
    """Box of the red ink higher than `above`: left, top, right, bottom."""
    scale = 300 / 72
    image = page.render(scale=scale).to_pil().convert("RGB")
    image = image.crop((0, 0, image.width, round(above * MM * scale)))
    red, green, _ = image.split()
    mask = ImageChops.subtract(red, green).point(lambda value: 255 if value > 128 else 0)
    box = mask.getbbox()
    assert box is not None, "no red ink"
    left, top, right, bottom = (edge / (MM * scale) for edge in box)
    return left, top, right, bottom


def picture(page: pdfium.PdfPage) -> Image.Image:
    return page.render(scale=1).to_pil()
