"""Legal forms as they are or would be printed now; nothing of them is kept."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.mechanisms.referrals import printing
from coop.mechanisms.referrals.models import (
    AddressConfirmation,
    Dispute,
    MediationSession,
    Settlement,
    UndisputedFacts,
)
from coop.mechanisms.referrals.queries.disputes import get_dispute
from coop.mechanisms.referrals.queries.records import (
    attendees_of,
    get_confirmation,
    get_session,
    latest_confirmations,
)
from coop.mechanisms.referrals.queries.settlements import get_settlement

_PDF = "application/pdf"


def consent_form(actor: Actor, dispute_id: UUID) -> Download:
    view = get_dispute(actor, dispute_id)
    made = session().get_one(Dispute, view.id)
    return Download(f"{view.issue_no}调解同意书.pdf", _PDF, printing.consent_form(made))


def facts_form(actor: Actor, dispute_id: UUID) -> Download:
    """Raises NotFound while no facts are recorded."""
    view = get_dispute(actor, dispute_id)
    query = sa.select(UndisputedFacts).where(UndisputedFacts.dispute_id == view.id)
    undisputed = session().scalar(query)
    if undisputed is None:
        raise NotFound
    made = session().get_one(Dispute, view.id)
    return Download(
        f"{view.issue_no}无争议事实记载.pdf", _PDF, printing.facts_form(made, undisputed)
    )


def settlement_form(actor: Actor, settlement_id: UUID) -> Download:
    view = get_settlement(actor, settlement_id)
    made = session().get_one(Dispute, view.dispute_id)
    settlement = session().get_one(Settlement, view.id)
    content = printing.settlement_form(made, settlement, dict(view.signed))
    return Download("调解协议书.pdf", _PDF, content)


def application_form(actor: Actor, settlement_id: UUID) -> Download:
    """Names identity numbers in full: the door logs who reads it."""
    view = get_settlement(actor, settlement_id)
    made = session().get_one(Dispute, view.dispute_id)
    settlement = session().get_one(Settlement, view.id)
    confirmed = latest_confirmations(made.id)
    content = printing.application_form(made, settlement, confirmed)
    return Download("司法确认申请书.pdf", _PDF, content)


def address_form(actor: Actor, dispute_id: UUID) -> Download:
    """送达地址确认书 to be filled in by hand."""
    view = get_dispute(actor, dispute_id)
    made = session().get_one(Dispute, view.id)
    return Download(f"{view.issue_no}送达地址确认书.pdf", _PDF, printing.address_form(made))


def confirmed_address(actor: Actor, confirmation_id: UUID) -> Download:
    """As the party signed it, in full: the door logs who reads it.

    Raises NotFound also for those who see the dispute but not its addresses.
    """
    view = get_confirmation(actor, confirmation_id)
    if not view.is_readable:
        raise NotFound
    made = session().get_one(Dispute, view.dispute_id)
    confirmed = session().get_one(AddressConfirmation, view.id)
    return Download("送达地址确认书.pdf", _PDF, printing.address_form(made, confirmed))


def session_record(actor: Actor, session_id: UUID) -> Download:
    """调解笔录, for the body alone."""
    view = get_session(actor, session_id)
    made = session().get_one(Dispute, view.dispute_id)
    held = session().get_one(MediationSession, view.id)
    content = printing.session_record(made, held, attendees_of([held.id]).get(held.id, ()))
    return Download(f"{view.title}.pdf", _PDF, content)
