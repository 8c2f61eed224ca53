"""HTML forms and the command schemas: the same fields, shown and read back.

A raw form is name -> list of strings, as a browser sends it; `read` turns it into the JSON the
schema parses, `raw_of`
turns an object's values into it, and `shown` makes what the field macros draw.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marshmallow import fields as maf

from coop.core import fields
from coop.core.actor import Actor
from coop.core.errors import FieldProblem
from coop.core.fields import Schema
from coop.core.language import SHANGHAI, Text

Raw = dict[str, list[str]]
SPARE_ROWS = 2
# Carried along unseen: chosen or read on the page that led to the form.
HIDDEN = {"agreement_id", "text_hash", "change_hash"}


@dataclass(slots=True)
class FormField:
    """One field as the macros draw it."""

    name: str
    label: Text
    kind: str
    required: bool
    hint: Text | None = None
    value: object = ""
    choices: Sequence[tuple[str, object]] = ()
    errors: list[str] = field(default_factory=list)
    maxlength: int | None = None
    rows: list[list[FormField]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"f-{self.name}"


# --------------------------------------------------------------------------- reading


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
    """A required text is sent blank so that its own rule answers; an optional text may be emptied."""
    return "" if isinstance(one, fields.Line) and not one.required and not one.allow_none else None


def _typed(one: maf.Field[Any], given: str) -> Any:
    if isinstance(one, fields.Whole):
        return int(given) if re.fullmatch("-?[0-9]{1,15}", given) else given
    if isinstance(one, fields.Instant):
        return fields.local_instant(given)
    return given


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
            rows.append(read(_inner(one), part, files))
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


def _inner(one: fields.Rows) -> type[Schema]:
    inner = one.nested
    if isinstance(inner, type) and issubclass(inner, Schema):
        return inner
    raise TypeError("Rows takes a schema class")


# --------------------------------------------------------------------------- showing


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


def shown(
    schema: type[Schema],
    raw: Raw,
    *,
    actor: Actor,
    subject: object,
    problems: Iterable[FieldProblem] = (),
) -> list[FormField]:
    """The fields of a form with values, choices for this actor, and the problems beside them."""
    told: dict[str, list[str]] = {}
    for one in problems:
        told.setdefault(one.pointer.strip("/").replace("/", "-"), []).append(str(one.text))
    return [
        _shown_one(one, name, name, raw, (actor, subject), told)
        for name, one in schema().fields.items()
    ]


def asked(schema: type[Schema], raw: Raw, *, actor: Actor) -> list[FormField]:
    """The filters of a list that people can choose; ids that only systems know are left out."""
    known = schema().fields
    return [
        one
        for one in shown(schema, raw, actor=actor, subject=None)
        if one.kind != "hidden" and (one.choices or not isinstance(known[one.name], fields.Ref))
    ]


def _shown_one(  # the six things one drawn field is made of
    one: maf.Field[Any],
    name: str,
    key: str,
    raw: Raw,
    who: tuple[Actor, object],
    told: dict[str, list[str]],
) -> FormField:
    about = one.metadata
    values = raw.get(key, [])
    many = isinstance(one, fields.Many)
    drawn = FormField(
        name=key,
        label=about["label"],
        kind="hidden" if name in HIDDEN else about["kind"],
        required=one.required,
        hint=about.get("hint"),
        value=values if many else (values[0] if values else ""),
        choices=_choices(one.inner if isinstance(one, fields.Many) else one, who),
        errors=told.get(key, []),
        maxlength=about.get("maxLength"),
    )
    if isinstance(one, fields.Many) and one.ordered:
        drawn.rows = [_places(drawn, ordered_ids(key, raw))]
    if isinstance(one, fields.Rows):
        inner = _inner(one)().fields
        numbers = row_numbers(key, raw)
        count = (max(numbers) + 1 if numbers else 0) + SPARE_ROWS
        drawn.rows = [
            [
                _shown_one(part, part_name, f"{key}-{number}-{part_name}", raw, who, told)
                for part_name, part in inner.items()
            ]
            for number in range(count)
        ]
    return drawn


def _places(drawn: FormField, ids: list[str]) -> list[FormField]:
    """A number beside each entry of an ordered list."""
    labels = {key: str(label) for key, label in drawn.choices}
    return [
        FormField(
            name=f"{drawn.name}-place-{one}",
            label=Text(labels.get(one, one), labels.get(one, one)),
            kind="number",
            required=True,
            value=place,
        )
        for place, one in enumerate(ids, 1)
    ]


def _choices(one: maf.Field[Any], who: tuple[Actor, object]) -> list[tuple[str, object]]:
    if isinstance(one, fields.Choice):
        return list(one.choices.items())
    if isinstance(one, fields.Ref) and one.offered is not None:
        return [(str(key), label) for key, label in one.offered(*who)]
    return []


def summary(problems: Iterable[FieldProblem], known: Iterable[FormField]) -> list[tuple[str, str]]:
    """(field id, message) for the error summary; problems of no shown field have no link."""
    ids = {one.name: one for one in _flat(known)}
    found = []
    for one in problems:
        drawn = ids.get(one.pointer.strip("/").replace("/", "-"))
        label = str(Text(f"{drawn.label}：", f"{drawn.label}: ")) if drawn else ""
        found.append((drawn.id if drawn else "", f"{label}{one.text}"))
    return found


def _flat(drawn: Iterable[FormField]) -> list[FormField]:
    found = []
    for one in drawn:
        found += [one, *_flat(part for row in one.rows for part in row)]
    return found


def compare(
    schema: type[Schema], theirs: Raw, mine: Raw, who: tuple[Actor, object]
) -> list[tuple[str, str, str]]:
    """(label, current value, submitted value) of each field in which two versions differ."""
    rows = []
    for name, one in schema().fields.items():
        pair = [_text_of(one, name, raw, who) for raw in (theirs, mine)]
        if pair[0] != pair[1]:
            rows.append((str(one.metadata["label"]), pair[0], pair[1]))
    return rows


def _text_of(one: maf.Field[Any], name: str, raw: Raw, who: tuple[Actor, object]) -> str:
    inner = one.inner if isinstance(one, fields.Many) else one
    labels = {key: str(label) for key, label in _choices(inner, who)}
    keys = [key for key in raw if key == name or key.startswith(f"{name}-")]
    if isinstance(one, fields.Many) and one.ordered:
        return "\n".join(labels.get(value, value) for value in ordered_ids(name, raw))
    values = [value.replace("\r\n", "\n") for key in sorted(keys) for value in raw[key] if value]
    return "\n".join(labels.get(value, value) for value in values)
