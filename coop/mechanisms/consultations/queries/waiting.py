"""What waits for one officer: letters to approve, opinions to write and sign, answers owed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import Condition, Due, Held, Steps, Waiting
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationExtension,
    ConsultationText,
    ConsultedParty,
    Opinion,
)
from coop.mechanisms.consultations.policy import COURT, POSTS
from coop.mechanisms.consultations.workflow import ANSWERABLE, OPINION, REPLY_DEADLINE, WORKFLOW
from coop.registry.conditions import due_of, hosted_by, is_party_of_kind

_APPROVE = Text("签发会商函", "Approve a letter")
_APPROVE_CASE = Text("审核在审案件会商", "Let a pending case be consulted on")
_OPINION = Text("答复会商", "Answer a consultation")
_SEND = Text("发出会商函", "Send a letter")
_RESUME = Text("补充材料，恢复计时", "Supply material and resume")
_CONCLUDE = Text("形成会商结论", "Conclude a consultation")
_SIGN = Text("签发会商意见", "Sign an opinion")
_ANSWER = Text("答复意见采纳情况", "Answer an opinion")


def waiting(actor: Actor) -> Iterator[Waiting]:
    yield from _letters(actor)
    yield from _rounds(actor)
    yield from _opinions(actor)


def _steps(actor: Actor) -> Steps:
    reply = due_of(Consultation.id, REPLY_DEADLINE)
    return Steps(
        workflow=WORKFLOW,
        state=Consultation.state,
        held=_held(actor, _is_consulted(actor)),
        rows=sa.select(Consultation.id),
        url="/consultations/{id}",
        subject_id=Consultation.id,
        title=Consultation.title,
        due=reply,
    )


def _held(actor: Actor, is_consulted: Condition) -> Held:
    """policy.holds as a condition."""
    own, agreement_id = actor.institution_id, Consultation.agreement_id

    def held(role: str) -> Condition | None:
        under = actor.agreements_with(POSTS.get(role, role))
        if not under:
            return None
        if role == "court_signer":
            part = is_party_of_kind(agreement_id, own, COURT)
        elif role == "secretariat":
            part = hosted_by(agreement_id, own)
        else:
            part = is_consulted if role in POSTS else Consultation.initiator_id == own
        return sa.and_(agreement_id.in_(under), part)

    return held


def _is_consulted(actor: Actor) -> Condition:
    return sa.exists().where(
        ConsultedParty.consultation_id == Consultation.id,
        ConsultedParty.institution_id == actor.institution_id,
    )


def _letters(actor: Actor) -> Iterator[Waiting]:
    """Texts that were not sent yet, on their way from draft to letter."""
    steps = _steps(actor)
    unsent = _text(ConsultationText.asked_on.is_(None))
    yield from steps.waiting(
        "approve", "review", unsent, _text(ConsultationText.approved_at.is_(None)), kind=_APPROVE
    )
    approved = _text(ConsultationText.approved_at.is_not(None))
    has_case = Consultation.pending_case_no.is_not(None)
    let = _text(ConsultationText.case_approved_at.is_not(None))
    yield from steps.waiting(
        "approve_case", "review", unsent, approved, has_case, ~let, kind=_APPROVE_CASE
    )
    own_court = is_party_of_kind(Consultation.agreement_id, actor.institution_id, COURT)
    ready = sa.or_(~has_case, let, own_court)
    yield from steps.waiting("submit", "do", unsent, approved, ready, kind=_SEND)


def _text(condition: Condition) -> Condition:
    """Whether that holds for the newest text."""
    later = sa.orm.aliased(ConsultationText)
    newest = (
        sa.select(sa.func.max(later.number))
        .where(later.consultation_id == Consultation.id)
        .scalar_subquery()
    )
    return sa.exists().where(
        ConsultationText.consultation_id == Consultation.id,
        ConsultationText.number == newest,
        condition,
    )


def _rounds(actor: Actor) -> Iterator[Waiting]:
    """The round of opinions, and what is made of it."""
    steps = _steps(actor)
    given = sa.exists().where(
        Opinion.consultation_id == Consultation.id,
        Opinion.institution_id == actor.institution_id,
        Opinion.text_version == Consultation.text_version,
    )
    yield from steps.waiting("opinion", "answer", ~given, _in_time(steps.due), kind=_OPINION)
    asked = sa.exists().where(
        ConsultationExtension.consultation_id == Consultation.id,
        ConsultationExtension.granted.is_(None),
    )
    yield from steps.waiting("extend", "review", asked)
    yield from steps.waiting("resume", "follow", kind=_RESUME)
    yield from steps.waiting("record", "do", Consultation.round_closed_at.is_not(None))
    settled = ~_text(ConsultationText.asked_on.is_(None))
    yield from steps.waiting("conclude", "do", settled, kind=_CONCLUDE)
    yield from steps.waiting("decide", "follow")


def _in_time(due: Due | None) -> Condition:
    return sa.false() if due is None else due.on >= clock.today()


def _opinions(actor: Actor) -> Iterator[Waiting]:
    own = Opinion.institution_id == actor.institution_id
    reply = due_of(Consultation.id, REPLY_DEADLINE)
    joined: Any = Consultation.id == Opinion.consultation_id
    steps = Steps(
        workflow=OPINION,
        state=Opinion.state,
        held=_held(actor, own),
        rows=sa.select(Opinion.id).join(Consultation, joined),
        url="/consultations/{id}#opinion-{subject_id}",
        subject_id=Opinion.id,
        title=Consultation.title,
        opens=Consultation.id,
    )
    asking = Consultation.state.in_(WORKFLOW.sources("opinion"))
    yield from steps.waiting("sign", "review", asking, _in_time(reply), kind=_SIGN, due=reply)
    unanswered = Opinion.answer.is_(None), Opinion.revealed_at.is_not(None)
    answerable = Consultation.state.in_(ANSWERABLE)
    yield from steps.waiting("answer", "do", *unanswered, answerable, kind=_ANSWER)
