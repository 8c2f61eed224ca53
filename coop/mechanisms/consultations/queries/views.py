"""What is answered about consultations: frozen dataclasses, documented from their types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.figures import RatioView
from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationFileView:
    """附件 of one text version."""

    id: UUID
    title: str
    filename: str
    media_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationTextView:
    """One version of what is asked. asked_on: None while only the initiator's draft."""

    number: int
    facts: str
    questions: tuple[str, ...]
    position: str
    approved_by_name: str | None
    approved_at: datetime | None
    case_approved_by_name: str | None
    case_approved_at: datetime | None
    asked_on: date | None
    document_id: UUID | None
    files: tuple[ConsultationFileView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultedPartyView:
    """被会商方. stance and agreement: None until the round has closed, except to the party itself.

    stance: of the opinion, or no_reply or deemed_no_objection. agreement: agreed, partly or
    not_agreed.
    """

    institution_id: UUID
    institution_name: str
    is_mandatory: bool
    state: str
    state_label: Text
    asked_on: date | None
    answered_on: date | None
    stance: str | None
    stance_label: Text | None
    agreement: str | None
    agreement_label: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionView(View):
    """会商意见. is_revealed: others than its author may read it."""

    agreement_id: UUID
    consultation_id: UUID
    consultation_title: str
    institution_id: UUID
    institution_name: str
    text_version: int
    stance: str
    stance_label: Text
    text: str
    state: str
    state_label: Text
    signed_by_name: str | None
    given_at: datetime | None
    is_revealed: bool
    document_id: UUID | None
    answer: str | None
    answer_label: Text | None
    answer_reason: str
    answered_at: datetime | None
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationPauseView:
    paused_on: date
    by_name: str
    reason: str
    left_days: int
    resumed_on: date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationExtensionView:
    """granted: None until the secretariat has decided."""

    institution_name: str
    asked_by: str
    asked_on: date
    days: int
    reason: str
    old_due_on: date
    new_due_on: date | None
    granted: bool | None
    decided_by: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationFollowUpView:
    """target_id, url: None where the reader may know of it but not which."""

    kind: str
    kind_label: Text
    target_id: UUID | None
    label: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSummaryView(View):
    """A consultation as lists show it. reply_due_on: while its clock runs, else when it was due."""

    agreement_id: UUID
    initiator_id: UUID
    initiator_name: str
    issue_no: str | None
    title: str
    category: str
    category_label: Text
    urgency: str
    state: str
    state_label: Text
    reply_due_on: date | None
    reply_basis: str | None
    is_provisional: bool
    consulted_names: tuple[str, ...]
    answered_count: int
    outcome: str | None
    outcome_label: Text | None
    opened_at: datetime | None
    concluded_at: datetime | None
    external_ref: str | None
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationView(ConsultationSummaryView):
    """会商事项 whole. opinions: only those that the reader may see."""

    silence_consents: bool
    pending_case_no: str | None
    text_version: int
    round_closed_at: datetime | None
    meeting_id: UUID | None
    item_id: UUID | None
    meeting_record: str
    outcome_text: str
    document_id: UUID | None
    reason: str | None
    texts: tuple[ConsultationTextView, ...]
    parties: tuple[ConsultedPartyView, ...]
    opinions: tuple[OpinionView, ...]
    extensions: tuple[ConsultationExtensionView, ...]
    pauses: tuple[ConsultationPauseView, ...]
    follow_ups: tuple[ConsultationFollowUpView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationStatisticsView:
    """Consultations of a period. Both days included, in Asia/Shanghai; counted_at: the cut-off.

    average_reply_days: calendar days from the letter to the opinion, None without any.
    """

    from_on: date
    until_on: date
    counted_at: datetime
    opened_count: int
    concluded_count: int
    agreed_count: int
    partly_count: int
    not_agreed_count: int
    escalated_count: int
    replied_on_time: RatioView
    average_reply_days: float | None
