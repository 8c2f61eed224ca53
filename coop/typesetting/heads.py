"""The red heads: 纪要标志 of minutes (10.3) and the letter head with its double rules (10.1)."""

from __future__ import annotations

from collections.abc import Callable

from coop.typesetting.content import LetterContent, MinutesContent, Urgency, chinese_date
from coop.typesetting.flow import Row
from coop.typesetting.geometry import (
    BODY_SIZE,
    GAP,
    LEFT_MARGIN,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP_MARGIN,
    TYPE_WIDTH,
)
from coop.typesetting.paragraphs import Setter, TextStyle
from coop.typesetting.pen import BLACK, RED, Pen

URGENCY_MARKS: dict[Urgency, str] = {"none": "", "urgent": "加急", "extra_urgent": "特急"}
MARK_SIZE = 44.0
_NARROWEST = 70.0
"""Per cent: a long mark is narrowed rather than set small, down to this."""
_MINUTES_MARK_TOP = 35 * MM
_LETTER_MARK_TOP = 30 * MM - TOP_MARGIN
_RULE_BELOW = 4 * MM
_RULE_WEIGHT = 0.7 * MM
_LETTER_RULE_WIDTH = 170 * MM
_LETTER_FOOT = 20 * MM
_THICK, _THIN, _BETWEEN = 0.9 * MM, 0.3 * MM, 1.0 * MM
"""Weights of a double rule, and the distance of the two rules' centres."""
_LEFT = TextStyle(first=1)
_RIGHT = TextStyle(first=0, right=1, align="right")
_CENTRE = TextStyle(first=0, align="centre")
_FLUSH_LEFT = TextStyle(first=0)
_FLUSH_RIGHT = TextStyle(first=0, align="right")


class _Mark:
    """A red mark fitted to a width: its ink's top lies where it is told to."""

    def __init__(self, setter: Setter, text: str, width: float) -> None:
        self.text = text
        self.face = setter.fonts.face("xbs")
        self.glyphs = [setter.fonts.glyph("xbs", char) for char in text]
        ems = sum(glyph.advance for glyph in self.glyphs)
        self.scale = min(100.0, max(_NARROWEST, 100 * width / (ems * MARK_SIZE)))
        self.size = min(MARK_SIZE, width / (ems * self.scale / 100))
        self.width = ems * self.size * self.scale / 100
        bounds = [g.face.ink(c) for g, c in zip(self.glyphs, text, strict=True)]
        self.low = min(low for low, _ in bounds) * self.size
        self.high = max(high for _, high in bounds) * self.size

    @property
    def height(self) -> float:
        """Of the ink, in points."""
        return self.high - self.low

    def draw(self, pen: Pen, centre: float, top: float) -> None:
        """Draw it around `centre`, its ink beginning `top` below the type area's upper edge."""
        x, baseline = centre - self.width / 2, TOP_MARGIN + top + self.high
        pen.set_color(RED)
        for glyph, char in zip(self.glyphs, self.text, strict=True):
            pen.text(glyph.face, self.size, (x, baseline), char, scale=self.scale)
            x += glyph.advance * self.size * self.scale / 100
        pen.set_color(BLACK)


def minutes_head(setter: Setter, content: MinutesContent) -> Row:
    """Mark, number two lines below it, issuer and date, red rule 4 mm below the last of them.

    The row ends where the title begins: two empty lines below the rule.
    """
    lead = setter.grid.lead
    mark = _Mark(setter, content.mark, TYPE_WIDTH)
    number_top = _MINUTES_MARK_TOP + mark.height + 2 * lead
    lines = [(number_top, _CENTRE, _number_line(content))]
    if content.issuer:
        lines.append((number_top + lead, _LEFT, content.issuer))
        lines.append((number_top + lead, _RIGHT, chinese_date(content.formed_on)))
    rule_top = lines[-1][0] + BODY_SIZE + _RULE_BELOW
    texts = [_set_line(setter, "fangsong", text, style, top) for top, style, text in lines if text]
    texts += _corner_marks(setter, content.internal_mark, content.urgency, first_top=lead)

    def draw(pen: Pen, top: float) -> None:
        mark.draw(pen, LEFT_MARGIN + TYPE_WIDTH / 2, top + _MINUTES_MARK_TOP)
        for text in texts:
            text(pen)
        rule_y = TOP_MARGIN + top + rule_top + _RULE_WEIGHT / 2
        pen.rule(LEFT_MARGIN, rule_y, TYPE_WIDTH, weight=_RULE_WEIGHT, color=RED)

    height = rule_top + _RULE_WEIGHT + 2 * lead - GAP
    return Row(height, height, draw, keep_with_next=True)


def _number_line(content: MinutesContent) -> str:
    return "\u3000".join(part for part in (content.number, content.issue_no) if part)


def letter_head(setter: Setter, content: LetterContent) -> Row:
    """Mark 30 mm from the paper's top, double rule 4 mm below it, number, rule at the foot."""
    lead = setter.grid.lead
    mark = _Mark(setter, content.mark, _LETTER_RULE_WIDTH)
    rule_top = _LETTER_MARK_TOP + mark.height + _RULE_BELOW
    number_top = rule_top + _THICK / 2 + _BETWEEN + _THIN / 2 + GAP
    texts = [_set_line(setter, "fangsong", content.number or "", _FLUSH_RIGHT, number_top)]
    texts += _corner_marks(setter, content.internal_mark, content.urgency, first_top=number_top)

    def draw(pen: Pen, top: float) -> None:
        mark.draw(pen, PAGE_WIDTH / 2, top + _LETTER_MARK_TOP)
        for text in texts:
            text(pen)
        upper = TOP_MARGIN + top + rule_top + _THICK / 2
        _double_rule(pen, thick=upper, thin=upper + _BETWEEN)
        foot = PAGE_HEIGHT - _LETTER_FOOT
        _double_rule(pen, thick=foot, thin=foot - _BETWEEN)

    height = number_top + BODY_SIZE + 2 * lead + GAP
    return Row(height, height, draw, keep_with_next=True)


def _double_rule(pen: Pen, *, thick: float, thin: float) -> None:
    left = (PAGE_WIDTH - _LETTER_RULE_WIDTH) / 2
    pen.rule(left, thick, _LETTER_RULE_WIDTH, weight=_THICK, color=RED)
    pen.rule(left, thin, _LETTER_RULE_WIDTH, weight=_THIN, color=RED)


def _corner_marks(
    setter: Setter, internal_mark: str | None, urgency: Urgency, *, first_top: float
) -> list[Callable[[Pen], None]]:
    """Internal mark and urgency, 3号黑体 at the left edge, one below the other (7.2.2, 7.2.3)."""
    marks = [mark for mark in (internal_mark, URGENCY_MARKS[urgency]) if mark]
    return [
        _set_line(setter, "hei", mark, _FLUSH_LEFT, first_top + index * setter.grid.lead)
        for index, mark in enumerate(marks)
    ]


def _set_line(
    setter: Setter, role: str, text: str, style: TextStyle, top: float
) -> Callable[[Pen], None]:
    text_set = setter.set_text([(role, text)], style)

    def draw(pen: Pen) -> None:
        text_set.draw(pen, top, lead=setter.grid.lead)

    return draw
