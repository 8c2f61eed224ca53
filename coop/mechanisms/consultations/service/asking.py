"""The letter goes out: numbered, printed, handed over, and the clock started."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.documents import receipts
from coop.mechanisms.consultations import printing
from coop.mechanisms.consultations.events import ConsultationOpened
from coop.mechanisms.consultations.models import Consultation, ConsultationText, ConsultedParty
from coop.mechanisms.consultations.service.checks import check_parties, check_text
from coop.mechanisms.consultations.service.loading import (
    audience_of,
    consultation_for,
    newest_text,
    parties_of,
    record,
)
from coop.mechanisms.consultations.service.periods import start_clock
from coop.mechanisms.consultations.service.rounds import expire_asks, expire_drafts
from coop.mechanisms.consultations.workflow import WORKFLOW
from coop.registry import directory
from coop.registry.models import Deadline


class NothingToSend(RuleViolation):
    code = "nothing_to_send"
    text = Text("没有待发出的新文本。", "There is no new text to send.")


class ApprovalMissing(RuleViolation):
    code = "approval_missing"
    text = Text("发出前须经本单位签发人签发。", "The own signer must approve it before it leaves.")


class CaseApprovalMissing(RuleViolation):
    code = "case_approval_missing"
    text = Text(
        "涉及在审案件，发出前须经法院签发人同意。",
        "With a pending case the court's signer must let it open.",
    )


@command
def submit_consultation(
    actor: Actor, consultation_id: UUID, *, expected_version: int
) -> Consultation:
    """Send the approved text: a first letter, or a changed text on which all are asked again."""
    made = consultation_for(actor, consultation_id, "submit", expected_version)
    before, state = made.state, WORKFLOW.next(made.state, "submit")
    text = newest_text(made)
    _require_ready(made, text)
    parties = parties_of(made)
    expire_drafts(actor, made)
    expire_asks(made)
    _open_round(made, text, parties)
    made.state = state
    deadline = start_clock(made)
    document = printing.file_letter(made, text, deadline, actor)
    text.document_id = document.id
    receipts.hand_over(
        made.agreement_id,
        "document",
        document.id,
        [one.institution_id for one in parties],
        due_on=deadline.due_on,
    )
    record(actor, made, "submit", state=(before, state), text_version=text.number)
    _tell(made, deadline, parties, document.id)
    return made


# --------------------------------------------------------------------------- parts


def _require_ready(made: Consultation, text: ConsultationText) -> None:
    if text.asked_on is not None:
        raise NothingToSend
    if text.approved_at is None:
        raise ApprovalMissing
    own_court = made.initiator_id in directory.courts(made.agreement_id)
    if made.pending_case_no and text.case_approved_at is None and not own_court:
        raise CaseApprovalMissing
    check_text(made, text)
    check_parties(made, [one.institution_id for one in parties_of(made)], ())


def _open_round(made: Consultation, text: ConsultationText, parties: list[ConsultedParty]) -> None:
    today = clock.today()
    if made.opened_at is None:
        ordinal = _next_ordinal(made.agreement_id, today.year)
        made.opened_at, made.year, made.ordinal = clock.now(), today.year, ordinal
    made.text_version, text.asked_on = text.number, today
    made.round_closed_at = made.replied_by_on = None
    for one in parties:
        one.state, one.asked_on, one.answered_on = "asked", today, None
    session().flush()


def _next_ordinal(agreement_id: UUID, year: int) -> int:
    """Opened consultations are never deleted, so none is given twice; the UNIQUE decides a race."""
    newest = sa.select(sa.func.coalesce(sa.func.max(Consultation.ordinal), 0)).where(
        Consultation.agreement_id == agreement_id, Consultation.year == year
    )
    return (session().scalar(newest) or 0) + 1


def _tell(
    made: Consultation, deadline: Deadline, parties: list[ConsultedParty], document_id: UUID
) -> None:
    events.record(
        ConsultationOpened(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=audience_of(made),
            text_version=made.text_version,
            reply_due_on=deadline.due_on,
            consulted_ids=tuple(one.institution_id for one in parties),
            document_id=document_id,
        )
    )
