"""docs/glossary.md knows every name that code, API and pages use."""

from __future__ import annotations

import re

import pytest

from coop import models
from coop.core.db import Base
from coop.core.workflow import Workflow
from tests.meta.golden import ROOT, assert_same_as_file
from tests.meta.state_tables import workflows

pytestmark = pytest.mark.sqlite_only

GLOSSARY = ROOT / "docs/glossary.md"
MARK = "<!-- generated: states and actions -->\n"


def _by_hand() -> str:
    return GLOSSARY.read_text(encoding="utf-8").split(MARK)[0]


def test_every_entity_is_explained() -> None:
    assert models.metadata.tables
    explained = set(re.findall(r"`(\w+)", _by_hand()))
    entities = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    assert entities - explained == set()


def test_every_row_tells_term_chinese_meaning_source_and_name() -> None:
    rows = [line for line in _by_hand().splitlines() if line.startswith("| ")]
    incomplete = [row for row in rows if not all(cell.strip() for cell in row.split("|")[1:-1])]
    assert incomplete == []
    assert {row.count("|") for row in rows} == {6}


@pytest.mark.golden
def test_every_state_and_action_is_listed() -> None:
    assert_same_as_file(GLOSSARY, _by_hand() + MARK + _states_and_actions())


def _states_and_actions() -> str:
    lines = ["", "## States and actions", ""]
    lines += ["Written from the state tables by `python3 dev.py golden`.", ""]
    lines += ["| table | kind | in code | 中文 | in English |", "|---|---|---|---|---|"]
    for table in workflows():
        lines += _lines(table)
    return "\n".join(lines) + "\n"


def _lines(table: Workflow) -> list[str]:
    named = [("state", table.states), ("action", table.actions)]
    return [
        f"| {table.name} | {kind} | `{code}` | {text.zh} | {text.en} |"
        for kind, words in named
        for code, text in words.items()
    ]
