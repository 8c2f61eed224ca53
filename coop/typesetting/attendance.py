"""The attendance block after the body: 出席, 请假, 列席 (GB/T 9704-2012, 10.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coop.typesetting.content import AttendanceLine
from coop.typesetting.flow import Row
from coop.typesetting.paragraphs import Setter, TextStyle
from coop.typesetting.units import IDEOGRAPHIC_SPACE, WORD_JOINER

_ORDER = ("出席", "请假", "列席")
_INDENT = 2


def attendance_rows(setter: Setter, lines: Sequence[AttendanceLine]) -> list[Row]:
    """A label in 黑体, then each unit with its names.

    Wrapped lines begin under the first character after the colon. A label without names is left
    out.
    """
    rows: list[Row] = []
    for line in sorted(lines, key=_place):
        groups = [(unit, names) for unit, names in line.groups if names]
        for index, (unit, names) in enumerate(groups):
            rows += _group_rows(setter, line.label if index == 0 else "", line.label, (unit, names))
    return rows


def _group_rows(
    setter: Setter, label: str, hanging_label: str, group: tuple[str, Iterable[str]]
) -> list[Row]:
    unit, names = group
    hang = _INDENT + len(hanging_label) + 1
    style = TextStyle(first=_INDENT if label else hang, rest=hang, align="left")
    parts = [unit] if unit else []
    parts += [WORD_JOINER.join(_spread(name)) for name in names]
    runs = [("hei", f"{label}：")] if label else []
    return setter.rows([*runs, ("fangsong", IDEOGRAPHIC_SPACE.join(parts))], style)


def _spread(name: str) -> str:
    """A name of two characters takes the room of three."""
    return IDEOGRAPHIC_SPACE.join(name) if len(name) == 2 else name


def _place(line: AttendanceLine) -> int:
    return _ORDER.index(line.label) if line.label in _ORDER else len(_ORDER)
