"""What is there now: read from what was committed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.models import Dispute, Settlement
from coop.mechanisms.referrals.queries.views import DisputeView, SettlementView
from tests import clocks, papers, told
from tests.mechanisms.referrals.cast import Cast

TALKED_AT = "2026-09-10T10:00"


at = clocks.at


def view(actor: Actor, made: Dispute | UUID, when: str = TALKED_AT) -> DisputeView:
    """As this actor reads it, from what was committed."""
    session().rollback()
    with at(when):
        found = queries.get_dispute(actor, made if isinstance(made, UUID) else made.id)
    session().rollback()
    return found


def party_ids(cast: Cast, made: Dispute) -> list[UUID]:
    seen_by = cast.clerk if made.court_id else cast.desk
    return [one.id for one in view(seen_by, made).parties]


def settlement_of(cast: Cast, made: Dispute) -> SettlementView:
    return view(cast.desk, made).settlements[-1]


def day_of(seen: DisputeView | SettlementView, kind: str) -> Any:
    return next(one for one in seen.days if one.kind == kind)


def version_of(made: Dispute | UUID) -> int:
    return told.version_of(Dispute, made if isinstance(made, UUID) else made.id)


def settlement_version(settlement_id: UUID) -> int:
    return told.version_of(Settlement, settlement_id)


actions_logged, events_of = told.actions_logged, told.events_of


pdf_text, paper = papers.pdf_text, papers.paper
