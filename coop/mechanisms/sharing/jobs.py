"""What falls due by itself: grants whose period is over."""

from __future__ import annotations

from coop.core.actor import SYSTEM
from coop.core.errors import IllegalTransition
from coop.core.jobs import scheduled
from coop.mechanisms.sharing.queries.requests import ended_grants
from coop.mechanisms.sharing.service.grants import expire_grant


@scheduled("expire_grants", "7 0 * * *")
def expire_grants() -> None:
    """Each once: an expired grant is no longer among the ended ones that are in use."""
    for request_id in ended_grants():
        try:
            expire_grant(SYSTEM, request_id)
        except IllegalTransition:  # another worker was first, or it was suspended meanwhile
            continue
