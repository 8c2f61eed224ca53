"""Who is what for one object of sharing, and what exists for whom.

provider, requester, recipient  liaison officer or handler of that institution
provider_signer, requester_signer  its signer; never who drafted what is signed
secretariat  of the institution that hosts today

A catalogue entry exists for every party once published; a request for requester, provider and the
host's secretariat; a share for its provider and those it was sent to.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.classification import readable
from coop.core.errors import Forbidden
from coop.core.language import Text
from coop.mechanisms.sharing.models import (
    CatalogEntry,
    Share,
    ShareRecipient,
    ShareRequest,
)
from coop.registry.conditions import hosted_by

OFFICERS = ("liaison", "handler", "provider", "requester")


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one object depend on; None where nobody has that part in it."""

    agreement_id: UUID
    provider_id: UUID
    requester_id: UUID | None = None
    host_id: UUID | None = None
    recipient_ids: frozenset[UUID] = frozenset()

    @property
    def involved(self) -> tuple[UUID, ...]:
        """Who may know of it, each once."""
        named = (self.requester_id, self.provider_id, self.host_id, *self.recipient_ids)
        return tuple(dict.fromkeys(one for one in named if one is not None))


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    """Whether the actor holds the role for this object."""
    own, agreement_id = actor.institution_id, standing.agreement_id
    if own is None:
        return False
    if role == "secretariat":
        return own == standing.host_id and actor.has(role, agreement_id)
    part = role.removesuffix("_signer")
    if part != role:
        return _has_part(own, part, standing) and actor.has("signer", agreement_id)
    return _has_part(own, part, standing) and is_officer(actor, agreement_id)


def _has_part(own: UUID, part: str, standing: Standing) -> bool:
    if part == "recipient":
        return own in standing.recipient_ids
    return own == (standing.provider_id if part == "provider" else standing.requester_id)


def is_officer(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor handles sharing for its own institution."""
    return agreement_id is not None and any(actor.has(role, agreement_id) for role in OFFICERS)


def require_officer(actor: Actor, agreement_id: UUID, action: Text) -> None:
    if not is_officer(actor, agreement_id):
        raise Forbidden(action=action)


# --------------------------------------------------------------------------- what exists


def sees_entry(actor: Actor, entry: CatalogEntry) -> bool:
    known = entry.published_at is not None or actor.institution_id == entry.provider_id
    return actor.is_system or (actor.sees(entry.agreement_id) and known)


def visible_entries(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.is_system:
        return sa.true()
    own = CatalogEntry.provider_id == actor.institution_id
    known = sa.or_(CatalogEntry.published_at.is_not(None), own)
    return sa.and_(CatalogEntry.agreement_id.in_(actor.agreement_ids), known)


def visible_requests(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.is_system:
        return sa.true()
    is_hosts = sa.and_(
        ShareRequest.agreement_id.in_(actor.agreements_with("secretariat")),
        hosted_by(ShareRequest.agreement_id, actor.institution_id),
    )
    sent_to = sa.or_(ShareRequest.provider_id == actor.institution_id, is_hosts)
    return sa.and_(
        ShareRequest.agreement_id.in_(actor.agreement_ids),
        sa.or_(
            ShareRequest.requester_id == actor.institution_id,
            sa.and_(ShareRequest.submitted_at.is_not(None), sent_to),
        ),
    )


def visible_shares(actor: Actor) -> sa.ColumnElement[bool]:
    """The provider's own, and what was sent to the actor's institution, even when recalled."""
    if actor.is_system:
        return sa.true()
    received = sa.exists().where(
        ShareRecipient.share_id == Share.id,
        ShareRecipient.institution_id == actor.institution_id,
    )
    return sa.and_(
        readable(actor, Share.agreement_id, Share.classification),
        sa.or_(Share.provider_id == actor.institution_id, received),
    )
