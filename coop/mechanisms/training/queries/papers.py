"""Roster, timetable and attendance sheet of a cohort as PDF, as of today."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.mechanisms.training import printing
from coop.mechanisms.training.models import (
    Cohort,
    CourseSession,
    Enrollment,
    SessionAttendance,
    TrainingProgram,
)
from coop.mechanisms.training.policy import visible_enrollments, with_program
from coop.mechanisms.training.queries.cohorts import get_cohort
from coop.mechanisms.training.workflow import LIVE, TAKING_PART

_MEDIA = "application/pdf"


def roster_pdf(actor: Actor, cohort_id: UUID) -> Download:
    """Of the people whom the actor may know. Raises NotFound."""
    program, cohort, title = _cohort(actor, cohort_id)
    people = _people(actor, cohort_id, LIVE)
    pdf = printing.roster_pdf(program, cohort, people, clock.today())
    return _file(title, "学员名册", pdf.data)


def timetable_pdf(actor: Actor, cohort_id: UUID) -> Download:
    program, cohort, title = _cohort(actor, cohort_id)
    lessons = _sessions(cohort_id)
    pdf = printing.timetable_pdf(program, cohort, lessons, clock.today())
    return _file(title, "课程表", pdf.data)


def attendance_pdf(actor: Actor, cohort_id: UUID) -> Download:
    """Of the trainees whom the actor may know; blank cells for what is not recorded yet."""
    program, cohort, title = _cohort(actor, cohort_id)
    people = _people(actor, cohort_id, TAKING_PART)
    kept = sa.select(SessionAttendance).where(
        SessionAttendance.enrollment_id.in_([one.id for one in people])
    )
    statuses = {(one.session_id, one.enrollment_id): one.status for one in session().scalars(kept)}
    sheet = printing.AttendanceSheet(_sessions(cohort_id), people, statuses)
    pdf = printing.attendance_pdf(program, cohort, sheet, clock.today())
    return _file(title, "考勤表", pdf.data)


def _cohort(actor: Actor, cohort_id: UUID) -> tuple[TrainingProgram, Cohort, str]:
    title = get_cohort(actor, cohort_id).title
    cohort = session().get_one(Cohort, cohort_id)
    return session().get_one(TrainingProgram, cohort.program_id), cohort, title


def _people(actor: Actor, cohort_id: UUID, states: frozenset[str]) -> list[Enrollment]:
    query: sa.Select[Any] = with_program(sa.select(Enrollment)).where(
        Enrollment.cohort_id == cohort_id, Enrollment.state.in_(states), visible_enrollments(actor)
    )
    return list(session().scalars(query.order_by(Enrollment.ordinal)))


def _sessions(cohort_id: UUID) -> list[CourseSession]:
    query = sa.select(CourseSession).where(CourseSession.cohort_id == cohort_id)
    return list(session().scalars(query.order_by(CourseSession.starts_at, CourseSession.id)))


def _file(title: str, name: str, content: bytes) -> Download:
    return Download(f"{title}{name}.pdf", _MEDIA, content)
