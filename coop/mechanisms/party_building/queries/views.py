"""What is answered about branches, pairs, plans and activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.activities.views import JointActivityView
from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchView(View):
    """A party branch. members: of the own institution's branch, for its own officers only."""

    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    institution_id: UUID
    institution_name: str
    name: str
    secretary: str
    members: tuple[BranchMemberView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchMemberView(View):
    """A person of the own roster; never answered to another institution."""

    allowed_actions: tuple[str, ...]
    branch_id: UUID
    name: str
    party_status: str
    party_status_label: Text
    party_duty: str
    joined_party_on: date | None


@dataclass(frozen=True, slots=True)
class PairedBranchView:
    """A branch in a pair. agreed_at: when its institution agreed to the pair."""

    branch_id: UUID
    name: str
    institution_id: UUID
    institution_name: str
    secretary: str
    agreed_at: datetime | None
    agreed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchPairView(View):
    """结对 of branches of two or more institutions."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    lead_id: UUID
    lead_name: str
    title: str
    purpose: str
    from_on: date
    to_on: date
    is_current: bool
    agreed_on: date | None
    document_id: UUID | None
    ended_on: date | None
    end_reason: str
    branches: tuple[PairedBranchView, ...]


@dataclass(frozen=True, slots=True)
class PlanItemView:
    """An activity that is planned, and what became of it."""

    id: UUID
    position: int
    form: str
    form_label: Text
    topic: str
    branch_id: UUID
    branch_name: str
    due_on: date
    is_done: bool
    is_overdue: bool
    activity_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PlanConsentView:
    """One institution's standing towards the plan as it stands."""

    institution_id: UUID
    institution_name: str
    agreed_at: datetime | None
    agreed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlanView(View):
    """年度计划 of one pair, done against planned."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    pair_id: UUID
    title: str
    year: int
    lead_id: UUID
    adopted_on: date | None
    document_id: UUID | None
    planned_count: int
    done_count: int
    overdue_count: int
    items: tuple[PlanItemView, ...]
    consents: tuple[PlanConsentView, ...]


@dataclass(frozen=True, slots=True)
class ActivityAttendeeView:
    """Who comes or came: a name and a capacity, whichever institution the person belongs to."""

    id: UUID
    institution_id: UUID
    institution_name: str
    name: str
    title: str
    capacity: str
    capacity_label: Text
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyActivityView(JointActivityView):
    """共建活动."""

    pair_id: UUID
    pair_title: str
    plan_item_id: UUID | None
    plan_item_topic: str
    host_branch_id: UUID
    host_branch_name: str
    form: str
    form_label: Text
    starts_at: datetime
    ends_at: datetime
    place: str
    programme: str
    signed_up_count: int
    signed_in_count: int
    attendees: tuple[ActivityAttendeeView, ...]
