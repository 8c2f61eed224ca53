"""Schema fields of commands: strict in JSON, with labels and hints in both languages for forms and
OpenAPI.

Messages carry a stable code and a Text, so an API answers the code and a page the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import marshmallow as ma
from marshmallow import fields as maf

from coop.core import characters, scanning
from coop.core.actor import Actor
from coop.core.language import SHANGHAI, Text
from coop.core.messages import MESSAGES, Message, refuse

_LIBRARY_CODES = {"invalid_uuid": "not_an_id", "too_large": "too_large"}


class Schema(ma.Schema):
    """Base of every command's schema: unknown fields are refused by name."""

    error_messages = {"unknown": Message("unknown"), "type": Message("type")}  # noqa: RUF012

    class Meta:
        unknown = ma.RAISE


class _Coded(maf.Field[Any]):
    """Library errors in our codes and languages."""

    wrong = "invalid"

    def make_error(self, key: str, **kwargs: Any) -> ma.ValidationError:
        if key in MESSAGES and "{" not in MESSAGES[key].zh:
            return refuse(key if key != "invalid" else self.wrong)
        return refuse(_LIBRARY_CODES.get(key, self.wrong))


class Line(_Coded, maf.String):
    """One line of text, NFC, trimmed. printable: it may end up in a document."""

    wrong = "type"
    multiline = False

    def __init__(
        self,
        label: Text,
        *,
        limit: int = 200,
        hint: Text | None = None,
        printable: bool = True,
        **kwargs: Any,
    ) -> None:
        self.limit = limit
        self.printable = printable
        super().__init__(metadata=_described(label, hint, kind=self._kind(), limit=limit), **kwargs)

    def _kind(self) -> str:
        return "textarea" if self.multiline else "text"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFC", super()._deserialize(value, attr, data, **kwargs))
        text = text.replace("\r\n", "\n").strip()
        characters.refuse_hidden(text, multiline=self.multiline)
        if self.required and not text:
            raise refuse("required")
        if len(text) > self.limit:
            raise refuse("too_long", limit=self.limit)
        if self.printable:
            characters.refuse_unprintable(text)
        return text


class LongText(Line):
    """Several lines of text."""

    multiline = True

    def __init__(self, label: Text, *, limit: int = 20_000, **kwargs: Any) -> None:
        super().__init__(label, limit=limit, **kwargs)


class Whole(_Coded, maf.Integer):
    """A whole number; no strings, no fractions in JSON."""

    wrong = "type"

    def __init__(
        self,
        label: Text,
        *,
        least: int = 0,
        most: int = 1_000_000,
        hint: Text | None = None,
        **kwargs: Any,
    ) -> None:
        self.least, self.most = least, most
        shown = _described(label, hint, kind="number", limit=None)
        super().__init__(strict=True, metadata=shown, **kwargs)

    def _validated(self, value: Any) -> int:
        if isinstance(value, (str, bool)):
            raise refuse("type")
        number = int(super()._validated(value))
        if number < self.least:
            raise refuse("too_small", limit=self.least)
        if number > self.most:
            raise refuse("too_large", limit=self.most)
        return number


class Flag(_Coded, maf.Boolean):
    """True or false, nothing else in JSON."""

    wrong = "type"

    def __init__(self, label: Text, *, hint: Text | None = None, **kwargs: Any) -> None:
        super().__init__(metadata=_described(label, hint, kind="checkbox", limit=None), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise refuse("type")
        return value


class Day(_Coded, maf.Date):
    """A calendar day, YYYY-MM-DD."""

    wrong = "not_a_date"

    def __init__(self, label: Text, *, hint: Text | None = None, **kwargs: Any) -> None:
        super().__init__(metadata=_described(label, hint, kind="date", limit=None), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise refuse("not_a_date")
        return super()._deserialize(value, attr, data, **kwargs)


class Instant(_Coded, maf.AwareDateTime):
    """An instant with its zone, RFC 3339."""

    wrong = "not_an_instant"

    def __init__(self, label: Text, *, hint: Text | None = None, **kwargs: Any) -> None:
        super().__init__(metadata=_described(label, hint, kind="datetime", limit=None), **kwargs)

    def make_error(self, key: str, **kwargs: Any) -> ma.ValidationError:
        return super().make_error("invalid" if key.startswith("invalid") else key, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str):
            raise refuse("not_an_instant")
        try:
            instant = super()._deserialize(value, attr, data, **kwargs)
            for zone in (UTC, SHANGHAI):
                instant.astimezone(zone)  # the first and last hours of all time overflow
        except (ValueError, OverflowError) as wrong:
            if isinstance(wrong, ma.ValidationError):
                raise
            raise refuse("not_an_instant") from wrong
        return instant


class Choice(_Coded, maf.String):
    """One code out of a fixed list. choices: code -> label."""

    wrong = "type"

    def __init__(
        self,
        label: Text,
        choices: Mapping[str, Text],
        *,
        hint: Text | None = None,
        **kwargs: Any,
    ) -> None:
        self.choices = choices
        shown = _described(label, hint, kind="select", limit=None)
        super().__init__(metadata={**shown, "enum": list(choices)}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = super()._deserialize(value, attr, data, **kwargs)
        if code not in self.choices:
            raise refuse("not_a_choice", choices=list(self.choices))
        return code


# What a form offers for a reference: (id, label) pairs that the actor may choose.
Offer = Callable[[Actor, Any], Sequence[tuple[UUID, str]]]


class Ref(_Coded, maf.UUID):
    """The id of another object. offered(actor, subject) lists what a form shows."""

    wrong = "not_an_id"

    def __init__(
        self, label: Text, *, offered: Offer | None = None, hint: Text | None = None, **kwargs: Any
    ) -> None:
        self.offered = offered
        kind = "select" if offered else "text"
        super().__init__(metadata=_described(label, hint, kind=kind, limit=None), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> UUID:
        if not isinstance(value, str):
            raise refuse("not_an_id")
        found = super()._deserialize(value, attr, data, **kwargs)
        return UUID(str(found))


class Many(_Coded, maf.List[Any]):
    """A list. distinct: no entry twice; ordered: a form shows all entries, asking their order."""

    wrong = "type"

    def __init__(
        self,
        label: Text,
        inner: maf.Field[Any],
        *,
        most: int = 200,
        distinct: bool = False,
        ordered: bool = False,
        hint: Text | None = None,
        **kwargs: Any,
    ) -> None:
        self.most, self.distinct, self.ordered = most, distinct, ordered
        listed = "order" if ordered else "multiselect"
        kind = listed if isinstance(inner, (Ref, Choice)) else "lines"
        shown = _described(label, hint, kind=kind, limit=None)
        super().__init__(inner, metadata=shown, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        found = super()._deserialize(value, attr, data, **kwargs)
        if self.required and not found:
            raise refuse("empty")
        if len(found) > self.most:
            raise refuse("too_many", limit=self.most)
        if self.distinct and len(set(found)) != len(found):
            raise refuse("repeated")
        return found


class Rows(_Coded, maf.Nested):
    """A list of small objects; a form shows one group of fields per entry."""

    wrong = "type"

    def __init__(
        self, label: Text, inner: type[Schema], *, hint: Text | None = None, **kwargs: Any
    ) -> None:
        shown = _described(label, hint, kind="rows", limit=None)
        super().__init__(inner, many=True, metadata=shown, **kwargs)


class Upload(_Coded, maf.Nested):
    """A file: {"filename", "media_type", "content_base64"} in JSON, a file input in forms."""

    wrong = "type"

    def __init__(self, label: Text, *, hint: Text | None = None, **kwargs: Any) -> None:
        shown = _described(label, hint, kind="file", limit=None)
        super().__init__(UploadSchema, metadata=shown, **kwargs)


def _described(label: Text, hint: Text | None, *, kind: str, limit: int | None) -> dict[str, Any]:
    """Metadata that OpenAPI (description) and forms (label, hint, kind) read."""
    told = f"{label.zh} {label.en}" + (f"。{hint.zh} {hint.en}" if hint else "")
    shown: dict[str, Any] = {"description": told, "label": label, "hint": hint, "kind": kind}
    if limit is not None:
        shown["maxLength"] = limit
    return shown


class UploadSchema(Schema):
    filename = Line(Text("文件名", "File name"), limit=200, required=True, printable=False)
    # Scanned while it is read, before the command opens its transaction.
    content_base64 = Line(
        Text("内容（base64）", "Content, base64"),
        limit=40_000_000,
        required=True,
        printable=False,
        validate=scanning.refuse_infected,
    )
