"""What supervision does by itself each morning."""

from __future__ import annotations

import structlog

from coop.core.actor import SYSTEM
from coop.core.errors import CoopError
from coop.core.jobs import scheduled
from coop.registry import directory
from coop.supervision.service.rhythm import keep_rhythm

log = structlog.get_logger()


@scheduled("keep_supervision_rhythm", "30 7 * * *")
def keep_every_rhythm() -> None:
    """Tips, dispatches, reminders, orders and escalations of every agreement.

    An agreement that lacks a host, a version or a calendar year must not stop the others.
    """
    for agreement_id, _title in directory.agreements_of(SYSTEM):
        try:
            keep_rhythm(agreement_id)
        except CoopError as refusal:
            log.warning(
                "rhythm_not_kept", agreement_id=str(agreement_id), reason=refusal.message.en
            )
