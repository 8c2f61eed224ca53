"""A body that passes a command's schema, from the schema itself."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from coop.core import fields
from coop.core.fields import Schema

ANY_ID = UUID(int=7)
PDF = base64.b64encode(b"%PDF-1.7 a paper").decode()


def body_for(schema: type[Schema]) -> dict[str, Any]:
    """Every required field with a plain valid value."""
    made = schema()
    return {name: _value(field) for name, field in made.fields.items() if field.required}


def _value(field: Any) -> Any:
    if isinstance(field, fields.Rows):
        return [body_for(type(field.schema))]
    if isinstance(field, fields.Upload):
        return {"filename": "a.pdf", "content_base64": PDF}
    if isinstance(field, fields.Many):
        return [_value(field.inner)]
    if isinstance(field, fields.Choice):
        return next(iter(field.choices))
    return next(value for kind, value in _PLAIN if isinstance(field, kind))


_PLAIN: tuple[tuple[type, Any], ...] = (
    (fields.Ref, str(ANY_ID)),
    (fields.Whole, 1),
    (fields.Flag, True),
    (fields.Day, "2026-12-01"),
    (fields.Instant, "2026-12-01T09:00:00+08:00"),
    (fields.Line, "https://example.org/a"),
)
