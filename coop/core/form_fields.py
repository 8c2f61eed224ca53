"""How a schema's fields are drawn: with their values, choices and problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import fields as maf

from coop.core import fields
from coop.core.actor import Actor
from coop.core.errors import FieldProblem
from coop.core.fields import Schema
from coop.core.forms import Raw, inner_schema, ordered_ids, row_numbers
from coop.core.language import Text

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
    drawn = [
        _shown_one(one, name, name, raw, (actor, subject), told)
        for name, one in schema().fields.items()
    ]
    return [one for one in drawn if not _offers_nothing(one)]


def _offers_nothing(drawn: FormField) -> bool:
    """A choice that this actor has not got and need not make."""
    is_idle = not (drawn.required or drawn.value or drawn.errors)
    return drawn.kind == "select" and not drawn.choices and is_idle


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
        inner = inner_schema(one)().fields
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
