"""Identity numbers and telephones: whether they are right, and how they are shown masked.

The resident identity number is GB 11643-1999: region, birthday, serial, check digit mod 11-2.
"""

from __future__ import annotations

import re
from datetime import date

_NUMBER = re.compile(r"[1-9]\d{5}(\d{8})\d{3}[\dX]", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_TELEPHONE = re.compile(r"(\+86)?(1[3-9]\d{9}|0\d{2,3}-?[2-9]\d{6,7}|[49]\d{4,9})", re.ASCII)


def check_digit(number: str) -> str:
    """What the eighteenth place of an identity number must be, from its first seventeen."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11]


def fault_of_identity_number(number: str) -> str | None:
    """None when the number is right, else a code of coop.core.messages."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return "identity_number_form"
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return "identity_number_birthday"
    return None if number[17] == check_digit(number) else "identity_number_check_digit"


def is_telephone(text: str) -> bool:
    """A mobile number, or a landline with its area code."""
    return _TELEPHONE.fullmatch(text) is not None


def mask_identity_number(number: str | None) -> str | None:
    """110***********1234."""
    return masked(number, head=3, tail=4)


def mask_telephone(text: str | None) -> str | None:
    """138****5678."""
    return masked(text, head=3, tail=4)


def masked(text: str | None, *, head: int, tail: int) -> str | None:
    """All but the first and last characters as stars; short texts whole."""
    if text is None:
        return None
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[len(text) - tail :] if hidden > 0 else "*" * len(text)
