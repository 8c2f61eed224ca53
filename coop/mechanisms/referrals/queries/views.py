"""What is answered about disputes: frozen dataclasses, documented from their types.

Identity numbers, telephones and addresses are masked in all of them; only DisputeContactsView of
record_views.py has them whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View
from coop.mechanisms.referrals.queries.choice_views import AppointmentRequestView, BodyChoiceView
from coop.mechanisms.referrals.queries.fairness_views import DisclosureView, MediatorRecusalView
from coop.mechanisms.referrals.queries.record_views import (
    AddressConfirmationView,
    MediationSessionView,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDayView:
    """A computed day. explanation: the sum, what made it roll over, the article.

    is_late: met after it, or not met although it has passed.
    """

    kind: str
    label: Text
    due_on: date
    explanation: Text
    is_provisional: bool
    met_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputePartyView:
    """当事人. identity_no, phone: masked. consent: asked, consented or declined."""

    id: UUID
    side: str
    side_label: Text
    kind: str
    name: str
    representative: str
    identity_no: str | None
    phone: str | None
    consent: str
    consent_label: Text
    consent_on: date | None
    consent_means: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralView(View):
    """委派(委托)调解: one attempt with one body. outcome: waiting, accepted, refused or lapsed.

    is_file_here: the reader sees the dispute itself; a body that gave it back does not.
    """

    agreement_id: UUID
    dispute_id: UUID
    issue_no: str
    number: int
    body_id: UUID
    body_name: str
    kind: str
    kind_label: Text
    procedure: str | None
    mode: str
    mode_label: Text
    chosen_by: str
    materials: tuple[str, ...]
    sent_at: datetime
    outcome: str
    outcome_label: Text
    answered_at: datetime | None
    answered_by: str | None
    refusal: str
    received_on: date | None
    period_days: int | None
    document_id: UUID | None
    is_file_here: bool
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementView(View):
    """调解协议. enforce_until_on: last day to seek enforcement, enforce_basis how it was found."""

    agreement_id: UUID
    dispute_id: UUID
    number: int
    kind: str
    kind_label: Text
    terms: str
    amount_yuan: int
    perform_by_on: date | None
    state: str
    state_label: Text
    made_on: date
    sealed_on: date | None
    effective_on: date | None
    effect_basis: Text
    signed: dict[str, date]
    unsigned_names: tuple[str, ...]
    court_name: str | None
    applied_on: date | None
    accepted_on: date | None
    decided_on: date | None
    ruling_no: str | None
    ground: str | None
    ground_label: Text | None
    performed_on: date | None
    enforce_until_on: date | None
    enforce_basis: Text | None
    days: tuple[ExplainedDayView, ...]
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionConsentView:
    """is_used: an extension was granted on it."""

    party_name: str
    days: int
    signed_on: date
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationExtensionView:
    days: int
    old_due_on: date
    new_due_on: date
    granted_by: str
    granted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalPauseView:
    subject: str
    started_on: date
    stopped_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndisputedFactsView:
    """无争议事实, confirmed by every party."""

    facts: tuple[str, ...]
    confirmed_on: date
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSummaryView(View):
    """A dispute as lists show it. due_on: of the clock that ends the present stage, if any.

    next_…: the nearest day of all that run, and what it is for; is_overdue: it has passed.
    is_loop_open: referred by a court that has not acknowledged the result yet.
    """

    agreement_id: UUID
    issue_no: str
    title: str
    source: str
    source_label: Text
    court_id: UUID | None
    court_name: str | None
    body_id: UUID | None
    body_name: str | None
    mediator_id: UUID | None
    mediator_name: str | None
    cause: str
    nature: str
    nature_label: Text
    court_level: str
    claim_yuan: int
    pre_filing_no: str | None
    case_no: str | None
    external_ref: str | None
    state: str
    state_label: Text
    ground: str | None
    ground_label: Text | None
    due_on: date | None
    due_basis: str | None
    is_provisional: bool
    next_due_kind: str | None
    next_due_label: Text | None
    next_due_on: date | None
    is_overdue: bool
    is_loop_open: bool
    concluded_on: date | None
    acknowledged_at: datetime | None
    created_at: datetime
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView(DisputeSummaryView):
    """纠纷 whole. ground_note, report: facts for the court, without any offer made.

    consultation_id, consultation_label: told to the court alone.
    """

    consultation_id: UUID | None
    consultation_label: str
    court_level_label: Text
    summary: str
    parties: tuple[DisputePartyView, ...]
    body_choices: tuple[BodyChoiceView, ...]
    appointment_requests: tuple[AppointmentRequestView, ...]
    referrals: tuple[ReferralView, ...]
    days: tuple[ExplainedDayView, ...]
    address_confirmations: tuple[AddressConfirmationView, ...]
    sessions: tuple[MediationSessionView, ...]
    disclosures: tuple[DisclosureView, ...]
    recusals: tuple[MediatorRecusalView, ...]
    extension_consents: tuple[ExtensionConsentView, ...]
    extensions: tuple[MediationExtensionView, ...]
    appraisals: tuple[AppraisalPauseView, ...]
    undisputed_facts: UndisputedFactsView | None
    settlements: tuple[SettlementView, ...]
    suspended_for: str
    ground_basis: Text | None
    ground_party_id: UUID | None
    ground_note: str
    report: str
    returned_materials: tuple[str, ...]
    reported_at: datetime | None
    document_id: UUID | None
    acknowledged_by: str | None
