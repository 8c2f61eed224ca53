"""The president's signature, the number, and the period of the reply."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import invalid
from coop.core.language import SHANGHAI, Text
from coop.core.policy import require_head
from coop.documents import numbers, receipts
from coop.mechanisms.recommendations import printing
from coop.mechanisms.recommendations.events import RecommendationIssued
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import standing_of
from coop.mechanisms.recommendations.service import guard
from coop.mechanisms.recommendations.workflow import RECOMMENDATION, REPLY
from coop.registry import deadlines, directory
from coop.registry.models import Deadline
from coop.registry.working_days import months_after

SERIES = "法建"
_LAW = "法释〔2023〕11号"
_REPLY_BY = Text(
    "{law}：发出之日起{days}日内书面回复", "{law}: a written reply within {days} days of its issue"
)


@command
def sign_recommendation(
    actor: Actor, recommendation_id: UUID, *, expected_version: int
) -> CourtRecommendation:
    """The president signs what the committee adopted; a drafter may not."""
    made = guard.admit(actor, recommendation_id, "sign", expected_version)
    require_head(actor, made.drafted_by_id)
    moved = RECOMMENDATION.move(made, "sign")
    made.signed_at, made.signed_by = clock.now(), actor.on_behalf_of or actor.name
    guard.record(actor, made, "sign", state=moved)
    return made


@command
def issue_recommendation(
    actor: Actor,
    recommendation_id: UUID,
    *,
    place: str,
    reply_days: int | None = None,
    expected_version: int,
) -> CourtRecommendation:
    """Number it in the court's series 地名简称＋法建, print it and hand it over.

    reply_days: calendar days; the agreement's longest period unless given. Raises Invalid where it
    is longer than that.
    """
    made = guard.admit(actor, recommendation_id, "issue", expected_version)
    today = clock.today()
    days = _reply_days(made.agreement_id, today, reply_days)
    deadline = _start_clock(made, today, days)
    signed_on = (made.signed_at or clock.now()).astimezone(SHANGHAI).date()
    number = numbers.next_number(f"{place}{SERIES}", signed_on.year).text
    document = printing.file_recommendation(made, number, deadline, actor)
    made.place, made.reply_days, made.issued_on = place, days, today
    made.number, made.document_id = number, document.id
    RECOMMENDATION.move(made, "issue")
    standing = standing_of(made)
    partners = [one for one in standing.circle if one != made.court_id]
    receipts.hand_over(made.agreement_id, "document", document.id, partners, due_on=None)
    guard.log(actor, made, "issue", number=made.number, reply_due_on=deadline.due_on)
    guard.tell(
        RecommendationIssued,
        made,
        number=made.number,
        document_id=document.id,
        reply_due_on=deadline.due_on,
    )
    return made


def _reply_days(agreement_id: UUID, start_on: date, wanted: int | None) -> int:
    months = directory.settings(agreement_id).recommendation_reply_months
    most = (months_after(start_on, months) - start_on).days
    if wanted is not None and wanted > most:
        words = Text(
            "回复期限一般不超过{months}个月（{most}日，{law}）。",
            "The reply is due within {months} months ({most} days, {law}).",
        )
        told = words.with_facts(months=months, most=most, law=_LAW)
        raise invalid("reply_days", "reply_period_too_long", told)
    return wanted or most


def _start_clock(made: CourtRecommendation, start_on: date, days: int) -> Deadline:
    return deadlines.set_deadline(
        agreement_id=made.agreement_id,
        subject_kind="court_recommendation",
        subject_id=made.id,
        kind=REPLY,
        start_on=start_on,
        amount=days,
        unit=deadlines.CALENDAR_DAY,
        basis=_REPLY_BY.with_facts(law=_LAW, days=days),
    )
