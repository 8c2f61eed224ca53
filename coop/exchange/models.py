"""Webhooks, what was to be delivered to each, and every attempt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.exchange.workflow import ACTIVE, DELIVERY, PENDING, WEBHOOK


class Webhook(Model):
    """Where one institution wants the events of one agreement.

    event_types: exact types, or "*" for all; never empty.
    secret: Standard Webhooks ("whsec_…"); the previous one signs too until it expires.
    secret_shown_at: a secret is shown once. contact_email: who is told by mail that
    deliveries fail. outage_at: since when they do; mailed_at: when that was told.
    """

    __tablename__ = "webhook"
    __table_args__ = (
        one_of("state", WEBHOOK.states),
        sa.CheckConstraint("(state = 'removed') = (secret IS NULL)", name="no_secret_iff_removed"),
        sa.CheckConstraint(
            "(previous_secret IS NULL) = (previous_secret_expires_at IS NULL)",
            name="previous_secret_expires",
        ),
        sa.CheckConstraint("mailed_at IS NULL OR outage_at IS NOT NULL", name="mailed_of_outage"),
        sa.Index("ix_webhook_audience", "agreement_id", "institution_id"),
    )
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    url: Mapped[str] = mapped_column(sa.String(500))
    event_types: Mapped[list[str]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.String(20), default=ACTIVE)
    secret: Mapped[str | None] = mapped_column(sa.String(100))
    secret_shown_at: Mapped[datetime | None]
    previous_secret: Mapped[str | None] = mapped_column(sa.String(100))
    previous_secret_expires_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]
    created_by_name: Mapped[str] = mapped_column(sa.String(200))
    contact_email: Mapped[str] = mapped_column(sa.String(120), default="")
    outage_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class WebhookDelivery(Model):
    """One event, or a test, for one webhook; its id is the `webhook-id` of every attempt.

    body: the exact bytes sent and signed. last_error: a code of attempts.ERRORS.
    attempts: of the present round; a resend starts a new one.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        one_of("state", DELIVERY.states),
        sa.UniqueConstraint("webhook_id", "event_id"),
        sa.CheckConstraint("(state = 'delivered') = (delivered_at IS NOT NULL)", name="delivered"),
        sa.CheckConstraint("state <> 'failed' OR next_attempt_at IS NOT NULL", name="retried"),
        sa.Index("ix_webhook_delivery_of_webhook", "webhook_id", "state"),
        sa.Index("ix_webhook_delivery_state", "state"),
    )
    webhook_id: Mapped[UUID] = mapped_column(sa.ForeignKey("webhook.id"))
    event_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("event.id"), index=True)
    event_type: Mapped[str] = mapped_column(sa.String(60))
    body: Mapped[bytes]
    state: Mapped[str] = mapped_column(sa.String(20), default=PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    last_status: Mapped[int | None]
    last_error: Mapped[str | None] = mapped_column(sa.String(40))
    delivered_at: Mapped[datetime | None]


class DeliveryAttempt(Model):
    """One request that was made, and what came of it."""

    __tablename__ = "delivery_attempt"
    delivery_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("webhook_delivery.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    at: Mapped[datetime]
    duration_ms: Mapped[int]
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(sa.String(40))
