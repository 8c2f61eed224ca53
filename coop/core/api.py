"""The REST door: resources of doors.py as operations with problem+json, ETag, If-Match and Idempotency-Key.

The only module that knows flask-smorest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

import marshmallow as ma
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, Response, request
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException

from coop.core import doors, http, idempotency, views
from coop.core.actor import Actor
from coop.core.db import enveloped
from coop.core.doors import Act, File, Resource
from coop.core.errors import (
    BadRequest,
    FieldProblem,
    Forbidden,
    Invalid,
    PreconditionRequired,
    UnsupportedMedia,
)
from coop.core.fields import Message, Schema
from coop.core.idempotency import Answer, Kept, Replay
from coop.core.language import Text
from coop.core.paging import MOST, USUAL

PREFIX = "/api/v1"
_IF_MATCH = re.compile(r'(?:W/)?"(\d{1,9})(?:-[0-9a-f]{8})?"')


class ScopeMissing(Forbidden):
    code = "scope_missing"
    text = Text("访问令牌缺少权限 {scope}。", "The token lacks the scope {scope}.")


class UnknownParameter(BadRequest):
    code = "unknown_parameter"
    text = Text("没有查询参数 {name}。", "There is no query parameter {name}.")


class CoopApi(Api):
    """flask-smorest with our errors, and with one error schema in the document."""

    def _register_error_handlers(self) -> None:
        """None: core/http.py maps errors for the whole application."""

    def handle_http_exception(self, error: HTTPException) -> Any:
        raise error

    def _register_responses(self) -> None:
        self.spec.components.response("DEFAULT_ERROR", _problem_response("The request failed"))


def new_api(app: Flask, *, title: str, version: str) -> CoopApi:
    app.config.update(
        API_TITLE=title,
        API_VERSION=version,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=None,
    )
    plugin = MarshmallowPlugin(schema_name_resolver=_body_name)
    api = CoopApi(app, spec_kwargs={"marshmallow_plugin": plugin})
    api.spec.components.schema("Problem", _PROBLEM_SCHEMA)
    return api


def _body_name(schema: type[ma.Schema] | ma.Schema) -> str:
    """Component name of a command's body: wing and class, so that wings never clash."""
    kind = schema if isinstance(schema, type) else type(schema)
    wing = kind.__module__.split(".")[-2].title().replace("_", "")
    return f"{wing}{kind.__name__}Body"


_PROBLEM_SCHEMA: dict[str, Any] = {
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


def _problem_response(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {http.PROBLEM: {"schema": schema}}}


# --------------------------------------------------------------------------- blueprints


class ApiBlueprint:
    """The operations of one wing. Usage: `api = ApiBlueprint("meetings"); api.serve(MEETING)`."""

    def __init__(self, name: str) -> None:
        self.blueprint = Blueprint(f"{name}_api", __name__, url_prefix=PREFIX)
        self._components: dict[str, Any] = {}

    def register(self, api: CoopApi) -> None:
        for name, schema in self._components.items():
            if name not in api.spec.components.schemas:
                api.spec.components.schema(name, schema)
        api.register_blueprint(self.blueprint)

    def serve(self, resource: Resource) -> None:
        """Register every operation of the resource."""
        if resource.list is not None:
            self._serve_list(resource)
        self._serve_one(resource)
        if resource.create is not None:
            self._serve_write(resource, resource.create, "POST", f"/{resource.plural}")
        one = f"/{resource.plural}/<uuid:subject_id>"
        if resource.edit is not None:
            self._serve_write(resource, resource.edit, "PATCH", one)
        for act in resource.acts:
            self._serve_write(resource, act, "POST", f"{one}/{act.segment}")
        for file in resource.files:
            self._serve_file(resource, file, f"{one}/{file.segment}")

    def schema_of(self, view: type) -> dict[str, Any]:
        """A reference to the view's schema, kept for the document."""
        return views.json_schema(view, self._components)

    def _serve_list(self, resource: Resource) -> None:
        body = _page_schema(self.schema_of(resource.list_view or resource.view))

        def many() -> Response:
            actor = caller(f"{resource.scope}:read")
            wanted = query_of(resource.filters)
            page = resource.list(actor, **wanted) if resource.list else None
            return page_response(page)

        self.operation(
            many,
            f"/{resource.plural}",
            "GET",
            operation_id=f"list_{resource.plural.replace('-', '_')}",
            label=resource.label,
            scope=f"{resource.scope}:read",
            responses={200: (body, "application/json")},
            parameters=_query_parameters(resource.filters),
        )

    def _serve_one(self, resource: Resource) -> None:
        body = self.schema_of(resource.view)

        def one(subject_id: UUID) -> Response:
            actor = caller(f"{resource.scope}:read")
            return view_response(resource.get(actor, subject_id))

        self.operation(
            one,
            f"/{resource.plural}/<uuid:subject_id>",
            "GET",
            operation_id=f"get_{resource.name}",
            label=resource.label,
            scope=f"{resource.scope}:read",
            responses={200: (body, "application/json")},
            parameters=[_header("If-None-Match", required=False)],
        )

    def _serve_write(self, resource: Resource, act: Act, method: str, path: str) -> None:
        creates = act is resource.create
        answered = doors.resource(act.answers) if act.answers else resource
        status = 201 if creates or act.adds else 200

        def write(**path_values: UUID) -> Response:
            return _perform(resource, act, answered, path_values.get("subject_id"), status)

        compares = not (creates or act.adds)
        parameters = [_header("Idempotency-Key", required=not compares)]
        if compares:
            parameters.append(_header("If-Match", required=True))
        self.operation(
            write,
            path,
            method,
            operation_id=act.name if creates else f"{act.name}_{resource.name}",
            label=act.label,
            hint=act.hint,
            scope=f"{resource.scope}:write",
            responses={status: (self.schema_of(answered.view), "application/json")},
            parameters=parameters,
            body=act.schema,
        )

    def _serve_file(self, resource: Resource, file: File, path: str) -> None:
        def read(subject_id: UUID) -> Response:
            return download(file.read(caller(f"{resource.scope}:read"), subject_id))

        binary = {"type": "string", "format": "binary"}
        self.operation(
            read,
            path,
            "GET",
            operation_id=f"get_{resource.name}_{file.segment.replace('-', '_').replace('.', '_')}",
            label=file.label,
            scope=f"{resource.scope}:read",
            responses={200: (binary, file.media_type)},
        )

    def operation(  # noqa: PLR0913  # one keyword per part of an OpenAPI operation
        self,
        view: Callable[..., Response],
        path: str,
        method: str,
        *,
        operation_id: str,
        label: Text,
        scope: str | None,
        responses: dict[int, tuple[dict[str, Any], str]],
        hint: Text | None = None,
        parameters: list[dict[str, Any]] | None = None,
        body: type[Schema] | None = None,
    ) -> None:
        """Route one function and document it."""
        view.__name__ = operation_id
        view.__doc__ = None
        told = f"{label.zh} {label.en}"
        document: dict[str, Any] = {
            "operationId": operation_id,
            "summary": told,
            "parameters": parameters or [],
            "responses": {
                str(status): {"description": told, "content": {media: {"schema": schema}}}
                for status, (schema, media) in responses.items()
            }
            | {"default": _problem_response("拒绝 refused")},
        }
        if hint is not None:
            document["description"] = f"{hint.zh}\n\n{hint.en}"
        if scope is not None:
            document["security"] = [{"oauth2": [scope]}]
        if body is not None and method != "GET":
            content = {"application/json": {"schema": body}}
            document["requestBody"] = {"required": bool(body().fields), "content": content}
        self.blueprint.route(path, methods=[method], endpoint=operation_id)(
            self.blueprint.doc(**document)(view)
        )


# --------------------------------------------------------------------------- one request


def caller(scope: str) -> Actor:
    """The calling client, whose token must carry this scope."""
    actor = http.api_actor()
    if actor.scopes is not None and scope not in actor.scopes:
        raise ScopeMissing(action=scope, scope=scope)
    return actor


def _perform(
    resource: Resource, act: Act, answered: Resource, subject_id: UUID | None, status: int
) -> Response:
    actor = caller(f"{resource.scope}:write")
    key = request.headers.get("Idempotency-Key")
    creates = subject_id is None or act.adds
    if creates and not key:
        raise idempotency.KeyRequired(reason="Idempotency-Key")
    arguments = json_body(act.schema)
    if not creates:
        arguments["expected_version"] = expected_version()

    def compose(result: Any) -> Answer:
        view = answered.get(actor, result.id)
        body = views.dumps(view)
        location = f"{PREFIX}/{answered.plural}/{result.id}" if status == 201 else None
        return Answer(status, body, views.etag_of(view.version, body), location)

    mark = idempotency.fingerprint(request.method, request.path, request.get_data())
    kept = Kept(f"{actor.kind}:{actor.id}", key, mark, compose)
    positional = (actor,) if subject_id is None else (actor, subject_id)
    try:
        with enveloped(kept):
            act.command(*positional, **arguments)
    except Replay as replay:
        return answer_response(replay.answer)
    if kept.answer is None:
        raise RuntimeError(f"{act.name} is not a command")
    return answer_response(kept.answer)


def expected_version() -> int:
    """The version in If-Match. Raises PreconditionRequired without one."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired(header="If-Match")
    matched = _IF_MATCH.fullmatch(given.strip())
    if matched is None:
        raise BadRequest(reason="If-Match")
    return int(matched.group(1))


def json_body(schema: type[Schema]) -> dict[str, Any]:
    """The validated body. Raises UnsupportedMedia, BadRequest or Invalid."""
    if not request.get_data():
        given: Any = {}
    elif request.mimetype not in {"application/json", "application/merge-patch+json"}:
        raise UnsupportedMedia(accepted="application/json")
    else:
        given = _parsed_json()
    return load(schema, given)


def load(schema: type[Schema], given: Any) -> dict[str, Any]:
    """Values of the schema's fields. Raises Invalid naming each field and rule."""
    try:
        loaded: dict[str, Any] = schema_instance(schema).load(given)
    except ma.ValidationError as wrong:
        raise Invalid(*http.problems_of(wrong.messages)) from wrong
    return loaded


_instances: dict[type[Schema], Schema] = {}


def schema_instance(schema: type[Schema]) -> Schema:
    """One shared instance per class: making one costs more than using it."""
    if schema not in _instances:
        _instances[schema] = schema()
    return _instances[schema]


def _parsed_json() -> Any:
    try:
        return request.get_json(force=True)
    except HTTPException as wrong:
        raise BadRequest(reason="JSON") from wrong


def query_of(filters: type[Schema] | None) -> dict[str, Any]:
    """Paging and filter values of a list. Unknown names are refused (400)."""
    given = request.args.to_dict()
    limit, cursor = given.pop("limit", str(USUAL)), given.pop("cursor", None)
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit) <= MOST:
        raise BadRequest(reason=f"limit 1–{MOST}")
    known = schema_instance(filters).fields if filters else {}
    for name in given:
        if name not in known:
            raise UnknownParameter(reason=name, name=name)
    values = load(filters, given) if filters else {}
    return {"limit": int(limit), "cursor": cursor, **values}


# --------------------------------------------------------------------------- answers


def answer_response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status, mimetype="application/json")
    if answer.etag:
        response.headers["ETag"] = answer.etag
    if answer.location:
        response.headers["Location"] = answer.location
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def view_response(view: Any) -> Response:
    """A view with its ETag, or 304 when the caller has these very bytes."""
    body = views.dumps(view)
    etag = views.etag_of(view.version, body)
    if request.headers.get("If-None-Match") == etag:
        return Response(status=304, headers={"ETag": etag})
    return Response(body, 200, {"ETag": etag}, mimetype="application/json")


def page_response(page: Any) -> Response:
    response = Response(views.dumps(page), 200, mimetype="application/json")
    if page.next:
        again = {**request.args.to_dict(), "cursor": page.next}
        following = "&".join(f"{name}={quoted(value)}" for name, value in again.items())
        response.headers["Link"] = f'<{request.path}?{following}>; rel="next"'
    return response


def quoted(value: str) -> str:
    """A value inside a query or a header."""
    return quote(value, safe="")


def download(file: doors.Download) -> Response:
    """A file with a name that is safe in every browser and on every disk."""
    response = Response(file.content, 200, mimetype=file.media_type)
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quoted(file.filename)}"
    )
    return response


# --------------------------------------------------------------------------- the document


def _page_schema(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": item},
            "next": {"type": ["string", "null"], "description": "下一页 cursor of the next page"},
        },
    }


def _header(name: str, *, required: bool) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": required, "schema": {"type": "string"}}


def _query_parameters(filters: type[Schema] | None) -> list[dict[str, Any]]:
    limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    parameters = [
        {"name": "limit", "in": "query", "schema": limits},
        {"name": "cursor", "in": "query", "schema": {"type": "string"}},
    ]
    for name, field in (filters().fields if filters else {}).items():
        schema: dict[str, Any] = {"type": "string"}
        if "enum" in field.metadata:
            schema["enum"] = field.metadata["enum"]
        parameters.append(
            {
                "name": name,
                "in": "query",
                "schema": schema,
                "description": field.metadata.get("description", ""),
            }
        )
    return parameters


__all__ = ["ApiBlueprint", "CoopApi", "FieldProblem", "Message", "new_api"]
