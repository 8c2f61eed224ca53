"""What is answered about campaigns, materials and reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.activities.views import JointActivityView
from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a text still gives away. line: from 1, the title being the first; excerpt: masked."""

    kind: str
    label: Text
    line: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class NamedInstitutionView:
    """An institution that has to release the text, and which text it released last."""

    institution_id: UUID
    institution_name: str
    released_number: int | None
    released_at: datetime | None
    released_by: str
    is_released: bool


@dataclass(frozen=True, slots=True)
class MaterialTextView:
    """One numbered text, as it was written."""

    number: int
    title: str
    text_hash: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class MaterialReviewView:
    """What a reviewer of another institution said of one text."""

    number: int
    institution_name: str
    outcome: str
    outcome_label: Text
    note: str
    reviewed_at: datetime
    reviewed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialView(View):
    """宣传材料 in its present text. names_left_out: answered to the author's institution only."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    campaign_id: UUID
    campaign_title: str
    institution_id: UUID
    institution_name: str
    kind: str
    kind_label: Text
    title: str
    text: str
    number: int
    text_hash: str
    classification: str
    classification_label: Text
    filename: str | None
    file_sha256: str | None
    names_left_out: tuple[str, ...]
    named: tuple[NamedInstitutionView, ...]
    findings: tuple[FindingView, ...]
    texts: tuple[MaterialTextView, ...]
    reviews: tuple[MaterialReviewView, ...]
    is_releasable: bool
    published_at: datetime | None
    published_number: int | None
    published_where: str
    withdrawn_at: datetime | None
    withdrawal_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialSummaryView(View):
    """A material as lists show it."""

    state: str
    state_label: Text
    agreement_id: UUID
    campaign_id: UUID
    campaign_title: str
    institution_id: UUID
    institution_name: str
    kind: str
    kind_label: Text
    title: str
    number: int
    classification: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicityEventView:
    """场次."""

    id: UUID
    institution_id: UUID
    institution_name: str
    topic: str
    channel: str
    channel_label: Text
    on_day: date
    place: str


@dataclass(frozen=True, slots=True)
class ReachView:
    """效果: of one institution, or of all where institution_id is null."""

    institution_id: UUID | None
    institution_name: str
    staff_count: int
    outlet_count: int
    event_count: int
    item_count: int
    post_count: int
    click_count: int
    people_count: int
    source: str


@dataclass(frozen=True, slots=True)
class CampaignMaterialView:
    """A material as its campaign lists it."""

    id: UUID
    title: str
    kind_label: Text
    state: str
    state_label: Text
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView(JointActivityView):
    """宣传活动."""

    season: str | None
    season_label: Text | None
    from_on: date
    to_on: date
    channels: tuple[str, ...]
    channel_labels: tuple[Text, ...]
    target_group: str
    programme: str
    events: tuple[PublicityEventView, ...]
    reach: tuple[ReachView, ...]
    total_reach: ReachView
    materials: tuple[CampaignMaterialView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalReminderView(View):
    """普法提示 with what was done about it."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    institution_id: UUID
    institution_name: str
    issuer: str
    title: str
    text: str
    received_on: date
    answer_by_on: date
    is_overdue: bool
    measures: str
    outcome: str
    answered_on: date | None
