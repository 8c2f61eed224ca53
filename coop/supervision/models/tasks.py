"""Tables of tasks and what belongs to them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.supervision.workflow import OPEN_PARTS, PART_WORKFLOW, SOURCE_KINDS, WORKFLOW


class Task(Model):
    """A supervised task 督办任务.

    ordinal: running number within agreement and year, given when it is assigned. source_id: the
    object it came from, where coop knows it; source_url: path of that object's page.
    working_since_on: since when weekly reports are owed. returned_at: set while a submission that
    came back was not sent again. parent_id: the task it was split from.
    """

    __tablename__ = "task"
    __table_args__ = (
        one_of("state", WORKFLOW.states),
        one_of("source_kind", SOURCE_KINDS),
        sa.UniqueConstraint("agreement_id", "year", "ordinal"),
        sa.CheckConstraint(
            "(assigned_at IS NULL) = (ordinal IS NULL) AND (ordinal IS NULL) = (year IS NULL)",
            name="numbered_iff_assigned",
        ),
        sa.CheckConstraint(
            "ordinal IS NOT NULL OR state IN ('draft', 'cancelled')", name="numbered_unless_draft"
        ),
        sa.CheckConstraint("state <> 'draft' OR ordinal IS NULL", name="draft_has_no_number"),
        sa.CheckConstraint(
            "state NOT IN ('in_progress', 'reviewing', 'closed')"
            " OR (accepted_at IS NOT NULL AND working_since_on IS NOT NULL)",
            name="accepted_before_work",
        ),
        sa.CheckConstraint(
            "state NOT IN ('reviewing', 'closed') OR (submitted_at IS NOT NULL AND evidence <> '')",
            name="submitted_with_evidence",
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_iff_closed"
        ),
        sa.CheckConstraint("due_on >= original_due_on", name="due_never_earlier"),
        sa.CheckConstraint("extension_count >= 0", name="extensions_counted"),
        # The lead last, so that a desk counts its tasks in the index alone.
        sa.Index("ix_task_open_due", "agreement_id", "state", "due_on", "lead_id"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    year: Mapped[int | None]
    ordinal: Mapped[int | None]
    source_kind: Mapped[str] = mapped_column(sa.String(20))
    source_id: Mapped[UUID | None] = mapped_column(index=True)
    source_label: Mapped[str] = mapped_column(sa.String(200))
    source_url: Mapped[str] = mapped_column(sa.String(200), default="")
    parent_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("task.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    demand: Mapped[str] = mapped_column(sa.Text)
    lead_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    drafted_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    state: Mapped[str] = mapped_column(sa.String(20), default="draft")
    due_on: Mapped[date]
    original_due_on: Mapped[date]
    extension_count: Mapped[int] = mapped_column(default=0)
    assigned_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    working_since_on: Mapped[date | None]
    submitted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    evidence: Mapped[str] = mapped_column(sa.Text, default="")
    closing_note: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")


class TaskPart(Model):
    """What one co-organiser 配合单位 contributes. text: blank where the task only names it."""

    __tablename__ = "task_part"
    __table_args__ = (
        one_of("state", PART_WORKFLOW.states),
        sa.UniqueConstraint("task_id", "institution_id"),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at_iff_done"),
    )
    task_id: Mapped[UUID] = mapped_column(sa.ForeignKey("task.id", ondelete="CASCADE"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text, default="")
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(20), default="assigned")
    accepted_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(sa.Text, default="")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PARTS


class ProgressReport(Model):
    """A weekly report 周报 of one institution. week_on: Monday of its ISO week.

    A later one of the same week replaces the earlier, which is kept.
    """

    __tablename__ = "progress_report"
    __table_args__ = (
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name="percent_known"),
        sa.Index(
            "uq_progress_report_week",
            "task_id",
            "institution_id",
            "week_on",
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        ),
    )
    task_id: Mapped[UUID] = mapped_column(sa.ForeignKey("task.id", ondelete="CASCADE"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    week_on: Mapped[date]
    percent: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    problems: Mapped[str] = mapped_column(sa.Text, default="")
    reported_at: Mapped[datetime]
    reported_by: Mapped[str] = mapped_column(sa.String(200))
    replaced_at: Mapped[datetime | None]


class ExtensionRequest(Model):
    """An extension 延期 asked before the due day. old_due_on: the due day at that time."""

    __tablename__ = "extension_request"
    __table_args__ = (
        sa.CheckConstraint("asked_on <= old_due_on", name="asked_in_time"),
        sa.CheckConstraint("new_due_on > old_due_on", name="later_than_before"),
        sa.CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided_with_answer"),
        sa.Index(
            "uq_extension_request_pending",
            "task_id",
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        ),
    )
    task_id: Mapped[UUID] = mapped_column(sa.ForeignKey("task.id", ondelete="CASCADE"), index=True)
    asked_on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[str] = mapped_column(sa.Text)
    old_due_on: Mapped[date]
    new_due_on: Mapped[date]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(sa.String(200), default="")
    granted: Mapped[bool | None]
    decision_note: Mapped[str] = mapped_column(sa.Text, default="")


class Milestone(Model):
    """A point of the plan 序时进度."""

    __tablename__ = "milestone"
    __table_args__ = (sa.UniqueConstraint("task_id", "planned_on", "text"),)
    task_id: Mapped[UUID] = mapped_column(sa.ForeignKey("task.id", ondelete="CASCADE"))
    planned_on: Mapped[date]
    text: Mapped[str] = mapped_column(sa.String(200))
    reached_on: Mapped[date | None]
