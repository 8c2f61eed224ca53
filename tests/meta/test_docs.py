"""The written documents: links lead somewhere, settings and commands are those of the code."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from coop.settings import Settings
from tests.meta.checkout import name_of, tracked
from tests.meta.golden import ROOT

pytestmark = pytest.mark.sqlite_only

LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
MOST_ADR_LINES = 40
ADR_PARTS = ("## Context", "## Decision", "## Rejected", "## Consequences")


def _documents() -> list[Path]:
    return [file for file in tracked() if file.suffix == ".md"]


def test_every_link_between_documents_leads_to_a_file() -> None:
    dead = {
        f"{name_of(file)}: {target}"
        for file in _documents()
        for target in LINK.findall(file.read_text(encoding="utf-8"))
        if not target.startswith(("http:", "https:")) and not (file.parent / target).exists()
    }
    assert dead == set()


def test_the_operators_guide_explains_every_setting() -> None:
    guide = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"\| `COOP_(\w+)` \|", guide))
    assert explained == {one.name.upper() for one in fields(Settings)}


def test_a_decision_is_short_and_tells_what_was_rejected() -> None:
    for file in (ROOT / "docs/adr").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= MOST_ADR_LINES, file.name
        assert [part for part in ADR_PARTS if part not in text] == [], file.name


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs/adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
