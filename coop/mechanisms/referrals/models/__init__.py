"""Tables of referrals."""

from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator, MediatorConflict
from coop.mechanisms.referrals.models.choices import AppointmentRequest, BodyChoice
from coop.mechanisms.referrals.models.disputes import Dispute, DisputeParty, Referral
from coop.mechanisms.referrals.models.figures import DisputeReport, DisputeTally
from coop.mechanisms.referrals.models.imports import DisputeImport, DisputeImportPart
from coop.mechanisms.referrals.models.mediation import (
    AppraisalPause,
    Disclosure,
    ExtensionConsent,
    MediationExtension,
    MediatorRecusal,
    RecusalWaiver,
    UndisputedFacts,
)
from coop.mechanisms.referrals.models.records import (
    AddressConfirmation,
    MediationSession,
    SessionAttendee,
)
from coop.mechanisms.referrals.models.reminders import SentReminder
from coop.mechanisms.referrals.models.settlements import Settlement, SettlementSignature

__all__ = [
    "AddressConfirmation",
    "AppointmentRequest",
    "AppraisalPause",
    "BodyChoice",
    "Disclosure",
    "Dispute",
    "DisputeImport",
    "DisputeImportPart",
    "DisputeParty",
    "DisputeReport",
    "DisputeTally",
    "ExtensionConsent",
    "MediationBody",
    "MediationExtension",
    "MediationSession",
    "Mediator",
    "MediatorConflict",
    "MediatorRecusal",
    "RecusalWaiver",
    "Referral",
    "SentReminder",
    "SessionAttendee",
    "Settlement",
    "SettlementSignature",
    "UndisputedFacts",
]
