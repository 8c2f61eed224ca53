"""Opened faces and the choice of one for each character.

FontSet answers which face prints a character in a role: the role's own face, else the fallbacks,
which are opened only when a character needs them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics, ttfonts

from coop.typesetting import reportlab_repairs
from coop.typesetting.errors import UnprintableCharacter
from coop.typesetting.font_files import ROLES, FaceFile


class Face:
    """One opened TrueType face, registered with ReportLab under a name of its own."""

    def __init__(self, file: FaceFile) -> None:
        self.key = file.key
        with file.path.open("rb") as content:
            self.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        self.name = f"coop-{file.key}-{self.sha256[:16]}-{file.collection_index}"
        self.font = self._open(file)
        self._face: Any = self.font.face
        self._widths: Mapping[int, float] = self._face.charWidths
        self._glyphs: Mapping[int, int] = self._face.charToGlyph

    def _open(self, file: FaceFile) -> Any:
        try:
            return pdfmetrics.getFont(self.name)
        except KeyError:
            font = ttfonts.TTFont(
                self.name, str(file.path), subfontIndex=file.collection_index, asciiReadable=0
            )
        reportlab_repairs.repair_tail_metrics(font.face)
        reportlab_repairs.map_file(font.face, file.path)
        pdfmetrics.registerFont(font)
        return font

    def has(self, code: int) -> bool:
        """Whether the face draws this code point."""
        return code in self._glyphs

    def advance(self, code: int) -> float:
        """Advance width in em."""
        return self._widths[code] / 1000

    def ink(self, text: str) -> tuple[float, float]:
        """Lowest and highest point of the text's ink above the baseline, in em."""
        boxes = [self._vertical_box(ord(char)) for char in text]
        drawn = [box for box in boxes if box is not None]
        return min(low for low, _ in drawn), max(high for _, high in drawn)

    def _vertical_box(self, code: int) -> tuple[float, float] | None:
        glyph = self._glyphs[code]
        start, end = self._face.glyphPos[glyph], self._face.glyphPos[glyph + 1]
        if start == end:
            return None
        head = self._face.get_table("glyf")[start : start + 10]
        low, high = (int.from_bytes(head[i : i + 2], "big", signed=True) for i in (4, 8))
        return low / self._face.unitsPerEm, high / self._face.unitsPerEm


class Glyph(NamedTuple):
    """The face that prints a character, and its advance in em."""

    face: Face
    advance: float


class FontSet:
    """The faces one process prints with, each opened when it is first needed.

    files: per role, the faces to ask in turn; every role of ROLES must be there.
    refused: font files that were found and could not be used, with the reason.
    """

    def __init__(
        self,
        files: Mapping[str, Sequence[FaceFile]],
        *,
        refused: tuple[tuple[str, str], ...] = (),
    ) -> None:
        reportlab_repairs.apply()
        self.refused = refused
        self.files = {role: tuple(files[role]) for role in ROLES}
        self._opened: dict[FaceFile, Face] = {}
        self._glyphs: dict[tuple[str, str], Glyph] = {}
        self._lock = threading.Lock()

    def face(self, role: str) -> Face:
        """The face of a role itself, without fallbacks."""
        return self._open(self.files[role][0])

    def glyph(self, role: str, char: str) -> Glyph:
        """Face and advance of one character in a role.

        Raises UnprintableCharacter when no face has it.
        """
        try:
            return self._glyphs[role, char]
        except KeyError:
            found = self._find(role, char)
        if found is None:
            raise UnprintableCharacter([char])
        return self._glyphs.setdefault((role, char), found)

    def _find(self, role: str, char: str) -> Glyph | None:
        code = ord(char)
        for file in self.files[role]:
            face = self._open(file)
            if face.has(code):
                return Glyph(face, face.advance(code))
        return None

    def _open(self, file: FaceFile) -> Face:
        face = self._opened.get(file)
        if face is None:
            with self._lock:
                face = self._opened.get(file) or self._opened.setdefault(file, Face(file))
        return face
