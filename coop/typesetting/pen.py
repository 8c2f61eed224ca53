"""Draws text and rules and hands each page's content stream to a ReportLab canvas.

Positions run rightwards from the left paper edge and downwards from the top paper edge, in
points. One text object a page and no repeated operators: this is where most of the time of a long
document goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coop.typesetting.faces import Face
from coop.typesetting.geometry import MM, PAGE_HEIGHT, PAGE_WIDTH
from coop.typesetting.linebreaking import Fit, Line
from coop.typesetting.units import CLOSING, OPENING, Unit

BLACK = "0 0 0"
RED = "1 0 0"
_ONE_EM = 0.01
_STAMP_SIZE, _STAMP_TOP = 12.0, 18 * MM


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line over every page, in full-width characters."""

    face: Face
    text: str


class Pen:
    """The ink of one document."""

    def __init__(self, canvas: Any, stamp: Stamp | None = None) -> None:
        self._canvas = canvas
        self._stamp = stamp
        self._document = canvas._doc
        self.faces: dict[str, str] = {}
        self._begin_page()

    def _begin_page(self) -> None:
        self._shapes: list[str] = []
        self._texts: list[str] = []
        self._font: tuple[str, float] | None = None
        self._spacing = 0.0
        self._scale = 100.0
        self._color = BLACK

    def end_page(self) -> None:
        """Write what was drawn and begin the next page."""
        if self._stamp is not None:
            self._put(self._stamp)
        texts = ["BT", *self._texts, "ET"] if self._texts else []
        self._canvas.addLiteral("\n".join((*self._shapes, *texts)))
        self._canvas.showPage()
        self._begin_page()

    def _put(self, stamp: Stamp) -> None:
        self.set_color(RED)
        left = (PAGE_WIDTH - _STAMP_SIZE * len(stamp.text)) / 2
        self.text(stamp.face, _STAMP_SIZE, (left, _STAMP_TOP), stamp.text)

    def rule(self, x: float, y: float, width: float, *, weight: float, color: str = BLACK) -> None:
        """A horizontal rule centred on y."""
        self.segment((x, y), (x + width, y), weight=weight, color=color)

    def segment(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        weight: float,
        color: str = BLACK,
    ) -> None:
        """A straight rule from one point to another."""
        (x, y), (right, bottom) = start, end
        self._shapes.append(
            f"{color} RG {weight:.3f} w {x:.3f} {PAGE_HEIGHT - y:.3f} m"
            f" {right:.3f} {PAGE_HEIGHT - bottom:.3f} l S"
        )

    def set_color(self, color: str) -> None:
        """Colour of the following text on this page."""
        if color != self._color:
            self._texts.append(f"{color} rg")
            self._color = color

    def text(
        self,
        face: Face,
        size: float,
        at: tuple[float, float],
        text: str,
        *,
        spacing: float = 0.0,
        scale: float = 100.0,
    ) -> None:
        """Text in one face from `at` (x, baseline y).

        spacing: points added after every character; scale: width of the glyphs in per cent.
        """
        self._set_spacing(spacing)
        if scale != self._scale:
            self._texts.append(f"{scale:.3f} Tz")
            self._scale = scale
        self._texts.append(f"1 0 0 1 {at[0]:.3f} {PAGE_HEIGHT - at[1]:.3f} Tm")
        self.faces.setdefault(face.key, face.sha256)
        for subset, codes in face.font.splitString(text, self._document):
            self._set_font(face.font.getSubsetInternalName(subset, self._document), size)
            self._texts.append(f"<{codes.hex()}> Tj")

    def _set_spacing(self, spacing: float) -> None:
        if abs(spacing - self._spacing) > 1e-4:
            self._texts.append(f"{spacing:.4f} Tc")
            self._spacing = spacing

    def _set_font(self, name: str, size: float) -> None:
        if self._font != (name, size):
            self._texts.append(f"{name} {size:g} Tf")
            self._font = (name, size)

    def line(
        self, units: Sequence[Unit], line: Line, fit: Fit, *, at: tuple[float, float], size: float
    ) -> None:
        """One broken line from `at` (x, baseline y)."""
        x, y = at
        run = _Run(self, size, y)
        for index in range(line.start, line.end):
            unit = units[index]
            before = unit.blank_before * fit.squeeze
            is_last = index == line.end - 1
            after = fit.squeeze_last if is_last else unit.blank_after * fit.squeeze
            if unit.is_wide and not before and abs(unit.advance / size - 1) < _ONE_EM:
                run.add(unit, x, unit.width - size + fit.stretch)
            else:
                run.flush()
                self._odd_unit(unit, x - before, y, size)
            x += unit.width + fit.stretch - before - after
            if after:
                run.flush()
        run.flush()

    def _odd_unit(self, unit: Unit, x: float, y: float, size: float) -> None:
        """A unit whose glyphs do not simply fill their cells."""
        if not unit.is_wide:
            self.text(unit.face, size, (x, y), unit.text)
        elif len(unit.text) == 2:
            scale = 100 * unit.width / unit.advance  # so that the strokes of —— join
            self.text(unit.face, size, (x, y), unit.text, scale=scale)
        else:
            self.text(unit.face, size, (x + _offset_in_cell(unit), y), unit.text)


def _offset_in_cell(unit: Unit) -> float:
    spare = unit.width - unit.advance
    if unit.text in OPENING:
        return spare
    return 0.0 if unit.text in CLOSING else spare / 2


class _Run:
    """Neighbouring full-width glyphs of one face and spacing, shown by one operator."""

    def __init__(self, pen: Pen, size: float, y: float) -> None:
        self._pen, self._size, self._y = pen, size, y
        self._text: list[str] = []
        self._face: Face | None = None
        self._x = self._spacing = 0.0

    def add(self, unit: Unit, x: float, spacing: float) -> None:
        if self._text and (self._face is not unit.face or abs(spacing - self._spacing) > 1e-4):
            self.flush()
        if not self._text:
            self._face, self._x, self._spacing = unit.face, x, spacing
        self._text.append(unit.text)

    def flush(self) -> None:
        if self._text and self._face is not None:
            text = "".join(self._text)
            self._pen.text(self._face, self._size, (self._x, self._y), text, spacing=self._spacing)
        self._text.clear()
