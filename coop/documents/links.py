"""Addresses of this installation, for what is printed and scanned."""

from __future__ import annotations

_base: list[str] = ["http://127.0.0.1:8000"]


def use(base_url: str) -> None:
    """Set once at start: the address that partners use."""
    _base[0] = base_url.rstrip("/")


def address(path: str) -> str:
    """The full address of a path of ours."""
    return f"{_base[0]}{path}"
