"""The faces that documents are set in: the site's own where configured, else the vendored ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coop.typesetting.faces import FontSet

_chosen: list[FontSet | None] = [None]


def use(fonts: FontSet | None) -> None:
    """Set once at start; None for the vendored faces."""
    _chosen[0] = fonts


def chosen() -> FontSet | None:
    return _chosen[0]
