"""Signing in and out, the agreement one works under, unfinished forms, and one's open sessions."""

from __future__ import annotations

import re
from typing import cast
from uuid import UUID

from flask import (
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
)
from flask_login import login_user

from coop.core import browsing, http
from coop.core.errors import CoopError, NotFound, TooManyRequests, Unauthenticated
from coop.core.language import Text
from coop.core.pages import PageBlueprint
from coop.registry import accounts, viewers

# Browsers drop control characters and read "\" as "/", so both could lead to another site.
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_CSRF = "csrf_token"

pages = PageBlueprint("registry", __name__)
_route = pages.blueprint.route


def local_path(given: str | None) -> str:
    """The given address when it is one of our own pages, else the desk."""
    return given if given is not None and _LOCAL_PATH.fullmatch(given) else "/"


@_route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response:
    target = local_path(request.values.get("next"))
    if request.method == "GET":
        return _back_to(target) if browsing.viewer() else _sign_in_page(target)
    username = request.form.get("username", "")
    try:
        _open_session(username, request.form.get("password", ""))
    except (Unauthenticated, TooManyRequests) as refused:
        return _sign_in_page(target, username=username, refused=refused)
    return _back_to(target)


def _open_session(username: str, password: str) -> None:
    before = viewers.token()
    owner = viewers.owner(before)
    opened = accounts.sign_in(username, password, request.remote_addr or "", previous_token=before)
    # The same person's forms in other tabs stay usable; everything else of before is forgotten.
    kept = {_CSRF: session[_CSRF]} if owner == opened.account_id and _CSRF in session else {}
    session.clear()
    session.update(kept)
    principal = viewers.load_principal(opened.token)
    if principal is not None:
        login_user(principal)


def _sign_in_page(target: str, *, username: str = "", refused: CoopError | None = None) -> Response:
    page = render_template(
        "signin.html",
        action_url="/sign-in",
        next_url=None if target == "/" else target,
        username=username,
        errors=[("username", str(refused.message))] if refused else [],
        lockout_failures=accounts.MOST_FAILURES,
        lockout_minutes=int(accounts.FAILURE_WINDOW.total_seconds()) // 60,
    )
    return Response(page, http.status_of(refused) if refused else 200)


def _back_to(path: str) -> Response:
    return cast(Response, redirect(path, 303))


@_route("/sign-out", methods=["POST"])
def sign_out() -> Response:
    token = viewers.token()
    if token is not None and browsing.viewer() is not None:
        accounts.end_session(token)
    session.clear()
    flash(str(Text("您已退出。", "You are signed out.")), "success")
    return _back_to("/sign-in")


@_route("/agreement", methods=["POST"])
def choose_agreement() -> Response:
    if browsing.viewer() is None:
        return _back_to("/sign-in")
    accounts.choose_agreement(_token(), _id_of(request.form.get("agreement_id", "")))
    return _back_to("/")


def _id_of(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as wrong:
        raise NotFound from wrong


def _token() -> str:
    found = viewers.token()
    if found is None:
        abort(401)
    return found


@_route("/drafts", methods=["POST"])
def keep_draft() -> Response:
    """Save the form that the page `path` shows, as the script does while someone writes."""
    who = browsing.signed_in()
    path = local_path(request.args.get("path"))
    accounts.save_draft(who.account_id, path, browsing.draft_form())
    return Response(status=204)


@_route("/account/sessions")
def list_sessions() -> str:
    browsing.signed_in()
    return render_template(
        "registry/sessions.html",
        title=Text("登录情况", "Where you are signed in"),
        sessions=accounts.sessions(_token()),
    )


@_route("/account/sessions/end-others", methods=["POST"])
def end_other_sessions() -> Response:
    browsing.signed_in()
    accounts.end_other_sessions(_token())
    flash(str(Text("其他登录已全部退出。", "Every other session has ended.")), "success")
    return _back_to("/account/sessions")
