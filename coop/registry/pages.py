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
from coop.core.errors import (
    CoopError,
    Invalid,
    NotFound,
    TooManyRequests,
    Unauthenticated,
    invalid,
)
from coop.core.form_fields import FormField
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint
from coop.registry import accounts, viewers
from coop.registry.clearance_register import ClearanceView
from coop.registry.commands import CLEARANCES, SANDBOX_CLOCKS

# Browsers drop control characters and read "\" as "/", so both could lead to another site.
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_CSRF = "csrf_token"
_PASSWORDS = (
    ("current", Text("现在的密码", "Present password"), None),
    (
        "password",
        Text("新密码", "New password"),
        Text("至少 12 个字符，不能包含用户名。", "At least 12 characters, without your user name."),
    ),
    ("again", Text("再次输入新密码", "New password again"), None),
)

pages = PageBlueprint("registry", __name__)
_route = pages.blueprint.route
pages.serve(
    SANDBOX_CLOCKS,
    detail="registry/sandbox_clock.html",
    columns=(
        Column(Text("演练协议", "Sandbox"), lambda view: view.agreement_title),
        Column(Text("演练时刻", "Its time"), lambda view: view.at),
        Column(Text("状态", "State"), lambda view: view.state_label),
    ),
    more=lambda _actor, _view: {"title": SANDBOX_CLOCKS.label},
)
_TONES = {"given": "good", "withdrawn": "neutral"}


def _clearance_tag(view: ClearanceView) -> dict[str, object]:
    tone = "neutral" if not view.is_in_force else _TONES[view.state]
    return {"tag": view.state_label, "tone": tone}


pages.serve(
    CLEARANCES,
    detail="registry/clearance.html",
    columns=(
        Column(Text("人员或接口", "Person or system"), lambda view: view.holder_name),
        Column(Text("最高可知悉", "May read up to"), lambda view: view.highest_label),
        Column(Text("自", "From"), lambda view: view.from_on),
        Column(Text("至", "Up to"), lambda view: view.to_on),
        Column(Text("核定人", "Set by"), lambda view: view.given_by_name),
        Column(Text("状态", "State"), _clearance_tag),
    ),
    more=lambda _actor, view: {"title": view.holder_name, "state_tag": _clearance_tag(view)},
    list_template="registry/clearances.html",
)


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


@_route("/account/password", methods=["GET", "POST"])
def change_password() -> Response:
    who = browsing.viewer()
    # Not signed_in(): after a session that ran out it would keep the typed passwords as a draft.
    if who is None:
        return _back_to("/sign-in?next=/account/password")
    if request.method == "GET":
        return _password_page(None)
    new = request.form.get("password", "")
    try:
        if new != request.form.get("again", ""):
            raise invalid(
                "again", "differs", Text("两次输入不一致。", "It differs from the first.")
            )
        current = request.form.get("current", "")
        accounts.change_password(
            who.actor, who.account_id, current=current, new=new, token=_token()
        )
    except (Invalid, accounts.WrongCredentials) as refused:
        return _password_page(refused)
    flash(
        str(Text("密码已修改，其他登录已退出。", "Changed; other sessions have ended.")), "success"
    )
    return _back_to("/account/sessions")


def _password_page(refused: CoopError | None) -> Response:
    problems = refused.problems if isinstance(refused, Invalid) else ()
    wrong = {one.pointer.strip("/"): [str(one.text)] for one in problems}
    if isinstance(refused, accounts.WrongCredentials):
        wrong["current"] = [str(Text("现在的密码不正确。", "This isn't your password."))]
    fields = [
        FormField(name, label, "password", required=True, hint=hint, errors=wrong.get(name, []))
        for name, label, hint in _PASSWORDS
    ]
    page = render_template(
        "form.html",
        title=Text("修改密码", "Change the password"),
        fields=fields,
        errors=[(one.id, f"{one.label}：{text}") for one in fields for text in one.errors],
        submit_label=Text("修改密码", "Change the password"),
        action_url="/account/password",
        cancel_url="/account/sessions",
        trail=[(Text("登录情况", "Where you are signed in"), "/account/sessions")],
    )
    return Response(page, http.status_of(refused) if refused else 200)
