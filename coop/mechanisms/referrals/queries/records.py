"""Reads of sessions with their records, and of addresses for service as parties confirmed them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.personal import mask_telephone, masked
from coop.mechanisms.referrals.codes import CAPACITIES, MEANS, RECIPIENTS, SESSION_MODES
from coop.mechanisms.referrals.models import (
    AddressConfirmation,
    Dispute,
    DisputeParty,
    MediationSession,
    SessionAttendee,
)
from coop.mechanisms.referrals.policy import (
    Standing,
    holds,
    is_of_body,
    may_reach,
    sees,
    standing_of,
)
from coop.mechanisms.referrals.queries.record_views import (
    AddressConfirmationView,
    MediationSessionView,
    SessionAttendeeView,
)
from coop.mechanisms.referrals.workflow import SESSION

_OF_SESSION = (
    "id", "version", "dispute_id", "number", "held_on", "starts_at", "ends_at", "mode", "place",
    "recorded_by", "state", "signed_on",
)  # fmt: skip
_OF_THE_BODY = ("note", "concessions", "unsigned_reason")
_OF_CONFIRMATION = (
    "id", "version", "dispute_id", "party_id", "recipient", "recipient_kind",
    "accepts_electronic", "confirmed_on", "means", "recorded_by",
)  # fmt: skip
_ADDRESS_HEAD, _ELECTRONIC_HEAD = 6, 3


def get_session(actor: Actor, session_id: UUID) -> MediationSessionView:
    """With its record. Raises NotFound for everybody but the body that mediates."""
    found = session().get(MediationSession, session_id)
    if found is None or not sees(actor, found.dispute_id):
        raise NotFound
    standing = standing_of(session().get_one(Dispute, found.dispute_id))
    if not is_of_body(actor, standing):
        raise NotFound
    return _session_views(actor, [found], standing)[0]


def sessions_of(
    actor: Actor, dispute_id: UUID, standing: Standing
) -> tuple[MediationSessionView, ...]:
    """Of one dispute, the first first; the caller has checked that it is visible (DR-09)."""
    query = sa.select(MediationSession).where(MediationSession.dispute_id == dispute_id)
    rows = session().scalars(query.order_by(MediationSession.number)).all()
    return _session_views(actor, rows, standing)


def attendees_of(session_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[SessionAttendee]]:
    """In the order in which they were written down."""
    query = sa.select(SessionAttendee).where(SessionAttendee.session_id.in_(session_ids))
    found: dict[UUID, list[SessionAttendee]] = defaultdict(list)
    for one in session().scalars(query.order_by(SessionAttendee.position)) if session_ids else ():
        found[one.session_id].append(one)
    return found


def get_confirmation(actor: Actor, confirmation_id: UUID) -> AddressConfirmationView:
    """Raises NotFound for everybody who may not see its dispute."""
    found = session().get(AddressConfirmation, confirmation_id)
    if found is None or not sees(actor, found.dispute_id):
        raise NotFound
    made = session().get_one(Dispute, found.dispute_id)
    reaches = may_reach(actor, standing_of(made), made.state)
    views = _confirmation_views(found.dispute_id, is_readable=reaches)
    return next(one for one in views if one.id == found.id)


def confirmations_of(
    actor: Actor, dispute_id: UUID, standing: Standing, state: str
) -> tuple[AddressConfirmationView, ...]:
    """What each party confirmed last, in their order; the caller has checked that the dispute is
    visible.
    """
    views = _confirmation_views(dispute_id, is_readable=may_reach(actor, standing, state))
    return tuple(sorted((one for one in views if one.is_current), key=lambda one: one.party_id))


def latest_confirmations(dispute_id: UUID) -> dict[UUID, AddressConfirmation]:
    """What each party confirmed last, in full."""
    return {one.party_id: one for one in _confirmations(dispute_id)}


# --------------------------------------------------------------------------- parts


def _session_views(
    actor: Actor, rows: Sequence[MediationSession], standing: Standing
) -> tuple[MediationSessionView, ...]:
    is_body = is_of_body(actor, standing)
    attendees = attendees_of([one.id for one in rows])
    return tuple(
        MediationSessionView(
            **{name: getattr(one, name) for name in _OF_SESSION},
            **_of_the_body(one, is_body=is_body),
            title=f"调解笔录（第{one.number}次）",
            mode_label=SESSION_MODES[one.mode],
            attendees=tuple(_attendee(other) for other in attendees.get(one.id, ())),
            state_label=SESSION.states[one.state],
            allowed_actions=policy.allowed(actor, SESSION, one.state, standing, holds),
        )
        for one in rows
    )


def _of_the_body(row: MediationSession, *, is_body: bool) -> dict[str, Any]:
    return {name: getattr(row, name) if is_body else None for name in _OF_THE_BODY}


def _attendee(row: SessionAttendee) -> SessionAttendeeView:
    return SessionAttendeeView(
        id=row.id,
        name=row.name,
        capacity=row.capacity,
        capacity_label=CAPACITIES[row.capacity],
        party_id=row.party_id,
        has_signed=row.has_signed,
    )


def _confirmations(dispute_id: UUID) -> Sequence[AddressConfirmation]:
    """Oldest first."""
    query = sa.select(AddressConfirmation).where(AddressConfirmation.dispute_id == dispute_id)
    return session().scalars(query.order_by(AddressConfirmation.id)).all()


def _confirmation_views(
    dispute_id: UUID, *, is_readable: bool
) -> tuple[AddressConfirmationView, ...]:
    rows = _confirmations(dispute_id)
    if not rows:
        return ()
    latest = {one.party_id: one.id for one in rows}
    parties = sa.select(DisputeParty.id, DisputeParty.name).where(DisputeParty.id.in_(latest))
    named: dict[UUID, Any] = {row.id: row.name for row in session().execute(parties)}
    return tuple(
        _confirmation(
            one,
            party_name=named[one.party_id],
            is_current=latest[one.party_id] == one.id,
            is_readable=is_readable,
        )
        for one in rows
    )


def _confirmation(row: AddressConfirmation, **about: Any) -> AddressConfirmationView:
    return AddressConfirmationView(
        **{name: getattr(row, name) for name in _OF_CONFIRMATION},
        **about,
        recipient_kind_label=RECIPIENTS[row.recipient_kind],
        address=masked(row.address, head=_ADDRESS_HEAD, tail=0) or "",
        phone=mask_telephone(row.phone) or "",
        electronic_address=masked(row.electronic_address, head=_ELECTRONIC_HEAD, tail=0),
        means_label=MEANS[row.means],
        allowed_actions=(),
    )
