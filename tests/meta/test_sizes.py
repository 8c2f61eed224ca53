"""Budgets of size: what grows past them is split by meaning."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.meta.checkout import functions, name_of, python_files
from tests.meta.golden import ROOT

pytestmark = pytest.mark.sqlite_only

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40


def _counted() -> list[Path]:
    """Migrations are written once, table after table, and never changed."""
    return [file for file in python_files() if not file.is_relative_to(ROOT / "migrations")]


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {name_of(file): len(file.read_text().splitlines()) for file in _counted()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_function_has_more_than_40_lines_beside_its_docstring() -> None:
    lengths = {
        f"{name_of(file)}:{node.lineno} {node.name}": _length(node)
        for file in _counted()
        for node in functions(file)
    }
    long = {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION}
    assert long == {}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    told = function.body[0] if ast.get_docstring(function) else None
    return _lines(function) - (_lines(told) if told else 0)


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
