"""Ruled tables: 4号, head in 黑体 and repeated on each page; rows are not parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from coop.typesetting.content import Table
from coop.typesetting.flow import SNAP, Row, blank
from coop.typesetting.geometry import LEFT_MARGIN, PITCH, SMALL_SIZE, TOP_MARGIN, TYPE_WIDTH
from coop.typesetting.paragraphs import Setter, SetText, TextStyle
from coop.typesetting.pen import Pen

_LEAD = SMALL_SIZE * 1.5
_PADDING, _SIDE = 5.0, 3.0
"""Above and below a text, and on its sides."""
_WEIGHT = 0.5
_AIR = 0.3
"""Of a line: distance from the text above."""


def table_rows(setter: Setter, table: Table) -> list[Row]:
    """Rows of a table, snapped back to the grid below it."""
    edges = [0.0, *accumulate(width * PITCH for width in table.widths)]
    left = (TYPE_WIDTH - edges[-1]) / 2
    edges = [left + edge for edge in edges]
    head = _row(setter, "hei", table.head, edges)
    body = [_row(setter, "fangsong", texts, edges) for texts in table.rows]
    first = Row(head.height, head.ink, head.draw, keep_with_next=bool(body))
    rest = [Row(row.height, row.ink, row.draw, header=(head,)) for row in body]
    return [blank(_AIR * setter.grid.lead), first, *rest, SNAP]


def _row(setter: Setter, role: str, texts: Sequence[str], edges: Sequence[float]) -> Row:
    cells = [
        _cell(setter, role, text, (left, right))
        for text, left, right in zip(texts, edges, edges[1:], strict=False)
    ]
    lines = max(1, *(len(cell.lines) for cell in cells))
    height = lines * _LEAD - (_LEAD - SMALL_SIZE) + 2 * _PADDING
    if not all(texts):
        height = max(height, setter.grid.lead)  # to be filled in by hand
    return Row(height, height, partial(_draw_row, cells, tuple(edges), height))


def _cell(setter: Setter, role: str, text: str, span: tuple[float, float]) -> SetText:
    """A text that fits one line stands in the middle of its cell, a longer one at its left."""
    left, right = span
    style = TextStyle(
        size=SMALL_SIZE,
        pitch=SMALL_SIZE,
        first=0,
        align="centre",
        left=left + _SIDE,
        width=right - left - 2 * _SIDE,
    )
    centred = setter.set_text([(role, text)], style)
    if len(centred.lines) <= 1:
        return centred
    return SetText(centred.units, centred.lines, replace(style, align="left"))


def _draw_row(
    cells: Sequence[SetText], edges: Sequence[float], height: float, pen: Pen, top: float
) -> None:
    for y in (top, top + height):
        pen.rule(LEFT_MARGIN + edges[0], TOP_MARGIN + y, edges[-1] - edges[0], weight=_WEIGHT)
    for x in edges:
        start, end = TOP_MARGIN + top, TOP_MARGIN + top + height
        pen.segment((LEFT_MARGIN + x, start), (LEFT_MARGIN + x, end), weight=_WEIGHT)
    for cell in cells:
        used = len(cell.lines) * _LEAD - (_LEAD - SMALL_SIZE)
        cell.draw(pen, top + (height - used) / 2, lead=_LEAD)
