"""Rows and pages: what the layouts hand over, and how it is spread over the pages.

A row is drawn whole on one page: a line of text, a table row, a masthead. Vertical positions are
those of geometry.py: points below the type area's top edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from coop.typesetting.geometry import TOLERANCE, TYPE_HEIGHT, Grid
from coop.typesetting.pen import Pen

Draw = Callable[[Pen, float], None]
"""Draws a row whose top lies at the given position."""


class RowKind(Enum):
    """What a row does to the flow besides taking room."""

    INK = auto()
    BLANK = auto()  # vanishes at the top of a page
    SNAP = auto()  # fills up to the next grid line
    NEW_PAGE = auto()


@dataclass(slots=True, frozen=True)
class Row:
    """height: distance to the next row's top; ink: what must still fit on the page.

    header: rows repeated above this one when it comes to stand first on a page.
    """

    height: float
    ink: float
    draw: Draw | None = None
    kind: RowKind = RowKind.INK
    keep_with_next: bool = False
    header: tuple[Row, ...] = ()


@dataclass(slots=True)
class Page:
    """Rows with their tops. `bottom` is where the next row would stand."""

    rows: list[tuple[float, Row]] = field(default_factory=list)
    bottom: float = 0.0


def blank(height: float) -> Row:
    """An empty line between two parts of a document."""
    return Row(height, 0.0, kind=RowKind.BLANK)


SNAP = Row(0.0, 0.0, kind=RowKind.SNAP)
NEW_PAGE = Row(0.0, 0.0, kind=RowKind.NEW_PAGE)


def spread(rows: Iterable[Row], grid: Grid) -> list[Page]:
    """Pages filled in order; a row kept with the next one moves on with it."""
    pages = [Page()]
    listed = list(rows)
    for index, row in enumerate(listed):
        page = pages[-1]
        if row.kind is RowKind.NEW_PAGE:
            pages.append(Page())
        elif row.kind is RowKind.SNAP:
            page.bottom = grid.snap(page.bottom)
        elif row.kind is RowKind.BLANK:
            page.bottom += row.height if page.rows else 0.0
        else:
            if page.rows and page.bottom + _needed(listed, index) > TYPE_HEIGHT + TOLERANCE:
                page = Page()
                pages.append(page)
                _place(page, row.header)
            _place(page, (row,))
    return pages


def _place(page: Page, rows: Sequence[Row]) -> None:
    for row in rows:
        page.rows.append((page.bottom, row))
        page.bottom += row.height


def _needed(rows: Sequence[Row], index: int) -> float:
    """Room a row asks for together with those it must not be parted from."""
    height = 0.0
    while index + 1 < len(rows) and _is_kept(rows[index]):
        height += rows[index].height
        index += 1
    return height + rows[index].ink


def _is_kept(row: Row) -> bool:
    return row.keep_with_next or row.kind in (RowKind.BLANK, RowKind.SNAP)


def draw_rows(pen: Pen, page: Page) -> None:
    """Put the rows of a page on paper."""
    for top, row in page.rows:
        if row.draw is not None:
            row.draw(pen, top)
