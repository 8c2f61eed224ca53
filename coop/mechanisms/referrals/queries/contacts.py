"""Identity numbers, telephones and addresses in full, for those whose work needs them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.mechanisms.referrals.models import Dispute, DisputeParty
from coop.mechanisms.referrals.policy import CLERK, OWN_BODY, holds, is_of_body, sees, standing_of
from coop.mechanisms.referrals.queries.views import DisputeContactsView, PartyContactView
from coop.mechanisms.referrals.workflow import ENDED


def dispute_contacts(actor: Actor, dispute_id: UUID) -> DisputeContactsView:
    """The court reads all; the body that mediates telephones and addresses until it has ended.

    Raises NotFound for everybody else.
    """
    made = session().get(Dispute, dispute_id)
    if made is None or not sees(actor, made.id):
        raise NotFound
    standing = standing_of(made)
    identifies = any(holds(actor, role, standing) for role in (CLERK, OWN_BODY))
    reaches = identifies or (is_of_body(actor, standing) and made.state not in ENDED)
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
            )
            for one in session().scalars(query.order_by(DisputeParty.id))
        ),
    )
