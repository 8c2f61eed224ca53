"""Can this text be printed? Answered in milliseconds from a list, without opening a font.

Called where text enters the system, so that a name that cannot be printed is refused there and
not in the minutes.
"""

from __future__ import annotations

import bisect
import functools
import json

from coop.typesetting.font_files import FOLDER

LAYOUT_CHARACTERS = frozenset("\n\r\t\u2060")
"""Never drawn: line ends, tabs and the word joiner."""


@functools.cache
def _coverage() -> tuple[list[int], list[int]]:
    ranges = json.loads((FOLDER / "coverage.json").read_text("utf-8"))
    return [first for first, _ in ranges], [last for _, last in ranges]


def is_printable(char: str) -> bool:
    """Whether a vendored face has the character, or it needs no drawing."""
    if char in LAYOUT_CHARACTERS:
        return True
    firsts, lasts = _coverage()
    code = ord(char)
    index = bisect.bisect_right(firsts, code) - 1
    return index >= 0 and code <= lasts[index]


def unprintable(text: str) -> list[str]:
    """The characters of a text that no face can print, each once, in order of appearance."""
    return [char for char in dict.fromkeys(text) if not is_printable(char)]
