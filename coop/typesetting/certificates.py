"""Certificates in the house style: framed, one a page, with a picture code to check them by."""

from __future__ import annotations

from coop.typesetting.content import CertificateContent, chinese_date
from coop.typesetting.faces import FontSet
from coop.typesetting.geometry import (
    LEFT_MARGIN,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP_MARGIN,
    TYPE_WIDTH,
    Grid,
)
from coop.typesetting.paragraphs import Setter, TextStyle
from coop.typesetting.pen import BLACK, RED, Pen
from coop.typesetting.picture_codes import dark_runs

_FRAME, _INNER_FRAME = 12 * MM, 15 * MM
_FRAME_WEIGHT, _INNER_WEIGHT = 2.4, 0.8
_TITLE_TOP, _NUMBER_TOP, _TEXT_TOP = 40 * MM, 64 * MM, 86 * MM
_TITLE = TextStyle(size=46, pitch=62, first=0, align="centre")
_NUMBER = TextStyle(size=14, pitch=14, first=0, align="centre")
_TEXT = TextStyle(size=20, pitch=20, first=2, align="left")
_TEXT_LEAD = 38.0
_SIGNED = TextStyle(size=18, pitch=18, first=0, right=1, align="right")
_SIGNED_LEAD = 30.0
_SIGNED_END = 212 * MM
_SMALL_LEFT = 30 * MM
_SMALL = TextStyle(
    size=9, pitch=9, first=0, align="left", left=_SMALL_LEFT, width=TYPE_WIDTH - _SMALL_LEFT
)
_SMALL_LEAD = 13.0
_CODE_TOP, _CODE_SIZE = 214 * MM, 26 * MM


def draw_certificate(pen: Pen, fonts: FontSet, content: CertificateContent) -> None:
    """One page."""
    setter = Setter(fonts, Grid())
    _frames(pen)
    pen.set_color(RED)
    setter.set_text([("xbs", content.title)], _TITLE).draw(pen, _TITLE_TOP - TOP_MARGIN, lead=60)
    pen.set_color(BLACK)
    number = setter.set_text([("fangsong", content.number)], _NUMBER)
    number.draw(pen, _NUMBER_TOP - TOP_MARGIN, lead=20)
    text = setter.set_text([("kai", content.text)], _TEXT)
    text.draw(pen, _TEXT_TOP - TOP_MARGIN, lead=_TEXT_LEAD)
    _signatures(pen, setter, content)
    _check_code(pen, setter, content)
    pen.end_page()


def _frames(pen: Pen) -> None:
    for inset, weight in ((_FRAME, _FRAME_WEIGHT), (_INNER_FRAME, _INNER_WEIGHT)):
        right, bottom = PAGE_WIDTH - inset, PAGE_HEIGHT - inset
        corners = ((inset, inset), (right, inset), (right, bottom), (inset, bottom))
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            pen.segment(start, end, weight=weight, color=RED)


def _signatures(pen: Pen, setter: Setter, content: CertificateContent) -> None:
    """They end above the picture code, however many there are."""
    lines = (*content.signatures, chinese_date(content.formed_on))
    top = _SIGNED_END - TOP_MARGIN - len(lines) * _SIGNED_LEAD
    for index, line in enumerate(lines):
        signed = setter.set_text([("fangsong", line)], _SIGNED)
        signed.draw(pen, top + index * _SIGNED_LEAD, lead=_SIGNED_LEAD)


def _check_code(pen: Pen, setter: Setter, content: CertificateContent) -> None:
    count, runs = dark_runs(content.address)
    side = _CODE_SIZE / count
    for row, first, last in runs:
        y = _CODE_TOP + (row + 0.5) * side
        pen.rule(LEFT_MARGIN + first * side, y, (last - first) * side, weight=side)
    top = _CODE_TOP - TOP_MARGIN + 3 * MM
    for note in content.notes:
        told = setter.set_text([("fangsong", note)], _SMALL)
        told.draw(pen, top, lead=_SMALL_LEAD)
        top += len(told.lines) * _SMALL_LEAD
