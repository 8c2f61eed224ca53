"""What hangs on one dispute: parties, recusals, extensions, facts."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.personal import mask_identity_number, mask_telephone
from coop.mechanisms.referrals.codes import CONSENTS, SIDES
from coop.mechanisms.referrals.models import (
    AppraisalPause,
    DisputeParty,
    ExtensionConsent,
    MediationExtension,
    UndisputedFacts,
)
from coop.mechanisms.referrals.queries.views import (
    AppraisalPauseView,
    DisputePartyView,
    ExtensionConsentView,
    MediationExtensionView,
    UndisputedFactsView,
)


def parties(dispute_id: UUID) -> tuple[DisputePartyView, ...]:
    """With masked numbers, whoever reads them."""
    query = sa.select(DisputeParty).where(DisputeParty.dispute_id == dispute_id)
    return tuple(
        DisputePartyView(
            id=one.id,
            side=one.side,
            side_label=SIDES[one.side],
            kind=one.kind,
            name=one.name,
            representative=one.representative,
            identity_no=mask_identity_number(one.identity_no),
            phone=mask_telephone(one.phone),
            consent=one.consent,
            consent_label=CONSENTS[one.consent],
            consent_on=one.consent_on,
            consent_means=one.consent_means,
        )
        for one in session().scalars(query.order_by(DisputeParty.id))
    )


def extension_consents(
    referral_id: UUID | None, named: Mapping[UUID, str]
) -> tuple[ExtensionConsentView, ...]:
    query = sa.select(ExtensionConsent).where(ExtensionConsent.referral_id == referral_id)
    return tuple(
        ExtensionConsentView(
            party_name=named[one.party_id],
            days=one.days,
            signed_on=one.signed_on,
            is_used=one.extension_id is not None,
        )
        for one in session().scalars(query.order_by(ExtensionConsent.id))
    )


def extensions(referral_id: UUID | None) -> tuple[MediationExtensionView, ...]:
    columns = (
        MediationExtension.days, MediationExtension.old_due_on, MediationExtension.new_due_on,
        MediationExtension.granted_by, MediationExtension.granted_on,
    )  # fmt: skip
    query = sa.select(*columns).where(MediationExtension.referral_id == referral_id)
    rows = session().execute(query.order_by(MediationExtension.id))
    return tuple(MediationExtensionView(**row._mapping) for row in rows)


def appraisals(referral_id: UUID | None) -> tuple[AppraisalPauseView, ...]:
    columns = (AppraisalPause.subject, AppraisalPause.started_on, AppraisalPause.stopped_on)
    query = sa.select(*columns).where(AppraisalPause.referral_id == referral_id)
    rows = session().execute(query.order_by(AppraisalPause.id))
    return tuple(AppraisalPauseView(**row._mapping) for row in rows)


def undisputed_facts(dispute_id: UUID) -> UndisputedFactsView | None:
    query = sa.select(UndisputedFacts).where(UndisputedFacts.dispute_id == dispute_id)
    found = session().scalar(query)
    if found is None:
        return None
    return UndisputedFactsView(
        facts=tuple(found.facts), confirmed_on=found.confirmed_on, recorded_by=found.recorded_by
    )
