"""A court refers a dispute; the body signs for the file within three working days, or not."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command, session, step
from coop.core.errors import invalid
from coop.core.language import Text
from coop.documents import receipts
from coop.mechanisms.referrals import printing
from coop.mechanisms.referrals.codes import CONSENTED, OWN
from coop.mechanisms.referrals.events import DisputeReferred
from coop.mechanisms.referrals.law import ACCEPTANCE, ACCEPTANCE_BASES
from coop.mechanisms.referrals.models import Dispute, MediationBody, Referral
from coop.mechanisms.referrals.service import tallies
from coop.mechanisms.referrals.service.choosing import choice_for_referral
from coop.mechanisms.referrals.service.clocks import period_days
from coop.mechanisms.referrals.service.fitness import require_fit, require_mediator
from coop.mechanisms.referrals.service.loading import (
    audience_of,
    dispute_for,
    issue_no,
    parties_of,
    record,
)
from coop.mechanisms.referrals.workflow import ASKING, DISPUTE
from coop.registry import deadlines, directory
from coop.registry.models import Deadline


@command
def refer_dispute(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    body_id: UUID,
    kind: str,
    mode: str,
    **terms: Any,
) -> Dispute:
    """Send the file to a body with a letter that it signs for.

    terms: procedure (entrusted only), chosen_by (as recorded before, where it was), mediator_id,
    materials (titles of what is sent).
    """
    made = dispute_for(actor, dispute_id, "refer", expected_version)
    send_to_body(actor, made, body_id=body_id, kind=kind, mode=mode, **terms)
    return made


@step
def send_to_body(
    actor: Actor, made: Dispute, *, body_id: UUID, kind: str, mode: str, **terms: Any
) -> None:
    """The same for a dispute at hand, alone or as one of many."""
    # Before the table: whose consent is missing says more than the state that follows from it.
    _require_consents(made, mode)
    before, state = made.state, DISPUTE.next(made.state, "refer")
    _check_kind(made, kind, terms.get("procedure"))
    body = require_fit(made, body_id)
    choice = choice_for_referral(actor, made, body, terms.get("chosen_by"))
    made.body_id = body.id
    referral = add_referral(made, body, kind, mode, {**terms, "chosen_by": choice.chosen_by})
    choice.referral_id = referral.id
    made.mediator_id = chosen_mediator(made, terms.get("mediator_id"))
    made.state = state
    _count_delegation(made, referral)
    deadline = _await_answer(made, referral)
    _send_letter(made, referral, body, deadline)
    record(actor, made, "refer", state=(before, state), kind=kind, mode=mode, body_id=body.id)
    _tell_referred(made, referral, deadline.due_on)


# --------------------------------------------------------------------------- parts


def _count_delegation(made: Dispute, referral: Referral) -> None:
    """Once, however many bodies are asked."""
    earlier = sa.select(Referral.id).where(
        Referral.dispute_id == made.id, Referral.kind == "delegated", Referral.id != referral.id
    )
    is_first = referral.number == 1 or session().scalar(earlier.limit(1)) is None
    if referral.kind == "delegated" and is_first:
        tallies.delegated(made)


def _require_consents(made: Dispute, mode: str) -> None:
    """特邀调解规定 arts. 11-12; online one side is enough to begin (在线调解规则 arts. 10, 15)."""
    if made.state not in ASKING:
        return
    missing = [one for one in parties_of(made) if one.consent != CONSENTED]
    if mode == "online" and len(missing) < len(parties_of(made)):
        return
    words = Text("尚未同意调解：{names}。", "These have not consented: {names}.")
    named = words.with_facts(names=[one.name for one in missing])
    raise invalid("mode" if made.state != DISPUTE.initial else "", "consent_missing", named)


def _check_kind(made: Dispute, kind: str, procedure: str | None) -> None:
    if kind == "delegated" and made.case_no is not None:
        words = Text("已立案的应为委托调解。", "A filed case is entrusted, not delegated.")
        raise invalid("kind", "case_is_filed", words)
    if kind == "entrusted" and made.case_no is None:
        words = Text("委托调解须先登记案号。", "Entrusting needs the case number.")
        raise invalid("kind", "case_no_missing", words)
    if (kind == "entrusted") != (procedure is not None):
        words = Text("委托调解须注明适用程序，委派调解不填。", "Only entrusting names a procedure.")
        raise invalid("procedure", "procedure_iff_entrusted", words)


def add_referral(
    made: Dispute, body: MediationBody, kind: str, mode: str, terms: dict[str, Any]
) -> Referral:
    procedure = terms.get("procedure")
    earlier = sa.select(sa.func.count()).where(Referral.dispute_id == made.id)
    referral = Referral(
        agreement_id=made.agreement_id,
        dispute_id=made.id,
        number=(session().scalar(earlier) or 0) + 1,
        body_id=body.id,
        kind=kind,
        procedure=procedure,
        mode=mode,
        chosen_by=terms["chosen_by"],
        materials=list(terms.get("materials") or ()),
        sent_at=clock.now(),
        period_days=None if kind == OWN else period_days(made.agreement_id, kind, procedure),
    )
    session().add(referral)
    session().flush()
    made.referral_id = referral.id
    return referral


def chosen_mediator(made: Dispute, mediator_id: UUID | None) -> UUID | None:
    return None if mediator_id is None else require_mediator(made, mediator_id).id


def _await_answer(made: Dispute, referral: Referral) -> Deadline:
    return deadlines.set_deadline(
        made.agreement_id,
        "dispute",
        made.id,
        ACCEPTANCE,
        clock.today(),
        directory.settings(made.agreement_id).mediation_acceptance_days,
        deadlines.WORKING_DAY,
        ACCEPTANCE_BASES[referral.mode],
    )


def _send_letter(
    made: Dispute, referral: Referral, body: MediationBody, deadline: Deadline
) -> None:
    document = printing.file_referral_letter(made, referral, body, deadline)
    referral.document_id = document.id
    receipts.hand_over(
        made.agreement_id,
        "document",
        document.id,
        [body.institution_id],
        due_on=deadline.due_on,
        circle=audience_of(made),
    )


def _tell_referred(made: Dispute, referral: Referral, accept_by_on: date) -> None:
    if referral.document_id is None:
        return
    events.record(
        DisputeReferred(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=audience_of(made),
            issue_no=issue_no(made),
            referral_id=referral.id,
            kind=referral.kind,
            mode=referral.mode,
            accept_by_on=accept_by_on,
            document_id=referral.document_id,
        )
    )
