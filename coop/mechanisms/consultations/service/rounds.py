"""A round of opinions closes: when all are in, or when the due day has passed."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.mechanisms.consultations import printing
from coop.mechanisms.consultations.events import RoundClosed
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationExtension,
    ConsultedParty,
    Opinion,
)
from coop.mechanisms.consultations.service.loading import (
    audience_of,
    consultation_for,
    due_on,
    parties_of,
    record,
    record_opinion,
)
from coop.mechanisms.consultations.workflow import (
    ANSWERED,
    ASKED,
    GIVEN,
    OPINION,
    REPLY_DEADLINE,
    WORKFLOW,
    WRITTEN,
)
from coop.registry import deadlines, directory


@command
def lapse_consultation(actor: Actor, consultation_id: UUID) -> Consultation:
    """The due day has passed (CO-06): the missing answers get their effect. Nothing happens before.

    An extension asked in time holds the lapse until the secretariat has decided.
    """
    made = consultation_for(actor, consultation_id, "lapse")
    day = due_on(made)
    if made.state not in WORKFLOW.sources("lapse") or day is None or clock.today() <= day:
        return made
    if session().scalar(_undecided_extensions(made)) is not None:
        return made
    effect = _effect_of_silence(made)
    silent = [one for one in parties_of(made) if one.state == ASKED]
    for one in silent:
        one.state = effect
    before, made.state = made.state, WORKFLOW.next(made.state, "lapse")
    close_round(actor, made)
    deadlines.drop_deadlines(made.id)
    names = directory.short_names(made.agreement_id)
    record(
        actor,
        made,
        "lapse",
        state=(before, made.state),
        silent=[names[one.institution_id] for one in silent],
        effect=effect,
    )
    return made


def close_round(actor: Actor, made: Consultation) -> None:
    """From now on every party may read what was given; what was not signed is outdated."""
    expire_drafts(actor, made)
    expire_asks(made)
    made.replied_by_on, made.round_closed_at = due_on(made), clock.now()
    given = sa.select(Opinion).where(
        Opinion.consultation_id == made.id, Opinion.state.in_(GIVEN), Opinion.revealed_at.is_(None)
    )
    for opinion in session().scalars(given.order_by(Opinion.id)):
        opinion.revealed_at = made.round_closed_at
        opinion.document_id = printing.file_opinion(made, opinion, actor).id
    session().flush()
    _tell(made, parties_of(made))


def close_if_all_in(actor: Actor, made: Consultation) -> bool:
    """Close the round early once nobody is left to answer. True when it closed."""
    if any(one.state == ASKED for one in parties_of(made)):
        return False
    close_round(actor, made)
    deadlines.meet_deadline(made.id, REPLY_DEADLINE)
    if made.state in WRITTEN:
        made.state = WORKFLOW.next(made.state, "opinion", to="replied")
    return True


def expire_drafts(actor: Actor, made: Consultation) -> None:
    """Opinions drafted but not signed while their round ran."""
    drafts = sa.select(Opinion).where(
        Opinion.consultation_id == made.id, Opinion.state == OPINION.initial
    )
    for opinion in session().scalars(drafts):
        opinion.state = OPINION.next(opinion.state, "expire")
        record_opinion(actor, opinion, made, "expire")


def expire_asks(made: Consultation) -> None:
    """Requests for more time that nobody decided before their period ended otherwise."""
    for asked in session().scalars(_undecided_extensions(made)):
        asked.granted, asked.decided_at = False, clock.now()


# --------------------------------------------------------------------------- parts


def _effect_of_silence(made: Consultation) -> str:
    """Silence is no consent unless letter and agreement say so."""
    allowed = directory.settings(made.agreement_id).consultation_silence_may_consent
    return "deemed_no_objection" if made.silence_consents and allowed else "no_reply"


def _undecided_extensions(made: Consultation) -> sa.Select[ConsultationExtension]:
    return sa.select(ConsultationExtension).where(
        ConsultationExtension.consultation_id == made.id, ConsultationExtension.granted.is_(None)
    )


def _tell(made: Consultation, parties: list[ConsultedParty]) -> None:
    answered = tuple(one.institution_id for one in parties if one.state == ANSWERED)
    events.record(
        RoundClosed(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=audience_of(made),
            text_version=made.text_version,
            answered_ids=answered,
            silent_ids=tuple(
                one.institution_id for one in parties if one.institution_id not in answered
            ),
        )
    )
