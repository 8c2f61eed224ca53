"""How every command on training begins and ends.

Whatever moves a seat locks the cohort's row first and the enrolment's after it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session
from coop.core.errors import NotFound
from coop.core.parts import Guarded
from coop.mechanisms.training.events import CohortEvent, EnrollmentEvent, TrainingProgramEvent
from coop.mechanisms.training.models import Cohort, CourseSession, Enrollment, TrainingProgram
from coop.mechanisms.training.policy import (
    TRAINEE,
    Standing,
    holds,
    visible_enrollments,
    visible_programs,
    with_program,
)
from coop.mechanisms.training.workflow import COHORT, ENROLLMENT, PROGRAM
from coop.registry import directory

# --------------------------------------------------------------------------- programmes


def program_standing(program: TrainingProgram) -> Standing:
    return Standing(program.agreement_id, program.organiser_id)


_PROGRAM = Guarded(TrainingProgram, PROGRAM, visible_programs, program_standing, holds)
admit_program = _PROGRAM.admit


def record_program(actor: Actor, program: TrainingProgram, action: str, **changes: Any) -> None:
    """Log, and tell every party once enrolment is open, the organiser alone before."""
    subject = Subject("training_program", program.id, program.agreement_id)
    audit.record(actor, f"training_program.{action}", subject, **changes)
    events.record(
        TrainingProgramEvent(
            agreement_id=program.agreement_id,
            subject_id=program.id,
            audience=_everyone(program),
            action=action,
            state=program.state,
        )
    )


def _everyone(program: TrainingProgram) -> tuple[UUID, ...]:
    if program.state == PROGRAM.initial:
        return (program.organiser_id,)
    return directory.institution_ids(program.agreement_id)


# --------------------------------------------------------------------------- cohorts


def admit_cohort(
    actor: Actor, cohort_id: UUID, action: str, expected_version: int | None = None
) -> tuple[Cohort, TrainingProgram]:
    """As admit_program, for a cohort."""
    cohort = lock(Cohort, cohort_id)
    program = session().get_one(TrainingProgram, cohort.program_id)
    _require_visible(
        sa.select(sa.literal(1)).where(TrainingProgram.id == program.id, visible_programs(actor))
    )
    policy.require(actor, COHORT, action, program_standing(program), holds)
    check_version(cohort, expected_version)
    COHORT.next(cohort.state, action)
    return cohort, program


def record_cohort(
    actor: Actor,
    cohort: Cohort,
    program: TrainingProgram,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    """Log, and tell who knows of the programme."""
    subject = Subject("cohort", cohort.id, cohort.agreement_id)
    audit.record(actor, f"cohort.{action}", subject, reason=reason, **changes)
    tell_cohort(cohort, program, action)


def tell_cohort(cohort: Cohort, program: TrainingProgram, action: str) -> None:
    events.record(
        CohortEvent(
            agreement_id=cohort.agreement_id,
            subject_id=cohort.id,
            audience=_everyone(program),
            action=action,
            state=cohort.state,
            program_id=program.id,
            ordinal=cohort.ordinal,
        )
    )


def admit_session(
    actor: Actor, session_id: UUID, action: str, expected_version: int | None
) -> tuple[CourseSession, Cohort, TrainingProgram]:
    """As admit_program, for a session; its cohort is locked first and its table asked."""
    known = session().get(CourseSession, session_id)
    if known is None:
        raise NotFound
    cohort = lock(Cohort, known.cohort_id)
    found = lock(CourseSession, session_id)
    program = session().get_one(TrainingProgram, cohort.program_id)
    _require_visible(
        sa.select(sa.literal(1)).where(TrainingProgram.id == program.id, visible_programs(actor))
    )
    policy.require(actor, COHORT, action, program_standing(program), holds)
    check_version(found, expected_version)
    COHORT.next(cohort.state, action)
    return found, cohort, program


# --------------------------------------------------------------------------- enrolments


def admit_enrollment(
    actor: Actor, enrollment_id: UUID, action: str, expected_version: int | None = None
) -> tuple[Enrollment, Cohort, TrainingProgram]:
    """As admit_program, for an enrolment; its cohort is locked first."""
    known = session().get(Enrollment, enrollment_id)
    if known is None:
        raise NotFound
    cohort = lock(Cohort, known.cohort_id)
    enrollment = lock(Enrollment, enrollment_id)
    program = session().get_one(TrainingProgram, cohort.program_id)
    found = sa.select(Enrollment.id).where(
        Enrollment.id == enrollment_id, visible_enrollments(actor)
    )
    _require_visible(with_program(found))
    policy.require(actor, ENROLLMENT, action, enrollment_standing(enrollment, program), holds)
    check_version(enrollment, expected_version)
    ENROLLMENT.next(enrollment.state, action)
    return enrollment, cohort, program


def see_enrollment(actor: Actor, enrollment_id: UUID) -> tuple[Enrollment, TrainingProgram]:
    """The enrolment as it stands, if the actor may know of it; unlocked."""
    found = sa.select(Enrollment.id).where(
        Enrollment.id == enrollment_id, visible_enrollments(actor)
    )
    _require_visible(with_program(found))
    enrollment = session().get_one(Enrollment, enrollment_id)
    cohort = session().get_one(Cohort, enrollment.cohort_id)
    return enrollment, session().get_one(TrainingProgram, cohort.program_id)


def enrollment_standing(enrollment: Enrollment, program: TrainingProgram) -> Standing:
    return Standing(
        agreement_id=program.agreement_id,
        organiser_id=program.organiser_id,
        institution_id=enrollment.institution_id,
        enrollment_id=enrollment.id,
    )


def record_enrollment(
    actor: Actor,
    enrollment: Enrollment,
    program: TrainingProgram,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    """Log, and tell the person's institution and the organiser."""
    subject = Subject("enrollment", enrollment.id, enrollment.agreement_id)
    audit.record(actor, f"enrollment.{action}", subject, reason=reason, **changes)
    events.record(
        EnrollmentEvent(
            agreement_id=enrollment.agreement_id,
            subject_id=enrollment.id,
            audience=told_of_person(enrollment, program),
            action=action,
            state=enrollment.state,
            cohort_id=enrollment.cohort_id,
            institution_id=enrollment.institution_id,
        )
    )


def told_of_person(enrollment: Enrollment, program: TrainingProgram) -> tuple[UUID, ...]:
    """The person's institution and the organiser, each once."""
    return tuple(dict.fromkeys((enrollment.institution_id, program.organiser_id)))


def own_institution(actor: Actor) -> UUID:
    """As policy.own_institution; a trainee speaks for none."""
    if actor.kind == TRAINEE:
        raise NotFound
    return policy.own_institution(actor)


def _require_visible(query: sa.Select[Any]) -> None:
    if session().execute(query.limit(1)).first() is None:
        raise NotFound
