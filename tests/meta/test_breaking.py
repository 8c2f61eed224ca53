"""The comparison of contracts itself: what breaks a partner's program and what doesn't."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.meta.breaking import breaking_changes

pytestmark = pytest.mark.sqlite_only
Document = dict[str, Any]

RELEASED: Document = {
    "paths": {
        "/api/v1/tasks": {
            "get": {
                "operationId": "list_tasks",
                "parameters": [{"name": "limit", "in": "query"}],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"type": "string"}}
                            }
                        }
                    }
                },
            },
            "post": {
                "operationId": "create_task",
                "parameters": [],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/NewTask"}}
                    }
                },
                "responses": {"201": {"description": "made"}},
            },
        }
    },
    "components": {
        "schemas": {
            "NewTask": {
                "type": "object",
                "required": ["title"],
                "properties": {
                    "title": {"type": "string"},
                    "kind": {"type": "string", "enum": ["a", "b"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/NewPart"}},
                },
            },
            "NewPart": {"type": "object", "properties": {"text": {"type": "string"}}},
            "Task": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "string"}, "title": {"type": "string"}},
            },
        }
    },
}


def _get(document: Document) -> Document:
    found: Document = document["paths"]["/api/v1/tasks"]["get"]
    return found


def _sent(document: Document) -> Document:
    found: Document = document["components"]["schemas"]["NewTask"]
    return found


def _part_sent(document: Document) -> Document:
    found: Document = document["components"]["schemas"]["NewPart"]
    return found


def _task(document: Document) -> Document:
    found: Document = document["components"]["schemas"]["Task"]
    return found


def _make_number(document: Document) -> None:
    _get(document)["responses"]["200"]["content"]["application/json"]["schema"]["items"] = {
        "type": "integer"
    }


BREAKS: dict[str, Callable[[Document], object]] = {
    "an operation is removed": lambda d: d["paths"]["/api/v1/tasks"].pop("get"),
    "a path is removed": lambda d: d["paths"].clear(),
    "an operation is renamed": lambda d: _get(d).update(operationId="tasks"),
    "a parameter is removed": lambda d: _get(d)["parameters"].clear(),
    "a parameter is newly required": lambda d: _get(d)["parameters"].append(
        {"name": "agreement_id", "in": "query", "required": True}
    ),
    "an answer is removed": lambda d: _get(d)["responses"].clear(),
    "what is read has another type": _make_number,
    "a property that is read is removed": lambda d: _task(d)["properties"].pop("title"),
    "a property may be missing": lambda d: _task(d)["required"].clear(),
    "a property that is sent is newly required": lambda d: _sent(d)["required"].append("kind"),
    "a new property must be sent in a part": lambda d: _part_sent(d).update(required=["due_on"]),
    "a value that is sent is refused": lambda d: _sent(d)["properties"]["kind"].update(enum=["a"]),
}
HOLDS: dict[str, Callable[[Document], object]] = {
    "nothing changed": lambda d: None,
    "an operation is added": lambda d: d["paths"].update({"/api/v1/x": {"get": {}}}),
    "an optional parameter is added": lambda d: _get(d)["parameters"].append(
        {"name": "state", "in": "query"}
    ),
    "a property that is read is added": lambda d: _task(d)["properties"].update(
        {"colour": {"type": "string"}}
    ),
    "a property that is read is now always there": lambda d: _task(d)["required"].append("title"),
    "a value that may be sent is added": lambda d: _sent(d)["properties"]["kind"]["enum"].append(
        "c"
    ),
}


@pytest.mark.parametrize("change", BREAKS)
def test_a_breaking_change_is_found(change: str) -> None:
    current = copy.deepcopy(RELEASED)
    BREAKS[change](current)
    assert breaking_changes(RELEASED, current) != []


@pytest.mark.parametrize("change", HOLDS)
def test_an_addition_breaks_nothing(change: str) -> None:
    current = copy.deepcopy(RELEASED)
    HOLDS[change](current)
    assert breaking_changes(RELEASED, current) == []
