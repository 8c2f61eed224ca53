"""What is answered:

frozen dataclasses filled by queries, written as JSON and documented from their types.
"""

from __future__ import annotations

import types
import zlib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from coop.core.language import Text

_PLAIN: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    object: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What every answered object has. version: what If-Match is compared with."""

    id: UUID
    version: int


def dumps(value: object) -> bytes:
    """JSON of a view, a page of views, or plain data. Times in UTC with Z."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z, default=_words)


def _words(value: object) -> Any:
    if isinstance(value, Text):
        return str(value)
    raise TypeError(f"{type(value)} can't be answered")


def etag_of(version: int, body: bytes) -> str:
    """Version for If-Match, checksum for If-None-Match: a part may change without the version."""
    return f'"{version}-{zlib.crc32(body):08x}"'


def component_name(view: type) -> str:
    return view.__name__.removesuffix("View")


def json_schema(view: type, components: dict[str, Any]) -> dict[str, Any]:
    """A reference to the view's schema; it and its parts are added to `components`."""
    name = component_name(view)
    if name not in components:
        components[name] = {}  # claimed first: views may contain themselves
        components[name] = _object_schema(view, components)
    return {"$ref": f"#/components/schemas/{name}"}


def _object_schema(view: type, components: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(view, include_extras=True)
    shown = {f.name: _type_schema(hints[f.name], components) for f in fields(view)}
    schema = {
        "type": "object",
        "properties": shown,
        "required": [f.name for f in fields(view) if f.default is MISSING or f.default is None],
        "additionalProperties": False,
    }
    if view.__doc__ and not view.__doc__.startswith(f"{view.__name__}("):
        schema["description"] = " ".join(view.__doc__.split())
    return schema


def _type_schema(hint: Any, components: dict[str, Any]) -> dict[str, Any]:
    words = next(
        (extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Text)), None
    )
    if words is not None:
        inner = _type_schema(get_args(hint)[0], components)
        return {"description": f"{words.zh} {words.en}", **inner}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if is_dataclass(hint) and isinstance(hint, type):
        return json_schema(hint, components)
    if hint is Text:
        return {"type": "string"}
    return _generic_schema(hint, components)


def _generic_schema(hint: Any, components: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (tuple, list):
        return {"type": "array", "items": _type_schema(args[0], components)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type_schema(args[1], components)}
    if origin in (Union, types.UnionType):
        return _nullable(_type_schema(args[0], components))
    raise TypeError(f"no JSON schema for {hint}")


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def event_schema(event: type, components: dict[str, Any]) -> dict[str, Any]:
    """What a webhook body holds: the envelope, and the event's own fields under `data`."""
    hints = get_type_hints(event)
    names = [f.name for f in fields(event) if f.name != "audience"]
    data = {
        "type": "object",
        "required": names,
        "properties": {name: _type_schema(hints[name], components) for name in names},
    }
    properties = {
        "id": _PLAIN[UUID],
        "type": {"type": "string"},
        "position": _PLAIN[int],
        "occurred_at": _PLAIN[datetime],
        "agreement_id": _PLAIN[UUID],
        "subject_id": _PLAIN[UUID],
        "data": data,
    }
    return {"type": "object", "required": ["id", "type", "data"], "properties": properties}
