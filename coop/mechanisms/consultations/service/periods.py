"""The clock of a round: started by the letter, extended once, stopped and started again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationExtension,
    ConsultationPause,
)
from coop.mechanisms.consultations.service.loading import (
    consultation_for,
    due_on,
    record,
    require_in_time,
)
from coop.mechanisms.consultations.workflow import REPLY_DEADLINE, WORKFLOW
from coop.registry import deadlines, directory, working_days
from coop.registry.models import Deadline

_MECHANISM = "consultation"


class ExtendedAlready(RuleViolation):
    code = "extended_already"
    text = Text("答复期限只能延长一次。", "The reply period is extended once only.")


class ExtensionWaiting(RuleViolation):
    code = "extension_waiting"
    text = Text("已有延期申请待答复。", "A request for more time is waiting already.")


class NoExtensionAsked(RuleViolation):
    code = "no_extension_asked"
    text = Text("没有待答复的延期申请。", "Nobody has asked for more time.")


_UNITS = {
    deadlines.WORKING_DAY: Text("工作日", "working days"),
    deadlines.CALENDAR_DAY: Text("自然日", "calendar days"),
}
_REPLY_BY = Text(
    "会商函发出之日起{days}个{unit}内答复", "an answer within {days} {unit} of the letter"
)
_LEFT_AFTER_PAUSE = Text(
    "{on}暂停计时，恢复后继续计算剩余{days}个{unit}",
    "the clock stood still from {on}; {days} {unit} were left",
)
_EXTENDED = Text(
    "原期限{on}，经秘书处同意延长{days}个{unit}",
    "{on}, extended by {days} {unit} with the secretariat's consent",
)


def start_clock(made: Consultation) -> Deadline:
    """The reply period of the letter's urgency, from today, as the agreement counts days (CO-02).

    Raises CalendarGap.
    """
    days = _period(made)
    made.period_days = days
    told = _REPLY_BY.with_facts(days=days, unit=_unit_name(made))
    return _set(made, days, deadlines.by_clause(made.agreement_id, _MECHANISM, told))


@command
def ask_extension(actor: Actor, consultation_id: UUID, *, days: int, reason: str) -> Consultation:
    """A consulted party asks for more time before it is up, for at most half the period."""
    made = consultation_for(actor, consultation_id, "ask_extension")
    WORKFLOW.next(made.state, "ask_extension")
    due = require_in_time(made, clock.today())
    if _granted(made):
        raise ExtendedAlready
    if _undecided(made) is not None:
        raise ExtensionWaiting
    most = (made.period_days or 0) // 2
    if days > most:
        words = Text(
            "延期不得超过答复期限的一半（最多{most}天）。",
            "At most half the period: {most} days.",
        )
        raise invalid("days", "extension_too_long", words.with_facts(most=most))
    session().add(
        ConsultationExtension(
            consultation_id=made.id,
            institution_id=own_institution(actor),
            asked_by=actor.name,
            asked_on=clock.today(),
            days=days,
            reason=reason,
            old_due_on=due,
        )
    )
    record(actor, made, "ask_extension", reason=reason, days=days)
    return made


@command
def decide_extension(
    actor: Actor, consultation_id: UUID, *, expected_version: int, decision: str, note: str = ""
) -> Consultation:
    """The host's secretariat decides; the new day is counted from the old one."""
    made = consultation_for(actor, consultation_id, "extend", expected_version)
    made.state = WORKFLOW.next(made.state, "extend")
    asked = _undecided(made)
    if asked is None:
        raise NoExtensionAsked
    asked.granted, asked.note = decision == "grant", note
    asked.decided_at, asked.decided_by = clock.now(), actor.name
    asked.old_due_on = due_on(made) or asked.old_due_on  # a pause in between moved it
    if asked.granted:
        asked.new_due_on = _extend(made, asked)
    record(
        actor,
        made,
        "extend",
        reason=note or None,
        decision=decision,
        due_on=(asked.old_due_on, asked.new_due_on or asked.old_due_on),
    )
    return made


@command
def pause_clock(
    actor: Actor, consultation_id: UUID, *, expected_version: int, reason: str
) -> Consultation:
    """More material is needed: the clock stops, and what is left of the period is kept."""
    made = consultation_for(actor, consultation_id, "pause", expected_version)
    before, state = made.state, WORKFLOW.next(made.state, "pause")
    today = clock.today()
    due = require_in_time(made, today)
    left = _left(made, today, due)
    session().add(
        ConsultationPause(
            consultation_id=made.id,
            by_name=actor.name,
            by_institution_id=actor.institution_id,
            reason=reason,
            paused_on=today,
            left_days=left,
        )
    )
    made.state = state
    deadlines.drop_deadlines(made.id)
    record(actor, made, "pause", reason=reason, state=(before, state), left_days=left)
    return made


@command
def resume_clock(
    actor: Actor, consultation_id: UUID, *, expected_version: int, note: str = ""
) -> Consultation:
    """The clock runs again with exactly the working days that were left."""
    made = consultation_for(actor, consultation_id, "resume", expected_version)
    before, state = made.state, WORKFLOW.next(made.state, "resume")
    open_pause = sa.select(ConsultationPause).where(
        ConsultationPause.consultation_id == made.id, ConsultationPause.resumed_on.is_(None)
    )
    paused = session().scalars(open_pause).one()
    paused.resumed_on, paused.note = clock.today(), note
    made.state = state
    facts = {"on": paused.paused_on, "days": paused.left_days, "unit": _unit_name(made)}
    told = _LEFT_AFTER_PAUSE.with_facts(**facts)
    due = _set(made, paused.left_days, told).due_on
    record(actor, made, "resume", reason=note or None, state=(before, state), due_on=due)
    return made


# --------------------------------------------------------------------------- parts


def _period(made: Consultation) -> int:
    rules = directory.settings(made.agreement_id)
    return {
        "urgent": rules.consultation_reply_days_urgent,
        "extra_urgent": rules.consultation_reply_days_extra_urgent,
    }.get(made.urgency, rules.consultation_reply_days_normal)


def _unit(made: Consultation) -> str:
    return directory.settings(made.agreement_id).consultation_reply_unit


def _unit_name(made: Consultation) -> Text:
    return _UNITS[_unit(made)]


def _left(made: Consultation, today: date, due: date) -> int:
    """Days strictly after today up to and including the due day."""
    if _unit(made) == deadlines.CALENDAR_DAY:
        return (due - today).days
    return working_days.calendar_of(made.agreement_id).between(today, due)


def _set(made: Consultation, days: int, basis: Text) -> Deadline:
    return deadlines.set_deadline(
        made.agreement_id,
        "consultation",
        made.id,
        REPLY_DEADLINE,
        clock.today(),
        days,
        _unit(made),
        basis,
    )


def _extend(made: Consultation, asked: ConsultationExtension) -> date:
    facts = {"on": asked.old_due_on, "days": asked.days, "unit": _unit_name(made)}
    told = _EXTENDED.with_facts(**facts)
    extended = deadlines.set_deadline(
        made.agreement_id,
        "consultation",
        made.id,
        REPLY_DEADLINE,
        asked.old_due_on,
        asked.days,
        _unit(made),
        told,
    )
    return extended.due_on


def _asked(made: Consultation) -> sa.Select[ConsultationExtension]:
    return sa.select(ConsultationExtension).where(ConsultationExtension.consultation_id == made.id)


def _granted(made: Consultation) -> bool:
    return session().scalar(_asked(made).where(ConsultationExtension.granted.is_(True))) is not None


def _undecided(made: Consultation) -> ConsultationExtension | None:
    return session().scalar(_asked(made).where(ConsultationExtension.granted.is_(None)))
