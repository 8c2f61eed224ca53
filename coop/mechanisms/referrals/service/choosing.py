"""Which body mediates: the parties choose one within two working days, else the court appoints.

在线调解规则 art. 10; offline the same by analogy. What was chosen stands until the referral.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, step, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.codes import CONSENTED, COURT, PARTIES
from coop.mechanisms.referrals.law import APPOINTMENT, SELECTION
from coop.mechanisms.referrals.models import (
    AppointmentRequest,
    BodyChoice,
    Dispute,
    MediationBody,
)
from coop.mechanisms.referrals.queries.choices import standing_choice
from coop.mechanisms.referrals.service.entries import require_past
from coop.mechanisms.referrals.service.fitness import require_fit
from coop.mechanisms.referrals.service.loading import dispute_for, parties_of, party_of, record
from coop.mechanisms.referrals.service.windows import open_day, set_day
from coop.mechanisms.referrals.workflow import ASKING, DISPUTE
from coop.registry import deadlines
from coop.registry.models import Institution

_JOINT = Text("须各方当事人共同作出，尚缺：{names}。", "All parties together; missing: {names}.")


class SelectionOpen(RuleViolation):
    code = "selection_open"
    text = Text(
        "各方仍可在{day}前（含当日）共同选定调解组织；各方同意由法院指定的，请先登记其申请。",
        "The parties may choose a body until {day}; record it first if they leave it to the court.",
    )


class BodyChosen(RuleViolation):
    code = "body_chosen"
    text = Text("当事人已共同选定{name}。", "The parties have chosen {name}.")


class AppointmentAsked(RuleViolation):
    code = "appointment_asked"
    text = Text("当事人已申请法院指定。", "The court has been asked to appoint a body.")


@command
def choose_body(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    body_id: UUID,
    party_ids: Sequence[UUID],
    chosen_on: date,
) -> Dispute:
    """All parties have agreed on a body; until it is referred they may agree on another."""
    made = dispute_for(actor, dispute_id, "choose_body", expected_version)
    made.state = DISPUTE.next(made.state, "choose_body")
    require_past("chosen_on", chosen_on)
    _require_joint(made, party_ids)
    body = require_fit(made, body_id)
    _choose(actor, made, body, PARTIES, "agreed", chosen_on)
    touch(made)
    record(actor, made, "choose_body", body_id=body.id, chosen_on=chosen_on)
    return made


@command
def ask_appointment(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    party_ids: Sequence[UUID],
    asked_on: date,
) -> Dispute:
    """Parties ask the court to appoint: one side that consents to online mediation, or all.

    The court then has three working days.
    """
    made = dispute_for(actor, dispute_id, "ask_appointment", expected_version)
    made.state = DISPUTE.next(made.state, "ask_appointment")
    require_past("asked_on", asked_on)
    _require_nothing_decided(made)
    if made.state in ASKING:
        _require_consenting(made, party_ids)
    else:
        _require_joint(made, party_ids)
    session().add(
        AppointmentRequest(
            dispute_id=made.id,
            asked_by=[str(one) for one in party_ids],
            asked_on=asked_on,
            recorded_by=actor.on_behalf_of or actor.name,
        )
    )
    deadlines.drop_deadlines(made.id, SELECTION)
    due = set_day(made, APPOINTMENT, asked_on)
    touch(made)
    record(actor, made, "ask_appointment", asked_on=asked_on, due_on=due.due_on)
    return made


@command
def appoint_body(
    actor: Actor, dispute_id: UUID, *, expected_version: int, body_id: UUID
) -> Dispute:
    """The court appoints where the parties left it to the court or have not agreed in time."""
    made = dispute_for(actor, dispute_id, "appoint_body", expected_version)
    made.state = DISPUTE.next(made.state, "appoint_body")
    ground = _ground_of_appointment(made)
    body = require_fit(made, body_id)
    _choose(actor, made, body, COURT, ground, clock.today())
    touch(made)
    record(actor, made, "appoint_body", body_id=body.id, ground=ground)
    return made


@step
def choice_for_referral(
    actor: Actor, made: Dispute, body: MediationBody, chosen_by: str | None
) -> BodyChoice:
    """What was chosen before; else the referral itself says who chooses this body now.

    chosen_by: None = the parties where all consent, else the court. Raises Invalid, SelectionOpen.
    """
    standing = standing_choice(made.id)
    if standing is not None:
        _require_same(standing, body, chosen_by)
        return standing
    is_joint = made.state not in ASKING
    if (chosen_by or (PARTIES if is_joint else COURT)) == COURT:
        return _choose(actor, made, body, COURT, _ground_of_appointment(made), clock.today())
    if not is_joint:
        words = Text("各方均同意调解的，才能共同选定。", "Only parties that all consent choose it.")
        raise invalid("chosen_by", "not_chosen_jointly", words)
    return _choose(actor, made, body, PARTIES, "agreed", clock.today())


# --------------------------------------------------------------------------- parts


def _choose(  # what a choice tells
    actor: Actor, made: Dispute, body: MediationBody, by: str, ground: str, chosen_on: date
) -> BodyChoice:
    """Replaces what was chosen before and not referred; the windows close."""
    waiting = sa.and_(BodyChoice.dispute_id == made.id, BodyChoice.referral_id.is_(None))
    former = session().scalar(sa.select(BodyChoice).where(waiting))
    due = open_day(made, SELECTION if by == PARTIES else APPOINTMENT)
    due_on = due.due_on if due else former.due_on if former else None
    session().execute(sa.delete(BodyChoice).where(waiting))
    choice = BodyChoice(
        dispute_id=made.id,
        body_id=body.id,
        chosen_by=by,
        ground=ground,
        chosen_on=chosen_on,
        due_on=due_on,
        recorded_by=actor.on_behalf_of or actor.name,
    )
    session().add(choice)
    session().execute(
        sa.update(AppointmentRequest)
        .where(AppointmentRequest.dispute_id == made.id)
        .values(is_answered=True)
    )
    deadlines.meet_deadline(made.id, SELECTION if by == PARTIES else APPOINTMENT)
    deadlines.drop_deadlines(made.id, SELECTION, APPOINTMENT)
    return choice


def _ground_of_appointment(made: Dispute) -> str:
    """Raises BodyChosen, SelectionOpen."""
    standing = standing_choice(made.id)
    if standing is not None:
        if standing.chosen_by == PARTIES:
            raise BodyChosen(name=_name_of(standing.body_id))
        return standing.ground
    if made.state in ASKING:
        return "one_side"
    if _is_asked(made):
        return "asked"
    selection = open_day(made, SELECTION)
    if selection is not None and clock.today() <= selection.due_on:
        raise SelectionOpen(day=selection.due_on)
    return "returned" if selection is None and made.referral_id else "not_agreed"


def _is_asked(made: Dispute) -> bool:
    asked = sa.select(AppointmentRequest.id).where(
        AppointmentRequest.dispute_id == made.id, AppointmentRequest.is_answered.is_(False)
    )
    return session().scalar(asked.limit(1)) is not None


def _require_nothing_decided(made: Dispute) -> None:
    standing = standing_choice(made.id)
    if standing is not None:
        raise BodyChosen(name=_name_of(standing.body_id))
    if _is_asked(made):
        raise AppointmentAsked


def _require_joint(made: Dispute, party_ids: Sequence[UUID]) -> None:
    told = {party_of(made, one, field="party_ids").id for one in party_ids}
    missing = [one.name for one in parties_of(made) if one.id not in told]
    if missing:
        raise invalid("party_ids", "not_joint", _JOINT.with_facts(names=missing))


def _require_consenting(made: Dispute, party_ids: Sequence[UUID]) -> None:
    told = [party_of(made, one, field="party_ids") for one in party_ids]
    others = [one.name for one in told if one.consent != CONSENTED]
    if others:
        words = Text("尚未同意调解：{names}。", "These have not consented: {names}.")
        raise invalid("party_ids", "not_consented", words.with_facts(names=others))


def _require_same(standing: BodyChoice, body: MediationBody, chosen_by: str | None) -> None:
    name = _name_of(standing.body_id)
    if standing.body_id != body.id:
        words = Text("已确定由{name}调解。", "{name} is to mediate.")
        raise invalid("body_id", "not_the_chosen_body", words.with_facts(name=name))
    if chosen_by not in (None, standing.chosen_by):
        words = Text("与已登记的选定情况不符。", "It was recorded otherwise.")
        raise invalid("chosen_by", "chosen_otherwise", words)


def _name_of(body_id: UUID) -> str:
    named = (
        sa.select(Institution.short_name)
        .join(MediationBody, MediationBody.institution_id == Institution.id)
        .where(MediationBody.id == body_id)
    )
    return session().scalar(named) or ""
