"""Nominated people and trainees: seats, attendance, leave."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.training.models.programs import in_half_hours
from coop.mechanisms.training.workflow import ATTENDANCE, ENROLLMENT, LEVELS


class Enrollment(Model):
    """报名: one person of one institution in one cohort, from nomination to certificate.

    ordinal: running number within the cohort, which orders the waiting list. staff_no: tells two
    people of one name apart. sign_in_code: what the trainee enters after scanning a session's code.
    is_late_withdrawal: within the days before the start in which a seat is hard to fill.
    """

    __tablename__ = "enrollment"
    __table_args__ = (
        one_of("state", ENROLLMENT.states),
        one_of("level", LEVELS),
        sa.UniqueConstraint("cohort_id", "ordinal"),
        sa.UniqueConstraint("cohort_id", "sign_in_code"),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_iff_withdrawn"
        ),
        sa.CheckConstraint(
            "(state = 'rejected') = (rejection_reason <> '')", name="rejected_with_reason"
        ),
        sa.CheckConstraint(
            "NOT is_late_withdrawal OR withdrawal_reason <> ''", name="late_withdrawal_explained"
        ),
        sa.CheckConstraint(
            "state NOT IN ('attending', 'passed', 'failed', 'certified') OR started_at IS NOT NULL",
            name="started_before_training",
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    cohort_id: Mapped[UUID] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    ordinal: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(20), default=ENROLLMENT.initial, index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    job_title: Mapped[str] = mapped_column(sa.String(100))
    level: Mapped[str] = mapped_column(sa.String(20))
    staff_no: Mapped[str] = mapped_column(sa.String(40), default="")
    sign_in_code: Mapped[str] = mapped_column(sa.String(12))
    offered_at: Mapped[datetime | None]
    admitted_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text, default="")
    is_late_withdrawal: Mapped[bool] = mapped_column(default=False)
    rejection_reason: Mapped[str] = mapped_column(sa.Text, default="")
    has_given_feedback: Mapped[bool] = mapped_column(default=False)


class SessionAttendance(Model):
    """考勤: how one trainee attended one session. is_by_code: signed in by the trainee."""

    __tablename__ = "session_attendance"
    __table_args__ = (
        one_of("status", ATTENDANCE),
        sa.UniqueConstraint("session_id", "enrollment_id"),
    )
    session_id: Mapped[UUID] = mapped_column(sa.ForeignKey("course_session.id"))
    enrollment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("enrollment.id"), index=True)
    status: Mapped[str] = mapped_column(sa.String(20))
    is_by_code: Mapped[bool] = mapped_column(default=False)
    signed_at: Mapped[datetime]


class TraineeLeave(Model):
    """请假: hours that an organiser's officer approved."""

    __tablename__ = "trainee_leave"
    __table_args__ = (in_half_hours("hours"),)
    enrollment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("enrollment.id"), index=True)
    on_day: Mapped[date]
    hours: Mapped[float]
    reason: Mapped[str] = mapped_column(sa.Text)
    approved_by: Mapped[str] = mapped_column(sa.String(200))
