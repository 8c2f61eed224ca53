"""Tables of referrals."""

from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator

__all__ = ["MediationBody", "Mediator"]
