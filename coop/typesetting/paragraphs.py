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
from coop.typesetting.units import Run, Unit, UnitMaker, unit_maker

Align = Literal["justify", "left", "centre", "right"]


@dataclass(slots=True, frozen=True)
class TextStyle:
    """Size and places of a paragraph.

    first, rest, right: indents in cells of `pitch`; left: points from the type area's edge.
    """

    size: float = BODY_SIZE
    pitch: float = PITCH
    first: float = 2
    rest: float = 0
    right: float = 0
    align: Align = "justify"
    left: float = 0.0
    width: float = TYPE_WIDTH


BODY = TextStyle()


@dataclass(slots=True, frozen=True)
class SetText:
    """A text broken into lines, ready to be drawn."""

    units: list[Unit]
    lines: list[Line]
    style: TextStyle

    def draw_line(self, index: int, pen: Pen, top: float) -> None:
        """Draw one line whose em boxes hang from `top`."""
        line, style = self.lines[index], self.style
        indent = (style.rest if index else style.first) * style.pitch
        spare = line.measure - line.width
        if style.align == "centre":
            indent += spare / 2
        elif style.align == "right":
            indent += spare
        at = (LEFT_MARGIN + style.left + indent, TOP_MARGIN + top + EM_ASCENT * style.size)
        shared = fit(self.units, line, justify=style.align == "justify")
        pen.line(self.units, line, shared, at=at, size=style.size)

    def draw(self, pen: Pen, top: float, *, lead: float) -> None:
        """Draw every line, each `lead` points below the one before."""
        for index in range(len(self.lines)):
            self.draw_line(index, pen, top + index * lead)


class Setter:
    """Sets runs of text in the faces of one font set on one grid."""

    def __init__(self, fonts: FontSet, grid: Grid) -> None:
        self.fonts, self.grid = fonts, grid

    def maker(self, style: TextStyle) -> UnitMaker:
        """The unit maker for a style's size and pitch."""
        return unit_maker(self.fonts, style.size, style.pitch)

    def set_text(self, runs: Sequence[Run], style: TextStyle) -> SetText:
        """The runs broken into lines."""
        maker = self.maker(style)
        rest = style.width - (style.rest + style.right) * style.pitch
        units = _cut_to_fit(maker, maker.units(runs), rest, runs[0][0])
        first = style.width - (style.first + style.right) * style.pitch
        return SetText(units, break_lines(units, first, rest), style)

    def rows(
        self,
        runs: Sequence[Run],
        style: TextStyle = BODY,
        *,
        lead: float | None = None,
        keep_with_next: bool = False,
    ) -> list[Row]:
        """One row a line; `lead` defaults to the grid's."""
        text = self.set_text(runs, style)
        height = self.grid.lead if lead is None else lead
        return [
            Row(
                height,
                style.size,
                partial(text.draw_line, index),
                keep_with_next=keep_with_next,
            )
            for index in range(len(text.lines))
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
