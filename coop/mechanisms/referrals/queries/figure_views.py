"""What is answered about figures. A group is null where a cell in it is under five."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.figures import RatioView
from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFiguresView:
    """Disputes registered in the period, and the sum of their claims; in a body's row those that
    it accepted.
    """

    entered_count: int
    claim_yuan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionFiguresView:
    """诉前分流率: of the disputes that courts received in the period, those delegated before
    filing, whenever that was. Nothing counts in a body's row.
    """

    received_count: int
    delegated: RatioView


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFiguresView:
    """What bodies answered to referrals in the period."""

    accepted_count: int
    refused_count: int
    lapsed_count: int
    accepted: RatioView


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFiguresView:
    """Mediations that ended in the period, whenever they began.

    success_of_concluded: 调解成功率; success_of_entered: the same successes by what entered in the
    period, never to be mixed with it. mean_days, median_days: calendar days from the receipt,
    appraisals left out, over all that ended.
    """

    settled_count: int
    failed_count: int
    success_of_concluded: RatioView
    success_of_entered: RatioView
    mean_days: float | None
    median_days: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationFiguresView:
    """Settlements that took effect in the period, and what was applied for and confirmed in it."""

    effective_count: int
    settled_yuan: int
    applied: RatioView
    confirmed: RatioView


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceFiguresView:
    """自动履行率: of the settlements whose day of performance was in the period and has passed,
    those performed without enforcement. One without such a day is not counted.
    """

    due_count: int
    performed: RatioView


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingFiguresView:
    """超期率: of the disputes with a running clock (to be accepted, mediated or filed), those past
    their day; as of counted_on, so that nothing counts in the rows of months. What a court has to
    file is in no body's row.
    """

    open_count: int
    overdue: RatioView


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresView:
    """One row of figures. subject: a body's or cause's name, a month, or null for everything.

    suppressed: groups kept back because a cell in them, or one that could be worked out from them,
    is under five.
    """

    subject: str | None
    intake: IntakeFiguresView | None
    diversion: DiversionFiguresView | None
    answers: AnswerFiguresView | None
    outcomes: OutcomeFiguresView | None
    confirmations: ConfirmationFiguresView | None
    performance: PerformanceFiguresView | None
    pending: PendingFiguresView | None
    suppressed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeFiguresView:
    """调解统计 of whole months, as of cut_off_at. counted_on: the last day of the period, or today
    where that is to come; what runs and what is overdue is counted on it.
    """

    agreement_id: UUID
    court_id: UUID | None
    from_month: date
    until_month: date
    cut_off_at: datetime
    counted_on: date
    is_suppressed: bool
    note: Text
    total: FiguresView
    by_body: tuple[FiguresView, ...]
    by_cause: tuple[FiguresView, ...]
    by_month: tuple[FiguresView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeReportView(View):
    """Published figures. content: as they were published; sha256: of its JSON."""

    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    issue_no: str
    title: str
    from_month: date
    until_month: date
    published_at: datetime
    published_by: str
    sha256: str
    content: dict[str, object]
