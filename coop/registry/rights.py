"""Who may change the registry: coop's operator everything, an institution's administrator its own
people.
"""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import lock
from coop.core.errors import Forbidden, NotFound
from coop.core.language import Text
from coop.registry.models import Person

_SET_UP = Text("设置协议", "set up an agreement")
PEOPLE = Text("管理本单位人员", "manage people")


def require_operator(actor: Actor) -> None:
    if not actor.is_system:
        raise Forbidden(action=_SET_UP)


def administers(actor: Actor, institution_id: UUID, agreement_id: UUID | None = None) -> bool:
    """Whether the actor manages this institution's people (under this agreement, or under any)."""
    if actor.is_system:
        return True
    if actor.institution_id != institution_id:
        return False
    posts = {under for under, role in actor.posts if role == "institution_admin"}
    return agreement_id in posts if agreement_id is not None else bool(posts)


def load_person(actor: Actor, person_id: UUID) -> Person:
    """A person the actor manages, locked. Other institutions' people don't exist for an
    administrator.
    """
    person = lock(Person, person_id)
    if not actor.is_system and person.institution_id != actor.institution_id:
        raise NotFound
    if not administers(actor, person.institution_id):
        raise Forbidden(action=PEOPLE)
    return person
