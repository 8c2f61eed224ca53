"""Institutions that work under an agreement without being a party, and their people.

Steps: the mechanism that lets them in decides who may.
"""

from __future__ import annotations

from uuid import UUID

from coop.core import audit, clock
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import session, step
from coop.registry.models import Institution, Person, Post
from coop.registry.models.institutions import MEDIATION_BODY
from coop.registry.models.people import OUTSIDE_ROLES


@step
def add_mediation_body(actor: Actor, *, name: str, short_name: str) -> Institution:
    """Raises Duplicate for a name that is taken."""
    made = Institution(name=name, short_name=short_name, kind=MEDIATION_BODY)
    session().add(made)
    session().flush()
    audit.record(actor, "institution_added", Subject("institution", made.id, None), name=name)
    return made


@step
def add_outside_person(
    actor: Actor, agreement_id: UUID, institution_id: UUID, *, name: str, title: str, role: str
) -> Person:
    """A person of such an institution with a post from today. role: one of OUTSIDE_ROLES."""
    if role not in OUTSIDE_ROLES:
        raise ValueError(f"{role} is a role of parties")
    person = Person(institution_id=institution_id, name=name, title=title)
    session().add(person)
    session().flush()
    post = Post(person_id=person.id, agreement_id=agreement_id, role=role, from_on=clock.today())
    session().add(post)
    session().flush()
    audit.record(actor, "person_added", Subject("person", person.id, None), name=name)
    subject = Subject("post", post.id, agreement_id)
    audit.record(actor, "post_given", subject, role=role, person_id=person.id)
    return person
