"""What was shared 共享信息, who received it, who opened it and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.documents.secrecy import CLASSIFICATIONS
from coop.mechanisms.sharing.workflow import (
    ACCESS_KINDS,
    CORRECTION_REQUEST,
    ONWARD,
    ONWARD_REQUEST,
    OUTCOMES,
    SHARE,
)

_SHAREABLE = [code for code in CLASSIFICATIONS if code != "work_secret"]


class ShareGroup(Model):
    """A named group of recipients; a share keeps who was in it when it was sent."""

    __tablename__ = "share_group"
    __table_args__ = (sa.UniqueConstraint("agreement_id", "name"),)
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    name: Mapped[str] = mapped_column(sa.String(100))
    institution_ids: Mapped[list[str]] = mapped_column(sa.JSON)


class Share(Model):
    """Information sent to named institutions, or delivered on a request.

    addressed_ids, group_id: as the draft names them; ShareRecipient: who it was sent to.
    text: the content itself; never part of a list. receipt_due_on: by when it is signed for.
    supersedes_id: the edition this one corrects.
    """

    __tablename__ = "share"
    __table_args__ = (
        one_of("state", SHARE.states),
        one_of("onward", ONWARD),
        # Work secrets never leave by this way.
        one_of("classification", _SHAREABLE),
        sa.CheckConstraint("legal_basis <> '' AND purpose <> ''", name="basis_and_purpose"),
        sa.CheckConstraint(
            "(state IN ('draft', 'discarded')) = (sent_at IS NULL)", name="sent_at_iff_sent"
        ),
        sa.CheckConstraint("(sent_at IS NULL) = (receipt_due_on IS NULL)", name="receipt_due"),
        sa.CheckConstraint(
            "(state = 'recalled') = (recalled_at IS NOT NULL)", name="recalled_at_iff_recalled"
        ),
        sa.CheckConstraint(
            "(recalled_at IS NULL) = (recall_reason = '')", name="recalled_with_reason"
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    provider_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    request_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("share_request.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(20), default=SHARE.initial)
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    classification: Mapped[str] = mapped_column(sa.String(20))
    legal_basis: Mapped[str] = mapped_column(sa.Text)
    purpose: Mapped[str] = mapped_column(sa.Text)
    onward: Mapped[str] = mapped_column(sa.String(20))
    addressed_ids: Mapped[list[str]] = mapped_column(sa.JSON)
    group_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("share_group.id"))
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    receipt_due_on: Mapped[date | None]
    supersedes_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("share.id"), unique=True)
    correction_note: Mapped[str] = mapped_column(sa.Text, default="")
    recalled_at: Mapped[datetime | None]
    recall_reason: Mapped[str] = mapped_column(sa.Text, default="")


class ShareRecipient(Model):
    """One institution a share was sent to. passed_on_by_id: who passed it on, with the right to."""

    __tablename__ = "share_recipient"
    __table_args__ = (
        sa.UniqueConstraint("share_id", "institution_id"),
        sa.CheckConstraint("(disposed_at IS NULL) = (disposal = '')", name="disposal_told"),
    )
    share_id: Mapped[UUID] = mapped_column(sa.ForeignKey("share.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    passed_on_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    disposed_at: Mapped[datetime | None]
    disposal: Mapped[str] = mapped_column(sa.Text, default="")


class ShareFile(Model):
    """A file of a share, as it was received; its type was judged by its content."""

    __tablename__ = "share_file"
    __table_args__ = (
        sa.UniqueConstraint("share_id", "filename"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
    )
    share_id: Mapped[UUID] = mapped_column(sa.ForeignKey("share.id", ondelete="CASCADE"))
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)


class ShareAccess(Model):
    """One opening of a share's text or file by a recipient."""

    __tablename__ = "share_access"
    __table_args__ = (one_of("kind", ACCESS_KINDS),)
    share_id: Mapped[UUID] = mapped_column(sa.ForeignKey("share.id"), index=True)
    file_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("share_file.id"))
    kind: Mapped[str] = mapped_column(sa.String(10))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    actor_name: Mapped[str] = mapped_column(sa.String(200))
    at: Mapped[datetime]


class UsageRecord(Model):
    """使用记录 (政务数据共享条例 art. 29): kept three years at least, never changed."""

    __tablename__ = "usage_record"
    share_id: Mapped[UUID] = mapped_column(sa.ForeignKey("share.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    scenario: Mapped[str] = mapped_column(sa.Text)
    process: Mapped[str] = mapped_column(sa.Text)
    effect: Mapped[str] = mapped_column(sa.Text)
    storage: Mapped[str] = mapped_column(sa.Text)
    destruction: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(sa.String(200))


class CorrectionRequest(Model):
    """校核申请: a recipient doubts what it received."""

    __tablename__ = "correction_request"
    __table_args__ = (
        one_of("state", CORRECTION_REQUEST.states),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('" + "', '".join(OUTCOMES) + "')", name="outcome_known"
        ),
        sa.CheckConstraint(
            "(state = 'resolved') = (outcome IS NOT NULL)"
            " AND (outcome IS NULL) = (resolution = '')",
            name="resolved_with_outcome",
        ),
    )
    share_id: Mapped[UUID] = mapped_column(sa.ForeignKey("share.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    state: Mapped[str] = mapped_column(sa.String(20), default=CORRECTION_REQUEST.initial)
    text: Mapped[str] = mapped_column(sa.Text)
    submitted_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    resolution: Mapped[str] = mapped_column(sa.Text, default="")
    resolved_at: Mapped[datetime | None]


class OnwardRequest(Model):
    """转送申请: a recipient asks whether it may pass a share on to these institutions."""

    __tablename__ = "onward_request"
    __table_args__ = (
        one_of("state", ONWARD_REQUEST.states),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name="decided_at_iff_decided"
        ),
    )
    share_id: Mapped[UUID] = mapped_column(sa.ForeignKey("share.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    target_ids: Mapped[list[str]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.String(20), default=ONWARD_REQUEST.initial)
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")
