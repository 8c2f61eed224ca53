"""The catalogue 共享目录: what exists, and under which conditions it is shared."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.sharing.workflow import CATALOG_ENTRY, MODES, SHARE_CLASSES


class CatalogEntry(Model):
    """One kind of information of one provider. revision: number of the one in force.

    changed_on, change_note: what it describes has changed, and it is not updated yet;
    update_extended_for: why more time was taken. proposed_at: the next revision was proposed and
    is no part of the catalogue before it passes the review; returned_for: why it did not.
    """

    __tablename__ = "catalog_entry"
    __table_args__ = (
        one_of("state", CATALOG_ENTRY.states),
        sa.CheckConstraint(
            "state = 'draft' OR published_at IS NOT NULL", name="published_before_use"
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_iff_withdrawn"
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason = '')", name="withdrawn_with_reason"
        ),
        sa.CheckConstraint("revision >= 1", name="revision_counted"),
        sa.CheckConstraint(
            "changed_on IS NOT NULL OR (change_note = '' AND update_extended_for = '')",
            name="change_told_whole",
        ),
        sa.CheckConstraint(
            "proposed_at IS NULL OR state = 'published'", name="proposed_while_published"
        ),
        sa.CheckConstraint(
            "proposed_at IS NOT NULL OR (returned_for = '' AND proposed_by_id IS NULL)",
            name="proposal_told_whole",
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    provider_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(20), default=CATALOG_ENTRY.initial)
    revision: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text, default="")
    changed_on: Mapped[date | None]
    change_note: Mapped[str] = mapped_column(sa.Text, default="")
    update_extended_for: Mapped[str] = mapped_column(sa.Text, default="")
    proposed_at: Mapped[datetime | None]
    proposed_by_id: Mapped[UUID | None]
    returned_for: Mapped[str] = mapped_column(sa.Text, default="")


class CatalogRevision(Model):
    """What an entry says (政务数据共享条例 arts. 13, 15); one that was in force never changes.

    items: 数据项. grading: 分类分级. legal_basis: needed where nothing is shared; scope and
    purpose: where it is shared under conditions.
    """

    __tablename__ = "catalog_revision"
    __table_args__ = (
        one_of("share_class", SHARE_CLASSES),
        one_of("mode", MODES),
        sa.UniqueConstraint("entry_id", "number"),
        sa.CheckConstraint(
            "share_class <> 'not_shared' OR legal_basis <> ''", name="refused_by_law"
        ),
        sa.CheckConstraint(
            "share_class <> 'conditional' OR (scope <> '' AND purpose <> '')",
            name="conditions_told",
        ),
    )
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("catalog_entry.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(200))
    items: Mapped[list[str]] = mapped_column(sa.JSON)
    format: Mapped[str] = mapped_column(sa.String(100))
    update_frequency: Mapped[str] = mapped_column(sa.String(100))
    share_class: Mapped[str] = mapped_column(sa.String(20))
    mode: Mapped[str] = mapped_column(sa.String(10))
    grading: Mapped[str] = mapped_column(sa.String(100))
    conditions: Mapped[str] = mapped_column(sa.Text, default="")
    legal_basis: Mapped[str] = mapped_column(sa.Text, default="")
    scope: Mapped[str] = mapped_column(sa.Text, default="")
    purpose: Mapped[str] = mapped_column(sa.Text, default="")
