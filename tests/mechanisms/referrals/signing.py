"""What parties put their names to: the record of a session, where they are served."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.mechanisms.referrals.models import Dispute, MediationSession
from coop.mechanisms.referrals.queries.record_views import MediationSessionView
from coop.mechanisms.referrals.service import records
from tests.mechanisms.referrals.cast import Cast
from tests.mechanisms.referrals.seen import TALKED_AT, at, view

ADDRESS, SERVED_BY, MAILBOX = "重庆市渝中区示例路9号2栋", "13987654321", "wang@example.invalid"


def service_address(party_id: UUID, **changed: Any) -> dict[str, Any]:
    return {
        "party_id": party_id,
        "recipient": "王某某",
        "recipient_kind": "self",
        "address": ADDRESS,
        "postcode": "400010",
        "phone": SERVED_BY,
        "accepts_electronic": True,
        "electronic_address": MAILBOX,
        "confirmed_on": clock.today(),
        "means": "paper",
        **changed,
    }


def confirmed(
    actor: Actor, made: Dispute, party_id: UUID, when: str = TALKED_AT, **changed: Any
) -> Dispute:
    with at(when):
        return records.confirm_address(actor, made.id, **service_address(party_id, **changed))


def talk(cast: Cast, made: Dispute, parties: list[UUID], **changed: Any) -> Dispute:
    """A session with a representative and a recorder beside the parties and the mediator."""
    told = {
        "held_on": clock.today(),
        "starts_at": clock.now().replace(hour=1, minute=30),
        "ends_at": clock.now().replace(hour=3, minute=5),
        "mode": "offline",
        "place": "第二调解室",
        "present_ids": parties,
        "others": [
            {"name": "何律师", "capacity": "representative", "party_id": parties[0]},
            {"name": "陶某", "capacity": "recorder"},
        ],
        "note": "王某某承认收到催款函。",
        "concessions": "银行愿意减免利息二十万元。",
        **changed,
    }
    return records.record_session(cast.mediator, made.id, **told)


def held(cast: Cast, made: Dispute) -> MediationSessionView:
    """The newest session as its body reads it."""
    return view(cast.mediator, made).sessions[-1]


def signed(cast: Cast, made: Dispute, **changed: Any) -> MediationSession:
    """By everybody, unless told otherwise."""
    shown = held(cast, made)
    with at(TALKED_AT):
        told = {
            "expected_version": shown.version,
            "signed_ids": [one.id for one in shown.attendees],
            "signed_on": clock.today(),
            **changed,
        }
        return records.sign_session(cast.mediator, shown.id, **told)
