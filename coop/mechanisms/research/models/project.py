"""A research project: what was proposed and approved, by whom it is done, and what was changed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.documents.secrecy import CLASSIFICATIONS
from coop.mechanisms.research.workflow import APPROVALS, CHANGE_KINDS, PROJECT


def known_or_null(column: str, codes: object) -> sa.CheckConstraint:
    listed = ", ".join(f"'{one}'" for one in codes)  # type: ignore[attr-defined]
    return sa.CheckConstraint(f"{column} IS NULL OR {column} IN ({listed})", name=f"{column}_known")


class ResearchProject(Model):
    """课题. planned_due_on: as approved; due_on: with a granted extension.

    item_id: the agenda item that is or was to decide it. report_version: of the newest report,
    0 before. …_reminded_on: the due day of which the system has reminded already.
    """

    __tablename__ = "research_project"
    __table_args__ = (
        one_of("state", PROJECT.states),
        one_of("classification", CLASSIFICATIONS),
        known_or_null("approval", APPROVALS),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (ordinal IS NULL)", name="numbered_if_approved"
        ),
        sa.CheckConstraint("(approved_at IS NULL) = (approval IS NULL)", name="approval_told"),
        sa.CheckConstraint(
            "state IN ('proposed', 'terminated') OR approved_at IS NOT NULL", name="approved_at_set"
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'applied')) = (accepted_at IS NOT NULL)",
            name="accepted_at_iff_accepted",
        ),
        sa.CheckConstraint(
            "(state = 'terminated') = (terminated_at IS NOT NULL)",
            name="terminated_at_iff_terminated",
        ),
        sa.CheckConstraint(
            "state <> 'submitted' OR report_version > 0", name="report_when_submitted"
        ),
        sa.CheckConstraint("midterm_on < planned_due_on", name="midterm_before_due"),
        sa.CheckConstraint("due_on >= planned_due_on", name="only_extended"),
        sa.UniqueConstraint("agreement_id", "year", "ordinal"),
        sa.UniqueConstraint("lead_id", "external_ref"),
        sa.Index("ix_research_project_agreement_id", "agreement_id", "id"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    lead_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    leader_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    leader_name: Mapped[str] = mapped_column(sa.String(60))
    proposed_by_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(sa.String(200))
    background: Mapped[str] = mapped_column(sa.Text)
    plan: Mapped[str] = mapped_column(sa.Text)
    classification: Mapped[str] = mapped_column(sa.String(20), default="internal")
    midterm_on: Mapped[date]
    planned_due_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    external_ref: Mapped[str | None] = mapped_column(sa.String(100))
    state: Mapped[str] = mapped_column(sa.String(20), default=PROJECT.initial)
    year: Mapped[int | None]
    ordinal: Mapped[int | None]
    item_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"))
    approval: Mapped[str | None] = mapped_column(sa.String(20))
    approved_at: Mapped[datetime | None]
    approved_by_name: Mapped[str | None] = mapped_column(sa.String(60))
    notice_document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    started_at: Mapped[datetime | None]
    report_version: Mapped[int] = mapped_column(default=0)
    accepted_at: Mapped[datetime | None]
    report_document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    terminated_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(sa.Text)
    midterm_reminded_on: Mapped[date | None]
    report_reminded_on: Mapped[date | None]
    follow_up_reminded_on: Mapped[date | None]

    @property
    def issue_no(self) -> str | None:
        """课题〔2026〕1号, given at approval."""
        return f"课题〔{self.year}〕{self.ordinal}号" if self.ordinal else None


class ResearchParty(Model):
    """配合单位: a party that takes part beside the lead."""

    __tablename__ = "research_party"
    __table_args__ = (sa.UniqueConstraint("project_id", "institution_id"),)
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)


class ResearchMember(Model):
    """课题组成员 of a party that takes part, with the own share of the work."""

    __tablename__ = "research_member"
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    name: Mapped[str] = mapped_column(sa.String(60))
    duty: Mapped[str] = mapped_column(sa.String(200), default="")


class ResearchStage(Model):
    """研究阶段 of the plan, with its day; reached_on: None before it is."""

    __tablename__ = "research_stage"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "number"),
        sa.CheckConstraint("reached_on IS NOT NULL OR note = ''", name="noted_when_reached"),
    )
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    due_on: Mapped[date]
    reached_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")


class ResearchReviewer(Model):
    """评审人员: a person of another party than the lead."""

    __tablename__ = "research_reviewer"
    __table_args__ = (sa.UniqueConstraint("project_id", "person_id"),)
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    name: Mapped[str] = mapped_column(sa.String(60))


class ResearchChange(Model):
    """变更申请: another leader, or a later day. granted: None until the convener has decided."""

    __tablename__ = "research_change"
    __table_args__ = (
        one_of("kind", CHANGE_KINDS),
        sa.CheckConstraint("(kind = 'leader') = (new_leader_id IS NOT NULL)", name="leader_named"),
        sa.CheckConstraint("(kind = 'extension') = (new_due_on IS NOT NULL)", name="day_named"),
        sa.CheckConstraint(
            "(granted IS NULL) = (decided_at IS NULL)", name="decided_at_iff_decided"
        ),
    )
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    asked_by: Mapped[str] = mapped_column(sa.String(200))
    asked_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.Text)
    old_leader_name: Mapped[str] = mapped_column(sa.String(60))
    new_leader_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    new_leader_name: Mapped[str | None] = mapped_column(sa.String(60))
    old_due_on: Mapped[date]
    new_due_on: Mapped[date | None]
    granted: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(sa.String(200))
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")
