"""Doubts about shared information 校核: asked by a recipient, answered by the provider."""

from __future__ import annotations

from uuid import UUID

from coop.core import audit, clock, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import NotFound
from coop.mechanisms.sharing.events import CorrectionRequestEvent
from coop.mechanisms.sharing.models import CorrectionRequest, Share
from coop.mechanisms.sharing.policy import Standing, holds
from coop.mechanisms.sharing.queries.shares import require_visible
from coop.mechanisms.sharing.service import guard, timing
from coop.mechanisms.sharing.workflow import CORRECTION_REQUEST, RESOLUTION
from coop.registry import deadlines


@command
def request_correction(
    actor: Actor, share_id: UUID, *, text: str, expected_version: int | None = None
) -> CorrectionRequest:
    """Say what seems wrong; the provider answers within the agreement's period."""
    share = guard.admit_share(actor, share_id, "request_correction", expected_version)
    doubt = CorrectionRequest(
        share_id=share.id,
        institution_id=actor.institution_id,
        text=text,
        submitted_at=clock.now(),
    )
    session().add(doubt)
    session().flush()
    timing.start_correction_clock(share.agreement_id, doubt.id)
    _record(actor, doubt, share, "submit")
    return doubt


@command
def resolve_correction(
    actor: Actor, correction_id: UUID, *, outcome: str, resolution: str, expected_version: int
) -> CorrectionRequest:
    """Corrected (the provider then sends a corrected edition) or unfounded, with reasons."""
    doubt = lock(CorrectionRequest, correction_id)
    require_visible(actor, doubt.share_id)
    share = session().get_one(Share, doubt.share_id)
    standing = _standing(doubt, share)
    if not actor.is_system and actor.institution_id not in standing.involved:
        raise NotFound
    policy.require(actor, CORRECTION_REQUEST, "resolve", standing, holds)
    check_version(doubt, expected_version)
    doubt.state = CORRECTION_REQUEST.next(doubt.state, "resolve")
    doubt.outcome, doubt.resolution, doubt.resolved_at = outcome, resolution, clock.now()
    deadlines.meet_deadline(doubt.id, RESOLUTION)
    _record(actor, doubt, share, "resolve", reason=resolution)
    return doubt


def _standing(doubt: CorrectionRequest, share: Share) -> Standing:
    """The asker and the provider; other recipients don't learn of it."""
    return Standing(
        agreement_id=share.agreement_id,
        provider_id=share.provider_id,
        requester_id=doubt.institution_id,
    )


def _record(
    actor: Actor,
    doubt: CorrectionRequest,
    share: Share,
    action: str,
    *,
    reason: str | None = None,
) -> None:
    subject = Subject("correction_request", doubt.id, share.agreement_id)
    audit.record(
        actor, f"correction_request.{action}", subject, reason=reason, outcome=doubt.outcome
    )
    events.record(
        CorrectionRequestEvent(
            agreement_id=share.agreement_id,
            subject_id=doubt.id,
            audience=_standing(doubt, share).involved,
            share_id=share.id,
            action=action,
            state=doubt.state,
        )
    )
