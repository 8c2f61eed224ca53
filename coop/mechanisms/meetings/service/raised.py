"""Items that other mechanisms raise: a matter not agreed in a consultation, a disputed request."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import lock, session, step
from coop.core.errors import NotFound
from coop.mechanisms.meetings.models import AgendaItem, Meeting
from coop.mechanisms.meetings.service.agenda import AgendaClosed
from coop.mechanisms.meetings.service.loading import record_item
from coop.mechanisms.meetings.workflow import NUMBERS_FROZEN, TAKES_ITEMS


@step
def raise_item(
    actor: Actor,
    meeting_id: UUID,
    *,
    agreement_id: UUID,
    proposer_id: UUID,
    title: str,
    summary: str,
) -> AgendaItem:
    """Propose an item on a meeting that takes items; the calling command judged who may.

    summary tells where it comes from. Raises NotFound outside the agreement, AgendaClosed.
    """
    meeting = lock(Meeting, meeting_id)
    if meeting.agreement_id != agreement_id or not actor.sees(agreement_id):
        raise NotFound
    if meeting.state not in TAKES_ITEMS:
        raise AgendaClosed
    item = AgendaItem(
        meeting_id=meeting.id,
        title=title,
        summary=summary,
        proposer_id=proposer_id,
        presenter_id=proposer_id,
        is_for_discussion=True,
        is_late=meeting.state in NUMBERS_FROZEN,
    )
    session().add(item)
    session().flush()
    record_item(actor, item, meeting, "propose", title=title)
    return item
