"""How every command on sharing begins and ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session
from coop.core.errors import NotFound
from coop.core.events import DomainEvent
from coop.documents import marks
from coop.mechanisms.sharing.events import CatalogEntryEvent, ShareEvent, ShareRequestEvent
from coop.mechanisms.sharing.models import CatalogEntry, Share, ShareRecipient, ShareRequest
from coop.mechanisms.sharing.policy import (
    Standing,
    holds,
    sees_entry,
    visible_requests,
    visible_shares,
)
from coop.mechanisms.sharing.workflow import CATALOG_ENTRY, SHARE, SHARE_REQUEST
from coop.registry import directory

# --------------------------------------------------------------------------- catalogue


def admit_entry(
    actor: Actor, entry_id: UUID, action: str, expected_version: int | None
) -> CatalogEntry:
    """The locked entry: visible, permitted, current, in a fitting state; else refused so."""
    entry = lock(CatalogEntry, entry_id)
    if not sees_entry(actor, entry):
        raise NotFound
    host_id = directory.present_host(entry.agreement_id)
    standing = Standing(entry.agreement_id, entry.provider_id, host_id=host_id)
    policy.require(actor, CATALOG_ENTRY, action, standing, holds)
    check_version(entry, expected_version)
    CATALOG_ENTRY.next(entry.state, action)
    return entry


def record_entry(
    actor: Actor, entry: CatalogEntry, action: str, *, reason: str | None = None, **changes: object
) -> None:
    """Log and tell: everybody once published, the provider alone before."""
    everyone = directory.institution_ids(entry.agreement_id)
    told = everyone if entry.published_at else (entry.provider_id,)
    _record_entry(actor, entry, action, told, reason=reason, **changes)


def record_proposal(actor: Actor, entry: CatalogEntry, action: str, **changes: object) -> None:
    """Log and tell the two between whom a revision is that is not in force."""
    host_id = directory.present_host(entry.agreement_id)
    told = tuple(dict.fromkeys(one for one in (entry.provider_id, host_id) if one is not None))
    _record_entry(actor, entry, action, told, **changes)


def _record_entry(
    actor: Actor, entry: CatalogEntry, action: str, told: tuple[UUID, ...], **logged: Any
) -> None:
    subject = Subject("catalog_entry", entry.id, entry.agreement_id)
    audit.record(actor, f"catalog_entry.{action}", subject, **logged)
    events.record(
        CatalogEntryEvent(
            agreement_id=entry.agreement_id,
            subject_id=entry.id,
            audience=told,
            action=action,
            state=entry.state,
            revision=entry.revision,
        )
    )


# --------------------------------------------------------------------------- requests


def admit_request(
    actor: Actor, request_id: UUID, action: str, expected_version: int | None
) -> ShareRequest:
    """As admit_entry, for a request."""
    request = lock(ShareRequest, request_id)
    _require_visible(ShareRequest.id == request_id, visible_requests(actor))
    policy.require(actor, SHARE_REQUEST, action, request_standing(request), holds)
    check_version(request, expected_version)
    SHARE_REQUEST.next(request.state, action)
    return request


def request_standing(request: ShareRequest) -> Standing:
    return Standing(
        agreement_id=request.agreement_id,
        provider_id=request.provider_id,
        requester_id=request.requester_id,
        host_id=directory.present_host(request.agreement_id),
    )


def move_request(request: ShareRequest, action: str, *, to: str | None = None) -> tuple[str, str]:
    """Take the action in the state table; answers (old, new) for the log."""
    before = request.state
    request.state = SHARE_REQUEST.next(before, action, to=to)
    return before, request.state


def log_request(
    actor: Actor,
    request: ShareRequest,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    subject = Subject("share_request", request.id, request.agreement_id)
    audit.record(actor, f"share_request.{action}", subject, reason=reason, **changes)


def record_request(
    actor: Actor,
    request: ShareRequest,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    """Log, and tell those who may know of the request."""
    log_request(actor, request, action, reason=reason, **changes)
    tell_request(ShareRequestEvent, request, action=action, state=request.state)


def tell_request(event: type[DomainEvent], request: ShareRequest, **facts: Any) -> None:
    """A draft is told to the requester alone."""
    involved = request_standing(request).involved
    events.record(
        event(
            agreement_id=request.agreement_id,
            subject_id=request.id,
            audience=involved if request.submitted_at else (request.requester_id,),
            **facts,
        )
    )


# --------------------------------------------------------------------------- shares


def admit_share(actor: Actor, share_id: UUID, action: str, expected_version: int | None) -> Share:
    """As admit_entry, for a share."""
    share = lock(Share, share_id)
    _require_visible(Share.id == share_id, visible_shares(actor))
    policy.require(actor, SHARE, action, share_standing(share), holds)
    check_version(share, expected_version)
    SHARE.next(share.state, action)
    return share


def share_standing(share: Share) -> Standing:
    return Standing(
        agreement_id=share.agreement_id,
        provider_id=share.provider_id,
        recipient_ids=frozenset(one.institution_id for one in recipients(share.id)),
    )


def recipients(share_id: UUID) -> list[ShareRecipient]:
    found = sa.select(ShareRecipient).where(ShareRecipient.share_id == share_id)
    return list(session().scalars(found.order_by(ShareRecipient.id)))


def move_share(share: Share, action: str) -> tuple[str, str]:
    before = share.state
    share.state = SHARE.next(before, action)
    return before, share.state


def log_share(
    actor: Actor, share: Share, action: str, *, reason: str | None = None, **changes: object
) -> None:
    marks.mark(share.agreement_id, share.id, share.classification)
    subject = Subject("share", share.id, share.agreement_id)
    audit.record(actor, f"share.{action}", subject, reason=reason, **changes)


def record_share(
    actor: Actor, share: Share, action: str, *, reason: str | None = None, **changes: object
) -> None:
    """Log, and tell provider and recipients."""
    log_share(actor, share, action, reason=reason, **changes)
    tell_share(ShareEvent, share, action=action, state=share.state)


def tell_share(event: type[DomainEvent], share: Share, **facts: Any) -> None:
    events.record(
        event(
            agreement_id=share.agreement_id,
            subject_id=share.id,
            audience=share_standing(share).involved,
            **facts,
        )
    )


def _require_visible(found: sa.ColumnElement[bool], visible: sa.ColumnElement[bool]) -> None:
    if session().scalar(sa.select(sa.literal(1)).where(found, visible)) is None:
        raise NotFound
