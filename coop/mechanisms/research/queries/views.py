"""What is answered about joint research: frozen dataclasses, documented from their types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.figures import RatioView
from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchPartyView:
    institution_id: UUID
    institution_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchMemberView:
    """课题组成员."""

    institution_id: UUID
    institution_name: str
    name: str
    duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchReviewerView:
    """评审人员."""

    person_id: UUID
    institution_name: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchStageView:
    """研究阶段. is_late: not reached by its day, or reached after it."""

    number: int
    title: str
    due_on: date
    reached_on: date | None
    note: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntryView:
    """A line of one of the three lists. answers: what it answers, e.g. 问题清单1."""

    id: UUID
    kind: str
    kind_label: Text
    number: int
    text: str
    owner_name: str
    answers_id: UUID | None
    answers: str | None
    visit_id: UUID | None
    entered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldVisitView(View):
    """调研活动."""

    agreement_id: UUID
    project_id: UUID
    project_title: str
    title: str
    place: str
    visit_on: date
    arranged_by_id: UUID
    arranged_by_name: str
    participants: str
    state: str
    state_label: Text
    findings: str
    recorded_at: datetime | None
    reason: str | None
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MidtermReviewView:
    """中期报告 and its check. verdict: None until checked."""

    number: int
    progress: str
    next_steps: str
    reported_by: str
    reported_on: date
    verdict: str | None
    verdict_label: Text | None
    comments: str
    reviewer_name: str | None
    reviewed_at: datetime | None
    document_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchChangeView:
    """变更申请. granted: None until the convener has decided."""

    kind: str
    kind_label: Text
    asked_by: str
    asked_on: date
    reason: str
    old_leader_name: str
    new_leader_name: str | None
    old_due_on: date
    new_due_on: date | None
    granted: bool | None
    decided_by: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchReviewView:
    """评审意见 of one reviewer."""

    reviewer_name: str
    institution_name: str
    verdict: str
    verdict_label: Text
    comments: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchReportView:
    """课题报告, one version. is_late: handed in after the day it was due."""

    id: UUID
    number: int
    abstract: str
    findings: str
    recommendations: str
    submitted_by: str
    submitted_on: date
    due_on: date
    is_late: bool
    filename: str | None
    sha256: str | None
    reviews: tuple[ResearchReviewView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchOutcomeView:
    """成果转化."""

    kind: str
    kind_label: Text
    title: str
    adopter_name: str
    adopted_on: date
    reference: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchFollowUpView:
    """跟踪问效."""

    made_on: date
    finding: str
    finding_label: Text
    text: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchSummaryView(View):
    """A project as lists show it. follow_up_due_on: None before acceptance and once made."""

    agreement_id: UUID
    lead_id: UUID
    lead_name: str
    co_names: tuple[str, ...]
    leader_id: UUID
    leader_name: str
    issue_no: str | None
    title: str
    classification: str
    classification_label: Text
    state: str
    state_label: Text
    midterm_on: date
    due_on: date
    is_overdue: bool
    follow_up_due_on: date | None
    follow_up_basis: str | None
    is_provisional: bool
    approved_at: datetime | None
    accepted_at: datetime | None
    external_ref: str | None
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchProjectView(ResearchSummaryView):
    """课题 whole. planned_due_on: as approved."""

    background: str
    plan: str
    planned_due_on: date
    approval: str | None
    approval_label: Text | None
    approved_by_name: str | None
    item_id: UUID | None
    notice_document_id: UUID | None
    started_at: datetime | None
    report_document_id: UUID | None
    terminated_at: datetime | None
    reason: str | None
    parties: tuple[ResearchPartyView, ...]
    team: tuple[ResearchMemberView, ...]
    reviewers: tuple[ResearchReviewerView, ...]
    stages: tuple[ResearchStageView, ...]
    visits: tuple[FieldVisitView, ...]
    entries: tuple[IssueEntryView, ...]
    midterms: tuple[MidtermReviewView, ...]
    changes: tuple[ResearchChangeView, ...]
    reports: tuple[ResearchReportView, ...]
    outcomes: tuple[ResearchOutcomeView, ...]
    follow_ups: tuple[ResearchFollowUpView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchStatisticsView:
    """Projects of a period. Both days included, in Asia/Shanghai; counted_at: the cut-off.

    outcome_count: results recorded as adopted in the period.
    """

    from_on: date
    until_on: date
    counted_at: datetime
    approved_count: int
    accepted_count: int
    terminated_count: int
    outcome_count: int
    on_time: RatioView
    accepted: RatioView
    adopted: RatioView
