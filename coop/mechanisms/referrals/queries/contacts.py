"""Identity numbers, telephones and addresses in full, for those whose work needs them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.mechanisms.referrals.codes import RECIPIENTS
from coop.mechanisms.referrals.models import AddressConfirmation, Dispute, DisputeParty
from coop.mechanisms.referrals.policy import (
    identifies_parties,
    may_reach,
    sees,
    standing_of,
)
from coop.mechanisms.referrals.queries.record_views import (
    DisputeContactsView,
    PartyContactView,
    ServiceAddressView,
)
from coop.mechanisms.referrals.queries.records import latest_confirmations


def dispute_contacts(actor: Actor, dispute_id: UUID) -> DisputeContactsView:
    """The court reads all; the body that mediates telephones and addresses until it has ended.

    Raises NotFound for everybody else.
    """
    made = session().get(Dispute, dispute_id)
    if made is None or not sees(actor, made.id):
        raise NotFound
    standing = standing_of(made)
    identifies, reaches = (
        identifies_parties(actor, standing),
        may_reach(actor, standing, made.state),
    )
    confirmed = latest_confirmations(made.id) if reaches else {}
    query = sa.select(DisputeParty).where(DisputeParty.dispute_id == made.id)
    return DisputeContactsView(
        id=made.id,
        version=made.version,
        contacts=tuple(
            PartyContactView(
                party_id=one.id,
                name=one.name,
                identity_no=one.identity_no if identifies else None,
                phone=one.phone if reaches else None,
                address=one.address if reaches else None,
                service=_service(confirmed.get(one.id)),
            )
            for one in session().scalars(query.order_by(DisputeParty.id))
        ),
    )


def _service(row: AddressConfirmation | None) -> ServiceAddressView | None:
    if row is None:
        return None
    return ServiceAddressView(
        recipient=row.recipient,
        recipient_kind_label=RECIPIENTS[row.recipient_kind],
        address=row.address,
        postcode=row.postcode,
        phone=row.phone,
        electronic_address=row.electronic_address,
        confirmed_on=row.confirmed_on,
    )
