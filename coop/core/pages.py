"""The HTML door: for every resource of doors.py a list, a page per object, and a form per command.

Every form carries the version that was read and a key of its own, so a double click makes one
record and a stale form
shows both versions. What was typed survives a session that ran out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
)

from coop.core import audit, doors, forms, http, idempotency, rest
from coop.core.actor import Actor
from coop.core.db import enveloped, text_id
from coop.core.doors import Act, File, NavItem, Resource
from coop.core.errors import Conflict, CoopError, Forbidden, Invalid, Stale
from coop.core.forms import Raw
from coop.core.idempotency import Answer, Kept, Replay
from coop.core.language import Text
from coop.core.paging import Page

_CONTROL = {"csrf_token", "form_key"}
_VERSION = "version"
DONE = Text("已完成：{action}。", "Done: {action}.")
UNSAVED_AFTER_SIGN_IN = Text(
    "登录已过期，您填写的内容已保留，登录后会恢复。",
    "Your session had ended. What you wrote is kept and comes back after you sign in.",
)


class NotNow(Conflict):
    code = "not_possible_now"
    text = Text("现在不能进行“{action}”。", "This is not possible now: {action}.")


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


@dataclass(frozen=True, slots=True)
class Drafts:
    """Where unfinished forms are kept; given by app.py because registry stands above core."""

    save: Callable[[UUID, str, Raw], None]
    take: Callable[[UUID, str], Raw | None]
    drop: Callable[[UUID, str], None]
    expired_account: Callable[[], UUID | None]
    viewer: Callable[[], Viewer | None]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. cell: from the view to text or {"tag", "tone"}."""

    label: Text
    cell: Callable[[Any], object]


def _drafts() -> Drafts:
    return cast(Drafts, current_app.extensions["coop_drafts"])


def viewer() -> Viewer | None:
    """Once per request: who looks at the page."""
    if "viewer" not in g:
        g.viewer = _drafts().viewer()
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
    account_id = _drafts().expired_account()
    if account_id is None:
        return
    autosaved = request.args.get("path")
    _drafts().save(account_id, autosaved or request.path, draft_form())
    if autosaved is None:
        flash(str(UNSAVED_AFTER_SIGN_IN), "warning")


def draft_form() -> Raw:
    """What is kept of an unfinished form; with its version, so that a restored one can be stale."""
    return {key: request.form.getlist(key) for key in request.form if key not in _CONTROL}


def raw_form() -> Raw:
    return {key: values for key, values in draft_form().items() if key != _VERSION}


class PageBlueprint:
    """The pages of one wing."""

    def __init__(self, name: str, import_name: str) -> None:
        self.blueprint = Blueprint(f"{name}_pages", import_name, template_folder="templates")
        self.nav: list[NavItem] = []

    def serve(  # what a resource's pages differ in
        self,
        resource: Resource,
        *,
        detail: str | None = None,
        columns: Sequence[Column] = (),
        more: Callable[[Actor, Any], Mapping[str, object]] | None = None,
        list_template: str = "list.html",
        nav: NavItem | None = None,
    ) -> None:
        """Register list, object page, forms and files.

        more: further context of the object's page.
        """
        if nav is not None:
            self.nav.append(nav)
        if columns and resource.list is not None:
            self._serve_list(resource, columns, list_template)
        if resource.create is not None:
            self._serve_form(resource, resource.create, f"/{resource.plural}/new")
        one = f"/{resource.plural}/<uuid:subject_id>"
        if detail is not None:
            self._serve_detail(resource, detail, more, one)
        edit = [resource.edit] if resource.edit else []
        for act in [*edit, *resource.acts]:
            self._serve_form(resource, act, f"{one}/{act.segment}")
        for file in resource.files:
            self._serve_file(resource, file, f"{one}/{file.segment}")

    def _serve_list(self, resource: Resource, columns: Sequence[Column], template: str) -> None:
        def many() -> str:
            return _render_list(resource, columns, template)

        self.blueprint.add_url_rule(f"/{resource.plural}", f"list_{resource.name}", many)

    def _serve_detail(
        self,
        resource: Resource,
        template: str,
        more: Callable[[Actor, Any], Mapping[str, object]] | None,
        path: str,
    ) -> None:
        def one(subject_id: UUID) -> str:
            actor = signed_in().actor
            view = resource.get(actor, subject_id)
            context = dict(more(actor, view)) if more else {}
            context.setdefault("title", getattr(view, "title", str(resource.label)))
            context.setdefault("trail", [(resource.label, f"/{resource.plural}")])
            return render_template(
                template,
                view=view,
                actions=action_links(resource, view),
                history=history_of(view.id),
                **context,
            )

        self.blueprint.add_url_rule(path, f"show_{resource.name}", one)

    def _serve_form(self, resource: Resource, act: Act, path: str) -> None:
        def form(subject_id: UUID | None = None) -> Response:
            return _Form(resource, act, subject_id).answer()

        self.blueprint.add_url_rule(
            path, f"{act.name}_{resource.name}", form, methods=["GET", "POST"]
        )

    def _serve_file(self, resource: Resource, file: File, path: str) -> None:
        def read(subject_id: UUID) -> Response:
            return rest.download(file.read(signed_in().actor, subject_id))

        name = file.segment.replace(".", "_")
        self.blueprint.add_url_rule(path, f"{name}_{resource.name}", read)


def action_links(resource: Resource, view: Any) -> list[tuple[Text, str, str]]:
    """(label, url, tone) of what this officer may do now with the object."""
    tones = {"primary": "primary", "danger": "warning"}
    acts = [*([resource.edit] if resource.edit else []), *resource.acts]
    return [
        (
            act.label,
            f"/{resource.plural}/{view.id}/{act.segment}",
            tones.get(act.tone, "secondary"),
        )
        for act in acts
        if act.name in view.allowed_actions
    ]


def history_of(subject_id: UUID) -> list[dict[str, object]]:
    """The object's audit entries as the timeline macro draws them."""
    return [
        {
            "at": line.at,
            "actor": line.actor_name,
            "text": doors.act_words(line.action),
            "note": line.reason,
        }
        for line in audit.history(subject_id)
    ]


# --------------------------------------------------------------------------- lists


def _render_list(resource: Resource, columns: Sequence[Column], template: str) -> str:
    who = signed_in()
    known = resource.filters().fields if resource.filters else {}
    raw = {name: request.args.getlist(name) for name in known if request.args.get(name)}
    if "agreement_id" in known and who.agreement_id is not None:
        raw["agreement_id"] = [str(who.agreement_id)]
    wanted = (
        rest.load(resource.filters, forms.read(resource.filters, raw, {}))
        if resource.filters
        else {}
    )
    wanted = {name: value for name, value in wanted.items() if value not in ("", [], None, False)}
    lister = resource.list
    if lister is None:
        abort(404)
    page: Page[Any] = lister(who.actor, limit=50, cursor=request.args.get("cursor"), **wanted)
    create = resource.create
    return render_template(
        template,
        title=resource.label,
        filters=forms.asked(resource.filters, raw, actor=who.actor) if resource.filters else [],
        columns=[column.label for column in columns],
        rows=[
            {"cells": [column.cell(view) for column in columns], "url": resource.home(view)}
            for view in page.items
        ],
        items=page.items,
        next_url=_next_url(page.next),
        first_url=request.path if request.args.get("cursor") else None,
        create=(create.label, f"/{resource.plural}/new")
        if create and _may_create(create, who)
        else None,
    )


def _may_create(create: Act, who: Viewer) -> bool:
    return create.offered_to is None or create.offered_to(who.actor, who.agreement_id)


def _next_url(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    kept = {name: value for name, value in request.args.items() if name != "cursor"}
    query = "&".join(
        f"{name}={rest.quoted(value)}" for name, value in {**kept, "cursor": cursor}.items()
    )
    return f"{request.path}?{query}"


# --------------------------------------------------------------------------- forms


class _Form:
    """One request to one form."""

    def __init__(self, resource: Resource, act: Act, subject_id: UUID | None) -> None:
        self.resource, self.act, self.subject_id = resource, act, subject_id
        self.who = signed_in()
        self.actor = self.who.actor
        self.view = resource.get(self.actor, subject_id) if subject_id else None

    def answer(self) -> Response:
        if request.method == "POST":
            return self._submitted()
        if self.view is not None and self.act.name not in self.view.allowed_actions:
            raise NotNow(action=self.act.label)
        kept = _drafts().take(self.who.account_id, request.path)
        if kept is not None:
            return self._show(kept, restored=True)
        asked = {key: request.args.getlist(key) for key in request.args if key != "lang"}
        return self._show({**self._current(), **asked})

    def _current(self) -> Raw:
        """What the object holds now, as form values."""
        values: dict[str, object] = {}
        if self.who.agreement_id is not None:
            values["agreement_id"] = self.who.agreement_id
        if self.act.prefill is not None:
            values |= self.act.prefill(self.view)
        return forms.raw_of(values)

    def _submitted(self) -> Response:
        raw = raw_form()
        try:
            location = self._perform(raw)
        except Invalid as wrong:
            return self._show(raw, status=422, refusal=wrong)
        except Stale:
            return self._show_stale(raw)
        except (Conflict, Forbidden) as refused:
            return self._show(raw, status=http.status_of(refused), refusal=refused)
        _drafts().drop(self.who.account_id, request.path)
        flash(str(self.act.done or DONE.with_facts(action=self.act.label)), "success")
        return cast(Response, redirect(location, 303))

    def _perform(self, raw: Raw) -> str:
        arguments = rest.load(self.act.schema, forms.read(self.act.schema, raw, request.files))
        if self.view is not None and not self.act.adds:
            arguments["expected_version"] = self._version_read()
        answered = doors.resource(self.act.answers) if self.act.answers else self.resource

        def compose(result: Any) -> Answer:
            home = answered.home(answered.get(self.actor, result.id))
            return Answer(303, b"", location=home)

        key = request.form.get("form_key") or None
        mark = idempotency.fingerprint("POST", request.path, repr(sorted(raw.items())).encode())
        kept = Kept(f"account:{self.who.account_id}", key, mark, compose)
        positional = (self.actor,) if self.subject_id is None else (self.actor, self.subject_id)
        try:
            with enveloped(kept):
                self.act.command(*positional, **arguments)
        except Replay as replay:
            return replay.answer.location or "/"
        return (kept.answer.location if kept.answer else None) or "/"

    def _version_read(self) -> int:
        given = request.form.get(_VERSION, "")
        return int(given) if re.fullmatch("[0-9]{1,9}", given) else 0

    def _show_stale(self, mine: Raw) -> Response:
        """Both versions side by side; submitting again writes over the one shown."""
        self.view = self.resource.get(self.actor, cast(UUID, self.subject_id))
        theirs = self._current()
        compared = forms.compare(self.act.schema, theirs, mine, (self.actor, self.view))
        return self._show(mine, status=412, stale=compared)

    def _show(
        self,
        raw: Raw,
        *,
        status: int = 200,
        refusal: CoopError | None = None,
        restored: bool = False,
        stale: list[tuple[str, str, str]] | None = None,
    ) -> Response:
        problems = refusal.problems if isinstance(refusal, Invalid) else ()
        drawn = forms.shown(
            self.act.schema, raw, actor=self.actor, subject=self.view, problems=problems
        )
        told = forms.summary(problems, drawn)
        if refusal is not None and not problems:
            told = [("", str(refusal.message))]
        hidden = {"form_key": text_id()}
        if self.view is not None:
            read = raw.get(_VERSION, []) if restored else []
            hidden[_VERSION] = read[0] if read else str(self.view.version)
        home = self.resource.home(self.view) if self.view else f"/{self.resource.plural}"
        page = render_template(
            "form.html",
            title=self.act.label,
            intro=self.act.hint,
            fields=drawn,
            errors=told,
            submit_label=self.act.label,
            action_url=request.path,
            hidden=hidden,
            cancel_url=home,
            trail=self._trail(home),
            restored=restored,
            stale=stale,
            multipart=any(one.kind == "file" for one in drawn),
            draft_url=f"/drafts?path={request.path}" if self.act.draft else None,
        )
        return Response(page, status)

    def _trail(self, home: str) -> list[tuple[object, str]]:
        parent = (self.resource.label, f"/{self.resource.plural}")
        if self.view is None:
            return [parent]
        title = getattr(self.view, "title", None) or self.resource.label
        return [(title, home)]
