"""The REST door: resources of doors.py as operations with problem+json, ETag, If-Match and
Idempotency-Key.

The only module that knows flask-smorest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, Response
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException

from coop.core import doors, views
from coop.core.doors import Act, Download, File, Reading, Resource
from coop.core.fields import Schema
from coop.core.idempotency import Answer
from coop.core.language import Text
from coop.core.openapi_parts import (
    PROBLEM_SCHEMA,
    body_name,
    header,
    page_schema,
    parameters_of,
    problem_response,
    query_parameters,
)
from coop.core.rest import (
    PREFIX,
    caller,
    download,
    page_answer,
    perform,
    plain_query,
    query_of,
    read_answer,
    view_answer,
)

_JSON = "application/json"
_BINARY = {"type": "string", "format": "binary"}


class CoopApi(Api):
    """flask-smorest with our errors, and with one error schema in the document."""

    def _register_error_handlers(self) -> None:
        """None: core/http.py maps errors for the whole application."""

    def handle_http_exception(self, error: HTTPException) -> Any:
        raise error

    def _register_responses(self) -> None:
        self.spec.components.response("DEFAULT_ERROR", problem_response("The request failed"))


def described(
    app: Flask, wings: Iterable[ApiBlueprint], *, title: str, version: str
) -> dict[str, Any]:
    """What OpenAPI 3.1 says of the operations that these wings serve in this application.

    Composed when it is asked for: no request needs it.
    """
    app.config.update(
        API_TITLE=title,
        API_VERSION=version,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=None,
    )
    plugin = MarshmallowPlugin(schema_name_resolver=body_name)
    api = CoopApi(app, spec_kwargs={"marshmallow_plugin": plugin})
    api.spec.components.schema("Problem", PROBLEM_SCHEMA)
    for wing in wings:
        wing.describe(api, app)
    told: dict[str, Any] = api.spec.to_dict()
    return told


# --------------------------------------------------------------------------- blueprints


class ApiBlueprint:
    """The operations of one wing. Usage: `api = ApiBlueprint("meetings"); api.serve(MEETING)`."""

    def __init__(self, name: str) -> None:
        self.blueprint = Blueprint(f"{name}_api", __name__, url_prefix=PREFIX)
        self._components: dict[str, Any] = {}

    def describe(self, api: CoopApi, app: Flask) -> None:
        """Add what was served to the document, as flask-smorest does when it registers."""
        for name, schema in self._components.items():
            if name not in api.spec.components.schemas:
                api.spec.components.schema(name, schema)
        self.blueprint.register_views_in_doc(
            api, app, api.spec, name=self.blueprint.name, parameters=None
        )
        api.spec.tag({"name": self.blueprint.name, "description": self.blueprint.description})

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

    def read(self, reading: Reading) -> None:
        """Register what is read beside the resources."""

        def answer(**path_values: UUID) -> Response:
            actor = caller(reading.scope)
            found = reading.read(actor, *path_values.values(), **plain_query(reading.query))
            if isinstance(found, Download):
                return download(found)
            return Response(views.dumps(found), mimetype=_JSON)

        told = reading.answers
        body = (_BINARY, told) if isinstance(told, str) else (self.schema_of(told), _JSON)
        self.operation(
            answer,
            reading.path,
            "GET",
            operation_id=reading.name or f"get_{_worded(reading.path[1:])}",
            label=reading.label,
            hint=reading.hint,
            scope=reading.scope,
            responses={200: body},
            parameters=parameters_of(reading.query),
        )

    def schema_of(self, view: type) -> dict[str, Any]:
        """A reference to the view's schema, kept for the document."""
        return views.json_schema(view, self._components)

    def _serve_list(self, resource: Resource) -> None:
        body = page_schema(self.schema_of(resource.list_view or resource.view))

        def many() -> Response:
            actor = caller(f"{resource.scope}:read")
            wanted = query_of(resource.filters)

            def compose() -> Answer:
                return page_answer(resource.list(actor, **wanted) if resource.list else None)

            return read_answer(resource, actor, compose)

        self.operation(
            many,
            f"/{resource.plural}",
            "GET",
            operation_id=f"list_{resource.plural.replace('-', '_')}",
            label=resource.label,
            scope=f"{resource.scope}:read",
            responses={200: (body, _JSON)},
            parameters=query_parameters(resource.filters),
        )

    def _serve_one(self, resource: Resource) -> None:
        body = self.schema_of(resource.view)

        def one(subject_id: UUID) -> Response:
            actor = caller(f"{resource.scope}:read")
            return read_answer(
                resource, actor, lambda: view_answer(resource.get(actor, subject_id))
            )

        self.operation(
            one,
            f"/{resource.plural}/<uuid:subject_id>",
            "GET",
            operation_id=f"get_{resource.name}",
            label=resource.label,
            scope=f"{resource.scope}:read",
            responses={200: (body, _JSON)},
            parameters=[header("If-None-Match", required=False)],
        )

    def _serve_write(self, resource: Resource, act: Act, method: str, path: str) -> None:
        creates = act is resource.create
        answered = doors.resource(act.answers) if act.answers else resource
        status = 201 if creates or act.adds else 200

        def write(**path_values: UUID) -> Response:
            return perform(resource, act, answered, path_values.get("subject_id"), status)

        compares = not (creates or act.adds)
        parameters = [header("Idempotency-Key", required=not compares)]
        if compares:
            parameters.append(header("If-Match", required=True))
        self.operation(
            write,
            path,
            method,
            operation_id=act.name if creates else f"{act.name}_{resource.name}",
            label=act.label,
            hint=act.hint,
            scope=f"{resource.scope}:write",
            responses={status: (self.schema_of(answered.view), _JSON)},
            parameters=parameters,
            body=act.schema,
        )

    def _serve_file(self, resource: Resource, file: File, path: str) -> None:
        def read(subject_id: UUID) -> Response:
            return download(file.read(caller(f"{resource.scope}:read"), subject_id))

        self.operation(
            read,
            path,
            "GET",
            operation_id=f"get_{resource.name}_{_worded(file.segment)}",
            label=file.label,
            scope=f"{resource.scope}:read",
            responses={200: (_BINARY, file.media_type)},
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
            | {"default": problem_response("拒绝 refused")},
        }
        if hint is not None:
            document["description"] = f"{hint.zh}\n\n{hint.en}"
        if scope is not None:
            document["security"] = [{"oauth2": [scope]}]
        if body is not None and method != "GET":
            content = {_JSON: {"schema": body}}
            document["requestBody"] = {"required": bool(body().fields), "content": content}
        self.blueprint.route(path, methods=[method], endpoint=operation_id)(
            self.blueprint.doc(**document)(view)
        )


def _worded(path: str) -> str:
    return path.replace("-", "_").replace(".", "_")
