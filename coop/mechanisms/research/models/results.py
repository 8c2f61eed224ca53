"""The end of a project: report versions, their reviews, what became of the results."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.research.workflow import (
    FOLLOW_UP_FINDINGS,
    OUTCOME_KINDS,
    REVIEW_VERDICTS,
)


class ResearchReport(Model):
    """课题报告, one version; its words never change. due_on: the day it was due when handed in."""

    __tablename__ = "research_report"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "number"),
        sa.CheckConstraint(
            "(content IS NULL) = (filename IS NULL) AND (content IS NULL) = (sha256 IS NULL)",
            name="file_whole",
        ),
    )
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"))
    number: Mapped[int]
    abstract: Mapped[str] = mapped_column(sa.Text)
    findings: Mapped[str] = mapped_column(sa.Text)
    recommendations: Mapped[str] = mapped_column(sa.Text)
    submitted_by: Mapped[str] = mapped_column(sa.String(200))
    submitted_on: Mapped[date]
    due_on: Mapped[date]
    filename: Mapped[str | None] = mapped_column(sa.String(200))
    media_type: Mapped[str | None] = mapped_column(sa.String(100))
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    sha256: Mapped[str | None] = mapped_column(sa.String(64))


class ResearchReview(Model):
    """评审意见 of one reviewer on one report version."""

    __tablename__ = "research_review"
    __table_args__ = (
        one_of("verdict", REVIEW_VERDICTS),
        sa.UniqueConstraint("report_id", "person_id"),
        sa.CheckConstraint("verdict <> 'return' OR comments <> ''", name="return_has_reason"),
    )
    report_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_report.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    reviewer_name: Mapped[str] = mapped_column(sa.String(60))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    verdict: Mapped[str] = mapped_column(sa.String(20))
    comments: Mapped[str] = mapped_column(sa.Text, default="")
    given_at: Mapped[datetime]


class ResearchOutcome(Model):
    """成果转化: what a result became, at whom. reference: number or place of what was adopted."""

    __tablename__ = "research_outcome"
    __table_args__ = (one_of("kind", OUTCOME_KINDS),)
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(200))
    adopter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    adopted_on: Mapped[date]
    reference: Mapped[str] = mapped_column(sa.String(200), default="")
    effect: Mapped[str] = mapped_column(sa.Text, default="")
    entered_by: Mapped[str] = mapped_column(sa.String(200))


class ResearchFollowUp(Model):
    """跟踪问效: what was found when the use of the results was looked into."""

    __tablename__ = "research_follow_up"
    __table_args__ = (one_of("finding", FOLLOW_UP_FINDINGS),)
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    made_on: Mapped[date]
    finding: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.Text)
    made_by: Mapped[str] = mapped_column(sa.String(200))
