"""Ruled tables: 4号, head in 黑体 and repeated on each page; rows are not parted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from coop.typesetting.content import Table
from coop.typesetting.flow import SNAP, Row, blank
from coop.typesetting.geometry import LEFT_MARGIN, PITCH, SMALL_SIZE, TOP_MARGIN, TYPE_WIDTH
from coop.typesetting.linebreaking import Line
from coop.typesetting.paragraphs import Setter, TextStyle, draw_line
from coop.typesetting.pen import Pen
from coop.typesetting.units import Unit

_LEAD = SMALL_SIZE * 1.5
_PADDING = 4.0
_WEIGHT = 0.5
_AIR = 0.3
"""Of a line: distance from the text above."""

_Cell = tuple[list[Unit], list[Line], TextStyle]


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
    lines = max(1, *(len(lines) for _, lines, _ in cells))
    height = lines * _LEAD - (_LEAD - SMALL_SIZE) + 2 * _PADDING + 2
    return Row(height, height, partial(_draw_row, cells, tuple(edges), height))


def _cell(setter: Setter, role: str, text: str, span: tuple[float, float]) -> _Cell:
    """A text that fits one line stands in the middle of its cell."""
    left, right = span
    style = TextStyle(
        size=SMALL_SIZE,
        pitch=SMALL_SIZE,
        first=0,
        align="centre",
        left=left + _PADDING,
        width=right - left - 2 * _PADDING,
    )
    units, lines = setter.lines([(role, text)], style)
    if len(lines) > 1:
        style = TextStyle(
            size=SMALL_SIZE, pitch=SMALL_SIZE, first=0, left=style.left, width=style.width
        )
    return units, lines, style


def _draw_row(
    cells: Sequence[_Cell], edges: Sequence[float], height: float, pen: Pen, top: float
) -> None:
    for y in (top, top + height):
        pen.rule(LEFT_MARGIN + edges[0], TOP_MARGIN + y, edges[-1] - edges[0], weight=_WEIGHT)
    for x in edges:
        start, end = TOP_MARGIN + top, TOP_MARGIN + top + height
        pen.segment((LEFT_MARGIN + x, start), (LEFT_MARGIN + x, end), weight=_WEIGHT)
    for units, lines, style in cells:
        used = len(lines) * _LEAD - (_LEAD - SMALL_SIZE)
        y = top + (height - used) / 2
        for index, line in enumerate(lines):
            draw_line(units, line, style, index == 0, pen, y + index * _LEAD)
