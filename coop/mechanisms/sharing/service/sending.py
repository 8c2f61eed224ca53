"""Sending a share: recipients frozen, receipts asked for, everyone involved told."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.documents import receipts
from coop.mechanisms.sharing.events import ShareSent
from coop.mechanisms.sharing.models import Share, ShareRecipient
from coop.mechanisms.sharing.service import guard, timing


def send(actor: Actor, share: Share, institution_ids: Iterable[UUID], action: str) -> None:
    """Take the draft to its recipients. action: what the log calls it."""
    receipt_due_on = timing.receipt_due_on(share.agreement_id)
    share.sent_at, share.receipt_due_on = clock.now(), receipt_due_on
    moved = guard.move_share(share, "send")
    add_recipients(share, institution_ids)
    guard.log_share(
        actor,
        share,
        action,
        state=moved,
        recipients=[str(one.institution_id) for one in guard.recipients(share.id)],
    )
    guard.tell_share(
        ShareSent,
        share,
        provider_id=share.provider_id,
        request_id=share.request_id,
        supersedes_id=share.supersedes_id,
        receipt_due_on=receipt_due_on,
    )


def add_recipients(
    share: Share, institution_ids: Iterable[UUID], *, passed_on_by_id: UUID | None = None
) -> tuple[UUID, ...]:
    """Those who did not have it yet; each signs for it within the receipt period."""
    known = {one.institution_id for one in guard.recipients(share.id)} | {share.provider_id}
    new = tuple(one for one in dict.fromkeys(institution_ids) if one not in known)
    session().add_all(
        ShareRecipient(share_id=share.id, institution_id=one, passed_on_by_id=passed_on_by_id)
        for one in new
    )
    session().flush()
    receipts.hand_over(
        share.agreement_id,
        "share",
        share.id,
        new,
        due_on=timing.receipt_due_on(share.agreement_id),
        title=share.title,
        circle=(share.provider_id, *new),
    )
    return new
