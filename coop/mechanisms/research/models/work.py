"""The course of a project: visits, the three lists, the check at mid-term."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.research.models.project import known_or_null
from coop.mechanisms.research.workflow import ENTRY_KINDS, MIDTERM_VERDICTS, VISIT


class FieldVisit(Model):
    """调研活动. arranged_by_id: the party that coordinates it on the spot."""

    __tablename__ = "field_visit"
    __table_args__ = (
        one_of("state", VISIT.states),
        sa.CheckConstraint("(state = 'recorded') = (recorded_at IS NOT NULL)", name="recorded_at"),
        sa.CheckConstraint("(state = 'recorded') = (findings <> '')", name="findings_iff_recorded"),
        sa.CheckConstraint("(state = 'cancelled') = (reason IS NOT NULL)", name="reason_given"),
    )
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    arranged_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    place: Mapped[str] = mapped_column(sa.String(200))
    visit_on: Mapped[date]
    participants: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[str] = mapped_column(sa.String(20), default=VISIT.initial)
    findings: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(sa.Text)


class IssueEntry(Model):
    """One line of 问题清单, 措施清单 or 成果运用清单. answers_id: the line that it answers."""

    __tablename__ = "issue_entry"
    __table_args__ = (
        one_of("kind", ENTRY_KINDS),
        sa.CheckConstraint("kind <> 'problem' OR answers_id IS NULL", name="problems_answer_none"),
        sa.CheckConstraint("kind <> 'measure' OR answers_id IS NOT NULL", name="measure_answers"),
        sa.UniqueConstraint("project_id", "kind", "number"),
    )
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    answers_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("issue_entry.id"))
    visit_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("field_visit.id"))
    entered_by: Mapped[str] = mapped_column(sa.String(200))


class MidtermReview(Model):
    """中期检查: the leader's report, then the check against the plan by a reviewer."""

    __tablename__ = "midterm_review"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "number"),
        known_or_null("verdict", MIDTERM_VERDICTS),
        sa.CheckConstraint("(verdict IS NULL) = (reviewed_at IS NULL)", name="reviewed_at"),
        sa.CheckConstraint("(verdict IS NULL) = (reviewer_name IS NULL)", name="reviewer_named"),
    )
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"))
    number: Mapped[int]
    progress: Mapped[str] = mapped_column(sa.Text)
    next_steps: Mapped[str] = mapped_column(sa.Text)
    reported_by: Mapped[str] = mapped_column(sa.String(200))
    reported_on: Mapped[date]
    verdict: Mapped[str | None] = mapped_column(sa.String(20))
    comments: Mapped[str] = mapped_column(sa.Text, default="")
    reviewer_name: Mapped[str | None] = mapped_column(sa.String(60))
    reviewer_institution_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    reviewed_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
