"""What is answered about meetings: frozen dataclasses, documented from their types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View

Due = Annotated[date | None, Text("期限", "Due day")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A computed day with its basis. is_provisional: the year's holiday plan isn't published."""

    kind: str
    due_on: date
    basis: str
    is_provisional: bool
    met_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """会议材料. is_supplement: 会上补充; is_late: later than the agreement's days before."""

    id: UUID
    title: str
    edition: int
    filename: str
    media_type: str
    size_bytes: int
    sha256: str
    is_supplement: bool
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceView:
    """One institution's position on a resolution."""

    institution_id: UUID
    institution_name: str
    stance: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionView(View):
    """议定事项. number_text: from the yearly register, once the minutes are issued."""

    agreement_id: UUID
    meeting_id: UUID
    item_id: UUID
    kind: str
    kind_label: Text
    text: str
    lead_id: UUID | None
    lead_name: str | None
    co_ids: tuple[UUID, ...]
    co_names: tuple[str, ...]
    due_on: date | None
    effective_on: date | None
    number_text: str | None
    task_id: UUID | None
    stances: tuple[StanceView, ...]
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView(View):
    """议题. number: 1, 2, 2.1 … given by the server; present: who was there while it was on."""

    agreement_id: UUID
    meeting_id: UUID
    parent_id: UUID | None
    title: str
    summary: str
    number: str | None
    state: str
    state_label: Text
    proposer_id: UUID
    proposer_name: str
    presenter_id: UUID | None
    presenter_name: str | None
    observers: str
    minutes_planned: int | None
    is_late: bool
    is_settled: bool
    is_for_discussion: bool
    reason: str | None
    heard: str
    started_at: datetime | None
    ended_at: datetime | None
    carried_from_id: UUID | None
    carried_to_id: UUID | None
    papers: tuple[PaperView, ...]
    resolutions: tuple[ResolutionView, ...]
    recused: tuple[str, ...]
    present: tuple[str, ...]
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceView(View):
    """参会人员. capacity: chair, present, observer, leave, absent, recorder."""

    agreement_id: UUID
    meeting_id: UUID
    institution_id: UUID | None
    institution_name: str
    is_own: Annotated[bool, Text("是否为本单位人员", "Of the caller's institution")]
    organisation: str
    name: str
    title: str
    capacity: str
    capacity_label: Text
    is_remote: bool
    delegate_for: str | None
    leave_reason: str | None
    arrived_at: datetime | None
    left_at: datetime | None
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceiptView:
    """签收 of the notice by one institution."""

    institution_id: UUID
    institution_name: str
    receipt_id: UUID
    due_on: date | None
    is_overdue: bool
    signed_at: datetime | None
    signed_by_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSummaryView(View):
    """A meeting as lists show it."""

    agreement_id: UUID
    kind: str
    kind_label: Text
    ordinal: int
    title: str
    host_id: UUID
    host_name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    mode: str
    state: str
    state_label: Text
    external_ref: str | None
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView(MeetingSummaryView):
    """A joint meeting 联席会议 whole: agenda, attendance, notice receipts, what may be done now."""

    agreement_version_id: UUID
    items_until_on: date | None
    papers_due_on: date | None
    demanded_by_id: UUID | None
    demanded_by_name: str | None
    hold_by_on: date | None
    is_overdue_demand: bool
    urgency: str
    urgency_reason: str | None
    notice_sent_at: datetime | None
    notice_document_id: UUID | None
    held_at: datetime | None
    concluded_at: datetime | None
    cancelled_at: datetime | None
    quorum_lost_at: datetime | None
    quorum_note: str | None
    missing_for_quorum: tuple[str, ...]
    reason: str | None
    calendar_sequence: int
    minutes_id: UUID | None
    items: tuple[ItemView, ...]
    attendance: tuple[AttendanceView, ...]
    receipts: tuple[NoticeReceiptView, ...]
    deadlines: tuple[DueDate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView(View):
    """意见, 异议 or 无意见 of one party."""

    agreement_id: UUID
    minutes_id: UUID
    institution_id: UUID
    institution_name: str
    kind: str
    kind_label: Text
    round: int
    text: str
    by_name: str
    created_at: datetime
    answer: str | None
    answer_label: Text | None
    answer_note: str
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureView:
    """会签 of one party; signed_on None: not yet."""

    institution_id: UUID
    institution_name: str
    person_name: str | None
    signed_on: date | None
    text_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A proposed change of issued minutes and who consented."""

    id: UUID
    kind: str
    kind_label: Text
    reason: str
    opening: str | None
    body: str | None
    repeal_from_on: date | None
    change_hash: str
    consented: tuple[str, ...]
    missing: tuple[str, ...]
    executed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSummaryView(View):
    """Minutes as lists show them."""

    agreement_id: UUID
    meeting_id: UUID
    host_id: UUID
    host_name: str
    title: str
    number: str | None
    state: str
    state_label: Text
    formed_on: date | None
    issued_at: datetime | None
    edition: int
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView(MinutesSummaryView):
    """Minutes 纪要 whole. text_hash: what a signer signs; body: one paragraph a line."""

    opening: str
    body: str
    cc: tuple[str, ...]
    copies: int
    urgency: str
    classification: str
    disclosure: str
    issue_no: str | None
    text_hash: str
    correction_note: str | None
    round: int
    comment_due_on: date | None
    withdrawn_on: date | None
    reason: str | None
    document_id: UUID | None
    comments: tuple[CommentView, ...]
    signatures: tuple[SignatureView, ...]
    change: ChangeView | None
    deadlines: tuple[DueDate, ...]
