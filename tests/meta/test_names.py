"""Names that say nothing, machines' own names, and who may end a transaction."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.meta.checkout import name_of, python_files, texts, tracked, tree_of

pytestmark = pytest.mark.sqlite_only

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "shared", "base", "manager"}
KERNEL = {
    "__init__",
    "actor",
    "api",
    "audit",
    "browsing",
    "classification",
    "clock",
    "sql",
    "db",
    "doors",
    "engines",
    "errors",
    "evidence",
    "events",
    "characters",
    "fields",
    "figures",
    "filetypes",
    "form_fields",
    "form_pages",
    "forms",
    "health",
    "http",
    "idempotency",
    "jobs",
    "kept_answers",
    "ladder",
    "language",
    "limits",
    "messages",
    "migrations",
    "openapi",
    "openapi_parts",
    "pages",
    "mail",
    "origins",
    "paging",
    "parts",
    "personal",
    "personal_fields",
    "policy",
    "rest",
    "scanning",
    "sealed",
    "sheets",
    "search",
    "trial",
    "views",
    "workflow",
    "worklist",
}
# Written so that this file itself holds none of the names.
MACHINE = re.compile(
    r"(?<![\w.])/(?:work/(?:main|shared)|root|opt/pypi|tmp/brief)\b"
    r"|pypi\.(?:org|python)|pythonhosted\.org|registry\.(?:npmjs|yarnpkg)|npmmirror\.com"
    r"|(?:mirrors?|pypi)\.(?:aliyun|tuna|ustc|cloud|bfsu|huawei)[\w.]*"
)
ENDING = {"commit", "rollback", "begin", "begin_nested"}
# Tests and migrations drive the database from outside of a command.
MAY_END = {"coop/core/db.py"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    stems = {part: file for file in python_files() for part in (file.stem, file.parent.name)}
    assert {name_of(stems[name]) for name in EMPTY_NAMES & set(stems)} == set()


def test_the_kernel_has_only_the_modules_that_the_architecture_names() -> None:
    inside = {file.stem for file in python_files("coop/core") if file.parent.name == "core"}
    assert inside - KERNEL == set()


def test_no_tracked_file_names_a_package_mirror_or_a_folder_of_one_machine() -> None:
    found = {
        f"{name_of(file)}: {hit.group()}"
        for file, text in texts()
        for hit in MACHINE.finditer(text)
    }
    assert found == set()


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "work/shared/data",
        "https://pypi" + ".org/simple",
        "https://mirrors" + ".aliyun.com/x",
    ],
)
def test_the_search_for_machine_names_finds_them(text: str) -> None:
    assert MACHINE.search(text)


def test_only_the_kernels_database_module_ends_transactions() -> None:
    found = {
        f"{name_of(file)}:{call.lineno}"
        for file in python_files("coop")
        if name_of(file) not in MAY_END
        for call in _endings(file)
    }
    assert found == set()


def _endings(file: Path) -> list[ast.Call]:
    calls = (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))
    return [
        call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in ENDING
    ]


def test_every_test_file_stands_in_a_folder_named_after_what_it_tests() -> None:
    stray = {
        name_of(file)
        for file in tracked()
        if file.name.startswith("test_") and file.parent.name == "tests"
    }
    assert stray == set()
