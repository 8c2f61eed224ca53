"""Paragraphs on the character grid, as rows of one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from coop.typesetting.faces import FontSet
from coop.typesetting.flow import Row
from coop.typesetting.geometry import (
    BODY_SIZE,
    EM_ASCENT,
    LEFT_MARGIN,
    PITCH,
    TOP_MARGIN,
    TYPE_WIDTH,
    Grid,
)
from coop.typesetting.linebreaking import Line, break_lines, fit
from coop.typesetting.pen import Pen
from coop.typesetting.units import Run, Unit, UnitMaker

Align = Literal["justify", "left", "centre", "right"]


@dataclass(slots=True, frozen=True)
class TextStyle:
    """Size and places of a paragraph. Indents in cells of `pitch`; left and width in points from the type area."""

    size: float = BODY_SIZE
    pitch: float = PITCH
    first: float = 2
    rest: float = 0
    right: float = 0
    align: Align = "justify"
    left: float = 0.0
    width: float = TYPE_WIDTH


BODY = TextStyle()


class Setter:
    """Sets runs of text in the faces of one font set on one grid."""

    def __init__(self, fonts: FontSet, grid: Grid) -> None:
        self.fonts, self.grid = fonts, grid
        self._makers: dict[tuple[float, float], UnitMaker] = {}

    def maker(self, style: TextStyle) -> UnitMaker:
        """The unit maker for a style's size and pitch."""
        key = (style.size, style.pitch)
        if key not in self._makers:
            self._makers[key] = UnitMaker(self.fonts, *key)
        return self._makers[key]

    def lines(self, runs: Sequence[Run], style: TextStyle) -> tuple[list[Unit], list[Line]]:
        """Units of the runs and the lines they fall into."""
        maker = self.maker(style)
        rest = style.width - (style.rest + style.right) * style.pitch
        units = _cut_to_fit(maker, maker.units(runs), rest, runs[0][0])
        first = style.width - (style.first + style.right) * style.pitch
        return units, break_lines(units, first, rest)

    def rows(
        self,
        runs: Sequence[Run],
        style: TextStyle = BODY,
        *,
        lead: float | None = None,
        keep_with_next: bool = False,
    ) -> list[Row]:
        """One row a line; `lead` defaults to the grid's."""
        units, lines = self.lines(runs, style)
        height = self.grid.lead if lead is None else lead
        return [
            Row(
                height,
                style.size,
                partial(draw_line, units, line, style, index == 0),
                keep_with_next=keep_with_next,
            )
            for index, line in enumerate(lines)
        ]

    def width(self, runs: Sequence[Run], style: TextStyle) -> float:
        """Natural width of the runs on one line, in points."""
        return sum(unit.width for unit in self.maker(style).units(runs))


def _cut_to_fit(maker: UnitMaker, units: list[Unit], width: float, role: str) -> list[Unit]:
    """The units, words wider than a line cut into letters."""
    if all(unit.width <= width for unit in units):
        return units
    return [
        part
        for unit in units
        for part in ([unit] if unit.width <= width else maker.letters(unit, role))
    ]


def draw_line(
    units: Sequence[Unit], line: Line, style: TextStyle, is_first: bool, pen: Pen, top: float
) -> None:
    """Draw one line whose em boxes hang from `top`."""
    cells = style.first if is_first else style.rest
    indent = cells * style.pitch
    spare = line.measure - line.width
    if style.align == "centre":
        indent += spare / 2
    elif style.align == "right":
        indent += spare
    at = (
        LEFT_MARGIN + style.left + indent,
        TOP_MARGIN + top + EM_ASCENT * style.size,
    )
    justify = style.align == "justify"
    pen.line(units, line, fit(units, line, justify=justify), at=at, size=style.size)
