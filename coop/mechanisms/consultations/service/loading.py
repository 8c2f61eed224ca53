"""What every command begins and ends with: load what is visible, permit, and record the act."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.core.parts import lock_part
from coop.mechanisms.consultations.events import ConsultationEvent, OpinionEvent
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationText,
    ConsultedParty,
    Opinion,
)
from coop.mechanisms.consultations.policy import (
    Standing,
    circle_of,
    consulted_ids,
    holds,
    narrowed,
    sees,
    standing_of,
)
from coop.mechanisms.consultations.workflow import OPINION, REPLY_DEADLINE, WORKFLOW
from coop.registry import deadlines, directory


class ReplyPeriodOver(RuleViolation):
    code = "reply_period_over"
    text = Text("答复期限{day}已过。", "The reply period ended on {day}.")


def consultation_for(
    actor: Actor, consultation_id: UUID, action: str, expected_version: int | None = None
) -> Consultation:
    """The consultation, locked, if the actor sees it and may do this with it."""
    found = lock(Consultation, consultation_id)
    if not sees(actor, found.id):
        raise NotFound
    policy.require(actor, WORKFLOW, action, standing(found), holds)
    check_version(found, expected_version)
    return found


def opinion_for(
    actor: Actor, opinion_id: UUID, action: str, expected_version: int | None = None
) -> tuple[Opinion, Consultation]:
    """An opinion with its consultation, locked in the other order, if the actor may do this."""
    found, consultation = lock_part(Opinion, opinion_id, Consultation, Opinion.consultation_id)
    is_readable = found.revealed_at is not None or found.institution_id == actor.institution_id
    if not (sees(actor, consultation.id) and is_readable):
        raise NotFound
    own = narrowed(standing(consultation), found.institution_id)
    policy.require(actor, OPINION, action, own, holds)
    check_version(found, expected_version)
    return found, consultation


def standing(consultation: Consultation) -> Standing:
    return standing_of(
        consultation.agreement_id,
        consultation.initiator_id,
        consulted_ids(consultation.id),
        has_case=consultation.pending_case_no is not None,
    )


def parties_of(consultation: Consultation) -> list[ConsultedParty]:
    query = sa.select(ConsultedParty).where(ConsultedParty.consultation_id == consultation.id)
    return list(session().scalars(query.order_by(ConsultedParty.id)))


def newest_text(consultation: Consultation) -> ConsultationText:
    """The text asked about last, or the draft that would follow it."""
    query = sa.select(ConsultationText).where(ConsultationText.consultation_id == consultation.id)
    return session().scalars(query.order_by(ConsultationText.number.desc()).limit(1)).one()


def opinions_of(consultation: Consultation) -> list[Opinion]:
    """Opinions on the text asked about last."""
    query = sa.select(Opinion).where(
        Opinion.consultation_id == consultation.id,
        Opinion.text_version == consultation.text_version,
    )
    return list(session().scalars(query.order_by(Opinion.id)))


def due_on(consultation: Consultation) -> date | None:
    """When the running round's answers are due; None while no clock runs."""
    found = (one for one in deadlines.due_dates(consultation.id) if one.kind == REPLY_DEADLINE)
    return next((one.due_on for one in found if one.met_on is None), None)


def require_in_time(consultation: Consultation, today: date) -> date:
    """The due day. Raises ReplyPeriodOver after it, whether or not the lapse is recorded yet."""
    day = due_on(consultation)
    if day is None or today > day:
        raise ReplyPeriodOver(day=day or consultation.replied_by_on)
    return day


# --------------------------------------------------------------------------- records


def audience_of(consultation: Consultation) -> tuple[UUID, ...]:
    """Once opened its circle, else the initiator and a court that must let it open."""
    if consultation.opened_at is not None:
        circle = circle_of(consultation)
        return circle or directory.institution_ids(consultation.agreement_id)
    asked = consultation.pending_case_no and newest_text(consultation).approved_at
    courts = directory.courts(consultation.agreement_id) if asked else frozenset()
    return (consultation.initiator_id, *sorted(courts - {consultation.initiator_id}))


def record(
    actor: Actor,
    consultation: Consultation,
    action: str,
    *,
    reason: str | None = None,
    **changes: Any,
) -> None:
    audit.record(actor, f"consultation.{action}", _subject(consultation), reason=reason, **changes)
    session().flush()
    events.record(
        ConsultationEvent(
            agreement_id=consultation.agreement_id,
            subject_id=consultation.id,
            audience=audience_of(consultation),
            action=action,
            state=consultation.state,
            initiator_id=consultation.initiator_id,
        )
    )


def record_opinion(
    actor: Actor, opinion: Opinion, consultation: Consultation, action: str, **changes: Any
) -> None:
    """The log entry names neither stance nor text: others may read the log than may read those."""
    audit.record(
        actor,
        f"opinion.{action}",
        Subject("opinion", opinion.id, consultation.agreement_id),
        consultation_id=consultation.id,
        text_version=opinion.text_version,
        **changes,
    )
    is_open_to_all = opinion.revealed_at is not None
    events.record(
        OpinionEvent(
            agreement_id=consultation.agreement_id,
            subject_id=opinion.id,
            audience=audience_of(consultation) if is_open_to_all else (opinion.institution_id,),
            consultation_id=consultation.id,
            institution_id=opinion.institution_id,
            action=action,
            state=opinion.state,
        )
    )


def _subject(consultation: Consultation) -> Subject:
    return Subject("consultation", consultation.id, consultation.agreement_id)
