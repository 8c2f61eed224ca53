"""Certificates 结业证书 and the file that holds all of a cohort."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.training.workflow import BATCH_STATES, CERTIFICATE


class TrainingCertificate(Model):
    """printed: the facts on the certificate, which never change. digest: their check code, printed
    and compared when somebody verifies it.
    """

    __tablename__ = "training_certificate"
    __table_args__ = (
        one_of("state", CERTIFICATE.states),
        sa.CheckConstraint(
            "(state = 'revoked') = (revoked_at IS NOT NULL)"
            " AND (revoked_at IS NULL) = (revocation_reason = '')",
            name="revoked_with_reason",
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    enrollment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("enrollment.id"), unique=True)
    number: Mapped[str] = mapped_column(sa.String(40), unique=True)
    state: Mapped[str] = mapped_column(sa.String(20), default=CERTIFICATE.initial)
    issued_on: Mapped[date]
    printed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    digest: Mapped[str] = mapped_column(sa.String(64))
    revoked_at: Mapped[datetime | None]
    revocation_reason: Mapped[str] = mapped_column(sa.Text, default="")


class CertificateBatch(Model):
    """All valid certificates of a cohort as one file, made by a job page after page."""

    __tablename__ = "certificate_batch"
    __table_args__ = (
        one_of("state", BATCH_STATES),
        sa.CheckConstraint("(state = 'ready') = (sha256 IS NOT NULL)", name="ready_with_content"),
    )
    cohort_id: Mapped[UUID] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(20), default="queued")
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    ready_at: Mapped[datetime | None]
