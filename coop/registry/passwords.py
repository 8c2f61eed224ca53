"""Passwords: what is refused, and their argon2id hashes."""

from __future__ import annotations

import threading
import unicodedata

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from coop.core.errors import invalid
from coop.core.language import Text
from coop.core.messages import MESSAGES

LEAST_LENGTH = 12
_MOST_LENGTH = 128
_LEAST_DISTINCT = 5
_hasher = PasswordHash((Argon2Hasher(),))
# One check takes 64 MiB, so many at once must wait rather than exhaust the machine.
_places = threading.BoundedSemaphore(2)
# What an unknown user name is checked against, so that it takes as long as a known one.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4"
    "$J4PU359BjWqVeEhjZ6JQcA$sJXmMFJ5ItnHz7mIuN8a01rnhOsntm7r6bSXjM3dLpA"
)


def check(password: str, *, username: str) -> None:
    """Raises Invalid on "password": too_short, too_long, too_simple."""
    if len(password) < LEAST_LENGTH:
        words = MESSAGES["too_short"].with_facts(limit=LEAST_LENGTH)
        raise invalid("password", "too_short", words)
    if len(password) > _MOST_LENGTH:
        words = MESSAGES["too_long"].with_facts(limit=_MOST_LENGTH)
        raise invalid("password", "too_long", words)
    if len(set(password)) < _LEAST_DISTINCT or username.lower() in password.lower():
        words = Text("过于简单，或包含用户名。", "It is too simple or contains the user name.")
        raise invalid("password", "too_simple", words)


def hashed(password: str) -> str:
    with _places:
        return _hasher.hash(_normal(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Whether it is the password; None (nobody) takes as long and never matches."""
    with _places:
        is_right = _hasher.verify(_normal(password[:_MOST_LENGTH]), password_hash or _NOBODY)
    return is_right and password_hash is not None


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
