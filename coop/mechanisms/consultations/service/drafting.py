"""The text: drafted, changed, approved by the own signer and, with a case, the court's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import Forbidden, NotFound, RuleViolation
from coop.core.language import Text
from coop.core.policy import own_institution, require_other_than_drafter, require_person
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationText,
    ConsultedParty,
)
from coop.mechanisms.consultations.policy import may_draft
from coop.mechanisms.consultations.service.checks import check_parties, check_text
from coop.mechanisms.consultations.service.loading import (
    consultation_for,
    newest_text,
    record,
)
from coop.mechanisms.consultations.workflow import WORKFLOW

_WORDS = ("facts", "questions", "position")
_MARKS = ("title", "category", "urgency", "silence_consents", "pending_case_no", "external_ref")


class NothingToApprove(RuleViolation):
    code = "nothing_to_approve"
    text = Text("没有待签发的新文本。", "There is no new text to approve.")


class NoPendingCase(RuleViolation):
    code = "no_pending_case"
    text = Text("该事项未涉及在审案件。", "No pending case is named.")


class OwnApprovalFirst(RuleViolation):
    code = "own_approval_first"
    text = Text("须先由发起单位签发人签发。", "The initiator's own signer approves first.")


@command
def draft_consultation(
    actor: Actor, *, agreement_id: UUID, consulted_ids: list[UUID], **facts: Any
) -> Consultation:
    """A draft that only the own party sees.

    facts: title, category, facts, questions; position, urgency, silence_consents, pending_case_no,
    optional_ids (consulted without having to answer), external_ref.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    if not may_draft(actor, agreement_id):
        raise Forbidden(action=Text("发起会商", "start a consultation"))
    made = Consultation(
        agreement_id=agreement_id,
        initiator_id=own_institution(actor),
        **{name: facts[name] for name in _MARKS if facts.get(name) is not None},
    )
    text = ConsultationText(
        number=1,
        facts=facts["facts"],
        questions=facts["questions"],
        position=facts.get("position", ""),
        drafted_by_id=actor.id,
    )
    check_text(made, text)
    session().add(made)
    session().flush()
    text.consultation_id = made.id
    session().add(text)
    _replace_parties(made, consulted_ids, facts.get("optional_ids") or [])
    record(actor, made, "draft", title=made.title, category=made.category)
    return made


@command
def edit_consultation(
    actor: Actor, consultation_id: UUID, *, expected_version: int, **facts: Any
) -> Consultation:
    """Change a draft; what is not named stays. Any change voids the approvals."""
    made = consultation_for(actor, consultation_id, "edit", expected_version)
    made.state = WORKFLOW.next(made.state, "edit")
    for name in _MARKS:
        if name in facts:
            setattr(made, name, facts[name] or _blank(name))
    text = newest_text(made)
    write_text(actor, text, facts)
    check_text(made, text)
    if "consulted_ids" in facts or "optional_ids" in facts:
        known = _party_ids(made)
        _replace_parties(
            made,
            facts.get("consulted_ids", known[True] + known[False]),
            facts.get("optional_ids", known[False]),
        )
    touch(made)
    record(actor, made, "edit", fields=sorted(facts))
    return made


@command
def revise_text(
    actor: Actor, consultation_id: UUID, *, expected_version: int, **words: Any
) -> Consultation:
    """Write the next version of the text (CO-05); it is approved and sent like the first."""
    made = consultation_for(actor, consultation_id, "revise", expected_version)
    made.state = WORKFLOW.next(made.state, "revise")
    text = newest_text(made)
    if text.asked_on is not None:
        text = _next_version(text)
    write_text(actor, text, words)
    check_text(made, text)
    touch(made)
    record(actor, made, "revise", text_version=text.number)
    return made


@command
def approve_letter(actor: Actor, consultation_id: UUID, *, expected_version: int) -> Consultation:
    """The own party's signer approves the newest text; not its drafter."""
    made = consultation_for(actor, consultation_id, "approve", expected_version)
    made.state = WORKFLOW.next(made.state, "approve")
    text = newest_text(made)
    if text.asked_on is not None or text.approved_at is not None:
        raise NothingToApprove
    require_person(actor)
    require_other_than_drafter(actor, text.drafted_by_id)
    text.approved_at, text.approved_by_name = clock.now(), actor.on_behalf_of or actor.name
    touch(made)
    record(actor, made, "approve", text_version=text.number)
    return made


@command
def approve_case(actor: Actor, consultation_id: UUID, *, expected_version: int) -> Consultation:
    """The court's signer lets a matter with a pending case open (独立审判)."""
    made = consultation_for(actor, consultation_id, "approve_case", expected_version)
    made.state = WORKFLOW.next(made.state, "approve_case")
    if made.pending_case_no is None:
        raise NoPendingCase
    text = newest_text(made)
    if text.asked_on is not None or text.case_approved_at is not None:
        raise NothingToApprove
    if text.approved_at is None:
        raise OwnApprovalFirst
    require_person(actor)
    text.case_approved_at = clock.now()
    text.case_approved_by_name = actor.on_behalf_of or actor.name
    touch(made)
    record(actor, made, "approve_case", text_version=text.number, case=made.pending_case_no)
    return made


# --------------------------------------------------------------------------- parts


def write_text(actor: Actor, text: ConsultationText, facts: Mapping[str, Any]) -> None:
    for name in _WORDS:
        if name in facts:
            setattr(text, name, facts[name])
    text.drafted_by_id = actor.id
    text.approved_at = text.approved_by_name = None
    text.case_approved_at = text.case_approved_by_name = None


def _next_version(text: ConsultationText) -> ConsultationText:
    following = ConsultationText(
        consultation_id=text.consultation_id,
        number=text.number + 1,
        facts=text.facts,
        questions=text.questions,
        position=text.position,
    )
    session().add(following)
    return following


def _replace_parties(
    made: Consultation, consulted: Sequence[UUID], optional: Collection[UUID]
) -> None:
    check_parties(made, consulted, optional)
    session().execute(sa.delete(ConsultedParty).where(ConsultedParty.consultation_id == made.id))
    session().add_all(
        ConsultedParty(
            consultation_id=made.id, institution_id=one, is_mandatory=one not in optional
        )
        for one in dict.fromkeys([*consulted, *optional])
    )
    session().flush()


def _party_ids(made: Consultation) -> dict[bool, list[UUID]]:
    found: dict[bool, list[UUID]] = {True: [], False: []}
    query = sa.select(ConsultedParty.is_mandatory, ConsultedParty.institution_id).where(
        ConsultedParty.consultation_id == made.id
    )
    for is_mandatory, institution_id in session().execute(query.order_by(ConsultedParty.id)):
        found[is_mandatory].append(institution_id)
    return found


def _blank(name: str) -> object:
    return {"urgency": "none", "silence_consents": False}.get(name)
