"""Text cut into units that no line break may enter, with the blanks that punctuation can give up.

Line-start and line-end rules are those of GB/T 15834-2011, 5.1. An ideograph or a full-width mark
is one unit of one cell; a Latin word or a number is one unit; —— and …… are one unit of two
cells.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from coop.typesetting.faces import Face, FontSet, Glyph

OPENING = frozenset("“‘（《〈【〔「『［｛")
CLOSING = frozenset("”’）》〉】〕」』］｝，。、；：！？")
NOT_AT_LINE_START = CLOSING | frozenset("·％‰℃／～…—!),.:;?]}%")
NOT_AT_LINE_END = OPENING | frozenset("([{￥＄／")
DOUBLE_MARKS = ("——", "……")
WORD_JOINER = "\u2060"
IDEOGRAPHIC_SPACE = "\u3000"
BLANKS = frozenset((" ", IDEOGRAPHIC_SPACE))
_LINE_ENDS_AND_TABS = dict.fromkeys(map(ord, "\t\r\n"), " ")
_FIRST_WIDE = 0x2E80
_WIDE_BELOW = frozenset("“”‘’—…·×※①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳→←□☐☑√")
_APOSTROPHE_WIDTH = 0.3
"""In em. The vendored ’ fills a cell; inside a Latin word (O’Brien) it must not."""

Run = tuple[str, str]
"""A role of the font set, and text set in it."""
Measure = Callable[[str, str], Glyph]


@dataclass(slots=True, frozen=True)
class Unit:
    """What stays together on a line. Widths in points.

    width: space taken before any squeezing; advance: the glyphs' own width.
    blank_before, blank_after: what a full-width mark can give up when the line is squeezed.
    """

    text: str
    face: Face
    width: float
    advance: float
    is_wide: bool
    blank_before: float = 0.0
    blank_after: float = 0.0
    not_at_start: bool = False
    not_at_end: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it vanishes at the edges of a line."""
        return self.text in BLANKS


def is_wide(char: str) -> bool:
    """Whether a character takes a whole cell."""
    return ord(char) >= _FIRST_WIDE or char in _WIDE_BELOW


class UnitMaker:
    """Cuts text into units for one size and pitch; keeps ideographs, which texts repeat."""

    def __init__(self, fonts: FontSet, size: float, pitch: float) -> None:
        self.fonts, self.size, self.pitch = fonts, size, pitch
        self._cells: dict[tuple[str, str], Unit] = {}

    def units(self, runs: Sequence[Run]) -> list[Unit]:
        """Units of consecutive runs.

        Raises UnprintableCharacter for a character that no face has.
        """
        found: list[Unit] = []
        for role, text in runs:
            for token in _tokens(text):
                if token == WORD_JOINER:
                    if found:
                        found[-1] = replace(found[-1], not_at_end=True)
                elif len(token) == 1 and is_wide(token):
                    found.append(self._cells.get((role, token)) or self._cell(role, token))
                elif token in DOUBLE_MARKS:
                    found.append(self._double_mark(role, token))
                else:
                    found.extend(self._word(role, token))
        return found

    def _cell(self, role: str, char: str) -> Unit:
        glyph = self.fonts.glyph(role, char)
        half = self.pitch / 2
        unit = Unit(
            char,
            glyph.face,
            self.pitch,
            glyph.advance * self.size,
            is_wide=True,
            blank_before=half if char in OPENING else 0.0,
            blank_after=half if char in CLOSING else 0.0,
            not_at_start=char in NOT_AT_LINE_START,
            not_at_end=char in NOT_AT_LINE_END,
        )
        return self._cells.setdefault((role, char), unit)

    def _double_mark(self, role: str, token: str) -> Unit:
        glyph = self.fonts.glyph(role, token[0])
        return Unit(token, glyph.face, 2 * self.pitch, 2 * glyph.advance * self.size, is_wide=True)

    def _word(self, role: str, word: str) -> Iterator[Unit]:
        """One unit for each face the word needs; they stay together."""
        pieces = self._pieces(role, word)
        for index, (face, text, width) in enumerate(pieces):
            yield Unit(
                text,
                face,
                width,
                width,
                is_wide=False,
                not_at_start=index > 0 or text[0] in NOT_AT_LINE_START,
                not_at_end=index < len(pieces) - 1 or text[-1] in NOT_AT_LINE_END,
            )

    def _pieces(self, role: str, word: str) -> list[tuple[Face, str, float]]:
        pieces: list[tuple[Face, str, float]] = []
        for char in word:
            face, advance = self.fonts.glyph(role, char)
            if char == "’":
                pieces.append((face, char, _APOSTROPHE_WIDTH * self.size))
            elif pieces and pieces[-1][0] is face and pieces[-1][1][-1] != "’":
                _, text, width = pieces[-1]
                pieces[-1] = (face, text + char, width + advance * self.size)
            else:
                pieces.append((face, char, advance * self.size))
        return pieces

    def letters(self, unit: Unit, role: str) -> list[Unit]:
        """A word too wide for a line, letter by letter."""
        glyphs = [(char, self.fonts.glyph(role, char)) for char in unit.text]
        return [
            Unit(char, face, advance * self.size, advance * self.size, is_wide=False)
            for char, (face, advance) in glyphs
        ]


@functools.lru_cache(64)
def unit_maker(fonts: FontSet, size: float, pitch: float) -> UnitMaker:
    """The maker of one font set, size and pitch, with what it has kept of earlier documents."""
    return UnitMaker(fonts, size, pitch)


@functools.lru_cache(4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_cut(text.translate(_LINE_ENDS_AND_TABS)))


def _cut(text: str) -> Iterator[str]:
    index, length = 0, len(text)
    while index < length:
        end = index + 1
        if text[index : index + 2] in DOUBLE_MARKS:
            end = index + 2
        elif not _stands_alone(text, index):
            while end < length and not _stands_alone(text, end):
                end += 1
        yield text[index:end]
        index = end


def _stands_alone(text: str, index: int) -> bool:
    """Whether the character at index is a token by itself rather than part of a word."""
    char = text[index]
    if char == WORD_JOINER:
        return True
    if char in " \u2009’":
        return not _between_letters(text, index, digits_only=char != "’")
    return is_wide(char)


def _between_letters(text: str, index: int, *, digits_only: bool) -> bool:
    """A blank between digits groups a number (1 286); an apostrophe belongs to a name."""
    if not 0 < index < len(text) - 1:
        return False
    around = text[index - 1] + text[index + 1]
    return around.isascii() and (around.isdigit() if digits_only else around.isalpha())
