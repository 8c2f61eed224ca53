"""Which characters a text may hold: none that hide, and none that no document face can print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from coop.core.messages import refuse

_LINE_CONTROLS = {"\n", "\t"}
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HIDDEN = {"Cc", "Cs", "Cn", "Co"}

# Set by app.py: the characters of a text that no document face can print.
coverage: list[Callable[[str], list[str]]] = []


def refuse_hidden(text: str, *, multiline: bool) -> None:
    """Control characters, unassigned ones and those that turn the writing direction."""
    allowed = _LINE_CONTROLS if multiline else set()
    for character in text:
        is_hidden = unicodedata.category(character) in _HIDDEN and character not in allowed
        if is_hidden or _BIDI.match(character):
            raise refuse("control_character", character=f"U+{ord(character):04X}")


def refuse_unprintable(text: str) -> None:
    missing = coverage[0](text) if coverage else []
    if missing:
        shown = [f"{one}（U+{ord(one):04X}）" for one in missing]
        raise refuse("unprintable_character", characters=shown)
