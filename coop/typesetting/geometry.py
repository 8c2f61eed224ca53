"""Measures of GB/T 9704-2012, in points, and the grid of a page.

A page has a type area (版心) of 156 x 225 mm holding 22 lines of 28 characters. Vertical
positions in this package run downwards from the top edge of the type area; horizontal ones from
its left edge.
"""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TOP_MARGIN, LEFT_MARGIN = 37 * MM, 28 * MM
TYPE_WIDTH, TYPE_HEIGHT = 156 * MM, 225 * MM
COLUMNS, ROWS = 28, 22

# 3号 is 16 pt in word processors, but 28 x 16 pt exceed 156 mm: the advance is narrowed, the
# glyphs are not.
BODY_SIZE = 16.0
PITCH = TYPE_WIDTH / COLUMNS
TITLE_SIZE = 22.0
SMALL_SIZE = 14.0
# "One line" (3.2) is the height of a character and seven eighths of a 3号 one.
GAP = BODY_SIZE * 7 / 8
EM_ASCENT = 0.86
"""Part of an ideograph's em box that lies above the baseline."""
TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines a page holds; the first one's top and the last one's bottom are the area's edges."""

    rows: int = ROWS

    @property
    def lead(self) -> float:
        """Distance from one line's top to the next one's, in points."""
        return (TYPE_HEIGHT - BODY_SIZE) / (self.rows - 1)

    def snap(self, y: float) -> float:
        """The first line top at or below y."""
        lead = self.lead
        return -(-(y - TOLERANCE) // lead) * lead
