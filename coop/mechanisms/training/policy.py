"""Who is what for one object of training, and what exists for whom.

training_admin  training officer of the organiser
nominator       liaison officer, handler or training officer of the nominated person's institution
trainee         the person, by the personal link; sees nothing but the own enrolment
host, sender    the same officers of the two institutions of a secondment

A programme exists for every party once enrolment is open. Of its trainees an institution sees its
own, the organiser all. Question banks exist for the owner's training officers alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.errors import Forbidden
from coop.core.language import Text
from coop.mechanisms.training.models import (
    Cohort,
    Enrollment,
    QuestionBank,
    Secondment,
    TrainingProgram,
)

ADMIN = "training_admin"
TRAINEE = "trainee"
OFFICERS = ("liaison", "handler", ADMIN)


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one object depend on. institution_id: whose person it is; None for a whole
    cohort.
    """

    agreement_id: UUID
    organiser_id: UUID | None
    institution_id: UUID | None = None
    enrollment_id: UUID | None = None
    host_id: UUID | None = None


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    """Whether the actor holds the role for this object."""
    if role == TRAINEE:
        return actor.kind == TRAINEE and actor.id == standing.enrollment_id
    own = actor.institution_id
    if own is None or actor.kind == TRAINEE:
        return False
    if role == ADMIN:
        return own == standing.organiser_id and actor.has(ADMIN, standing.agreement_id)
    whose = standing.host_id if role == "host" else standing.institution_id
    return whose in (None, own) and is_officer(actor, standing.agreement_id)


def is_officer(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor may nominate for its own institution."""
    return agreement_id is not None and any(actor.has(role, agreement_id) for role in OFFICERS)


def is_admin(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor organises training for its own institution."""
    return agreement_id is not None and actor.has(ADMIN, agreement_id)


def require_admin(actor: Actor, agreement_id: UUID, action: Text) -> None:
    if not is_admin(actor, agreement_id):
        raise Forbidden(action=action)


def require_officer(actor: Actor, agreement_id: UUID, action: Text) -> None:
    if not is_officer(actor, agreement_id):
        raise Forbidden(action=action)


def trainee(enrollment: Enrollment) -> Actor:
    """The nominated person, known by the personal link alone: no post, no agreement."""
    sandbox = clock.sandbox_of(enrollment.agreement_id)
    return Actor(
        kind=TRAINEE,
        id=enrollment.id,
        name=enrollment.name,
        institution_id=enrollment.institution_id,
        sandbox_id=sandbox.agreement_id if sandbox else None,
    )


# --------------------------------------------------------------------------- what exists


def visible_programs(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.is_system:
        return sa.true()
    known = sa.or_(
        TrainingProgram.state != "planned", TrainingProgram.organiser_id == actor.institution_id
    )
    return sa.and_(TrainingProgram.agreement_id.in_(actor.agreement_ids), known)


def visible_enrollments(actor: Actor) -> sa.ColumnElement[bool]:
    """Needs Enrollment joined with its Cohort and TrainingProgram."""
    if actor.is_system:
        return sa.true()
    if actor.kind == TRAINEE:
        return Enrollment.id == actor.id
    own = sa.or_(
        Enrollment.institution_id == actor.institution_id,
        TrainingProgram.organiser_id == actor.institution_id,
    )
    return sa.and_(Enrollment.agreement_id.in_(actor.agreement_ids), own)


def with_program(query: Any) -> sa.Select[Any]:
    """The query on Enrollment joined with cohort and programme."""
    joined: sa.Select[Any] = query.join(Cohort, Cohort.id == Enrollment.cohort_id)
    return joined.join(TrainingProgram, TrainingProgram.id == Cohort.program_id)


def visible_banks(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.is_system:
        return sa.true()
    under = [one for one in actor.agreement_ids if actor.has(ADMIN, one)]
    return sa.and_(
        QuestionBank.agreement_id.in_(under), QuestionBank.owner_id == actor.institution_id
    )


def visible_secondments(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.is_system:
        return sa.true()
    own = sa.or_(
        Secondment.sender_id == actor.institution_id, Secondment.host_id == actor.institution_id
    )
    return sa.and_(Secondment.agreement_id.in_(actor.agreement_ids), own)
