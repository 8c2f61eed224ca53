"""What is answered about shares and what went to and fro about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True)
class ShareAudienceView:
    """Who would see a draft: an institution, with how many of its people and systems."""

    institution_id: UUID
    institution_name: str
    people: int
    systems: int


@dataclass(frozen=True, slots=True)
class ShareRecipientView:
    """One recipient, whether it signed, and how it disposed of a recalled share."""

    institution_id: UUID
    institution_name: str
    passed_on_by_name: str | None
    signed_at: datetime | None
    signed_by_name: str | None
    due_on: date | None
    is_overdue: bool
    disposed_at: datetime | None
    disposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFileView(View):
    """A file; its bytes, logged: /share-files/{id}/content."""

    allowed_actions: tuple[str, ...]
    share_id: UUID
    filename: str
    media_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ShareAccessView:
    """One opening of the content by a recipient; only the provider sees it."""

    kind: str
    kind_label: Text
    institution_name: str
    actor_name: str
    filename: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class UsageRecordView:
    """How a recipient used it; seen by the provider and by itself. kept_until_on: at least."""

    institution_id: UUID
    institution_name: str
    scenario: str
    process: str
    effect: str
    storage: str
    destruction: str
    recorded_at: datetime
    recorded_by: str
    kept_until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequestView(View):
    """校核申请; seen by who asked and by the provider."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    share_id: UUID
    share_title: str
    institution_id: UUID
    institution_name: str
    text: str
    submitted_at: datetime
    due_on: date | None
    is_overdue: bool
    outcome: str | None
    outcome_label: Text | None
    resolution: str
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardRequestView(View):
    """转送申请; seen by who asked and by the provider."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    share_id: UUID
    share_title: str
    institution_id: UUID
    institution_name: str
    target_names: tuple[str, ...]
    reason: str
    decided_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLineView(View):
    """A share as lists show it."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    request_id: UUID | None
    provider_id: UUID
    provider_name: str
    title: str
    classification: str
    classification_label: Text
    sent_at: datetime | None
    receipt_due_on: date | None
    unsigned_count: int
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView(View):
    """共享信息 without its content: the text is at /shares/{id}/text, files at /share-files.

    may_open: whether this caller may open the content now; draft_text: blank once it is sent. A
    recalled share keeps title, provider and reason; recipients no longer see its files listed.
    """

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    request_id: UUID | None
    provider_id: UUID
    provider_name: str
    title: str
    classification: str
    classification_label: Text
    legal_basis: str
    purpose: str
    onward: str
    onward_label: Text
    group_id: UUID | None
    addressed_ids: tuple[UUID, ...]
    will_see: tuple[ShareAudienceView, ...]
    sent_at: datetime | None
    receipt_due_on: date | None
    access_until_on: date | None
    may_open: bool
    has_text: bool
    draft_text: str
    files: tuple[ShareFileView, ...]
    recipients: tuple[ShareRecipientView, ...]
    supersedes_id: UUID | None
    superseded_by_id: UUID | None
    correction_note: str
    recalled_at: datetime | None
    recall_reason: str
    accesses: tuple[ShareAccessView, ...]
    usage: tuple[UsageRecordView, ...]
    corrections: tuple[CorrectionRequestView, ...]
    onward_requests: tuple[OnwardRequestView, ...]
