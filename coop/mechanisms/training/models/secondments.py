"""Secondments 挂职, 跟班学习; and what trainees think of a cohort."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of
from coop.mechanisms.training.workflow import LEVELS, SECONDMENT, SECONDMENT_KINDS


class Secondment(Model):
    """A person of one institution working in another for a time.

    appraisal: 鉴定意见 at the end; reason: why it was declined or ended early.
    """

    __tablename__ = "secondment"
    __table_args__ = (
        one_of("state", SECONDMENT.states),
        one_of("kind", SECONDMENT_KINDS),
        one_of("level", LEVELS),
        sa.CheckConstraint("sender_id <> host_id", name="to_another"),
        sa.CheckConstraint("to_on > from_on", name="period_in_order"),
        sa.CheckConstraint(
            "(state IN ('declined', 'ended')) = (reason <> '')", name="ended_with_reason"
        ),
        sa.CheckConstraint("(state = 'finished') = (appraisal <> '')", name="finished_appraised"),
        sa.CheckConstraint(
            "state IN ('proposed', 'declined', 'ended') OR mentor <> ''", name="mentor_named"
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    sender_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    host_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(60))
    job_title: Mapped[str] = mapped_column(sa.String(100))
    level: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[str] = mapped_column(sa.String(100))
    from_on: Mapped[date]
    to_on: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(20), default=SECONDMENT.initial)
    mentor: Mapped[str] = mapped_column(sa.String(60), default="")
    appraisal: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")


class TrainingFeedback(Base):
    """评价 of one cohort by one of its trainees. Neither who nor when is kept, and the id tells no
    order.
    """

    __tablename__ = "training_feedback"
    __table_args__ = (
        sa.CheckConstraint(
            "content_score BETWEEN 1 AND 5 AND teaching_score BETWEEN 1 AND 5"
            " AND organisation_score BETWEEN 1 AND 5",
            name="scores_in_range",
        ),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    cohort_id: Mapped[UUID] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    content_score: Mapped[int]
    teaching_score: Mapped[int]
    organisation_score: Mapped[int]
    comment: Mapped[str] = mapped_column(sa.Text, default="")
