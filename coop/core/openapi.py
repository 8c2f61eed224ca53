"""openapi.yaml: what the endpoints say of themselves, as a file that partners read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from flask import Flask

from coop.core import doors, events, views

_CHECKOUT = Path(__file__).resolve().parents[2] / "openapi.yaml"
_PACKAGED = Path(__file__).resolve().parents[1] / "openapi.yaml"
OPENAPI_FILE = _PACKAGED if _PACKAGED.exists() else _CHECKOUT


def document(app: Flask) -> str:
    """The OpenAPI 3.1 document of this application, the same text every time."""
    described = app.extensions["coop_api"]()
    described["openapi"] = "3.1.0"
    described["info"]["description"] = (
        "金融法治协作平台的接口。The interface of the cooperation platform. "
        "Conventions: docs/api-guide.md."
    )
    described["webhooks"] = _webhooks(described)
    schemes = {"oauth2": _oauth(described)}
    described.setdefault("components", {})["securitySchemes"] = schemes
    return yaml.safe_dump(_plain(described), allow_unicode=True, sort_keys=True, width=110)


def _oauth(described: dict[str, Any]) -> dict[str, Any]:
    scopes = sorted(
        {
            scope
            for path in described["paths"].values()
            for operation in path.values()
            if isinstance(operation, dict)
            for need in operation.get("security", [])
            for scope in need.get("oauth2", [])
        }
    )
    flow = {"tokenUrl": "/oauth/token", "scopes": {scope: _told(scope) for scope in scopes}}
    return {"type": "oauth2", "flows": {"clientCredentials": flow}}


def _told(scope: str) -> str:
    family, _, way = scope.partition(":")
    labels = {one.scope: one.label for one in doors.resources()}
    name = labels.get(family)
    verb = {"read": "读取 read", "write": "办理 write"}[way]
    return f"{verb}：{name.zh} {name.en}" if name else f"{verb}: {family}"


def _webhooks(described: dict[str, Any]) -> dict[str, Any]:
    """One webhook per kind of event, its payload documented from the dataclass."""
    components = described.setdefault("components", {}).setdefault("schemas", {})
    told = {}
    for kind, event in sorted(events.KINDS.items()):
        name = f"Event{''.join(part.title() for part in kind.replace('.', '_').split('_'))}"
        components[name] = views.event_schema(event, components)
        body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        told[kind] = {
            "post": {
                "summary": f"{event.told.zh} {event.told.en}",
                "operationId": f"on_{kind.replace('.', '_')}",
                "requestBody": {"required": True, "content": body},
                "responses": {"2XX": {"description": "已收到 received"}},
            }
        }
    return told


def _plain(value: Any) -> Any:
    """Without the tuples and ordered mappings that YAML would mark."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
