"""What typesetting refuses, each with the facts in its attributes."""

from __future__ import annotations


class TypesettingError(ValueError):
    """Root of the family."""


class UnprintableCharacter(TypesettingError):
    """No face has a character; printing would leave a hole in a name or a number.

    characters: each such character once, in order of appearance.
    """

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in characters)
        super().__init__(f"No font here can print {named}.")


class FontRefused(TypesettingError):
    """A font file cannot be used: unreadable, or its licence bits forbid embedding a subset."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")
