"""Reads of nominated people and trainees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.training.models import (
    Attempt,
    Cohort,
    Enrollment,
    SessionAttendance,
    TraineeLeave,
    TrainingCertificate,
    TrainingProgram,
)
from coop.mechanisms.training.policy import (
    Standing,
    holds,
    visible_enrollments,
    with_program,
)
from coop.mechanisms.training.queries import sessions
from coop.mechanisms.training.queries.views import (
    AttemptView,
    EnrollmentSummaryView,
    EnrollmentView,
    TraineeLeaveView,
)
from coop.mechanisms.training.workflow import ENROLLMENT, LEVELS, OFFER_DUE, TAKING_PART, WAITING
from coop.registry import directory
from coop.registry.models import Deadline

_PLAIN = (
    "id", "version", "state", "agreement_id", "cohort_id", "institution_id", "ordinal", "name",
    "job_title", "level", "staff_no",
)  # fmt: skip
_DETAIL = (
    "sign_in_code", "offered_at", "admitted_at", "started_at", "withdrawn_at", "withdrawal_reason",
    "is_late_withdrawal", "rejection_reason",
)  # fmt: skip
_LEAVE = (
    sa.select(sa.func.sum(TraineeLeave.hours))
    .where(TraineeLeave.enrollment_id == Enrollment.id)
    .scalar_subquery()
)
_SCORE = (
    sa.select(sa.func.max(Attempt.score))
    .where(Attempt.enrollment_id == Enrollment.id)
    .scalar_subquery()
)
_ATTEMPTS = (
    sa.select(sa.func.count(Attempt.id))
    .where(Attempt.enrollment_id == Enrollment.id)
    .scalar_subquery()
)
_COLUMNS: tuple[Any, ...] = (
    *(getattr(Enrollment, name) for name in (*_PLAIN, *_DETAIL)),
    Cohort.ordinal.label("cohort_ordinal"),
    Cohort.state.label("cohort_state"),
    Cohort.resit_count,
    Cohort.leave_divisor,
    TrainingProgram.organiser_id,
    TrainingProgram.total_hours,
    TrainingProgram.title.label("program_title"),
    TrainingCertificate.id.label("certificate_id"),
    TrainingCertificate.number.label("certificate_number"),
    Deadline.due_on.label("offer_due_on"),
    Deadline.basis.label("offer_basis"),
    _LEAVE.label("leave_hours"),
    _SCORE.label("score"),
    _ATTEMPTS.label("attempt_count"),
)
_OPEN_OFFER = sa.and_(
    Deadline.subject_id == Enrollment.id, Deadline.kind == OFFER_DUE, Deadline.met_on.is_(None)
)


def get_enrollment(actor: Actor, enrollment_id: UUID) -> EnrollmentView:
    """Raises NotFound for all but the person's institution and the organiser."""
    row = session().execute(_enrollments(actor).where(Enrollment.id == enrollment_id)).first()
    if row is None:
        raise NotFound
    return _detail(actor, row)


def list_enrollments(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[EnrollmentSummaryView]:
    """Newest cohort first, then in the order of nomination. wanted: agreement_id, cohort_id,
    institution_id, state, name (part).
    """
    query = _enrollments(actor).order_by(
        Enrollment.cohort_id.desc(), Enrollment.ordinal, Enrollment.id
    )
    for name, value in wanted.items():
        column = getattr(Enrollment, name)
        is_part = name == "name"
        query = query.where(column.contains(value, autoescape=True) if is_part else column == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_summaries(actor, page.items), page.next)


def enrollments_of(actor: Actor, cohort_id: UUID) -> tuple[EnrollmentSummaryView, ...]:
    """Of one cohort, as far as the actor may know them, in the order of nomination."""
    query = _enrollments(actor).where(Enrollment.cohort_id == cohort_id)
    return _summaries(actor, session().execute(query.order_by(Enrollment.ordinal)).all())


def offered_trainees(actor: Actor, cohort_id: UUID) -> list[tuple[UUID, str]]:
    """(id, name and institution) of who takes part and may be known."""
    people = enrollments_of(actor, cohort_id)
    return [(one.id, one.title) for one in people if one.state in TAKING_PART]


def offered_for_test(actor: Actor, cohort_id: UUID) -> list[tuple[UUID, str]]:
    """(id, name and institution) of who may still be given a score."""
    people = enrollments_of(actor, cohort_id)
    return [(one.id, one.title) for one in people if {"assess", "resit"} & {*one.allowed_actions}]


def _enrollments(actor: Actor) -> sa.Select[Any]:
    query = with_program(sa.select(*_COLUMNS).select_from(Enrollment))
    return (
        query.outerjoin(TrainingCertificate, TrainingCertificate.enrollment_id == Enrollment.id)
        .outerjoin(Deadline, _OPEN_OFFER)
        .where(visible_enrollments(actor))
    )


def _summaries(actor: Actor, rows: Sequence[Any]) -> tuple[EnrollmentSummaryView, ...]:
    beside = _beside(rows)
    return tuple(EnrollmentSummaryView(**_summary(actor, row, beside)) for row in rows)


# Names of institutions, and places on the waiting list by enrolment.
_Beside = tuple[dict[UUID, str], dict[UUID, int]]


def _beside(rows: Sequence[Any]) -> _Beside:
    names: dict[UUID, str] = {}
    for agreement_id in {row.agreement_id for row in rows}:
        names |= directory.short_names(agreement_id)
    return names, _waiting_places({row.cohort_id for row in rows if row.state in WAITING})


def _summary(actor: Actor, row: Any, beside: _Beside) -> dict[str, Any]:
    names, places = beside
    institution = names.get(row.institution_id, "")
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "state_label": ENROLLMENT.states[row.state],
        "allowed_actions": _allowed(actor, row),
        "title": f"{row.name}（{institution}）",
        "institution_name": institution,
        "waiting_place": places.get(row.id),
        "level_label": LEVELS[row.level],
        "offer_due_on": row.offer_due_on,
        "leave_hours": row.leave_hours or 0.0,
        "score": row.score,
        "certificate_id": row.certificate_id,
        "certificate_number": row.certificate_number,
    }


def _allowed(actor: Actor, row: Any) -> tuple[str, ...]:
    standing = Standing(row.agreement_id, row.organiser_id, row.institution_id, row.id)
    granted = policy.allowed(actor, ENROLLMENT, row.state, standing, holds)
    fits = {
        "accept": row.offer_due_on is None or clock.today() <= row.offer_due_on,
        "resit": row.attempt_count <= (row.resit_count or 0),
        "begin_test": row.attempt_count <= (row.resit_count or 0),
    }
    return tuple(one for one in granted if fits.get(one, True))


def _waiting_places(cohort_ids: set[UUID]) -> dict[UUID, int]:
    """Place on the waiting list by enrolment, counted over all institutions."""
    query = sa.select(Enrollment.id, Enrollment.cohort_id).where(
        Enrollment.cohort_id.in_(cohort_ids), Enrollment.state.in_(WAITING)
    )
    found: dict[UUID, int] = {}
    counts: dict[UUID, int] = {}
    for row in session().execute(query.order_by(Enrollment.cohort_id, Enrollment.ordinal)):
        counts[row.cohort_id] = found[row.id] = counts.get(row.cohort_id, 0) + 1
    return found


def _detail(actor: Actor, row: Any) -> EnrollmentView:
    return EnrollmentView(
        **_summary(actor, row, _beside([row])),
        **{name: getattr(row, name) for name in _DETAIL},
        cohort_title=f"{row.program_title}第{row.cohort_ordinal}期",
        offer_basis=row.offer_basis,
        total_hours=row.total_hours,
        leave_limit_hours=_half_hours_down(row.total_hours, row.leave_divisor),
        leaves=_leaves(row.id),
        attempts=attempts_of(row.id),
        attendance=tuple(sessions.attendance(actor, SessionAttendance.enrollment_id == row.id)),
    )


def _half_hours_down(total: float, divisor: int | None) -> float | None:
    """The most leave in half hours that does not exceed the part."""
    return None if divisor is None else int(total * 2 / divisor) / 2


def _leaves(enrollment_id: UUID) -> tuple[TraineeLeaveView, ...]:
    query = sa.select(TraineeLeave).where(TraineeLeave.enrollment_id == enrollment_id)
    found = session().scalars(query.order_by(TraineeLeave.on_day, TraineeLeave.id))
    return tuple(
        TraineeLeaveView(
            on_day=one.on_day, hours=one.hours, reason=one.reason, approved_by=one.approved_by
        )
        for one in found
    )


def attempts_of(enrollment_id: UUID) -> tuple[AttemptView, ...]:
    """The caller has checked that the enrolment is visible."""
    query = sa.select(Attempt).where(Attempt.enrollment_id == enrollment_id)
    return tuple(
        AttemptView(
            number=one.number,
            started_at=one.started_at,
            closes_at=one.closes_at,
            submitted_at=one.submitted_at,
            score=one.score,
            pass_mark=one.pass_mark,
            is_passed=None if one.score is None else one.score >= one.pass_mark,
        )
        for one in session().scalars(query.order_by(Attempt.number))
    )
