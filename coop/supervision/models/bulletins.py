"""Bulletins 专刊."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.supervision.workflow import BULLETIN_WORKFLOW, SERIES


class Bulletin(Model):
    """An issue of a series. issue_no: running number of its series and year, given at issue.

    report_to, send_to, distribute_to: 报, 送, 发. lead: the opening paragraph 导语.
    """

    __tablename__ = "bulletin"
    __table_args__ = (
        one_of("state", BULLETIN_WORKFLOW.states),
        one_of("series", SERIES),
        sa.UniqueConstraint("agreement_id", "series", "year", "issue_no"),
        sa.CheckConstraint(
            "(state = 'issued') = (issue_no IS NOT NULL)", name="numbered_iff_issued"
        ),
        sa.CheckConstraint("(issue_no IS NULL) = (year IS NULL)", name="year_with_number"),
        sa.CheckConstraint(
            "(issue_no IS NULL) = (document_id IS NULL)", name="document_with_number"
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (reviewed_by_id IS NULL)", name="reviewer_unless_draft"
        ),
        sa.CheckConstraint(
            "reviewed_by_id IS NULL OR reviewed_by_id <> drafted_by_id", name="another_reviewer"
        ),
        sa.CheckConstraint("copies IS NULL OR copies > 0", name="copies_counted"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    series: Mapped[str] = mapped_column(sa.String(20))
    year: Mapped[int | None]
    issue_no: Mapped[int | None]
    title: Mapped[str] = mapped_column(sa.String(200))
    lead: Mapped[str] = mapped_column(sa.Text, default="")
    body: Mapped[str] = mapped_column(sa.Text)
    report_to: Mapped[str] = mapped_column(sa.String(300), default="")
    send_to: Mapped[str] = mapped_column(sa.String(300), default="")
    distribute_to: Mapped[str] = mapped_column(sa.String(300), default="")
    copies: Mapped[int | None]
    state: Mapped[str] = mapped_column(sa.String(20), default="draft")
    drafted_by_id: Mapped[UUID]
    drafted_by: Mapped[str] = mapped_column(sa.String(200))
    reviewed_by_id: Mapped[UUID | None]
    reviewed_by: Mapped[str] = mapped_column(sa.String(200), default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    issued_on: Mapped[date | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
