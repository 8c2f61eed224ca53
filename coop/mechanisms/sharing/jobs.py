"""What falls due by itself: grants whose period is over."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.core.errors import IllegalTransition
from coop.mechanisms.sharing.queries.requests import ended_grants
from coop.mechanisms.sharing.service.grants import expire_grant
from coop.registry.daily import daily


@daily("expire_grants", time(0, 7))
def expire_grants(agreement_id: UUID) -> None:
    """Each once: an expired grant is no longer among the ended ones that are in use."""
    for request_id in ended_grants(agreement_id):
        try:
            expire_grant(SYSTEM, request_id)
        except IllegalTransition:  # another worker was first, or it was suspended meanwhile
            continue
