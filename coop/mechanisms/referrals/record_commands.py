"""Records of sessions and confirmed addresses for service as both doors offer them."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.referrals import queries, schemas
from coop.mechanisms.referrals.queries.record_views import (
    AddressConfirmationView,
    MediationSessionView,
)
from coop.mechanisms.referrals.service import reading, records
from coop.mechanisms.referrals.workflow import SESSION

_PDF = "application/pdf"
_OF_SESSION = ("held_on", "starts_at", "ends_at", "mode", "place", "note", "concessions")
doors.name_actions(
    {
        "dispute.edit_session": SESSION.actions["edit"],
        "dispute.sign_session": SESSION.actions["sign"],
    }
)


def _session_now(view: MediationSessionView) -> dict[str, object]:
    return {
        **{name: getattr(view, name) for name in _OF_SESSION},
        "present_ids": [one.party_id for one in view.attendees if one.capacity == "party"],
        "others": [
            {"name": one.name, "capacity": one.capacity, "party_id": one.party_id}
            for one in view.attendees
            if one.capacity != "party"
        ],
    }


SESSION_RESOURCE = doors.register(
    Resource(
        name="mediation_session",
        plural="mediation-sessions",
        scope="referrals",
        label=Text("调解笔录", "Records of sessions"),
        view=MediationSessionView,
        get=queries.get_session,
        home=lambda view: f"/disputes/{view.dispute_id}#session-{view.id}",
        edit=Act(
            "edit",
            records.edit_session,
            SESSION.actions["edit"],
            schema=schemas.EditSession,
            prefill=_session_now,
            hint=Text("签名前可以更正或者补充。", "Until it is signed."),
        ),
        acts=(
            Act(
                "sign",
                records.sign_session,
                SESSION.actions["sign"],
                schema=schemas.SignSession,
                tone="primary",
                hint=Text(
                    "到场人员阅读笔录并签名后登记；登记后笔录不再改动。",
                    "When those present have read and signed it; then it stays as it is.",
                ),
            ),
        ),
        files=(File("record.pdf", queries.session_record, Text("调解笔录", "The record"), _PDF),),
    )
)

ADDRESS_RESOURCE = doors.register(
    Resource(
        name="address_confirmation",
        plural="address-confirmations",
        scope="referrals",
        label=Text("送达地址确认书", "Confirmed addresses for service"),
        view=AddressConfirmationView,
        get=queries.get_confirmation,
        home=lambda view: f"/disputes/{view.dispute_id}#addresses",
        files=(
            File(
                "address-confirmation.pdf",
                reading.read_confirmed_address,
                Text("送达地址确认书（查阅留痕）", "As confirmed; every reading is logged"),
                _PDF,
            ),
        ),
    )
)
