"""Commands about institutions, the names they had, and their people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session
from coop.core.errors import Forbidden, invalid
from coop.core.language import Text
from coop.registry.directory import forget_parties, institution_ids, member_on
from coop.registry.events import InstitutionRenamed
from coop.registry.models import FormerName, Institution, Party, Person
from coop.registry.rights import PEOPLE, administers, require_operator


@command
def add_institution(actor: Actor, *, name: str, short_name: str, kind: str) -> Institution:
    """kind: regulator, court or other."""
    require_operator(actor)
    institution = Institution(name=name, short_name=short_name, kind=kind)
    session().add(institution)
    session().flush()
    audit.record(
        actor,
        "institution_added",
        Subject("institution", institution.id, None),
        name=name,
    )
    return institution


@command
def rename_institution(
    actor: Actor, institution_id: UUID, *, name: str, short_name: str, until_on: date
) -> Institution:
    """A new name; until_on is the last day of the present one, which documents of its time keep."""
    require_operator(actor)
    institution = lock(Institution, institution_id)
    latest = session().scalar(
        sa.select(sa.func.max(FormerName.until_on)).where(
            FormerName.institution_id == institution_id
        )
    )
    if latest is not None and until_on <= latest:
        words = Text("必须晚于上次更名{day}。", "It must be after the last change on {day}.")
        raise invalid("until_on", "not_after_last_name", words.with_facts(day=latest))
    former = FormerName(
        institution_id=institution_id,
        until_on=until_on,
        name=institution.name,
        short_name=institution.short_name,
    )
    session().add(former)
    institution.name, institution.short_name = name, short_name
    session().flush()
    forget_parties()
    audit.record(
        actor,
        "institution_renamed",
        Subject("institution", institution_id, None),
        name=(former.name, name),
        until_on=until_on,
    )
    _tell_renamed(institution, former)
    return institution


def _tell_renamed(institution: Institution, former: FormerName) -> None:
    joined = sa.select(Party.agreement_id).where(
        Party.institution_id == institution.id, member_on(clock.today())
    )
    for agreement_id in session().scalars(joined).all():
        events.record(
            InstitutionRenamed(
                agreement_id=agreement_id,
                subject_id=institution.id,
                audience=institution_ids(agreement_id),
                name=institution.name,
                former_name=former.name,
                until_on=former.until_on,
            )
        )


# --------------------------------------------------------------------------- people


@command
def add_person(  # keywords only: the columns of a person
    actor: Actor,
    institution_id: UUID,
    *,
    name: str,
    title: str = "",
    phone: str = "",
    email: str = "",
) -> Person:
    if not administers(actor, institution_id):
        raise Forbidden(action=PEOPLE)
    person = Person(institution_id=institution_id, name=name, title=title, phone=phone, email=email)
    session().add(person)
    session().flush()
    audit.record(actor, "person_added", Subject("person", person.id, None), name=name)
    return person
