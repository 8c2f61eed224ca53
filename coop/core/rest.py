"""What one REST request brings and what it is answered with: caller, body, version, answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

import marshmallow as ma
from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException

from coop.core import clock, doors, forms, http, idempotency, language, trial, views
from coop.core.actor import Actor
from coop.core.db import enveloped
from coop.core.doors import Act, Resource
from coop.core.errors import (
    BadRequest,
    Forbidden,
    Invalid,
    PreconditionRequired,
    UnsupportedMedia,
)
from coop.core.fields import Schema
from coop.core.idempotency import Answer, Kept, Replay
from coop.core.kept_answers import KeptAnswers
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


def caller(scope: str) -> Actor:
    """The calling client, whose token must carry this scope."""
    actor = http.api_actor()
    if actor.scopes is not None and scope not in actor.scopes:
        raise ScopeMissing(action=scope, scope=scope)
    return actor


def perform(
    resource: Resource, act: Act, answered: Resource, subject_id: UUID | None, status: int
) -> Response:
    actor = caller(f"{resource.scope}:write")
    creates = subject_id is None or act.adds
    if creates:
        require_key()
    arguments = json_body(act.schema)
    if not creates:
        arguments["expected_version"] = expected_version()

    def compose(result: Any) -> Answer:
        view = answered.get(actor, result.id)
        body = views.dumps(view)
        location = f"{PREFIX}/{answered.plural}/{result.id}" if status == 201 else None
        return Answer(status, body, views.etag_of(view.version, body), location)

    positional = (actor,) if subject_id is None else (actor, subject_id)
    return once(actor, lambda: act.command(*positional, **arguments), compose)


def require_key() -> None:
    """Raises KeyRequired: what creates something must be safe to repeat."""
    if not request.headers.get("Idempotency-Key"):
        raise idempotency.KeyRequired(reason="Idempotency-Key")


def once(actor: Actor, run: Callable[[], object], compose: Callable[[Any], Answer]) -> Response:
    """Run one command, once for each Idempotency-Key; asked again, the same answer is given."""
    key = request.headers.get("Idempotency-Key")
    mark = idempotency.fingerprint(request.method, request.path, request.get_data())
    kept = Kept(f"{actor.kind}:{actor.id}", key, mark, compose)
    try:
        with enveloped(kept):
            run()
    except Replay as replay:
        return answer_response(replay.answer)
    if kept.answer is None:
        raise RuntimeError("what ran was no command")
    return answer_response(kept.answer)


def once_for_many(
    actor: Actor, run: Callable[[], object], compose: Callable[[Any], Answer]
) -> Response:
    """Like once, for a request of many commands, each in a transaction of its own."""
    key = request.headers.get("Idempotency-Key")
    mark = idempotency.fingerprint(request.method, request.path, request.get_data())
    kept = Kept(f"{actor.kind}:{actor.id}", key, mark, compose)
    try:
        idempotency.look_up(kept)
    except Replay as replay:
        return answer_response(replay.answer)
    idempotency.keep(kept, run())
    if kept.answer is None:
        raise RuntimeError("nothing was composed")
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
    except (HTTPException, RecursionError) as wrong:
        raise BadRequest(reason="JSON") from wrong


def query_of(filters: type[Schema] | None) -> dict[str, Any]:
    """Paging and filter values of a list. Unknown names are refused (400)."""
    given = request.args.to_dict()
    limit, cursor = given.pop("limit", str(USUAL)), given.pop("cursor", None)
    if not re.fullmatch("[0-9]{1,4}", limit) or not 1 <= int(limit) <= MOST:
        raise BadRequest(reason=f"limit 1–{MOST}")
    values = _filters(filters, given) if filters else _filters(NoFilters, given)
    wanted = {name: value for name, value in values.items() if value is not None}
    return {"limit": int(limit), "cursor": cursor, **wanted}


def plain_query(schema: type[Schema]) -> dict[str, Any]:
    """The query of an operation that doesn't page. Unknown names are refused (400)."""
    return _filters(schema, request.args.to_dict())


class NoFilters(Schema):
    """A list that can't be narrowed."""


def _filters(schema: type[Schema], given: dict[str, str]) -> dict[str, Any]:
    known = schema_instance(schema).fields
    for name in given:
        if name not in known:
            raise UnknownParameter(reason=name, name=name)
    read = forms.read(schema, {name: [text] for name, text in given.items()}, {})
    return load(schema, {name: value for name, value in read.items() if name in given})


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


def read_answer(resource: Resource, actor: Actor, compose: Callable[[], Answer]) -> Response:
    """The answer to a read, from the kept ones where the resource allows."""
    if resource.is_kept:
        kept: KeptAnswers = current_app.extensions["coop_kept_answers"]
        answer = kept.of(_reader(actor), compose)
    else:
        answer = compose()
    return read_response(answer)


def read_response(answer: Answer) -> Response:
    """304 when the caller knows it; the next page of a list is a link."""
    if answer.etag and request.headers.get("If-None-Match") == answer.etag:
        return Response(status=304, headers={"ETag": answer.etag})
    response = answer_response(answer)
    if answer.location:
        del response.headers["Location"]
        response.headers["Link"] = f'<{answer.location}>; rel="next"'
    return response


def _reader(actor: Actor) -> tuple[object, ...]:
    """Everything but the rows that an answer may depend on."""
    return (
        request.full_path,
        actor.kind,
        actor.institution_id,
        actor.posts,
        actor.agreement_ids,
        actor.clearances,
        language.speaking_now(),
        clock.today(),
    )


def view_answer(view: Any) -> Answer:
    """A view with its ETag."""
    body = views.dumps(view)
    return Answer(200, body, views.etag_of(view.version, body))


def page_answer(page: Any) -> Answer:
    """A page of a list; its location is the next page."""
    following = None
    if page.next:
        again = {**request.args.to_dict(), "cursor": page.next}
        query = "&".join(f"{name}={quoted(value)}" for name, value in again.items())
        following = f"{request.path}?{query}"
    return Answer(200, views.dumps(page), location=following)


def quoted(value: str) -> str:
    """A value inside a query or a header."""
    return quote(value, safe="")


def download(file: doors.Download) -> Response:
    """A file with a name that is safe in every browser and on every disk."""
    response = Response(file.content, 200, mimetype=file.media_type)
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quoted(trial.marked(file.filename))}"
    )
    return response
