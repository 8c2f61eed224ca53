"""What is answered about every joint activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True)
class JointPartView:
    """One institution's part: lead, co-host or participant."""

    institution_id: UUID
    institution_name: str
    role: str
    role_label: Text
    confirmed_at: datetime | None
    confirmed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPictureView(View):
    """A picture with its marks. has_location: the file tells where it was taken."""

    allowed_actions: tuple[str, ...]
    activity_id: UUID
    institution_id: UUID
    institution_name: str
    caption: str
    taken_on: date
    classification: str
    classification_label: Text
    consent: str
    consent_label: Text
    is_withheld: bool
    filename: str
    media_type: str
    width: int
    height: int
    has_location: bool
    size_bytes: int
    sha256: str
    added_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointActivityView(View):
    """What joint activities of every mechanism tell.

    withheld_picture_count: pictures of other institutions that stay with them for want of consent.
    """

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    title: str
    number: str
    lead_id: UUID
    lead_name: str
    parts: tuple[JointPartView, ...]
    approved_at: datetime | None
    approved_by: str
    confirmed_at: datetime | None
    held_on: date | None
    report_due_on: date | None
    report_basis: str | None
    is_provisional: bool
    is_overdue: bool
    summary: str
    reported_on: date | None
    reported_by: str
    cancelled_on: date | None
    cancel_reason: str
    retention_label: Text | None
    archived_on: date | None
    notice_id: UUID | None
    record_id: UUID | None
    bundle_sha256: str | None
    pictures: tuple[JointPictureView, ...]
    withheld_picture_count: int
