"""版记 on the last even page, and page numbers (GB/T 9704-2012, 7.4 and 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coop.typesetting.content import MinutesContent, chinese_date
from coop.typesetting.flow import Page
from coop.typesetting.geometry import (
    LEFT_MARGIN,
    MM,
    SMALL_SIZE,
    TOLERANCE,
    TOP_MARGIN,
    TYPE_HEIGHT,
    TYPE_WIDTH,
)
from coop.typesetting.paragraphs import Setter, SetText, TextStyle
from coop.typesetting.pen import Pen

_LEAD = SMALL_SIZE * 15 / 8
_INSET = (_LEAD - SMALL_SIZE) / 2
_OUTER, _INNER = 0.35 * MM, 0.25 * MM
_CC = TextStyle(size=SMALL_SIZE, pitch=SMALL_SIZE, first=1, rest=4, right=1)
_LEFT = TextStyle(size=SMALL_SIZE, pitch=SMALL_SIZE, first=1)
_RIGHT = TextStyle(size=SMALL_SIZE, pitch=SMALL_SIZE, first=0, right=1, align="right")
_CENTRE = TextStyle(size=SMALL_SIZE, pitch=SMALL_SIZE, first=0, align="centre")
_NUMBER_BELOW = 7 * MM
_NUMBER_MIDDLE = 0.36
"""Half the height of a digit, in em: the dash stands at it."""
_DASH_WEIGHT = 0.7


@dataclass(slots=True, frozen=True)
class _Part:
    """What stands between two rules: texts on the same lines."""

    texts: tuple[SetText, ...]

    @property
    def height(self) -> float:
        """Room between the rules, in points."""
        return max(len(text.lines) for text in self.texts) * _LEAD


class Imprint:
    """The 版记: 抄送 and 印发. Its last rule is the type area's lower edge."""

    def __init__(self, setter: Setter, parts: Sequence[_Part], *, ruled: bool) -> None:
        self._parts, self._ruled = parts, ruled
        self._air = setter.grid.lead

    @property
    def height(self) -> float:
        """Between the first and the last rule, in points."""
        return sum(part.height for part in self._parts)

    def fits(self, page: Page) -> bool:
        """Whether it can stand under the rows of a page, one line of air between."""
        return page.bottom + self._air + self.height <= TYPE_HEIGHT + TOLERANCE

    def draw(self, pen: Pen) -> None:
        """Draw it at the foot of the current page."""
        y = TYPE_HEIGHT - self.height
        self._rule(pen, y, _OUTER)
        for index, part in enumerate(self._parts):
            for text in part.texts:
                text.draw(pen, y + _INSET, lead=_LEAD)
            y += part.height
            self._rule(pen, y, _OUTER if index == len(self._parts) - 1 else _INNER)

    def _rule(self, pen: Pen, y: float, weight: float) -> None:
        if self._ruled:
            pen.rule(LEFT_MARGIN, TOP_MARGIN + y, TYPE_WIDTH, weight=weight)


def minutes_imprint(setter: Setter, content: MinutesContent) -> Imprint:
    """Rules, 抄送 when there is any, and 印发 line with the number of copies in its middle."""
    parts = _cc_parts(setter, content.cc)
    date = f"{chinese_date(content.printed_on)}印发"
    printing = [(_LEFT, content.print_org), (_RIGHT, date)]
    if content.copies is not None:
        copies = (_CENTRE, f"共印{content.copies}份")
        if _leaves_middle(setter, content.print_org, date, copies[1]):
            printing.append(copies)
        else:
            parts.append(_part(setter, [(_LEFT, copies[1])]))
    return Imprint(setter, [*parts, _part(setter, printing)], ruled=True)


def letter_imprint(setter: Setter, cc: Sequence[str]) -> Imprint | None:
    """A letter's 版记 has no rules and no 印发 line (10.1): nothing at all without copies."""
    parts = _cc_parts(setter, cc)
    return Imprint(setter, parts, ruled=False) if parts else None


def _cc_parts(setter: Setter, cc: Sequence[str]) -> list[_Part]:
    return [_part(setter, [(_CC, f"抄送：{'，'.join(cc)}。")])] if cc else []


def _part(setter: Setter, texts: Sequence[tuple[TextStyle, str]]) -> _Part:
    return _Part(tuple(setter.set_text([("fangsong", text)], style) for style, text in texts))


def _leaves_middle(setter: Setter, left: str, right: str, middle: str) -> bool:
    """Whether the middle text, centred, keeps a character's distance from both sides."""
    widest = max(setter.width([("fangsong", text)], _LEFT) for text in (left, right))
    half = setter.width([("fangsong", middle)], _LEFT) / 2
    return widest + half + 2 * SMALL_SIZE <= TYPE_WIDTH / 2


def draw_page_number(pen: Pen, setter: Setter, number: int) -> None:
    """4号 digits between two 一字线 7 mm below the type area, on the sheet's outer side."""
    digits = [("song", str(number))]
    style = TextStyle(size=SMALL_SIZE, pitch=SMALL_SIZE, first=0, align="left")
    width = setter.width(digits, style)
    gap = SMALL_SIZE / 4
    total = width + 2 * (SMALL_SIZE + gap)
    inset = TYPE_WIDTH - SMALL_SIZE - total if number % 2 else SMALL_SIZE
    left, y = LEFT_MARGIN + inset, TOP_MARGIN + TYPE_HEIGHT + _NUMBER_BELOW
    for x in (left, left + total - SMALL_SIZE):
        pen.rule(x, y, SMALL_SIZE, weight=_DASH_WEIGHT)
    face = setter.fonts.glyph("song", str(number)[0]).face
    baseline = y + _NUMBER_MIDDLE * SMALL_SIZE
    pen.text(face, SMALL_SIZE, (left + SMALL_SIZE + gap, baseline), str(number))
