"""Where the faces lie and in which order they are asked; opens none of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
ROLES = ("fangsong", "xbs", "hei", "kai", "song")
FALLBACKS = ("song_light", "fangsong", "rare")
"""Vendored faces asked in this order when the role's face lacks a character."""


@dataclass(frozen=True, slots=True)
class FaceFile:
    """Where a face lies; key: its role, or `site_` and its role for a face of the site."""

    key: str
    path: Path
    collection_index: int = 0
