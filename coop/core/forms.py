"""HTML forms and the command schemas: what a browser sends and the JSON that it stands for.

A raw form is name -> list of strings, as a browser sends it; `read` turns it into the JSON the
schema parses, `raw_of` turns an object's values into it. How fields are drawn: form_fields.py.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import fields as maf

from coop.core import fields
from coop.core.fields import Schema
from coop.core.language import SHANGHAI

Raw = dict[str, list[str]]


def read(schema: type[Schema], raw: Raw, files: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON a form stands for. Blank optional fields are left out, blank rows dropped."""
    found: dict[str, Any] = {}
    for name, one in schema().fields.items():
        value = _read_one(one, name, raw, files)
        if value is not None:
            found[name] = value
    return found


def _read_one(one: maf.Field[Any], name: str, raw: Raw, files: Mapping[str, Any]) -> Any:
    if isinstance(one, fields.Rows):
        return _read_rows(one, name, raw, files)
    if isinstance(one, fields.Upload):
        return _read_file(files.get(name))
    if isinstance(one, fields.Many):
        return ordered_ids(name, raw) if one.ordered else _read_many(one, raw.get(name, []))
    if isinstance(one, fields.Flag):
        return bool(raw.get(name, [""])[-1])
    given = raw.get(name, [""])[0]
    if given == "":
        return _blank(one)
    return _typed(one, given)


def _blank(one: maf.Field[Any]) -> Any:
    """A required text is sent blank so that its own rule answers; others may be emptied."""
    return "" if isinstance(one, fields.Line) and not one.required and not one.allow_none else None


def _typed(one: maf.Field[Any], given: str) -> Any:
    if isinstance(one, maf.Number):
        return _number(given)
    if isinstance(one, fields.Instant):
        return _local_instant(given)
    return given


def _number(given: str) -> Any:
    """A number where the text is one; else the text, so that its own rule answers."""
    if re.fullmatch("-?[0-9]{1,15}", given):
        return int(given)
    return float(given) if re.fullmatch(r"[0-9]{1,15}\.[0-9]{1,6}", given) else given


def _read_many(one: fields.Many, given: list[str]) -> list[Any]:
    lines = given if len(given) > 1 or not isinstance(one.inner, fields.Line) else given[:1]
    if isinstance(one.inner, fields.Line):
        lines = [line for text in lines for line in text.splitlines()]
    return [line.strip() for line in lines if line.strip()]


def ordered_ids(name: str, raw: Raw) -> list[str]:
    """Ids in the order of the numbers written beside them, or as they stand when none are."""
    prefix = f"{name}-place-"
    places = {key.removeprefix(prefix): raw[key][0] for key in raw if key.startswith(prefix)}
    if not places:
        return raw.get(name, [])
    # Ids without a number go last; equal numbers keep the order on the page.
    return sorted(places, key=lambda one: int(places[one]) if places[one].isdecimal() else 10**6)


def _read_file(given: Any) -> dict[str, str] | None:
    if given is None or not given.filename:
        return None
    content = base64.b64encode(given.read()).decode()
    return {"filename": given.filename, "content_base64": content}


def _read_rows(
    one: fields.Rows, name: str, raw: Raw, files: Mapping[str, Any]
) -> list[dict[str, Any]]:
    rows = []
    for number in row_numbers(name, raw):
        part = _row(name, number, raw)
        if any(value.strip() for values in part.values() for value in values):
            rows.append(read(inner_schema(one), part, files))
    return rows


def row_numbers(name: str, raw: Raw) -> list[int]:
    """Row numbers present in a raw form ("items-0-title" → 0), in order."""
    found = set()
    for key in raw:
        rest = key.removeprefix(f"{name}-")
        number = rest.split("-", 1)[0]
        if rest != key and re.fullmatch("[0-9]{1,4}", number):
            found.add(int(number))
    return sorted(found)


def _row(name: str, number: int, raw: Raw) -> Raw:
    prefix = f"{name}-{number}-"
    return {key.removeprefix(prefix): value for key, value in raw.items() if key.startswith(prefix)}


def inner_schema(one: fields.Rows) -> type[Schema]:
    inner = one.nested
    if isinstance(inner, type) and issubclass(inner, Schema):
        return inner
    raise TypeError("Rows takes a schema class")


def raw_of(values: Mapping[str, object]) -> Raw:
    """An object's values as a browser would send them."""
    raw: Raw = {}
    for name, value in values.items():
        if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
            for number, row in enumerate(value):
                for part, texts in raw_of(row).items():
                    raw[f"{name}-{number}-{part}"] = texts
        elif isinstance(value, (list, tuple, frozenset, set)):
            raw[name] = [_written(one) for one in value]
        else:
            raw[name] = [_written(value)]
    return raw


def _written(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    return str(value)


def _local_instant(text: str) -> str:
    """A wall-clock time in Asia/Shanghai ("2026-09-22T14:30") as RFC 3339; else unchanged."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return text
    return value.replace(tzinfo=SHANGHAI).isoformat() if value.tzinfo is None else text
