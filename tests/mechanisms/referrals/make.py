"""Disputes brought into a state by the commands that lead there.

The standing dispute: 某银行 against 王某某, registered by CY's clerk on 2026-08-31, delegated to a
people's mediation committee that signs for the file on 2026-09-01; due on 2026-10-08.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.referrals.models import Dispute, Settlement
from coop.mechanisms.referrals.service import (
    answering,
    clocks,
    closing,
    confirmation,
    intake,
    mediating,
    records,
    referring,
    settlements,
)
from tests.due import run_due
from tests.mechanisms.referrals.cast import Cast
from tests.mechanisms.referrals.seen import (
    TALKED_AT,
    at,
    party_ids,
    settlement_of,
    settlement_version,
    version_of,
    view,
)
from tests.scenes import scene

REGISTERED_AT, RECEIVED_AT = "2026-08-31T09:00", "2026-09-01T10:00"
SIGNED_AT = "2026-09-15T10:00"
DUE_ON = date(2026, 10, 8)
BANK_NO, PERSON_NO, PHONE = "91510100MA0000000X", "11010519491231002X", "13812345678"
STATES = (
    "intake", "consented", "referred", "mediating", "settled", "effective", "closed",
    "acknowledged",
)  # fmt: skip


def facts(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "agreement_id": cast.world.agreement_id,
        "cause": "金融借款合同纠纷",
        "nature": "commercial",
        "court_level": "intermediate",
        "claim_yuan": 3_200_000,
        "summary": "2025年3月签订借款合同，逾期未还。",
        "pre_filing_no": "（2026）川金诉前调1号",
        "parties": [
            {
                "side": "applicant",
                "kind": "organisation",
                "name": "示范银行成都分行",
                "identity_no": BANK_NO,
            },
            {
                "side": "respondent",
                "kind": "person",
                "name": "王某某",
                "identity_no": PERSON_NO,
                "phone": PHONE,
                "address": "成都市某区某路1号",
            },
        ],
        **changed,
    }


def registered(cast: Cast, *, by: Actor | None = None, **changed: Any) -> Dispute:
    with at(REGISTERED_AT):
        return intake.register_dispute(by or cast.clerk, **facts(cast, **changed))


@scene
def dispute(cast: Cast, state: str = "intake", **changed: Any) -> Dispute:
    """The standing dispute in this state."""
    made = registered(cast, **changed)
    steps: tuple[Callable[[Cast, Dispute], Dispute], ...] = (
        consented,
        referred,
        accepted,
        settled,
        signed,
        reported,
        acknowledged,
    )
    for step in steps[: STATES.index(state)]:
        made = step(cast, made)
    return made


def consented(cast: Cast, made: Dispute, when: str = REGISTERED_AT) -> Dispute:
    for one in view(cast.clerk, made).parties:
        made = consent(cast.clerk, made, one.id, when)
    return made


def consent(actor: Actor, made: Dispute, party_id: UUID, when: str = REGISTERED_AT) -> Dispute:
    with at(when):
        return intake.record_consent(
            actor,
            made.id,
            expected_version=version_of(made),
            party_id=party_id,
            given_on=clock.today(),
            means="paper",
        )


def terms(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "body_id": cast.body_id,
        "kind": "delegated",
        "mode": "offline",
        "materials": ["起诉状副本", "借款合同"],
        **changed,
    }


def referred(cast: Cast, made: Dispute, when: str = REGISTERED_AT, **changed: Any) -> Dispute:
    with at(when):
        return referring.refer_dispute(
            cast.clerk, made.id, expected_version=version_of(made), **terms(cast, **changed)
        )


def accepted(cast: Cast, made: Dispute, when: str = RECEIVED_AT) -> Dispute:
    with at(when):
        return answering.accept_referral(
            cast.desk,
            made.id,
            expected_version=version_of(made),
            mediator_id=cast.mediator_id,
        )


def taken_up(cast: Cast, made: Dispute, when: str = RECEIVED_AT) -> Dispute:
    """By the body that received it itself."""
    with at(when):
        return answering.take_up(
            cast.desk,
            made.id,
            expected_version=version_of(made),
            mediator_id=cast.mediator_id,
            mode="offline",
        )


def settled(
    cast: Cast, made: Dispute, kind: str = "invited", when: str = TALKED_AT, **more: Any
) -> Dispute:
    with at(when):
        return settlements.settle_dispute(
            cast.mediator,
            made.id,
            expected_version=version_of(made),
            kind=kind,
            terms="被申请人于2026年12月31日前偿还本金300万元。\n申请人放弃逾期利息。",
            amount_yuan=3_000_000,
            perform_by_on=date(2026, 12, 31),
            **more,
        )


def signed(cast: Cast, made: Dispute, when: str = SIGNED_AT, means: str = "paper") -> Dispute:
    settlement = settlement_of(cast, made)
    for party_id in party_ids(cast, made):
        sign(cast, settlement.id, party_id, when, means)
    session().rollback()
    return session().get_one(Dispute, made.id)


def sign(
    cast: Cast, settlement_id: UUID, party_id: UUID, when: str = SIGNED_AT, means: str = "paper"
) -> Settlement:
    with at(when):
        return settlements.sign_settlement(
            cast.mediator,
            settlement_id,
            expected_version=settlement_version(settlement_id),
            party_id=party_id,
            signed_on=clock.today(),
            means=means,
        )


def failed(
    cast: Cast, made: Dispute, ground: str = "too_far_apart", when: str = TALKED_AT, **told: Any
) -> Dispute:
    with at(when):
        return closing.fail_mediation(
            cast.mediator,
            made.id,
            expected_version=version_of(made),
            ground=ground,
            **(told or {"note": "双方对利息计算起点分歧较大。"}),
        )


def reported(cast: Cast, made: Dispute, when: str = SIGNED_AT) -> Dispute:
    with at(when):
        return closing.report_result(
            cast.desk,
            made.id,
            expected_version=version_of(made),
            report="共组织两次调解。",
            returned_materials=["起诉状副本", "借款合同"],
        )


def acknowledged(cast: Cast, made: Dispute, when: str = SIGNED_AT) -> Dispute:
    with at(when):
        return closing.acknowledge_result(cast.clerk, made.id, expected_version=version_of(made))


def talked(cast: Cast, made: Dispute, when: str = TALKED_AT) -> Dispute:
    """A session in which an offer was made."""
    with at(when):
        return records.record_session(
            cast.mediator,
            made.id,
            held_on=clock.today(),
            mode="offline",
            place="第二调解室",
            present_ids=party_ids(cast, made),
            note="王某某承认收到催款函。",
            concessions="银行愿意减免利息二十万元。",
        )


def facts_recorded(cast: Cast, made: Dispute, when: str = TALKED_AT) -> Dispute:
    with at(when):
        return mediating.record_facts(
            cast.mediator,
            made.id,
            expected_version=version_of(made),
            facts=["双方于2025年3月1日签订借款合同。", "银行已发放借款320万元。"],
            confirmed_on=clock.today(),
            confirmed_ids=party_ids(cast, made),
        )


def agree(cast: Cast, made: Dispute, party_id: UUID, days: int, when: str = TALKED_AT) -> Dispute:
    with at(when):
        return clocks.agree_extension(
            cast.mediator,
            made.id,
            expected_version=version_of(made),
            party_id=party_id,
            days=days,
            signed_on=clock.today(),
        )


def extend(cast: Cast, made: Dispute, days: int, when: str = TALKED_AT) -> Dispute:
    with at(when):
        return clocks.extend_mediation(
            cast.clerk, made.id, expected_version=version_of(made), days=days
        )


def apply(
    cast: Cast,
    made: Dispute,
    when: str,
    *,
    court: str = "成渝金融法院",
    applicants: list[UUID] | None = None,
) -> Settlement:
    settlement = settlement_of(cast, made)
    with at(when):
        return confirmation.apply_for_confirmation(
            cast.desk,
            settlement.id,
            expected_version=settlement_version(settlement.id),
            court_name=court,
            applicant_ids=party_ids(cast, made) if applicants is None else applicants,
        )


def night(when: str) -> None:
    """The jobs that run after midnight."""
    with at(when):
        run_due("lapse_referrals")
        run_due("expire_mediations")
