"""Signing in, as the tests of accounts and sessions do it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from coop.registry import accounts
from coop.registry.accounts import WrongCredentials

At = Callable[[str], AbstractContextManager[None]]
PASSWORD = "三水two木 horse battery"
ADDRESS = "10.1.2.3"


def sign_in(password: str = PASSWORD, address: str = ADDRESS) -> str:
    return accounts.sign_in("zhang.mou", password, address).token


def fail(times: int, *, username: str = "zhang.mou", address: str = ADDRESS) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            accounts.sign_in(username, "not the password", address)
