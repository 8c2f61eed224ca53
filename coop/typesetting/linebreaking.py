"""Where lines end: marks that may not begin a line are squeezed in (挤压) or pushed on (推出)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coop.typesetting.geometry import TOLERANCE
from coop.typesetting.units import Unit


@dataclass(slots=True, frozen=True)
class Line:
    """Units start..end of a paragraph on one line.

    width: their width before squeezing or stretching; measure: the width there is.
    """

    start: int
    end: int
    width: float
    measure: float
    is_last: bool


def break_lines(units: Sequence[Unit], first: float, rest: float) -> list[Line]:
    """Lines of a paragraph whose first line is `first` points wide and whose others are `rest`.

    A run of marks without a legal break is cut where the line is full. Units wider than a line
    must have been cut before.
    """
    lines: list[Line] = []
    start, measure = _skip_blanks(units, 0), first
    while start < len(units):
        end = _line_end(units, start, measure)
        last = _skip_blanks(units, end)
        inked = _trim_blanks(units, start, end)
        width = sum(unit.width for unit in units[start:inked])
        lines.append(Line(start, inked, width, measure, last >= len(units)))
        start, measure = last, rest
    return lines


def _skip_blanks(units: Sequence[Unit], index: int) -> int:
    while index < len(units) and units[index].is_blank:
        index += 1
    return index


def _trim_blanks(units: Sequence[Unit], start: int, end: int) -> int:
    while end > start + 1 and units[end - 1].is_blank:
        end -= 1
    return end


def _line_end(units: Sequence[Unit], start: int, measure: float) -> int:
    full, width = _fill(units, start, measure)
    if full == len(units):
        return full
    if units[full].not_at_start:
        squeezed = _squeeze(units, start, full, width - measure)
        if squeezed is not None:
            return squeezed
    return _push_on(units, start, full)


def _fill(units: Sequence[Unit], start: int, measure: float) -> tuple[int, float]:
    """First unit that does not fit, and the width of those that do; at least one unit is taken."""
    width, index = units[start].width, start + 1
    while index < len(units) and width + units[index].width <= measure + TOLERANCE:
        width += units[index].width
        index += 1
    return index, width


def _squeeze(units: Sequence[Unit], start: int, full: int, excess: float) -> int | None:
    """The end of a line into which the marks forbidden on the next can be drawn, if they can."""
    end = full
    while end < len(units) and units[end].not_at_start:
        excess += units[end].width
        end += 1
    room = sum(unit.blank_before + unit.blank_after for unit in units[start:end])
    if excess > room + TOLERANCE or units[end - 1].not_at_end:
        return None
    return end


def _push_on(units: Sequence[Unit], start: int, full: int) -> int:
    end = full
    while end > start and not _may_break(units, start, end):
        end -= 1
    return end if end > start else full


def _may_break(units: Sequence[Unit], start: int, end: int) -> bool:
    following = _skip_blanks(units, end)
    inked = _trim_blanks(units, start, end)
    if units[inked - 1].not_at_end:
        return False
    return following == len(units) or not units[following].not_at_start


@dataclass(slots=True, frozen=True)
class Fit:
    """How the units of a line share what is missing or left over.

    stretch: points added after each unit; squeeze: share of their blanks that marks give up;
    squeeze_last: points given up after the line's last mark.
    """

    stretch: float = 0.0
    squeeze: float = 0.0
    squeeze_last: float = 0.0


def fit(units: Sequence[Unit], line: Line, *, justify: bool) -> Fit:
    """The line-end mark gives its blank first, then the others; a short line is stretched."""
    excess = line.width - line.measure
    gaps = line.end - line.start - 1
    if excess <= TOLERANCE:
        return Fit(stretch=-excess / gaps) if justify and gaps and not line.is_last else Fit()
    last = units[line.end - 1]
    given = min(excess, last.blank_after)
    blanks = sum(u.blank_before + u.blank_after for u in units[line.start : line.end])
    others = blanks - last.blank_after
    squeeze = min(1.0, (excess - given) / others) if others > 0 else 0.0
    return Fit(squeeze=squeeze, squeeze_last=given)
