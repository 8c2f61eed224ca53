"""Generated files, committed and compared: a difference is a change that someone reviews."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def assert_same_as_file(path: Path, text: str) -> None:
    """Compare with the committed file; with COOP_GOLDEN=rewrite, write it instead."""
    if os.environ.get("COOP_GOLDEN") == "rewrite":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    shown = path.relative_to(ROOT)
    assert kept == text, f"{shown} is stale: run `python3 dev.py golden` and review the difference"
