"""The faces that come with the package (SIL OFL 1.1), so that printing needs no set-up."""

from __future__ import annotations

import functools
import json
from typing import Any

from coop.typesetting.faces import FontSet
from coop.typesetting.font_files import FALLBACKS, FOLDER, ROLES, FaceFile


def vendored_file(role: str) -> FaceFile:
    """The vendored face of a role or fallback."""
    return FaceFile(role, FOLDER / f"{role}.ttf")


def chain(role: str, first: FaceFile | None = None) -> tuple[FaceFile, ...]:
    """Faces asked in turn for a role; `first` is a site's own face."""
    own = vendored_file(role)
    fallbacks = tuple(vendored_file(name) for name in FALLBACKS if name != role)
    if first is None:
        return (own, *fallbacks)
    # Inside a site's 仿宋 a rare character in light Song is less conspicuous than one in Kai.
    return (first, fallbacks[0], own, *fallbacks[1:])


@functools.cache
def vendored_fonts() -> FontSet:
    """The default: vendored faces only; the same content gives the same bytes everywhere."""
    return FontSet({role: chain(role) for role in ROLES})


def manifest() -> list[dict[str, Any]]:
    """Role, family, source package and version, sha256 and note (stand-ins) of each face."""
    entries: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    return entries
