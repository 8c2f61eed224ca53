"""The papers of dispute resolution.

letters.py 委派(委托)调解函 and 调解情况复函, kept as documents of the court and the body alone;
forms.py 调解同意书, 无争议事实记载, 调解协议书, 司法确认申请书, printed when they are asked for and
never kept, because some name what is sealed in the database.
"""

from coop.mechanisms.referrals.printing.forms import (
    application_form,
    consent_form,
    facts_form,
    settlement_form,
)
from coop.mechanisms.referrals.printing.letters import file_referral_letter, file_result_letter

__all__ = [
    "application_form",
    "consent_form",
    "facts_form",
    "file_referral_letter",
    "file_result_letter",
    "settlement_form",
]
