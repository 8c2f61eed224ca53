"""Views: disputes.py, referrals.py, settlements.py, records.py, contacts.py, papers.py;
waiting.py the desk.
"""

from coop.mechanisms.referrals.queries.disputes import get_dispute, list_disputes
from coop.mechanisms.referrals.queries.papers import (
    address_form,
    consent_form,
    facts_form,
    session_record,
    settlement_form,
)
from coop.mechanisms.referrals.queries.records import get_confirmation, get_session
from coop.mechanisms.referrals.queries.referrals import get_referral, list_referrals
from coop.mechanisms.referrals.queries.settlements import get_settlement, list_settlements

__all__ = [
    "address_form",
    "consent_form",
    "facts_form",
    "get_confirmation",
    "get_dispute",
    "get_referral",
    "get_session",
    "get_settlement",
    "list_disputes",
    "list_referrals",
    "list_settlements",
    "session_record",
    "settlement_form",
]
