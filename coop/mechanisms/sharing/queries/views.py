"""What is answered about the catalogue, groups and requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogRevisionView(View):
    """One revision of an entry, as it was in force."""

    number: int
    name: str
    share_class_label: Text
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CatalogChangeView:
    """What a proposed revision says otherwise. value: as a form gives it, items by line."""

    field: str
    label: Text
    before: str
    after: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntryView(View):
    """目录: one kind of information of one provider, in the revision in force.

    proposed, returned_for, review_due_on: of a revision not in force yet, told to its provider and
    the host's secretariat.
    """

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    provider_id: UUID
    provider_name: str
    revision: int
    name: str
    items: tuple[str, ...]
    format: str
    update_frequency: str
    share_class: str
    share_class_label: Text
    mode: str
    mode_label: Text
    grading: str
    conditions: str
    legal_basis: str
    scope: str
    purpose: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    changed_on: date | None
    change_note: str
    update_extended_for: str
    update_due_on: date | None
    update_basis: str | None
    proposed: tuple[CatalogChangeView, ...]
    returned_for: str
    review_due_on: date | None
    review_basis: str | None
    is_overdue: bool
    is_offered: bool
    revisions: tuple[CatalogRevisionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareGroupView(View):
    """A named group of recipients."""

    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    owner_id: UUID
    owner_name: str
    name: str
    institution_ids: tuple[UUID, ...]
    institution_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareDueView:
    """A computed day with its basis."""

    kind: str
    label: Text
    due_on: date
    basis: str
    is_provisional: bool
    met_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ShareLetterView:
    """A letter of the request; its PDF: /documents/{id}/document.pdf."""

    id: UUID
    title: str
    issue_no: str | None
    formation_on: date


@dataclass(frozen=True, slots=True)
class ShareDeliveryView:
    """A share that was delivered on the request."""

    id: UUID
    title: str
    state_label: Text
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRequestView(View):
    """申请 with everything decided about it. until_on: last day of use asked for.

    proposal: the answer as the provider proposed it, told to others once it has left.
    """

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    year: int | None
    ordinal: int | None
    entry_id: UUID
    entry_name: str
    share_class: str
    share_class_label: Text
    provider_id: UUID
    provider_name: str
    requester_id: UUID
    requester_name: str
    basis: str
    scenarios: tuple[str, ...]
    scope: str
    mode: str
    mode_label: Text
    from_on: date
    until_on: date
    consented_at: datetime | None
    consented_by: str
    submitted_at: datetime | None
    reply_due_on: date | None
    delivery_due_on: date | None
    is_overdue: bool
    due: tuple[ShareDueView, ...]
    missing_items: tuple[str, ...]
    supplement_asked_at: datetime | None
    supplement: str
    supplemented_at: datetime | None
    extension_days: int | None
    extension_reason: str
    extension_granted: bool | None
    extension_note: str
    proposal: str | None
    proposal_label: Text | None
    granted_scope: str
    granted_until_on: date | None
    is_partial: bool
    conditions: str
    endorsed_at: datetime | None
    endorsed_by: str
    approved_at: datetime | None
    refusal_code: str | None
    refusal_label: Text | None
    refusal_reason: str
    disputed_at: datetime | None
    dispute_reason: str
    decided_at: datetime | None
    decision_meeting_id: UUID | None
    decision_reason: str
    delivered_at: datetime | None
    misuse_code: str | None
    misuse_label: Text | None
    suspension_reason: str
    rectification: str
    termination_reason: str
    disposed_at: datetime | None
    disposal: str
    deliveries: tuple[ShareDeliveryView, ...]
    letters: tuple[ShareLetterView, ...]
