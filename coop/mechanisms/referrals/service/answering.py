"""The body answers: it signs for the file within three working days, or the file goes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.documents import receipts
from coop.mechanisms.referrals.codes import CONSENTED, OWN, PARTIES
from coop.mechanisms.referrals.events import ReferralAnswered
from coop.mechanisms.referrals.law import ACCEPTANCE, CONTACT
from coop.mechanisms.referrals.models import Dispute, DisputeParty, Referral
from coop.mechanisms.referrals.policy import body_of
from coop.mechanisms.referrals.service import tallies
from coop.mechanisms.referrals.service.clocks import start_clock
from coop.mechanisms.referrals.service.fitness import require_fit, require_mediator
from coop.mechanisms.referrals.service.loading import (
    audience_of,
    dispute_for,
    issue_no,
    parties_of,
    record,
    referral_of,
)
from coop.mechanisms.referrals.service.referring import add_referral, chosen_mediator
from coop.mechanisms.referrals.service.windows import open_day, set_day
from coop.mechanisms.referrals.workflow import DISPUTE
from coop.registry import deadlines


class AcceptancePeriodOver(RuleViolation):
    code = "acceptance_period_over"
    text = Text("接收期限{day}已过，请等待法院重新移送。", "It was to be accepted by {day}.")


@command
def accept_referral(
    actor: Actor, dispute_id: UUID, *, expected_version: int, mediator_id: UUID | None = None
) -> Dispute:
    """Sign for the file: day 0 of the mediation period is today."""
    made = dispute_for(actor, dispute_id, "accept", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "accept")
    referral = referral_of(made)
    _require_in_time(made)
    made.mediator_id = chosen_mediator(made, mediator_id) or made.mediator_id
    _answer(actor, referral, "accepted")
    tallies.answered(made, referral)
    referral.received_on = clock.today()
    made.state = state
    deadlines.meet_deadline(made.id, ACCEPTANCE)
    due = start_clock(made, referral)
    _ask_the_other_side(made)
    if referral.document_id is not None:
        receipts.sign(actor, referral.document_id, own_institution(actor))
    record(actor, made, "accept", state=(before, state), due_on=due.due_on if due else None)
    _tell_answered(made, referral, due.due_on if due else None)
    return made


@command
def refuse_referral(
    actor: Actor, dispute_id: UUID, *, expected_version: int, reason: str
) -> Referral:
    """The body won't take it: the file goes back at once, and the court may choose another."""
    made = dispute_for(actor, dispute_id, "refuse", expected_version)
    referral = referral_of(made)
    referral.refusal = reason
    _give_back(actor, made, referral, "refuse", "refused")
    return referral


@command
def lapse_referral(actor: Actor, dispute_id: UUID) -> Dispute:
    """Nobody accepted in time: back to the court. Nothing happens before the day has passed."""
    made = dispute_for(actor, dispute_id, "lapse")
    day = _accept_by(made)
    if made.state not in DISPUTE.sources("lapse") or day is None or clock.today() <= day:
        return made
    _give_back(actor, made, referral_of(made), "lapse", "lapsed")
    return made


@command
def take_up(
    actor: Actor, dispute_id: UUID, *, expected_version: int, mediator_id: UUID, mode: str
) -> Dispute:
    """A body begins to mediate what it received itself; no court's period runs."""
    made = dispute_for(actor, dispute_id, "take_up", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "take_up")
    own = body_of(actor.institution_id)
    body = require_fit(made, own.id if own else made.registered_by_id)
    referral = add_referral(made, body, OWN, mode, {"chosen_by": PARTIES})
    _answer(actor, referral, "accepted")
    referral.received_on = clock.today()
    made.mediator_id = require_mediator(made, mediator_id).id
    made.state = state
    record(actor, made, "take_up", state=(before, state))
    return made


# --------------------------------------------------------------------------- parts


def _ask_the_other_side(made: Dispute) -> None:
    """Taken online on one side's consent: the mediator reaches the other within three days."""
    if all(one.consent == CONSENTED for one in parties_of(made)):
        return
    set_day(made, CONTACT, clock.today())


def _accept_by(made: Dispute) -> date | None:
    found = open_day(made, ACCEPTANCE)
    return found.due_on if found else None


def _require_in_time(made: Dispute) -> None:
    day = _accept_by(made)
    if day is not None and clock.today() > day:
        raise AcceptancePeriodOver(day=day)


def _answer(actor: Actor, referral: Referral, outcome: str) -> None:
    referral.outcome, referral.answered_at = outcome, clock.now()
    referral.answered_by = None if actor.is_system else actor.on_behalf_of or actor.name


def _give_back(actor: Actor, made: Dispute, referral: Referral, action: str, outcome: str) -> None:
    left = _unasked(parties_of(made))
    before = made.state
    made.state = DISPUTE.next(before, action, to="partly_consented" if left else "consented")
    _answer(actor, referral, outcome)
    tallies.answered(made, referral)
    deadlines.drop_deadlines(made.id)
    if referral.document_id is not None:
        receipts.release(referral.document_id)
    record(actor, made, action, state=(before, made.state), body_id=referral.body_id)
    _tell_answered(made, referral, None)
    made.body_id = made.mediator_id = None


def _unasked(parties: Sequence[DisputeParty]) -> list[DisputeParty]:
    return [one for one in parties if one.consent != CONSENTED]


def _tell_answered(made: Dispute, referral: Referral, due_on: date | None) -> None:
    events.record(
        ReferralAnswered(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=audience_of(made),
            issue_no=issue_no(made),
            referral_id=referral.id,
            outcome=referral.outcome,
            due_on=due_on,
        )
    )
