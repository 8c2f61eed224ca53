"""Reads of the timetable and of attendance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.mechanisms.training.models import (
    Cohort,
    CourseSession,
    Enrollment,
    SessionAttendance,
    TrainingProgram,
)
from coop.mechanisms.training.policy import (
    Standing,
    holds,
    visible_enrollments,
    visible_programs,
    with_program,
)
from coop.mechanisms.training.queries.views import CourseSessionView, SessionAttendanceView
from coop.mechanisms.training.workflow import ATTENDANCE, COHORT, SESSION_FORMS

# The session's name for what the cohort's table calls by its own.
_ACTS = {"edit_session": "edit", "record_attendance": "record_attendance"}


def get_session(actor: Actor, session_id: UUID) -> CourseSessionView:
    """Raises NotFound where the programme does not exist for the actor."""
    query = (
        sa.select(CourseSession, Cohort.state, Cohort.agreement_id, TrainingProgram.organiser_id)
        .join(Cohort, Cohort.id == CourseSession.cohort_id)
        .join(TrainingProgram, TrainingProgram.id == Cohort.program_id)
        .where(CourseSession.id == session_id, visible_programs(actor))
    )
    row = session().execute(query).first()
    if row is None:
        raise NotFound
    return _views(actor, [row.CourseSession], row)[0]


def sessions_of(actor: Actor, cohort: Any) -> tuple[CourseSessionView, ...]:
    """In the order of the timetable. cohort: a visible row with id, state, agreement_id and
    organiser_id.
    """
    query = sa.select(CourseSession).where(CourseSession.cohort_id == cohort.id)
    found = session().scalars(query.order_by(CourseSession.starts_at, CourseSession.id)).all()
    return _views(actor, found, cohort)


def attendance(actor: Actor, where: sa.ColumnElement[bool]) -> list[SessionAttendanceView]:
    """Of the trainees whom the actor may know, in the order of sessions."""
    query = with_program(
        sa.select(SessionAttendance, CourseSession, Enrollment.name)
        .join(Enrollment, Enrollment.id == SessionAttendance.enrollment_id)
        .join(CourseSession, CourseSession.id == SessionAttendance.session_id)
    )
    rows = session().execute(
        query.where(where, visible_enrollments(actor)).order_by(
            CourseSession.starts_at, CourseSession.id, Enrollment.ordinal
        )
    )
    return [
        SessionAttendanceView(
            session_id=lesson.id,
            session_title=lesson.title,
            enrollment_id=kept.enrollment_id,
            name=name,
            status=kept.status,
            status_label=ATTENDANCE[kept.status],
            hours=lesson.hours,
        )
        for kept, lesson, name in rows
    ]


def _views(
    actor: Actor, found: Sequence[CourseSession], cohort: Any
) -> tuple[CourseSessionView, ...]:
    by_session: dict[UUID, list[SessionAttendanceView]] = {}
    ids = [one.id for one in found]
    for kept in attendance(actor, SessionAttendance.session_id.in_(ids)):
        by_session.setdefault(kept.session_id, []).append(kept)
    standing = Standing(cohort.agreement_id, cohort.organiser_id)
    granted = policy.allowed(actor, COHORT, cohort.state, standing, holds)
    return tuple(
        CourseSessionView(
            id=one.id,
            version=one.version,
            allowed_actions=_allowed(granted, one),
            agreement_id=cohort.agreement_id,
            cohort_id=one.cohort_id,
            title=one.title,
            form=one.form,
            form_label=SESSION_FORMS[one.form],
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            hours=one.hours,
            teacher=one.teacher,
            place=one.place,
            attendance=tuple(by_session.get(one.id, ())),
        )
        for one in found
    )


def _allowed(granted: Sequence[str], one: CourseSession) -> tuple[str, ...]:
    has_begun = clock.now() >= one.starts_at
    return tuple(
        act for action, act in _ACTS.items()
        if action in granted and (has_begun or action != "record_attendance")
    )  # fmt: skip
