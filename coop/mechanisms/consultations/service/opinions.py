"""Opinions: drafted by the consulted party, signed by its signer, answered by the initiator."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution, require_other_than_drafter, require_person
from coop.documents import receipts
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationText,
    ConsultedParty,
    Opinion,
)
from coop.mechanisms.consultations.service.loading import (
    consultation_for,
    opinion_for,
    record,
    record_opinion,
    require_in_time,
)
from coop.mechanisms.consultations.service.rounds import close_if_all_in
from coop.mechanisms.consultations.workflow import ANSWERABLE, OPINION, WORKFLOW
from coop.registry import directory

# What the initiator has to go by: these stances are nothing without words.
_NEEDS_TEXT = frozenset({"agree_with_changes", "disagree"})


class OpinionExists(RuleViolation):
    code = "opinion_exists"
    text = Text(
        "本单位已有针对当前文本的意见，请在原意见上修改。",
        "Your party has an opinion on this text already; change that one.",
    )


class NotAskedYet(RuleViolation):
    code = "round_not_open"
    text = Text("当前不在征求意见期间。", "No round of opinions is open.")


class NotAnswerable(RuleViolation):
    code = "not_answerable"
    text = Text(
        "意见收齐或期限届满后才能答复采纳情况。",
        "Opinions are answered once their round has closed and before the conclusion.",
    )


@command
def draft_opinion(actor: Actor, consultation_id: UUID, *, stance: str, text: str = "") -> Opinion:
    """The consulted party's draft on the text asked about now; only that party sees it."""
    made = consultation_for(actor, consultation_id, "opinion")
    WORKFLOW.next(made.state, "opinion")
    require_in_time(made, clock.today())
    _check(stance, text)
    own = own_institution(actor)
    if _own_opinion(made, own) is not None:
        raise OpinionExists
    opinion = Opinion(
        consultation_id=made.id,
        institution_id=own,
        text_version=made.text_version,
        stance=stance,
        text=text,
        drafted_by_id=actor.id,
    )
    session().add(opinion)
    session().flush()
    record_opinion(actor, opinion, made, "draft")
    return opinion


@command
def edit_opinion(
    actor: Actor,
    opinion_id: UUID,
    *,
    expected_version: int,
    stance: str | None = None,
    text: str | None = None,
) -> Opinion:
    opinion, made = opinion_for(actor, opinion_id, "edit", expected_version)
    opinion.state = OPINION.next(opinion.state, "edit")
    _require_open(made)
    opinion.stance = stance if stance is not None else opinion.stance
    opinion.text = text if text is not None else opinion.text
    _check(opinion.stance, opinion.text)
    opinion.drafted_by_id = actor.id
    record_opinion(actor, opinion, made, "edit")
    return opinion


@command
def sign_opinion(actor: Actor, opinion_id: UUID, *, expected_version: int) -> Opinion:
    """The own party's signer gives the opinion; with the last one the round closes."""
    opinion, made = opinion_for(actor, opinion_id, "sign", expected_version)
    state = OPINION.next(opinion.state, "sign")
    _require_open(made)
    require_person(actor)
    require_other_than_drafter(actor, opinion.drafted_by_id)
    opinion.state, opinion.given_at = state, clock.now()
    opinion.signed_by_name = actor.on_behalf_of or actor.name
    party = _party(made, opinion.institution_id)
    party.state, party.answered_on = "answered", clock.today()
    _sign_for_letter(actor, made, opinion.institution_id)
    session().flush()
    before = made.state
    close_if_all_in(actor, made)
    record_opinion(actor, opinion, made, "sign")
    who = directory.short_names(made.agreement_id)[opinion.institution_id]
    record(actor, made, "sign_opinion", institution=who, state=(before, made.state))
    return opinion


@command
def answer_opinion(
    actor: Actor, opinion_id: UUID, *, expected_version: int, answer: str, reason: str = ""
) -> Opinion:
    """What became of an opinion (CO-08), with reasons where it was not adopted in full."""
    opinion, made = opinion_for(actor, opinion_id, "answer", expected_version)
    opinion.state = OPINION.next(opinion.state, "answer")
    if opinion.revealed_at is None or made.state not in ANSWERABLE:
        raise NotAnswerable
    if answer != "adopted" and not reason:
        words = Text(
            "未全部采纳的，须说明理由。", "Give the reason where it is not adopted in full."
        )
        raise invalid("reason", "required", words)
    before = opinion.answer
    opinion.answer, opinion.answer_reason = answer, reason
    opinion.answered_at = clock.now()
    record_opinion(actor, opinion, made, "answer", answer=(before, answer))
    return opinion


# --------------------------------------------------------------------------- parts


def _check(stance: str, text: str) -> None:
    if stance in _NEEDS_TEXT and not text:
        words = Text(
            "修改后同意或不同意的，须写明具体意见。", "Say what is to change, or why you disagree."
        )
        raise invalid("text", "required", words)


def _require_open(made: Consultation) -> None:
    if made.state not in WORKFLOW.sources("opinion"):
        raise NotAskedYet
    require_in_time(made, clock.today())


def _own_opinion(made: Consultation, institution_id: UUID) -> Opinion | None:
    return session().scalar(
        sa.select(Opinion).where(
            Opinion.consultation_id == made.id,
            Opinion.institution_id == institution_id,
            Opinion.text_version == made.text_version,
        )
    )


def _party(made: Consultation, institution_id: UUID) -> ConsultedParty:
    query = sa.select(ConsultedParty).where(
        ConsultedParty.consultation_id == made.id, ConsultedParty.institution_id == institution_id
    )
    return session().scalars(query).one()


def _sign_for_letter(actor: Actor, made: Consultation, institution_id: UUID) -> None:
    """Who answers a letter has received it."""
    letter = sa.select(ConsultationText.document_id).where(
        ConsultationText.consultation_id == made.id, ConsultationText.number == made.text_version
    )
    document_id = session().scalar(letter)
    if document_id is not None:
        receipts.sign(actor, document_id, institution_id)
