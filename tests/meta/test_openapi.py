"""openapi.yaml: current, valid, complete, and never breaking what partners were given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from flask import Flask
from openapi_spec_validator import OpenAPIV31SpecValidator

from coop.core import doors, openapi
from coop.core.openapi import OPENAPI_FILE
from tests.meta.breaking import breaking_changes
from tests.meta.golden import ROOT

pytestmark = pytest.mark.sqlite_only
Document = dict[str, Any]
METHODS = {"get", "post", "patch", "put", "delete"}
RELEASED = ROOT / "docs/released/openapi.yaml"


def _operations(described: Document) -> Iterator[tuple[str, str, Document]]:
    for path, item in described["paths"].items():
        for method in METHODS & set(item):
            yield method.upper(), path, item[method]


def test_the_committed_contract_is_the_one_that_is_served(application: Flask) -> None:
    kept = OPENAPI_FILE.read_text(encoding="utf-8")
    assert kept == openapi.document(application), "run `python3 dev.py openapi`"


def test_the_contract_is_a_valid_openapi_document(described: Document) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_operation_has_a_name_of_its_own(described: Document) -> None:
    names = [operation["operationId"] for _method, _path, operation in _operations(described)]
    assert sorted(set(names)) == sorted(names)


def test_every_operation_tells_how_it_refuses_and_which_scope_it_needs(described: Document) -> None:
    untold = {
        f"{method} {path}"
        for method, path, operation in _operations(described)
        if "default" not in operation["responses"]
        or (path.startswith("/api/") and not operation.get("security"))
    }
    assert untold == set()


def test_every_list_is_read_by_pages_with_limit_and_cursor(described: Document) -> None:
    for resource in doors.resources():
        if resource.list is None:
            continue
        operation = described["paths"][f"/api/v1/{resource.plural}"]["get"]
        assert {"limit", "cursor"} <= {one["name"] for one in operation["parameters"]}
        body = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert set(body["required"]) == {"items", "next"}


def test_every_command_that_changes_an_object_asks_for_the_version_read(
    described: Document,
) -> None:
    for resource in doors.resources():
        for act in [*([resource.edit] if resource.edit else []), *resource.acts]:
            segment = "" if act is resource.edit else f"/{act.segment}"
            path = f"/api/v1/{resource.plural}/{{subject_id}}{segment}"
            operation = described["paths"][path]["patch" if act is resource.edit else "post"]
            headers = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
            assert ("If-Match" in headers) is not act.adds, path


@pytest.mark.skipif(not RELEASED.exists(), reason="no contract was released yet")
def test_nothing_that_partners_were_given_breaks(described: Document) -> None:
    released = yaml.load(RELEASED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert breaking_changes(released, described) == []
