"""What is answered about court recommendations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.figures import RatioView
from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationSummaryView(View):
    """One line of the list."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    court_id: UUID
    court_name: str
    recipient_id: UUID | None
    recipient_name: str
    title: str
    number: str | None
    issued_on: date | None
    reply_due_on: date | None
    reply_basis: str | None
    is_provisional: bool
    is_overdue: bool
    replied_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtRecommendationView(RecommendationSummaryView):
    """司法建议书. The court's own work before issue (hearing, committee) is shown to it alone.

    place: 地名简称 of the number, the court's last one while it has none.
    """

    findings: str
    problems: str
    grounds: str
    suggestions: tuple[str, ...]
    cc_ids: tuple[UUID, ...]
    cc_names: tuple[str, ...]
    heard_on: date | None
    heard_opinion: str
    deliberated_on: date | None
    deliberation: str
    signed_at: datetime | None
    signed_by: str
    place: str | None
    reply_days: int | None
    document_id: UUID | None
    reply_outcome: str | None
    reply_outcome_label: Text | None
    reply: str
    replied_by: str
    evaluation_result: str | None
    evaluation_label: Text | None
    evaluation: str


@dataclass(frozen=True, slots=True)
class RecommendationStatisticsView:
    """What the caller may see, issued in the period; replies counted up to cut_off_at."""

    agreement_id: UUID
    from_on: date
    until_on: date
    cut_off_at: datetime
    issued_count: int
    replied_on_time: RatioView
    adopted: RatioView
    effective: RatioView
