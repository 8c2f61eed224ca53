"""The page of one command: shown, submitted once, stale, refused, or restored.

Every form carries the version that was read and a key of its own, so a double click makes one
record and a stale form shows both versions.
"""

from __future__ import annotations

import re
from typing import Any, cast
from uuid import UUID

from flask import Response, current_app, flash, redirect, render_template, request

from coop.core import doors, form_fields, forms, http, idempotency, rest
from coop.core.browsing import VERSION, drafts, raw_form, signed_in
from coop.core.db import enveloped, text_id
from coop.core.doors import Act, Resource
from coop.core.errors import Conflict, CoopError, Forbidden, Invalid, Stale
from coop.core.forms import Raw
from coop.core.idempotency import Answer, Kept, Replay
from coop.core.language import Text

DONE = Text("已完成：{action}。", "Done: {action}.")


class NotNow(Conflict):
    code = "not_possible_now"
    text = Text("现在不能进行“{action}”。", "This is not possible now: {action}.")


def list_url(resource: Resource) -> str | None:
    """The page that lists these objects; some are shown only on the desk or with others."""
    path = f"/{resource.plural}"
    has_page = current_app.url_map.bind("").test(path, "GET")
    return path if has_page else None


class FormPage:
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
        kept = drafts().take(self.who.account_id, request.path)
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
        drafts().drop(self.who.account_id, request.path)
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
        given = request.form.get(VERSION, "")
        return int(given) if re.fullmatch("[0-9]{1,9}", given) else 0

    def _show_stale(self, mine: Raw) -> Response:
        """Both versions side by side; submitting again writes over the one shown."""
        self.view = self.resource.get(self.actor, cast(UUID, self.subject_id))
        theirs = self._current()
        compared = form_fields.compare(self.act.schema, theirs, mine, (self.actor, self.view))
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
        drawn = form_fields.shown(
            self.act.schema, raw, actor=self.actor, subject=self.view, problems=problems
        )
        told = form_fields.summary(problems, drawn)
        if refusal is not None and not problems:
            told = [("", str(refusal.message))]
        hidden = {"form_key": text_id()}
        if self.view is not None:
            read = raw.get(VERSION, []) if restored else []
            hidden[VERSION] = read[0] if read else str(self.view.version)
        home = self.resource.home(self.view) if self.view else list_url(self.resource) or "/"
        page = render_template(
            "form.html",
            title=self.act.label,
            subject=getattr(self.view, "title", None),
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
        if self.view is None:
            listed = list_url(self.resource)
            return [(self.resource.label, listed)] if listed else []
        title = getattr(self.view, "title", None) or self.resource.label
        return [(title, home)]
