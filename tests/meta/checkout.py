"""The files of the repository, as a reader of the checkout finds them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.meta.golden import ROOT

_BINARY = {".ttf", ".otf", ".woff2", ".png", ".jpg", ".ico", ".pdf", ".icc"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control."""
    asked = ["git", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return tuple(file for file in files if file.is_file())


def python_files(folder: str = "") -> Iterator[Path]:
    inside = ROOT / folder
    return (file for file in tracked() if file.suffix == ".py" and file.is_relative_to(inside))


def texts() -> Iterator[tuple[Path, str]]:
    """Every tracked text file with its content."""
    for file in tracked():
        if file.suffix not in _BINARY:
            yield file, file.read_text(encoding="utf-8")


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
