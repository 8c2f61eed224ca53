"""After issue: reminders, the reply, and what became of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import invalid
from coop.core.language import Text
from coop.documents import receipts
from coop.mechanisms.recommendations.events import RecommendationReminder
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.service import guard
from coop.mechanisms.recommendations.workflow import RECOMMENDATION, REPLY
from coop.registry import deadlines

_DAYS_AHEAD = 7


@command
def remind_of_reply(actor: Actor, recommendation_id: UUID) -> CourtRecommendation:
    """The court reminds the recipient."""
    made = guard.admit(actor, recommendation_id, "remind", None)
    _remind(actor, made)
    return made


@command
def remind_in_time(actor: Actor, recommendation_id: UUID) -> CourtRecommendation:
    """The system's reminder, once for each due day, from a week before it."""
    made = guard.admit(actor, recommendation_id, "remind", None)
    day = reply_due_on(made)
    is_near = day is not None and (day - clock.today()).days <= _DAYS_AHEAD
    if is_near and made.reminded_for_on != day:
        made.reminded_for_on = day
        _remind(actor, made)
    return made


@command
def reply_to_recommendation(
    actor: Actor,
    recommendation_id: UUID,
    *,
    outcome: str,
    text: str,
    replied_on: date | None = None,
    expected_version: int,
) -> CourtRecommendation:
    """The written reply; of a recipient that is no party the court registers it.

    replied_on: the day of the letter, today unless given. A late reply is taken and counted late.
    """
    made = guard.admit(actor, recommendation_id, "reply", expected_version)
    day = _day_of_reply(made, replied_on)
    moved = RECOMMENDATION.move(made, "reply")
    made.reply_outcome, made.reply, made.replied_on = outcome, text, day
    made.replied_by = actor.on_behalf_of or actor.name
    deadlines.meet_deadline(made.id, REPLY)
    if made.recipient_id is not None and made.document_id is not None:
        receipts.sign(actor, made.document_id, made.recipient_id)
    guard.record(actor, made, "reply", state=moved, outcome=outcome, replied_on=day)
    return made


@command
def evaluate_recommendation(
    actor: Actor, recommendation_id: UUID, *, result: str, text: str, expected_version: int
) -> CourtRecommendation:
    """The court judges what came of it, and closes."""
    made = guard.admit(actor, recommendation_id, "evaluate", expected_version)
    moved = RECOMMENDATION.move(made, "evaluate")
    made.evaluation_result, made.evaluation = result, text
    guard.record(actor, made, "evaluate", state=moved, result=result)
    return made


def reply_due_on(made: CourtRecommendation) -> date | None:
    """None when it has been answered."""
    if made.state not in RECOMMENDATION.sources("reply"):
        return None
    found = (one.due_on for one in deadlines.due_dates(made.id) if one.kind == REPLY)
    return next(found, None)


def _remind(actor: Actor, made: CourtRecommendation) -> None:
    day = reply_due_on(made)
    guard.log(actor, made, "remind", reply_due_on=day)
    owing = (made.court_id, made.recipient_id)
    guard.tell(RecommendationReminder, made, owing, reply_due_on=day)


def _day_of_reply(made: CourtRecommendation, given: date | None) -> date:
    day = given or clock.today()
    if not (made.issued_on or day) <= day <= clock.today():
        words = Text("应在发出之后、今天之前。", "It lies between the day of issue and today.")
        raise invalid("replied_on", "not_in_period", words)
    return day
