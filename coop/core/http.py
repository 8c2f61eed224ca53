"""What both doors share: who calls, in which language, and how refusals and headers leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, cast

import structlog
from flask import Flask, Response, current_app, g, render_template, request
from uuid_utils.compat import uuid7
from werkzeug.exceptions import HTTPException

from coop.core import audit, clock, errors, language
from coop.core.actor import Actor
from coop.core.messages import Message
from coop.core.views import dumps

API_PREFIX = "/api/"
PROBLEM = "application/problem+json"
_STATUS: dict[type[errors.CoopError], int] = {
    errors.Invalid: 422,
    errors.BadRequest: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.UnsupportedMedia: 415,
    errors.PreconditionRequired: 428,
    errors.TooManyRequests: 429,
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,80}")
_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_ON_BEHALF_LENGTH = 200
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Callers:
    """How callers are recognised; given by app.py because registry stands above core."""

    bearer: Callable[[str], Actor]
    officer: Callable[[], Actor | None]


def install(app: Flask, callers: Callers) -> None:
    app.extensions["coop_callers"] = callers
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_leave)
    app.register_error_handler(errors.CoopError, _refused)
    app.register_error_handler(HTTPException, _http_refused)
    app.register_error_handler(Exception, _broken)


def api_actor() -> Actor:
    """The client behind the bearer token, with the officer named in Coop-Actor.

    Raises Unauthenticated.
    """
    if "api_actor" not in g:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise errors.Unauthenticated
        named = request.headers.get("Coop-Actor", "").strip()[:_ON_BEHALF_LENGTH]
        actor = _callers().bearer(token.strip())
        g.api_actor = replace(actor, on_behalf_of=named) if named else actor
    return cast(Actor, g.api_actor)


def officer() -> Actor | None:
    """The signed-in officer, if any."""
    return _callers().officer()


def _callers() -> Callers:
    return cast(Callers, current_app.extensions["coop_callers"])


def is_api() -> bool:
    return request.path.startswith((API_PREFIX, "/oauth/"))


# --------------------------------------------------------------------------- each request


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    trace = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    g.request_id = (
        trace.group(1) if trace else given if _REQUEST_ID.fullmatch(given) else uuid7().hex
    )
    audit.request_id.set(g.request_id)
    language.speak(_language())


def _language() -> str:
    """`?lang=` and the cookie on pages, Accept-Language on the API; else Chinese."""
    if is_api():
        asked = request.accept_languages.best_match([*language.LANGUAGES, "zh-CN"], default="zh")
        return "en" if asked == "en" else "zh"
    asked = request.args.get("lang") or request.cookies.get("lang", "")
    return asked if asked in language.LANGUAGES else language.CHINESE


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    asked = request.args.get("lang", "")
    if not is_api() and asked in language.LANGUAGES:
        response.set_cookie("lang", asked, max_age=31536000, samesite="Lax", httponly=True)
    return response


def _leave(_error: BaseException | None) -> None:
    """The next request of this thread may be of a live agreement."""
    clock.enter_sandbox(None)


# --------------------------------------------------------------------------- refusals


def status_of(refusal: errors.CoopError) -> int:
    return next(status for kind, status in _STATUS.items() if isinstance(refusal, kind))


def problem(refusal: errors.CoopError) -> dict[str, Any]:
    """The RFC 9457 body of a refusal, in the current language."""
    status = status_of(refusal)
    body: dict[str, Any] = {
        "type": f"urn:coop:problem:{refusal.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(refusal.message),
        "code": refusal.code,
        "request_id": g.get("request_id"),
    }
    if isinstance(refusal, errors.Invalid):
        body["errors"] = [
            {"pointer": one.pointer, "code": one.code, "detail": str(one.text)}
            for one in refusal.problems
        ]
    if isinstance(refusal, errors.IllegalTransition):
        body["allowed_actions"] = list(refusal.allowed_actions)
    if isinstance(refusal, errors.Duplicate):
        body["value"] = str(refusal.facts.get("value"))
    return body


def _refused(refusal: errors.CoopError) -> Response:
    if is_api():
        return _problem_response(refusal)
    return _page(status_of(refusal), str(refusal.message), refusal)


def _problem_response(refusal: errors.CoopError) -> Response:
    response = Response(dumps(problem(refusal)), status_of(refusal), mimetype=PROBLEM)
    if isinstance(refusal, errors.Unauthenticated):
        response.headers["WWW-Authenticate"] = 'Bearer realm="coop"'
    if isinstance(refusal, errors.Stale) and refusal.current:
        response.headers["ETag"] = f'"{refusal.current}"'
    if isinstance(refusal, errors.TooManyRequests):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response


def _http_refused(error: HTTPException) -> Any:
    """Refusals of the web framework itself (no such path, wrong method, body too large …)."""
    messages = (getattr(error, "data", None) or {}).get("messages")
    if is_api() and messages:
        return _problem_response(errors.Invalid(*problems_of(messages)))
    if error.code is None or error.code < 400:
        return error
    if not is_api():
        return _page(error.code, HTTPStatus(error.code).phrase, None)
    name = HTTPStatus(error.code).name.lower()
    body = {
        "type": f"urn:coop:problem:{name}",
        "title": HTTPStatus(error.code).phrase,
        "status": error.code,
        "detail": error.description,
        "code": name,
        "request_id": g.get("request_id"),
    }
    kept = {key: value for key, value in error.get_headers() if key in {"Allow", "Retry-After"}}
    return Response(dumps(body), error.code, headers=kept, mimetype=PROBLEM)


def _broken(error: Exception) -> Any:
    log.error("request_failed", request_id=g.get("request_id"), exc_info=error)
    if current_app.testing:
        raise error
    if is_api():
        body = {
            "type": "urn:coop:problem:internal",
            "title": "Internal Server Error",
            "status": 500,
        }
        body |= {"code": "internal", "detail": "", "request_id": g.get("request_id")}
        return Response(dumps(body), 500, mimetype=PROBLEM)
    return _page(500, "", None)


def _page(status: int, detail: str, refusal: errors.CoopError | None) -> Response:
    titles = {
        401: language.Text("请先登录", "Sign in first"),
        403: language.Text("没有权限", "Not allowed"),
        404: language.Text("没有找到", "Not found"),
        409: language.Text("现在不能这样做", "Not possible now"),
        412: language.Text("内容已被修改", "It was changed meanwhile"),
        429: language.Text("请稍后再试", "Try again later"),
        500: language.Text("系统出错了", "Something went wrong"),
    }
    title = titles.get(status, language.Text("请求未能完成", "The request failed"))
    shown = render_template(
        "error.html",
        status=status,
        title=title,
        detail=detail if refusal else "",
        request_id=g.get("request_id"),
    )
    return Response(shown, status)


def problems_of(messages: Any, path: str = "") -> list[errors.FieldProblem]:
    """Marshmallow's nested messages as flat problems with JSON pointers."""
    if isinstance(messages, dict):
        found = []
        for key, inner in messages.items():
            skipped = path == "" and key in {"json", "form", "query", "_schema"}
            found += problems_of(inner, path if skipped else f"{path}/{_escaped(key)}")
        return found
    if isinstance(messages, list):
        return [one for inner in messages for one in problems_of(inner, path)]
    if isinstance(messages, Message):
        return [errors.FieldProblem(path, messages.code, messages.words)]
    return [errors.FieldProblem(path, "invalid", language.Text(str(messages), str(messages)))]


def _escaped(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
