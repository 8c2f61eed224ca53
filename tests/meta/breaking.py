"""What of one OpenAPI document a partner's program would miss or be refused by in a newer one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
_METHODS = ("get", "post", "patch", "put", "delete")


def breaking_changes(released: Document, current: Document) -> list[str]:
    """One line per change that breaks a program written against `released`; additions don't."""
    return sorted(set(_changes(released, current)))


def _changes(released: Document, current: Document) -> Iterator[str]:
    for path, item in released.get("paths", {}).items():
        now = current.get("paths", {}).get(path, {})
        for method in _METHODS:
            if method in item:
                place = f"{method.upper()} {path}"
                if method not in now:
                    yield f"{place}: removed"
                else:
                    yield from _operation(place, item[method], now[method])
    yield from _components(released, current)


def _components(released: Document, current: Document) -> Iterator[str]:
    schemas = _schemas(current)
    sent = _sent_components(current)
    for name, old in _schemas(released).items():
        if name in schemas:
            yield from _schema(name, old, schemas[name], is_asked=name in sent)


def _schemas(document: Document) -> dict[str, Document]:
    found: dict[str, Document] = document.get("components", {}).get("schemas", {})
    return found


def _sent_components(document: Document) -> set[str]:
    """Names of the components that partners send, also inside of others."""
    operations = [
        item[method]
        for item in document.get("paths", {}).values()
        for method in _METHODS
        if method in item
    ]
    waiting = {name for operation in operations for name in _named_in(_body(operation))}
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(_named_in(_schemas(document).get(name, {}))) - found
    return found


def _named_in(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield str(part["$ref"]).rsplit("/", 1)[-1]
        for inner in part.values():
            yield from _named_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _named_in(inner)


def _operation(place: str, old: Document, new: Document) -> Iterator[str]:
    if old.get("operationId") != new.get("operationId"):
        yield f"{place}: renamed, generated clients lose {old.get('operationId')}"
    known = {(one["in"], one["name"]) for one in old.get("parameters", [])}
    given = {(one["in"], one["name"]): one for one in new.get("parameters", [])}
    for where, name in sorted(known - set(given)):
        yield f"{place}: {where} {name} is no longer known"
    for (where, name), one in given.items():
        if one.get("required") and (where, name) not in known:
            yield f"{place}: {where} {name} is newly required"
    yield from _answers(place, old.get("responses", {}), new.get("responses", {}))
    yield from _schema(f"{place} body", _body(old), _body(new), is_asked=True)


def _answers(place: str, old: Document, new: Document) -> Iterator[str]:
    for status, answer in old.items():
        if status not in new:
            yield f"{place}: no longer answers {status}"
            continue
        for media, content in answer.get("content", {}).items():
            now = new[status].get("content", {}).get(media)
            if now is None:
                yield f"{place}: {status} no longer as {media}"
            else:
                yield from _schema(
                    f"{place} {status}", content.get("schema", {}), now.get("schema", {})
                )


def _body(operation: Document) -> Document:
    content = operation.get("requestBody", {}).get("content", {})
    schema: Document = content.get("application/json", {}).get("schema", {})
    return schema


def _schema(place: str, old: Document, new: Document, *, is_asked: bool = False) -> Iterator[str]:
    """is_asked: partners send it; else they read it."""
    if old.get("$ref") != new.get("$ref") or old.get("type") != new.get("type"):
        yield f"{place}: another type"
        return
    for lost in sorted(map(str, set(old.get("enum", [])) - set(new.get("enum", [])))):
        if new.get("enum"):
            yield f"{place}: value {lost} is gone"
    properties = new.get("properties", {})
    for name, part in old.get("properties", {}).items():
        if name not in properties:
            yield f"{place}.{name}: removed"
        else:
            yield from _schema(f"{place}.{name}", part, properties[name], is_asked=is_asked)
    yield from _required(place, old, new, is_asked=is_asked)
    if "items" in old and "items" in new:
        yield from _schema(f"{place}[]", old["items"], new["items"], is_asked=is_asked)


def _required(place: str, old: Document, new: Document, *, is_asked: bool) -> Iterator[str]:
    before, after = set(old.get("required", [])), set(new.get("required", []))
    if is_asked:
        yield from (f"{place}.{name}: newly required" for name in sorted(after - before))
    else:
        yield from (f"{place}.{name}: no longer always there" for name in sorted(before - after))
