"""Tables of referrals."""

from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator, MediatorConflict

__all__ = ["MediationBody", "Mediator", "MediatorConflict"]
