"""What forms offer for references."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.language import Text
from coop.mechanisms.meetings.queries import list_meetings
from coop.mechanisms.meetings.workflow import TAKES_ITEMS
from coop.registry import directory

REASON = Text("理由", "Reason")


_OFFERED = 50


def others_offered(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Every party but the initiator; for a new consultation, of all agreements of the actor."""
    under = [subject.agreement_id] if subject is not None else sorted(actor.agreement_ids)
    own = subject.initiator_id if subject is not None else actor.institution_id
    return [
        (one.institution_id, one.short_name)
        for agreement_id in under
        for one in directory.parties(agreement_id)
        if one.institution_id != own
    ]


def parties_offered(_actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    if subject is None:
        return []
    return [(one.institution_id, one.short_name) for one in directory.parties(subject.agreement_id)]


def meetings_offered(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Meetings that still take items."""
    found = list_meetings(actor, limit=_OFFERED, agreement_id=subject.agreement_id).items
    return [(one.id, one.title) for one in found if one.state in TAKES_ITEMS]
