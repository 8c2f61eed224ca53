"""Repairs of ReportLab 5.1; each has a test that notices when it is no longer needed.

apply() is idempotent and is called when this package first opens a face.
"""

from __future__ import annotations

import functools
import mmap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, ttfonts

_BLOCK = 100
_END = b"endstream\n"
_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<00> <FF>",
    "endcodespacerange",
)
_TAIL = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
_format_stream = pdfdoc.PDFStream.format


def to_unicode_cmap(_font_name: str, subset: Sequence[int]) -> str:
    """ToUnicode in UTF-16BE and blocks of at most 100 entries.

    ReportLab writes <20BB7> for U+20BB7, so that 𠮷 is copied and found as another character.
    """
    rows = [f"<{index:02X}> <{_utf_16(code)}>" for index, code in enumerate(subset) if code]
    return "\n".join((*_HEAD, *_blocks(rows), *_TAIL))


@functools.lru_cache(65536)
def _utf_16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


def _blocks(rows: Sequence[str]) -> Iterable[str]:
    for start in range(0, len(rows), _BLOCK):
        part = rows[start : start + _BLOCK]
        yield f"{len(part)} beginbfchar"
        yield from part
        yield "endbfchar"


def format_stream(stream: Any, document: Any) -> bytes:
    """A stream with the end-of-line before `endstream` that ISO 19005-2, 6.1.7.1 asks for.

    It is not part of the stream's Length, so it is added even to data that end with a line feed.
    """
    written: bytes = _format_stream(stream, document)
    return written.removesuffix(_END) + b"\n" + _END


def apply() -> None:
    """Put the repairs in place for this process."""
    ttfonts.makeToUnicodeCMap = to_unicode_cmap
    pdfdoc.PDFStream.format = format_stream
    rl_config.useA85 = 0


def repair_tail_metrics(face: Any) -> None:
    """Undo the scaling of the last advance.

    Glyphs past numberOfHMetrics share the last advance; ReportLab keeps it scaled to 1000 per em,
    which makes the subset's widths wrong wherever the em is not 1000 units (中易 faces: 256).
    """
    if face.unitsPerEm == 1000:
        return
    count = int.from_bytes(face.get_table("hhea")[34:36], "big")
    advance = int.from_bytes(face.get_table("hmtx")[4 * count - 4 : 4 * count - 2], "big")
    face.hmetrics[count:] = [(advance, bearing) for _, bearing in face.hmetrics[count:]]


class _Outlines:
    """The outline table in place: slices are bytes, and nothing else is copied."""

    def __init__(self, file: mmap.mmap, start: int, length: int) -> None:
        self._file, self._start, self._length = file, start, length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, wanted: slice) -> bytes:
        first, last, _step = wanted.indices(self._length)
        return self._file[self._start + first : self._start + last]


def map_file(face: Any, path: Path) -> None:
    """Read the face from its file as needed.

    ReportLab keeps the whole file in memory, and copies all outlines for every 256 glyphs it
    embeds: megabytes for each face, of which a document needs a few kilobytes.
    """
    with path.open("rb") as file:
        face._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    outlines = _Outlines(face._ttf_data, *face.get_table_pos("glyf"))
    read = face.get_table
    face.get_table = lambda tag: outlines if tag == "glyf" else read(tag)
