"""What parties sign in a demonstration dispute: where they are served, and a session's record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.queries import get_dispute
from coop.mechanisms.referrals.service import records


def confirm_addresses(
    mediator: Actor, made: Dispute, party_ids: Sequence[UUID], count: int
) -> None:
    """The applicant with electronic service, the others on paper only. count: a number of the
    dispute that its addresses are told apart by.
    """
    for number, party_id in enumerate(party_ids):
        records.confirm_address(
            mediator,
            made.id,
            party_id=party_id,
            confirmed_on=clock.today(),
            address=f"重庆市渝中区示例路{count}号{number + 1}栋",
            phone=f"139000{count * 10 + number:05d}",
            means="paper",
            **(_by_its_lawyers(count) if number == 0 else _in_person()),
        )


def _by_its_lawyers(count: int) -> dict[str, Any]:
    return {
        "recipient": "法务部",
        "recipient_kind": "designated",
        "accepts_electronic": True,
        "electronic_address": f"legal{count:03d}@example.invalid",
    }


def _in_person() -> dict[str, Any]:
    return {"recipient": "本人", "recipient_kind": "self"}


def talk(mediator: Actor, made: Dispute, party_ids: Sequence[UUID], *, is_signed: bool) -> Dispute:
    """A session with its record."""
    made = records.record_session(
        mediator,
        made.id,
        held_on=clock.today(),
        mode="offline",
        place="成渝金融法院诉调对接中心第二调解室",
        present_ids=party_ids,
        others=[{"name": "陶某", "capacity": "recorder"}],
        note="双方陈述了各自主张，对本金数额没有争议。",
        concessions="申请人表示可以减免部分逾期利息。",
    )
    held = get_dispute(SYSTEM, made.id).sessions[-1]
    if is_signed:
        records.sign_session(
            mediator,
            held.id,
            expected_version=held.version,
            signed_ids=[one.id for one in held.attendees],
            signed_on=clock.today(),
        )
    return made
