"""The timetable, and who attended: by the organiser's list or by signing in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, session, touch
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.training.models import (
    Cohort,
    CourseSession,
    Enrollment,
    SessionAttendance,
    TrainingProgram,
)
from coop.mechanisms.training.service import guard
from coop.mechanisms.training.workflow import (
    ABSENT,
    LATE,
    LEFT_EARLY,
    ON_LEAVE,
    PRESENT,
    TAKING_PART,
)
from coop.registry import directory


class NotYet(RuleViolation):
    code = "session_not_begun"
    text = Text("{at}起可以签到。", "Signing in begins at {at}.")


class SignInOver(RuleViolation):
    code = "session_over"
    text = Text("本次课程已于{at}结束。", "The session ended at {at}.")


@command
def add_session(actor: Actor, cohort_id: UUID, **said: Any) -> CourseSession:
    """said: title, form, starts_at, ends_at, hours, teacher, place. Raises Invalid outside the
    cohort's days, and when the hours exceed the programme's.
    """
    cohort, program = guard.admit_cohort(actor, cohort_id, "add_session")
    made = CourseSession(cohort_id=cohort.id, **said)
    _check_session(made, cohort, program)
    session().add(made)
    session().flush()
    _record_session(actor, made, cohort, program, "add")
    return made


@command
def edit_session(
    actor: Actor, session_id: UUID, *, expected_version: int, **said: Any
) -> CourseSession:
    found, cohort, program = guard.admit_session(
        actor, session_id, "edit_session", expected_version
    )
    for name, value in said.items():
        setattr(found, name, value)
    _check_session(found, cohort, program)
    _record_session(actor, found, cohort, program, "edit")
    return found


@command
def record_attendance(  # noqa: PLR0913  # one list per way of attending
    actor: Actor,
    session_id: UUID,
    *,
    expected_version: int,
    present_ids: Iterable[UUID] = (),
    late_ids: Iterable[UUID] = (),
    left_early_ids: Iterable[UUID] = (),
    on_leave_ids: Iterable[UUID] = (),
) -> CourseSession:
    """The list of one session; whoever takes part and is not on it was absent. Raises Invalid."""
    found, cohort, program = guard.admit_session(
        actor, session_id, "record_attendance", expected_version
    )
    if clock.now() < found.starts_at:
        raise NotYet(at=found.starts_at)
    said = {
        PRESENT: ("present_ids", tuple(present_ids)),
        LATE: ("late_ids", tuple(late_ids)),
        LEFT_EARLY: ("left_early_ids", tuple(left_early_ids)),
        ON_LEAVE: ("on_leave_ids", tuple(on_leave_ids)),
    }
    trainees = [one.id for one in taking_part(cohort.id)]
    statuses = _statuses(said, trainees)
    _write(found, {one: statuses.get(one, ABSENT) for one in trainees})
    touch(found)
    counts = {name: list(statuses.values()).count(name) for name in said}
    counts[ABSENT] = len(trainees) - len(statuses)
    _record_session(actor, found, cohort, program, "record_attendance", **counts)
    return found


@command
def sign_in(actor: Actor, session_id: UUID) -> SessionAttendance:
    """A trainee in the room, who scanned the session's picture. actor: the trainee.

    Raises NotYet, SignInOver; signing in again changes nothing.
    """
    enrollment, cohort, program = guard.admit_enrollment(actor, actor.id or session_id, "sign_in")
    found = session().get(CourseSession, session_id)
    if found is None or found.cohort_id != cohort.id:
        raise NotFound
    opens_at = sign_in_opens_at(found, cohort.agreement_id)
    if clock.now() < opens_at:
        raise NotYet(at=opens_at)
    if clock.now() > found.ends_at:
        raise SignInOver(at=found.ends_at)
    known = _attendance(found.id, enrollment.id)
    if known is not None:
        return known
    made = SessionAttendance(
        session_id=found.id,
        enrollment_id=enrollment.id,
        status=LATE if clock.now() > found.starts_at else PRESENT,
        is_by_code=True,
        signed_at=clock.now(),
    )
    session().add(made)
    session().flush()
    guard.record_enrollment(actor, enrollment, program, "sign_in", session=found.title)
    return made


# --------------------------------------------------------------------------- parts


def taking_part(cohort_id: UUID) -> list[Enrollment]:
    """Trainees who are neither withdrawn nor refused, in the order of nomination."""
    query = sa.select(Enrollment).where(
        Enrollment.cohort_id == cohort_id, Enrollment.state.in_(TAKING_PART)
    )
    return list(session().scalars(query.order_by(Enrollment.ordinal)))


def sign_in_opens_at(found: CourseSession, agreement_id: UUID) -> datetime:
    minutes = directory.settings(agreement_id).training_sign_in_minutes
    return found.starts_at - timedelta(minutes=minutes)


def _check_session(made: CourseSession, cohort: Cohort, program: TrainingProgram) -> None:
    if made.ends_at <= made.starts_at:
        words = Text("不能早于开始时间。", "It may not end before it begins.")
        raise invalid("ends_at", "ends_before_start", words)
    days = (clock.day_of(made.starts_at), clock.day_of(made.ends_at))
    if days[0] < cohort.starts_on or days[1] > cohort.ends_on:
        words = Text("应在本期{first}至{last}之间。", "Within the cohort, {first} to {last}.")
        facts = {"first": cohort.starts_on, "last": cohort.ends_on}
        raise invalid("starts_at", "outside_cohort", words.with_facts(**facts))
    others = sa.select(sa.func.sum(CourseSession.hours)).where(
        CourseSession.cohort_id == cohort.id,
        CourseSession.id != made.id if made.id else sa.true(),
    )
    with session().no_autoflush:
        planned = session().scalar(others) or 0.0
    if planned + made.hours > program.total_hours:
        words = Text(
            "已安排{planned}学时，总学时{total}。", "{planned} of {total} hours are planned."
        ).with_facts(planned=f"{planned:g}", total=f"{program.total_hours:g}")
        raise invalid("hours", "hours_exceed_total", words)


def _statuses(
    said: Mapping[str, tuple[str, tuple[UUID, ...]]], trainees: list[UUID]
) -> dict[UUID, str]:
    """Raises Invalid for people who don't take part or stand on two lists."""
    found: dict[UUID, str] = {}
    for status, (name, ids) in said.items():
        for one in ids:
            if one not in trainees:
                raise invalid(name, "not_a_trainee", Text("不是本期学员。", "Not a trainee."))
            if one in found:
                words = Text("同一学员只能选一项。", "Each trainee stands on one list.")
                raise invalid(name, "repeated", words)
            found[one] = status
    return found


def _write(found: CourseSession, statuses: Mapping[UUID, str]) -> None:
    for enrollment_id, status in statuses.items():
        known = _attendance(found.id, enrollment_id)
        if known is None:
            known = SessionAttendance(session_id=found.id, enrollment_id=enrollment_id)
            known.signed_at = clock.now()
            session().add(known)
        known.status = status


def _attendance(session_id: UUID, enrollment_id: UUID) -> SessionAttendance | None:
    return session().scalar(
        sa.select(SessionAttendance).where(
            SessionAttendance.session_id == session_id,
            SessionAttendance.enrollment_id == enrollment_id,
        )
    )


def _record_session(
    actor: Actor,
    found: CourseSession,
    cohort: Cohort,
    program: TrainingProgram,
    action: str,
    **changes: Any,
) -> None:
    subject = Subject("course_session", found.id, cohort.agreement_id)
    audit.record(actor, f"course_session.{action}", subject, title=found.title, **changes)
    guard.tell_cohort(cohort, program, f"session_{action}")
