"""Programmes 培训班, their cohorts 期 with seats, and the sessions of a cohort."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.training.workflow import (
    COHORT,
    PROGRAM,
    PROGRAM_KINDS,
    PROGRAM_LEVELS,
    SESSION_FORMS,
)


def in_half_hours(column: str) -> sa.CheckConstraint:
    """CHECK that hours are positive halves, which both databases keep exactly."""
    halves = f"{column} > 0 AND {column} * 2 = CAST({column} * 2 AS INTEGER)"
    return sa.CheckConstraint(halves, name=f"{column}_in_halves")


class TrainingProgram(Model):
    """A training or reading class 培训班、读书班 of one organiser for all parties.

    total_hours: 总学时 of each cohort. bank_id: where the test's questions come from; none where
    the test is on paper.
    """

    __tablename__ = "training_program"
    __table_args__ = (
        one_of("state", PROGRAM.states),
        one_of("kind", PROGRAM_KINDS),
        one_of("level", PROGRAM_LEVELS),
        in_half_hours("total_hours"),
        sa.CheckConstraint("question_count BETWEEN 1 AND 200", name="question_count_sane"),
        sa.CheckConstraint("test_minutes BETWEEN 5 AND 480", name="test_minutes_sane"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    organiser_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    state: Mapped[str] = mapped_column(sa.String(20), default=PROGRAM.initial)
    title: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(20))
    level: Mapped[str] = mapped_column(sa.String(20))
    aim: Mapped[str] = mapped_column(sa.Text)
    total_hours: Mapped[float]
    bank_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("question_bank.id"))
    question_count: Mapped[int] = mapped_column(default=20)
    test_minutes: Mapped[int] = mapped_column(default=60)


class Cohort(Model):
    """第N期. Its row is what parallel nominations and promotions queue on.

    release_at: from then on unused seats are open to every party; released_at: when that happened.
    rule_version_id and the numbers beside it: the agreement's rules when enrolment opened; they
    stay those of this cohort.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        one_of("state", COHORT.states),
        sa.UniqueConstraint("program_id", "ordinal"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint("nominate_until_on < starts_on", name="nominations_close_before"),
        sa.CheckConstraint(
            "state IN ('planned', 'cancelled') OR (opened_at IS NOT NULL"
            " AND rule_version_id IS NOT NULL AND pass_mark IS NOT NULL"
            " AND resit_count IS NOT NULL AND leave_divisor IS NOT NULL)",
            name="rules_kept_once_open",
        ),
        sa.CheckConstraint("(state = 'cancelled') = (reason <> '')", name="cancelled_with_reason"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    program_id: Mapped[UUID] = mapped_column(sa.ForeignKey("training_program.id"), index=True)
    ordinal: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(20), default=COHORT.initial, index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(200))
    nominate_until_on: Mapped[date]
    release_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    rule_version_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agreement_version.id"))
    pass_mark: Mapped[int | None]
    resit_count: Mapped[int | None]
    leave_divisor: Mapped[int | None]
    notice_document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")


class CohortSeats(Model):
    """名额 of one institution in one cohort."""

    __tablename__ = "cohort_seats"
    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "institution_id"),
        sa.CheckConstraint("seats >= 0", name="seats_counted"),
    )
    cohort_id: Mapped[UUID] = mapped_column(sa.ForeignKey("cohort.id", ondelete="CASCADE"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    seats: Mapped[int]


class CourseSession(Model):
    """One lesson 课程 of a cohort's timetable."""

    __tablename__ = "course_session"
    __table_args__ = (
        one_of("form", SESSION_FORMS),
        in_half_hours("hours"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )
    cohort_id: Mapped[UUID] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    form: Mapped[str] = mapped_column(sa.String(20))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    hours: Mapped[float]
    teacher: Mapped[str] = mapped_column(sa.String(100), default="")
    place: Mapped[str] = mapped_column(sa.String(200), default="")
