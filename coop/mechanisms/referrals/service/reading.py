"""Reading what names a person in full leaves a trace."""

from __future__ import annotations

from uuid import UUID

from coop.core import audit
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command
from coop.core.doors import Download
from coop.mechanisms.referrals.queries import contacts, disputes, papers, records, settlements
from coop.mechanisms.referrals.queries.record_views import DisputeContactsView


def read_contacts(actor: Actor, dispute_id: UUID) -> DisputeContactsView:
    found = contacts.dispute_contacts(actor, dispute_id)
    log_access(actor, disputes.get_dispute(actor, dispute_id).agreement_id, dispute_id)
    return found


def read_application(actor: Actor, settlement_id: UUID) -> Download:
    view = settlements.get_settlement(actor, settlement_id)
    found = papers.application_form(actor, settlement_id)
    log_access(actor, view.agreement_id, view.dispute_id)
    return found


def read_confirmed_address(actor: Actor, confirmation_id: UUID) -> Download:
    view = records.get_confirmation(actor, confirmation_id)
    found = papers.confirmed_address(actor, confirmation_id)
    agreement_id = disputes.get_dispute(actor, view.dispute_id).agreement_id
    log_access(actor, agreement_id, view.dispute_id)
    return found


@command
def log_access(actor: Actor, agreement_id: UUID, dispute_id: UUID) -> None:
    """One log entry; it stands beside the object's history, which tells what was done."""
    subject = Subject("dispute_access", None, agreement_id)
    audit.record(actor, "dispute.read_contacts", subject, dispute_id=dispute_id)
