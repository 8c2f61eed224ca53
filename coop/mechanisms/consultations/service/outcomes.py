"""How a consultation ends: concluded by its initiator, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.core.policy import require_person
from coop.documents import receipts
from coop.mechanisms.consultations import printing
from coop.mechanisms.consultations.events import ConsultationConcluded
from coop.mechanisms.consultations.models import Consultation, Opinion
from coop.mechanisms.consultations.service.loading import (
    audience_of,
    consultation_for,
    newest_text,
    opinions_of,
    parties_of,
    record,
)
from coop.mechanisms.consultations.service.rounds import expire_asks, expire_drafts
from coop.mechanisms.consultations.workflow import GIVEN, OUTCOMES, WORKFLOW, agreement_of
from coop.registry import deadlines, directory


class OpinionsUnanswered(RuleViolation):
    code = "opinions_unanswered"
    text = Text(
        "须先答复以下单位意见的采纳情况：{institutions}。",
        "Answer the opinions of these parties first: {institutions}.",
    )


class NotAgreed(RuleViolation):
    code = "not_agreed"
    text = Text(
        "以下单位未达成一致：{institutions}，不能作出“{outcome}”的结论，可提请联席会议审议。",
        "Not agreed with: {institutions}. It can't be concluded as {outcome}; escalate it.",
    )


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """Where one consulted party stands after a round. agreement: see workflow.agreement_of."""

    institution_id: UUID
    is_mandatory: bool
    agreement: str


@command
def conclude(
    actor: Actor, consultation_id: UUID, *, expected_version: int, outcome: str, text: str
) -> Consultation:
    """The initiator's signer concludes what is agreed, in whole or in part."""
    made = consultation_for(actor, consultation_id, "conclude", expected_version)
    state = WORKFLOW.next(made.state, "conclude")
    require_person(actor)
    _require_answered(made)
    _require_outcome(made, outcome)
    settle(actor, made, "conclude", state=state, outcome=outcome, text=text)
    return made


@command
def withdraw(
    actor: Actor, consultation_id: UUID, *, expected_version: int, reason: str
) -> Consultation:
    """The initiator takes it back; nobody need sign for the letter or answer any more."""
    made = consultation_for(actor, consultation_id, "withdraw", expected_version)
    before, state = made.state, WORKFLOW.next(made.state, "withdraw")
    expire_drafts(actor, made)
    expire_asks(made)
    deadlines.drop_deadlines(made.id)
    letter = newest_text(made).document_id
    if letter is not None:
        receipts.withdraw(letter)
    made.state, made.reason = state, reason
    record(actor, made, "withdraw", reason=reason, state=(before, state))
    return made


def settle(
    actor: Actor, made: Consultation, action: str, *, state: str, outcome: str, text: str
) -> None:
    """Write the outcome, print the conclusion and tell everyone."""
    before = made.state
    made.state, made.outcome, made.outcome_text = state, outcome, text
    made.concluded_at = clock.now()
    document = printing.file_conclusion(made, actor)
    made.document_id = document.id
    record(actor, made, action, state=(before, state), outcome=outcome)
    events.record(
        ConsultationConcluded(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=audience_of(made),
            outcome=outcome,
            document_id=document.id,
        )
    )


def standings(made: Consultation) -> tuple[PartyStanding, ...]:
    """Every consulted party on the text asked about last; silence is counted as it took effect."""
    opinions = {one.institution_id: one for one in opinions_of(made) if one.state in GIVEN}
    return tuple(
        PartyStanding(
            one.institution_id,
            one.is_mandatory,
            agreement_of(opinion.stance, opinion.answer)
            if (opinion := opinions.get(one.institution_id))
            else agreement_of(one.state, None),
        )
        for one in parties_of(made)
    )


# --------------------------------------------------------------------------- parts


def _require_answered(made: Consultation) -> None:
    owed = sa.select(Opinion.institution_id).where(
        Opinion.consultation_id == made.id, Opinion.state.in_(GIVEN), Opinion.answer.is_(None)
    )
    names = directory.short_names(made.agreement_id)
    found = dict.fromkeys(names[one] for one in session().scalars(owed.order_by(Opinion.id)))
    if found:
        raise OpinionsUnanswered(institutions=list(found))


def _require_outcome(made: Consultation, outcome: str) -> None:
    """agreed: with every party that had to answer; partly: at least one party agrees in part."""
    found = standings(made)
    against = [one for one in found if one.is_mandatory and one.agreement != "agreed"]
    if outcome == "partly" and any(one.agreement != "not_agreed" for one in found):
        return
    if against or outcome == "partly":
        names = directory.short_names(made.agreement_id)
        listed = [names[one.institution_id] for one in against]
        raise NotAgreed(institutions=listed, outcome=OUTCOMES[outcome])
