"""PostScript outlines made TrueType once, since ReportLab embeds TrueType only."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

_MAX_ERROR = 1.0
"""Units by which a curve may differ: a thousandth of the em in CJK faces."""
_COUNTS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)


def truetype_copy(path: Path, collection_index: int, cache: Path) -> Path:
    """The face as TrueType, cached under its file's hash; takes seconds the first time."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    target = cache / f"{digest}-{collection_index}.ttf"
    if not target.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{os.getpid()}")
        with TTFont(path, fontNumber=collection_index, recalcTimestamp=False) as font:
            convert(font)
            font.save(unfinished)
        unfinished.replace(target)
    return target


def convert(font: Any) -> None:
    """Replace a font's CFF outlines by TrueType ones, in place."""
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, _MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], table = newTable("loca"), newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    font["glyf"] = table
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    _describe_as_truetype(font, order)


def _describe_as_truetype(font: Any, order: list[str]) -> None:
    maximum, post = font["maxp"], font["post"]
    maximum.tableVersion = 0x00010000
    maximum.maxZones = 1
    for field in _COUNTS:
        setattr(maximum, field, 0)
    post.formatType = 3.0
    post.extraNames, post.mapping, post.glyphOrder = [], {}, order
    font.sfntVersion = "\x00\x01\x00\x00"
