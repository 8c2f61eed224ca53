"""The papers of dispute resolution.

letters.py 委派(委托)调解函 and 调解情况复函, kept as documents of the court and the body alone;
forms.py 调解同意书, 无争议事实记载, 调解协议书, 司法确认申请书 and
records.py 送达地址确认书, 调解笔录, printed when they are asked for and never kept: some name what
is sealed in the database.
"""

from coop.mechanisms.referrals.printing.forms import (
    application_form,
    consent_form,
    facts_form,
    settlement_form,
)
from coop.mechanisms.referrals.printing.letters import file_referral_letter, file_result_letter
from coop.mechanisms.referrals.printing.records import address_form, session_record

__all__ = [
    "address_form",
    "application_form",
    "consent_form",
    "facts_form",
    "file_referral_letter",
    "file_result_letter",
    "session_record",
    "settlement_form",
]
