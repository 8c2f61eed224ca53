"""The HTML door: for every resource of doors.py a list, a page per object, and a form per command.

Who is at the browser: browsing.py; one form's requests: form_pages.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request

from coop.core import audit, doors, form_fields, forms, rest
from coop.core.actor import Actor
from coop.core.browsing import Viewer, signed_in
from coop.core.doors import Act, File, NavItem, Resource
from coop.core.form_pages import FormPage, list_url
from coop.core.language import Text
from coop.core.paging import Page


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. cell: from the view to text or {"tag", "tone"}."""

    label: Text
    cell: Callable[[Any], object]


class PageBlueprint:
    """The pages of one wing."""

    def __init__(self, name: str, import_name: str) -> None:
        self.blueprint = Blueprint(f"{name}_pages", import_name, template_folder="templates")
        self.nav: list[NavItem] = []

    def serve(  # noqa: PLR0913  # what a resource's pages differ in
        self,
        resource: Resource,
        *,
        detail: str | None = None,
        columns: Sequence[Column] = (),
        more: Callable[[Actor, Any], Mapping[str, object]] | None = None,
        list_template: str = "list.html",
        about_list: Callable[[Viewer], Mapping[str, object]] | None = None,
        nav: NavItem | None = None,
    ) -> None:
        """Register list, object page, forms and files.

        more: further context of the object's page; about_list: of the list's page.
        """
        if nav is not None:
            self.nav.append(nav)
        if columns and resource.list is not None:
            self._serve_list(resource, columns, list_template, about_list)
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

    def _serve_list(
        self,
        resource: Resource,
        columns: Sequence[Column],
        template: str,
        about: Callable[[Viewer], Mapping[str, object]] | None,
    ) -> None:
        def many() -> str:
            return _render_list(resource, columns, template, about(signed_in()) if about else {})

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
            listed = list_url(resource)
            context.setdefault("trail", [(resource.label, listed)] if listed else [])
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
            return FormPage(resource, act, subject_id).answer()

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


def state_tags(tones: Mapping[str, str]) -> Callable[[Any], dict[str, object]]:
    """How objects of one kind show their state as a tag; what is late stands out."""

    def state_tag(view: Any) -> dict[str, object]:
        if getattr(view, "is_overdue", False):
            words = Text("{state}（逾期）", "{state} (overdue)")
            return {"tag": words.with_facts(state=view.state_label), "tone": "bad"}
        return {"tag": view.state_label, "tone": tones.get(view.state, "info")}

    return state_tag


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


def _render_list(
    resource: Resource, columns: Sequence[Column], template: str, about: Mapping[str, object]
) -> str:
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
        filters=form_fields.asked(resource.filters, raw, actor=who.actor)
        if resource.filters
        else [],
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
        **about,
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
