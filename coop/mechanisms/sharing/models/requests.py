"""Requests 共享申请 with everything that is decided about them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.sharing.workflow import MODES, PROPOSALS, REFUSAL_CODES, SHARE_REQUEST

_REFUSALS = "', '".join(REFUSAL_CODES)
_PROPOSALS = "', '".join(PROPOSALS)


class ShareRequest(Model):
    """A request for one revision of a catalogue entry (政务数据共享条例 art. 20).

    ordinal: running number within agreement and year, given when it is submitted.
    scenarios: 使用场景, each one use. clock_from_on: the day the answer's period is counted from,
    submission or supplement. proposal: the answer put before the provider's head, which signs it by
    endorsing it; granted_*, refusal_*, missing_items: what it says. extension_days: asked for;
    extension_granted: as the secretariat decided. until_on: last day of use.
    """

    __tablename__ = "share_request"
    __table_args__ = (
        one_of("state", SHARE_REQUEST.states),
        one_of("mode", MODES),
        sa.UniqueConstraint("agreement_id", "year", "ordinal"),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (ordinal IS NULL) AND (ordinal IS NULL) = (year IS NULL)"
            " AND (ordinal IS NULL) = (clock_from_on IS NULL)",
            name="numbered_iff_submitted",
        ),
        sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="draft_until_sent"),
        sa.CheckConstraint(
            "submitted_at IS NULL OR consented_by_id IS NOT NULL", name="consented_before_sent"
        ),
        sa.CheckConstraint("requester_id <> provider_id", name="asks_another"),
        sa.CheckConstraint("from_on <= until_on", name="period_in_order"),
        sa.CheckConstraint(
            "refusal_code IS NULL OR refusal_code IN ('" + _REFUSALS + "')",
            name="refusal_code_known",
        ),
        sa.CheckConstraint(
            "state NOT IN ('refused', 'disputed')"
            " OR (refusal_code IS NOT NULL AND endorsed_at IS NOT NULL)",
            name="refused_with_code",
        ),
        sa.CheckConstraint(
            "proposal IS NULL OR proposal IN ('" + _PROPOSALS + "')", name="proposal_known"
        ),
        sa.CheckConstraint(
            "endorsed_at IS NULL OR proposal IS NOT NULL", name="endorsed_what_was_proposed"
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'active', 'suspended', 'terminated', 'disposing', 'closed')"
            " OR (approved_at IS NOT NULL AND granted_until_on IS NOT NULL)",
            name="approved_with_terms",
        ),
        sa.CheckConstraint(
            "state NOT IN ('active', 'suspended', 'terminated', 'disposing', 'closed')"
            " OR delivered_at IS NOT NULL",
            name="delivered_before_use",
        ),
        sa.CheckConstraint(
            "granted_until_on IS NULL OR granted_until_on <= until_on", name="grant_within_request"
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (disposed_at IS NOT NULL)", name="disposed_iff_closed"
        ),
        sa.CheckConstraint("extension_days BETWEEN 1 AND 3650", name="extension_counted"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    year: Mapped[int | None]
    ordinal: Mapped[int | None]
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("catalog_entry.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(sa.ForeignKey("catalog_revision.id"))
    provider_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    requester_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(20), default=SHARE_REQUEST.initial, index=True)
    basis: Mapped[str] = mapped_column(sa.Text)
    scenarios: Mapped[list[str]] = mapped_column(sa.JSON)
    scope: Mapped[str] = mapped_column(sa.Text)
    mode: Mapped[str] = mapped_column(sa.String(10))
    from_on: Mapped[date]
    until_on: Mapped[date]
    drafted_by_id: Mapped[UUID | None]
    consented_at: Mapped[datetime | None]
    consented_by_id: Mapped[UUID | None]
    consented_by: Mapped[str] = mapped_column(sa.String(200), default="")
    submitted_at: Mapped[datetime | None]
    clock_from_on: Mapped[date | None]
    missing_items: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    supplement_asked_at: Mapped[datetime | None]
    supplement: Mapped[str] = mapped_column(sa.Text, default="")
    supplemented_at: Mapped[datetime | None]
    extension_days: Mapped[int | None]
    extension_reason: Mapped[str] = mapped_column(sa.Text, default="")
    extension_granted: Mapped[bool | None]
    extension_note: Mapped[str] = mapped_column(sa.Text, default="")
    granted_scope: Mapped[str] = mapped_column(sa.Text, default="")
    granted_until_on: Mapped[date | None]
    conditions: Mapped[str] = mapped_column(sa.Text, default="")
    proposal: Mapped[str | None] = mapped_column(sa.String(20))
    proposed_by_id: Mapped[UUID | None]
    endorsed_at: Mapped[datetime | None]
    endorsed_by: Mapped[str] = mapped_column(sa.String(200), default="")
    approved_at: Mapped[datetime | None]
    refusal_code: Mapped[str | None] = mapped_column(sa.String(30))
    refusal_reason: Mapped[str] = mapped_column(sa.Text, default="")
    disputed_at: Mapped[datetime | None]
    dispute_reason: Mapped[str] = mapped_column(sa.Text, default="")
    decided_at: Mapped[datetime | None]
    decision_meeting_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("meeting.id"))
    decision_reason: Mapped[str] = mapped_column(sa.Text, default="")
    delivered_at: Mapped[datetime | None]
    application_document_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("official_document.id")
    )
    misuse_code: Mapped[str | None] = mapped_column(sa.String(30))
    suspension_reason: Mapped[str] = mapped_column(sa.Text, default="")
    rectification: Mapped[str] = mapped_column(sa.Text, default="")
    termination_reason: Mapped[str] = mapped_column(sa.Text, default="")
    disposed_at: Mapped[datetime | None]
    disposal: Mapped[str] = mapped_column(sa.Text, default="")
