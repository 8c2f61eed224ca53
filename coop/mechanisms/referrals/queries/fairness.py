"""Reads of what mediators disclosed, what parties said to it, and who stepped out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.referrals.codes import MEANS
from coop.mechanisms.referrals.models import (
    Disclosure,
    DisputeParty,
    MediatorRecusal,
    RecusalWaiver,
)
from coop.mechanisms.referrals.queries import names
from coop.mechanisms.referrals.queries.fairness_views import (
    DisclosureView,
    MediatorRecusalView,
    RecusalWaiverView,
)
from coop.mechanisms.referrals.roster import RELATIONS


def awaits_waiver(dispute_id: Any, mediator_id: Any) -> sa.ColumnElement[bool]:
    """Whether a party has not agreed to what the mediator in charge disclosed."""
    return sa.exists().where(
        Disclosure.dispute_id == dispute_id,
        Disclosure.mediator_id == mediator_id,
        DisputeParty.dispute_id == Disclosure.dispute_id,
        ~_waived(),
    )


def missing_waivers(dispute_id: UUID, mediator_id: UUID | None) -> dict[UUID, dict[UUID, str]]:
    """Disclosure of this mediator -> who has not agreed to it (party id -> name).

    Disclosures that everybody waived are there too, with nobody.
    """
    disclosed = sa.select(Disclosure.id).where(
        Disclosure.dispute_id == dispute_id, Disclosure.mediator_id == mediator_id
    )
    found: dict[UUID, dict[UUID, str]] = {one: {} for one in session().scalars(disclosed)}
    query = (
        sa.select(Disclosure.id, DisputeParty.id.label("party_id"), DisputeParty.name)
        .join(DisputeParty, DisputeParty.dispute_id == Disclosure.dispute_id)
        .where(Disclosure.id.in_(found), ~_waived())
        .order_by(DisputeParty.id)
    )
    for row in session().execute(query):
        found[row.id][row.party_id] = row.name
    return found


def disclosures(
    dispute_id: UUID, mediator_id: UUID | None, named: Mapping[UUID, str]
) -> tuple[DisclosureView, ...]:
    """mediator_id: who is in charge now."""
    query = sa.select(Disclosure).where(Disclosure.dispute_id == dispute_id)
    rows = session().scalars(query.order_by(Disclosure.id)).all()
    called = names.mediators(one.mediator_id for one in rows)
    waived = _waivers([one.id for one in rows])
    return tuple(
        _disclosure(one, called[one.mediator_id][1], waived.get(one.id, []), named, mediator_id)
        for one in rows
    )


def recusals(dispute_id: UUID, named: Mapping[UUID, str]) -> tuple[MediatorRecusalView, ...]:
    query = sa.select(MediatorRecusal).where(MediatorRecusal.dispute_id == dispute_id)
    rows = session().scalars(query.order_by(MediatorRecusal.id)).all()
    called = names.mediators([one.mediator_id for one in rows] + [one.successor_id for one in rows])
    return tuple(
        MediatorRecusalView(
            mediator_name=called[one.mediator_id][1],
            successor_name=called[one.successor_id][1] if one.successor_id else None,
            party_name=named[one.party_id] if one.party_id else None,
            reason=one.reason,
            recused_at=one.recused_at,
        )
        for one in rows
    )


# --------------------------------------------------------------------------- parts


def _waived() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            RecusalWaiver.disclosure_id == Disclosure.id, RecusalWaiver.party_id == DisputeParty.id
        )
        .correlate(Disclosure, DisputeParty)
    )


def _waivers(disclosure_ids: list[UUID]) -> dict[UUID, list[RecusalWaiver]]:
    query = sa.select(RecusalWaiver).where(RecusalWaiver.disclosure_id.in_(disclosure_ids))
    found: dict[UUID, list[RecusalWaiver]] = {}
    for one in session().scalars(query.order_by(RecusalWaiver.id)):
        found.setdefault(one.disclosure_id, []).append(one)
    return found


def _disclosure(
    row: Disclosure,
    mediator_name: str,
    waivers: list[RecusalWaiver],
    named: Mapping[UUID, str],
    in_charge: UUID | None,
) -> DisclosureView:
    agreed = {one.party_id for one in waivers}
    missing = tuple(name for party_id, name in named.items() if party_id not in agreed)
    return DisclosureView(
        mediator_name=mediator_name,
        relation=row.relation,
        relation_label=RELATIONS[row.relation],
        text=row.text,
        disclosed_at=row.disclosed_at,
        waivers=tuple(
            RecusalWaiverView(
                party_name=named[one.party_id],
                waived_on=one.waived_on,
                means=one.means,
                means_label=MEANS[one.means],
                recorded_by=one.recorded_by,
            )
            for one in waivers
        ),
        missing_names=missing,
        is_open=bool(missing) and row.mediator_id == in_charge,
    )
