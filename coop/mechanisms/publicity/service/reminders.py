"""普法提示: received, improved upon, reported back (法治宣传教育法 arts. 57, 59)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from coop.activities.policy import require_officer
from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, session
from coop.core.errors import NotFound, invalid
from coop.core.language import Text
from coop.core.parts import Guarded
from coop.core.policy import own_institution
from coop.mechanisms.publicity.events import LegalReminderEvent
from coop.mechanisms.publicity.models import LegalReminder
from coop.mechanisms.publicity.policy import holds_reminder, visible_reminders
from coop.mechanisms.publicity.workflow import LEGAL_REMINDER


@command
def register_legal_reminder(
    actor: Actor, *, agreement_id: UUID, received_on: date, answer_by_on: date, **said: Any
) -> LegalReminder:
    """One that the own institution received. said: issuer, title, text.

    answer_by_on: as the letter asks; the law sets no period.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    require_officer(actor, agreement_id, Text("登记普法提示", "Register a reminder"))
    if received_on > clock.today():
        raise invalid("received_on", "in_the_future", Text("不能晚于今天。", "It lies ahead."))
    if answer_by_on < received_on:
        words = Text("不能早于收到日期。", "It may not be before the day of receipt.")
        raise invalid("answer_by_on", "ends_before_start", words)
    made = LegalReminder(
        agreement_id=agreement_id,
        institution_id=own_institution(actor),
        received_on=received_on,
        answer_by_on=answer_by_on,
        **said,
    )
    session().add(made)
    session().flush()
    _record(actor, made, "register")
    return made


@command
def plan_improvement(
    actor: Actor, reminder_id: UUID, *, measures: str, expected_version: int
) -> LegalReminder:
    made = _admit(actor, reminder_id, "plan_improvement", expected_version)
    made.state, made.measures = LEGAL_REMINDER.next(made.state, "plan_improvement"), measures
    _record(actor, made, "plan_improvement")
    return made


@command
def report_back(
    actor: Actor, reminder_id: UUID, *, outcome: str, expected_version: int
) -> LegalReminder:
    """What became of the measures; late is told, not refused."""
    made = _admit(actor, reminder_id, "report_back", expected_version)
    made.state = LEGAL_REMINDER.next(made.state, "report_back")
    made.outcome, made.answered_on = outcome, clock.today()
    _record(actor, made, "report_back")
    return made


_admit = Guarded(
    LegalReminder, LEGAL_REMINDER, visible_reminders, lambda made: made, holds_reminder
).admit


def _record(actor: Actor, made: LegalReminder, action: str) -> None:
    subject = Subject("legal_reminder", made.id, made.agreement_id)
    audit.record(actor, f"legal_reminder.{action}", subject)
    session().flush()
    events.record(
        LegalReminderEvent(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=(made.institution_id,),
            action=action,
            state=made.state,
        )
    )
