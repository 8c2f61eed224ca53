"""Views: disputes.py, referrals.py, settlements.py, contacts.py, papers.py; waiting.py the desk."""

from coop.mechanisms.referrals.queries.disputes import get_dispute, list_disputes
from coop.mechanisms.referrals.queries.papers import consent_form, facts_form, settlement_form
from coop.mechanisms.referrals.queries.referrals import get_referral, list_referrals
from coop.mechanisms.referrals.queries.settlements import get_settlement, list_settlements

__all__ = [
    "consent_form",
    "facts_form",
    "get_dispute",
    "get_referral",
    "get_settlement",
    "list_disputes",
    "list_referrals",
    "list_settlements",
    "settlement_form",
]
