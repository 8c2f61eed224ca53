"""The pieces of openapi.yaml that every operation shares."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from coop.core import http
from coop.core.fields import Schema
from coop.core.paging import MOST, USUAL

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. 错误说明",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": ["string", "null"]},
        "code": {"type": "string", "description": "稳定的错误代码 stable code"},
        "request_id": {"type": ["string", "null"]},
        "value": {"type": "string", "description": "冲突的值 the clashing value"},
        "allowed_actions": {"type": "array", "items": {"type": "string"}},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def problem_response(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {http.PROBLEM: {"schema": schema}}}


def body_name(schema: type[ma.Schema] | ma.Schema) -> str:
    """Component name of a command's body: wing and class, so that wings never clash."""
    kind = schema if isinstance(schema, type) else type(schema)
    parts = kind.__module__.split(".")
    # A wing's schemas are one module, or a package of several.
    place = parts.index("schemas") if "schemas" in parts else len(parts) - 1
    wing = parts[place - 1].title().replace("_", "")
    return f"{wing}{kind.__name__}Body"


def page_schema(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": item},
            "next": {"type": ["string", "null"], "description": "下一页 cursor of the next page"},
        },
    }


def header(name: str, *, required: bool) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": required, "schema": {"type": "string"}}


def query_parameters(filters: type[Schema] | None) -> list[dict[str, Any]]:
    """Paging and the list's own filters."""
    limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    return [
        {"name": "limit", "in": "query", "schema": limits},
        {"name": "cursor", "in": "query", "schema": {"type": "string"}},
        *(parameters_of(filters) if filters else []),
    ]


def parameters_of(schema: type[Schema]) -> list[dict[str, Any]]:
    """A query schema's fields as parameters."""
    parameters = []
    for name, field in schema().fields.items():
        kind: dict[str, Any] = {"type": "string"}
        if "enum" in field.metadata:
            kind["enum"] = field.metadata["enum"]
        parameters.append(
            {
                "name": name,
                "in": "query",
                "required": field.required,
                "schema": kind,
                "description": field.metadata.get("description", ""),
            }
        )
    return parameters
