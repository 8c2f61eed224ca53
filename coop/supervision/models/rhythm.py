"""Tables of what the daily job writes: tips, monthly tables, reminders, orders.

The unique constraints are what makes each of them exist once, however often and in how many
workers the job runs.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.supervision.colour import COLOURS
from coop.supervision.workflow import LEVELS, ORDER_WORKFLOW, SHEET_KINDS, WORKFLOW


class WorkSheet(Model):
    """A work tip 工作提示 or a monthly dispatch 月度调度: the open tasks of one day.

    period_on: the Monday, or the first of the month, that it was made for. made_on: the working
    day on which it was. notes: what the secretariat adds to a monthly table.
    """

    __tablename__ = "work_sheet"
    __table_args__ = (
        one_of("kind", SHEET_KINDS),
        sa.UniqueConstraint("agreement_id", "kind", "period_on"),
        sa.UniqueConstraint("agreement_id", "kind", "year", "serial"),
        sa.CheckConstraint("made_on >= period_on", name="made_in_period"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    period_on: Mapped[date]
    made_on: Mapped[date]
    year: Mapped[int]
    serial: Mapped[int]
    issuer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))


class SheetLine(Model):
    """One task as it stood when the sheet was made."""

    __tablename__ = "sheet_line"
    __table_args__ = (
        one_of("state", WORKFLOW.states),
        one_of("colour", COLOURS),
        sa.UniqueConstraint("sheet_id", "position"),
        sa.UniqueConstraint("sheet_id", "task_id"),
    )
    sheet_id: Mapped[UUID] = mapped_column(sa.ForeignKey("work_sheet.id", ondelete="CASCADE"))
    position: Mapped[int]
    task_id: Mapped[UUID] = mapped_column(sa.ForeignKey("task.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    lead_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    lead_name: Mapped[str] = mapped_column(sa.String(100))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(20))
    colour: Mapped[str] = mapped_column(sa.String(10))
    percent: Mapped[int | None]


class TaskReminder(Model):
    """That a missing weekly report was asked for. recipients: who was asked, by name."""

    __tablename__ = "task_reminder"
    __table_args__ = (sa.UniqueConstraint("task_id", "week_on"),)
    task_id: Mapped[UUID] = mapped_column(sa.ForeignKey("task.id", ondelete="CASCADE"))
    week_on: Mapped[date]
    reminded_on: Mapped[date]
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    recipients: Mapped[list[str]] = mapped_column(sa.JSON)


class SupervisionOrder(Model):
    """An urging slip 督办单 (blue: 催办单) to the lead, answered by it.

    task_due_on: the task's day when it was written; a new day may bring new slips. level: who is
    asked now; level_since_on: since when. recipients: their names. year, serial: its number.
    """

    __tablename__ = "supervision_order"
    __table_args__ = (
        one_of("state", ORDER_WORKFLOW.states),
        one_of("level", LEVELS),
        sa.CheckConstraint("colour IN ('blue', 'yellow', 'red')", name="colour_known"),
        sa.UniqueConstraint("task_id", "colour", "task_due_on"),
        sa.UniqueConstraint("agreement_id", "year", "serial"),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name="answered_at_iff_answered"
        ),
        sa.CheckConstraint("state <> 'answered' OR answer <> ''", name="answered_in_words"),
        sa.CheckConstraint("level_since_on >= issued_on", name="level_after_issue"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    task_id: Mapped[UUID] = mapped_column(sa.ForeignKey("task.id"))
    year: Mapped[int]
    serial: Mapped[int]
    colour: Mapped[str] = mapped_column(sa.String(10))
    task_due_on: Mapped[date]
    title: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[str] = mapped_column(sa.Text)
    issuer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    issued_on: Mapped[date]
    level: Mapped[str] = mapped_column(sa.String(20))
    level_since_on: Mapped[date]
    recipients: Mapped[list[str]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.String(20), default="issued", index=True)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(sa.String(200), default="")
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
