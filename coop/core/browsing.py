"""The officer at the browser of this request, the way to the sign-in page, and what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import abort, current_app, flash, g, redirect, request

from coop.core import rest
from coop.core.actor import Actor
from coop.core.clock import Sandbox
from coop.core.forms import Raw
from coop.core.language import Text

VERSION = "version"
_CONTROL = {"csrf_token", "form_key"}
UNSAVED_AFTER_SIGN_IN = Text(
    "登录已过期，您填写的内容已保留，登录后会恢复。",
    "Your session had ended. What you wrote is kept and comes back after you sign in.",
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in officer as the frame of every page shows them."""

    actor: Actor
    account_id: UUID
    name: str
    institution_name: str
    posts: tuple[Text, ...]
    agreement_id: UUID | None
    agreement_title: str
    agreements: tuple[tuple[UUID, str], ...]
    sandbox: Sandbox | None


@dataclass(frozen=True, slots=True)
class Drafts:
    """Where unfinished forms are kept; given by app.py because registry stands above core."""

    save: Callable[[UUID, str, Raw], None]
    take: Callable[[UUID, str], Raw | None]
    drop: Callable[[UUID, str], None]
    expired_account: Callable[[], UUID | None]
    viewer: Callable[[], Viewer | None]


def drafts() -> Drafts:
    return cast(Drafts, current_app.extensions["coop_drafts"])


def viewer() -> Viewer | None:
    """Once per request: who looks at the page."""
    if "viewer" not in g:
        g.viewer = drafts().viewer()
    return cast("Viewer | None", g.viewer)


def signed_in() -> Viewer:
    """The viewer, or the way to the sign-in page and back (keeping what was typed)."""
    found = viewer()
    if found is None:
        if request.method == "POST":
            _keep_for_later()
        target = request.path if request.method == "POST" else request.full_path.rstrip("?")
        abort(redirect(f"/sign-in?next={rest.quoted(target)}", 303))
    return found


def _keep_for_later() -> None:
    account_id = drafts().expired_account()
    if account_id is None:
        return
    autosaved = request.args.get("path")
    drafts().save(account_id, autosaved or request.path, draft_form())
    if autosaved is None:
        flash(str(UNSAVED_AFTER_SIGN_IN), "warning")


def draft_form() -> Raw:
    """What is kept of an unfinished form; with its version, so that a restored one can be stale."""
    return {key: request.form.getlist(key) for key in request.form if key not in _CONTROL}


def raw_form() -> Raw:
    return {key: values for key, values in draft_form().items() if key != VERSION}
