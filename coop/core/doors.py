"""The table both doors read: which commands exist for a kind of object, with their schemas and
labels.

A mechanism lists its resources once (commands.py); api.py turns them into REST operations and
pages.py into forms, so
neither door can offer what the other lacks. See docs/adr/0007.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Schema
from coop.core.language import Text
from coop.core.paging import Page

# command(actor, subject_id, *, expected_version, **fields) -> a row with an id.
Command = Callable[..., Any]
Get = Callable[[Actor, UUID], Any]
List = Callable[..., Page[Any]]


class NoFields(Schema):
    """A command that needs nothing but the object."""


@dataclass(frozen=True, slots=True)
class Act:
    """One command on one object.

    name: snake_case; the state table's action where there is one. In paths it is kebab-case.
    adds: it makes a new part rather than changing the object, so no version is compared.
    answers: the resource whose view is answered, when it isn't the one acted on.
    prefill: values a form starts with, from the object's view (None for a new one).
    draft: the form is saved while it is written. offered_to(actor, agreement id): who sees a create
    button.
    done: what is told after success.
    """

    name: str
    command: Command
    label: Text
    schema: type[Schema] = NoFields
    hint: Text | None = None
    adds: bool = False
    answers: str | None = None
    tone: str = "plain"
    prefill: Callable[[Any], Mapping[str, object]] | None = None
    draft: bool = False
    offered_to: Callable[[Actor, UUID | None], bool] | None = None
    done: Text | None = None

    @property
    def segment(self) -> str:
        return self.name.replace("_", "-")


def acts_in(words: Mapping[str, Text]) -> Callable[..., Act]:
    """A maker of acts that are called as in these words, such as a state table's actions."""

    def act(name: str, command: Command, schema: type[Schema] = NoFields, **more: Any) -> Act:
        return Act(name, command, words[name], schema, **more)

    return act


def values_of(view: object, *names: str) -> dict[str, object]:
    """What the object holds, as a form's values."""
    return {name: getattr(view, name) for name in names}


@dataclass(frozen=True, slots=True)
class File:
    """A document of an object: GET /plural/{id}/{segment}. read(actor, id) -> Download."""

    segment: str
    read: Callable[[Actor, UUID], Download]
    label: Text
    media_type: str


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes with the name a browser saves them under."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of object as partners and officers meet it.

    plural: the path segment, e.g. "agenda-items"; scope: the OAuth scope's first half.
    home: the page that shows an object, from its view (parts are shown on their parent's page).
    create: command(actor, **fields) -> row; edit: PATCH on drafts. list_view: where lists answer
    less.
    """

    name: str
    plural: str
    scope: str
    label: Text
    view: type
    get: Get
    home: Callable[[Any], str]
    list: List | None = None
    list_view: type | None = None
    filters: type[Schema] | None = None
    create: Act | None = None
    edit: Act | None = None
    acts: tuple[Act, ...] = ()
    files: tuple[File, ...] = ()
    is_kept: bool = False

    def act(self, name: str) -> Act:
        found = [self.create, self.edit, *self.acts]
        return next(one for one in found if one is not None and one.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read beside the resources: figures, ledgers, files of parts.

    read(actor, *values of the path, **query) -> a view, or a Download.
    answers: the view's class, or the file's media type. name: the operation's where it doesn't
    follow from the path.
    """

    path: str
    read: Callable[..., Any]
    label: Text
    scope: str
    answers: type | str
    query: type[Schema] = NoFields
    hint: Text | None = None
    name: str = ""


_resources: dict[str, Resource] = {}


def register(resource: Resource) -> Resource:
    _resources[resource.name] = resource
    return resource


def resource(name: str) -> Resource:
    return _resources[name]


def resources() -> tuple[Resource, ...]:
    return tuple(_resources.values())


_words: dict[str, Text] = {}


def name_actions(words: Mapping[str, Text]) -> None:
    """Words for audit actions that are no act of a door ("minutes.deliver")."""
    _words.update(words)


def act_words(action: str) -> Text:
    """How a history line tells an audit action such as "task.accept"."""
    if action in _words:
        return _words[action]
    kind, _, name = action.partition(".")
    owner = _resources.get(kind)
    acts = [owner.create, owner.edit, *owner.acts] if owner else []
    for act in acts:
        if act is not None and act.name == name:
            return act.label
    return Text(action, action)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the masthead. for_bodies: also for those who see no agreement as a whole."""

    label: Text
    url: str
    order: int = field(default=50)
    for_bodies: bool = False
