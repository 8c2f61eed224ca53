"""Reminding who has not answered: by the secretariat at will, by the system once a due day."""

from __future__ import annotations

from uuid import UUID

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.mechanisms.consultations.events import ConsultationReminder
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service.loading import (
    consultation_for,
    due_on,
    parties_of,
    record,
    require_in_time,
)
from coop.mechanisms.consultations.workflow import ASKED, WORKFLOW
from coop.registry import directory, working_days

_DAYS_AHEAD = 1


class NobodyToRemind(RuleViolation):
    code = "nobody_to_remind"
    text = Text("各单位均已答复。", "Everybody has answered.")


@command
def remind(actor: Actor, consultation_id: UUID) -> Consultation:
    """The host's secretariat reminds those that have not answered."""
    made = consultation_for(actor, consultation_id, "remind")
    made.state = WORKFLOW.next(made.state, "remind")
    require_in_time(made, clock.today())
    _remind(actor, made, [one.institution_id for one in parties_of(made) if one.state == ASKED])
    return made


@command
def remind_in_time(actor: Actor, consultation_id: UUID) -> Consultation:
    """The system's reminder on the last working day before the due day, or on that day itself."""
    made = consultation_for(actor, consultation_id, "remind")
    day, today = due_on(made), clock.today()
    if made.state not in WORKFLOW.sources("remind") or day is None or day < today:
        return made
    calendar = working_days.calendar_of(made.agreement_id)
    is_near = calendar.between(today, day) <= _DAYS_AHEAD
    if not (is_near and calendar.is_working_day(today)):
        return made
    owing = [one for one in parties_of(made) if one.state == ASKED and one.reminded_for_on != day]
    for one in owing:
        one.reminded_for_on = day
    if owing:
        _remind(actor, made, [one.institution_id for one in owing])
    return made


def _remind(actor: Actor, made: Consultation, institution_ids: list[UUID]) -> None:
    day = due_on(made)
    if day is None or not institution_ids:
        raise NobodyToRemind
    names = directory.short_names(made.agreement_id)
    record(actor, made, "remind", institutions=[names[one] for one in institution_ids])
    events.record(
        ConsultationReminder(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=tuple(institution_ids),
            reply_due_on=day,
        )
    )
