"""Passing on: forbidden, allowed, or after asking the provider."""

from __future__ import annotations

from uuid import UUID

from coop.core import audit, clock, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, touch
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.sharing.events import OnwardRequestEvent
from coop.mechanisms.sharing.models import OnwardRequest, Share
from coop.mechanisms.sharing.policy import Standing, holds
from coop.mechanisms.sharing.queries.shares import require_visible
from coop.mechanisms.sharing.service import groups, guard, sending
from coop.mechanisms.sharing.service.access import require_open
from coop.mechanisms.sharing.workflow import ONWARD, ONWARD_REQUEST, SHARE


class OnwardRefused(RuleViolation):
    code = "onward_not_allowed"
    text = Text(
        "提供单位对转送的要求是“{rule}”，不能进行此项操作。",
        "What the provider set for passing on is “{rule}”; this is not possible.",
    )


@command
def pass_on_share(
    actor: Actor, share_id: UUID, *, institution_ids: list[UUID], expected_version: int
) -> Share:
    """Let further parties have it, where the provider allowed that from the start."""
    share = guard.admit_share(actor, share_id, "pass_on", expected_version)
    require_open(actor, share)
    _require_rule(share, "allowed")
    groups.refuse_strangers(share.agreement_id, institution_ids, "institution_ids")
    new = sending.add_recipients(share, institution_ids, passed_on_by_id=actor.institution_id)
    _refuse_nobody(new)
    touch(share)
    guard.record_share(actor, share, "pass_on", institution_ids=[str(one) for one in new])
    return share


@command
def ask_onward(
    actor: Actor,
    share_id: UUID,
    *,
    institution_ids: list[UUID],
    reason: str,
    expected_version: int | None = None,
) -> OnwardRequest:
    """Ask the provider whether these parties may have it too."""
    share = guard.admit_share(actor, share_id, "ask_onward", expected_version)
    require_open(actor, share)
    _require_rule(share, "ask")
    groups.refuse_strangers(share.agreement_id, institution_ids, "institution_ids")
    known = {one.institution_id for one in guard.recipients(share.id)} | {share.provider_id}
    new = [one for one in institution_ids if one not in known]
    _refuse_nobody(tuple(new))
    asked = OnwardRequest(
        share_id=share.id,
        institution_id=actor.institution_id,
        target_ids=[str(one) for one in new],
        reason=reason,
    )
    session().add(asked)
    session().flush()
    _record(actor, asked, share, "ask", reason=reason)
    return asked


@command
def grant_onward(
    actor: Actor, onward_id: UUID, *, note: str = "", expected_version: int
) -> OnwardRequest:
    """The provider lets the named parties have the share."""
    asked, share = _decided(actor, onward_id, "grant", expected_version, note)
    targets = [UUID(one) for one in asked.target_ids]
    new = sending.add_recipients(share, targets, passed_on_by_id=asked.institution_id)
    touch(share)
    guard.record_share(actor, share, "pass_on", institution_ids=[str(one) for one in new])
    _record(actor, asked, share, "grant", reason=note or None)
    return asked


@command
def refuse_onward(
    actor: Actor, onward_id: UUID, *, note: str, expected_version: int
) -> OnwardRequest:
    asked, share = _decided(actor, onward_id, "refuse", expected_version, note)
    _record(actor, asked, share, "refuse", reason=note)
    return asked


def _decided(
    actor: Actor, onward_id: UUID, action: str, expected_version: int, note: str
) -> tuple[OnwardRequest, Share]:
    asked = lock(OnwardRequest, onward_id)
    require_visible(actor, asked.share_id)
    share = lock(Share, asked.share_id)
    standing = _standing(asked, share)
    if actor.institution_id not in standing.involved:
        raise NotFound
    policy.require(actor, ONWARD_REQUEST, action, standing, holds)
    check_version(asked, expected_version)
    state = ONWARD_REQUEST.next(asked.state, action)
    if action == "grant" and share.state not in SHARE.sources("pass_on"):
        raise OnwardRefused(rule=ONWARD[share.onward])
    asked.state, asked.decided_at, asked.note = state, clock.now(), note
    return asked, share


def _standing(asked: OnwardRequest, share: Share) -> Standing:
    """The asker and the provider; other recipients don't learn of it."""
    return Standing(
        agreement_id=share.agreement_id,
        provider_id=share.provider_id,
        requester_id=asked.institution_id,
    )


def _require_rule(share: Share, needed: str) -> None:
    if share.onward != needed:
        raise OnwardRefused(rule=ONWARD[share.onward])


def _refuse_nobody(new: tuple[UUID, ...]) -> None:
    if not new:
        words = Text("所选单位已经收到。", "They have it already.")
        raise invalid("institution_ids", "no_recipients", words)


def _record(
    actor: Actor, asked: OnwardRequest, share: Share, action: str, *, reason: str | None
) -> None:
    subject = Subject("onward_request", asked.id, share.agreement_id)
    audit.record(
        actor, f"onward_request.{action}", subject, reason=reason, targets=asked.target_ids
    )
    events.record(
        OnwardRequestEvent(
            agreement_id=share.agreement_id,
            subject_id=asked.id,
            audience=_standing(asked, share).involved,
            share_id=share.id,
            action=action,
            state=asked.state,
        )
    )
