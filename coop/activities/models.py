"""Columns that joint activities of every mechanism have, and the archive bundle."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.activities.workflow import CONSENTS, PART_ROLES
from coop.core.db import Model, one_of
from coop.core.workflow import Workflow
from coop.documents.secrecy import CLASSIFICATIONS


class JointActivity(Model):
    """What several institutions hold together.

    lead_id: the institution that plans and reports. ordinal: running number within agreement and
    year, given when it is approved. planned_by_id: the person; who drafted may not approve.
    reminded_on: when coop last reminded of the report.
    """

    __abstract__ = True
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    lead_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(20), default="planned", index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    year: Mapped[int | None]
    ordinal: Mapped[int | None]
    planned_by_id: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(sa.String(200), default="")
    confirmed_at: Mapped[datetime | None]
    held_on: Mapped[date | None]
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    reported_on: Mapped[date | None]
    reported_by: Mapped[str] = mapped_column(sa.String(200), default="")
    reminded_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    cancel_reason: Mapped[str] = mapped_column(sa.Text, default="")
    retention: Mapped[str | None] = mapped_column(sa.String(20))
    archived_on: Mapped[date | None]
    notice_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    record_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))


def activity_rules(workflow: Workflow) -> tuple[Any, ...]:
    """What ties an activity's columns to its state; for __table_args__."""
    rules = {
        "approved_first": "state IN ('planned', 'cancelled') OR approved_at IS NOT NULL",
        "confirmed_first": "state NOT IN ('confirmed', 'held', 'reported', 'archived')"
        " OR confirmed_at IS NOT NULL",
        "held_on_iff_held": "(state IN ('held', 'reported', 'archived')) = (held_on IS NOT NULL)",
        "reported_on_iff_reported": "(state IN ('reported', 'archived')) = "
        "(reported_on IS NOT NULL) AND (reported_on IS NULL) = (record_id IS NULL)"
        " AND (reported_on IS NULL) = (summary = '')",
        "archived_with_retention": "(state = 'archived') = (archived_on IS NOT NULL)"
        " AND (archived_on IS NULL) = (retention IS NULL)",
        "cancelled_with_reason": "(state = 'cancelled') = (cancelled_on IS NOT NULL)"
        " AND (cancelled_on IS NULL) = (cancel_reason = '')",
        "numbered_iff_approved": "(approved_at IS NULL) = (ordinal IS NULL)"
        " AND (ordinal IS NULL) = (year IS NULL)",
    }
    checks = (sa.CheckConstraint(text, name=name) for name, text in rules.items())
    numbers = sa.UniqueConstraint("agreement_id", "year", "ordinal")
    return (one_of("state", workflow.states), numbers, *checks)


class JointPart(Model):
    """One institution's part in an activity; a subclass gives activity_id its foreign key.

    The lead's own part counts as confirmed from the approval on.
    """

    __abstract__ = True
    activity_id: Mapped[UUID]
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(20))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(sa.String(200), default="")


def part_rules() -> tuple[Any, ...]:
    return (one_of("role", PART_ROLES), sa.UniqueConstraint("activity_id", "institution_id"))


class JointPicture(Model):
    """A photograph as it was received; what it shows is judged by people, what it is by content.

    institution_id: who took it. has_location: the file tells where it was taken.
    """

    __abstract__ = True
    activity_id: Mapped[UUID]
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    caption: Mapped[str] = mapped_column(sa.String(200))
    taken_on: Mapped[date]
    classification: Mapped[str] = mapped_column(sa.String(20))
    consent: Mapped[str] = mapped_column(sa.String(20))
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    width: Mapped[int]
    height: Mapped[int]
    has_location: Mapped[bool]
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    added_by: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)


def picture_rules() -> tuple[Any, ...]:
    return (
        one_of("classification", CLASSIFICATIONS),
        one_of("consent", CONSENTS),
        sa.UniqueConstraint("activity_id", "sha256"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
        sa.CheckConstraint("width > 0 AND height > 0", name="has_size"),
    )


class ArchiveBundle(Model):
    """归档包 of one activity: a ZIP with manifest and hashes, made once, never changed."""

    __tablename__ = "archive_bundle"
    __table_args__ = (sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),)
    subject_id: Mapped[UUID] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size_bytes: Mapped[int]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
