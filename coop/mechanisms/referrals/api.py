"""The REST operations of disputes."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.mechanisms.referrals.commands import (
    DISPUTE_RESOURCE,
    REFERRAL_RESOURCE,
    SETTLEMENT_RESOURCE,
)
from coop.mechanisms.referrals.queries.record_views import DisputeContactsView
from coop.mechanisms.referrals.record_commands import ADDRESS_RESOURCE, SESSION_RESOURCE
from coop.mechanisms.referrals.service import reading

_READ = "referrals:read"
api = ApiBlueprint("referrals")
api.serve(DISPUTE_RESOURCE)
api.serve(REFERRAL_RESOURCE)
api.serve(SETTLEMENT_RESOURCE)
api.serve(SESSION_RESOURCE)
api.serve(ADDRESS_RESOURCE)


def _contacts(dispute_id: UUID) -> Response:
    found = reading.read_contacts(rest.caller(_READ), dispute_id)
    return Response(views.dumps(found), mimetype="application/json")


api.operation(
    _contacts,
    "/disputes/<uuid:dispute_id>/contacts",
    "GET",
    operation_id="get_dispute_contacts",
    label=Text("当事人身份和联系方式（查阅留痕）", "Parties in full; every reading is logged"),
    scope=_READ,
    responses={200: (api.schema_of(DisputeContactsView), "application/json")},
)
