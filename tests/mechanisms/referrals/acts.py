"""Every command on a dispute and on a settlement, with arguments that it would take.

RIGHTS is written apart from policy.py and the state tables.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from coop.mechanisms.referrals.service import (
    answering,
    choosing,
    clocks,
    closing,
    confirmation,
    intake,
    mediating,
    referring,
    settlements,
    waiving,
)
from tests.mechanisms.referrals.cast import Cast

Arguments = Callable[[Cast, list[UUID]], dict[str, Any]]
TODAY = date(2026, 9, 1)


def _none(_cast: Cast, _parties: list[UUID]) -> dict[str, Any]:
    return {}


def _told(**values: Any) -> Arguments:
    return lambda _cast, _parties: values


DISPUTE_ACTS: dict[str, tuple[Callable[..., Any], Arguments]] = {
    "edit": (intake.edit_dispute, _told(cause="保险合同纠纷")),
    "consent": (
        intake.record_consent,
        lambda cast, parties: {"party_id": parties[0], "given_on": TODAY, "means": "paper"},
    ),
    "decline": (
        intake.record_refusal,
        lambda cast, parties: {"party_id": parties[0], "given_on": TODAY},
    ),
    "choose_body": (
        choosing.choose_body,
        lambda cast, parties: {"body_id": cast.body_id, "party_ids": parties, "chosen_on": TODAY},
    ),
    "ask_appointment": (
        choosing.ask_appointment,
        lambda cast, parties: {"party_ids": parties, "asked_on": TODAY},
    ),
    "appoint_body": (
        choosing.appoint_body,
        lambda cast, parties: {"body_id": cast.body_id},
    ),
    "refer": (
        referring.refer_dispute,
        lambda cast, parties: {"body_id": cast.body_id, "kind": "delegated", "mode": "online"},
    ),
    "accept": (
        answering.accept_referral,
        lambda cast, parties: {"mediator_id": cast.mediator_id},
    ),
    "refuse": (answering.refuse_referral, _told(reason="人员不足")),
    "disclose": (mediating.disclose_interest, _told(relation="interest", text="曾任顾问")),
    "waive": (
        waiving.waive_recusal,
        lambda cast, parties: {"party_id": parties[0], "waived_on": TODAY, "means": "paper"},
    ),
    "recuse": (
        mediating.recuse_mediator,
        lambda cast, parties: {"reason": "利害关系", "successor_id": cast.second_id},
    ),
    "appoint": (
        mediating.appoint_mediator,
        lambda cast, parties: {"mediator_id": cast.second_id},
    ),
    "record_facts": (
        mediating.record_facts,
        lambda cast, parties: {
            "facts": ["合同成立"],
            "confirmed_on": TODAY,
            "confirmed_ids": parties,
        },
    ),
    "agree_extension": (
        clocks.agree_extension,
        lambda cast, parties: {"party_id": parties[0], "days": 10, "signed_on": TODAY},
    ),
    "extend": (clocks.extend_mediation, _told(days=10)),
    "start_appraisal": (clocks.start_appraisal, _told(subject="房产价值")),
    "stop_appraisal": (clocks.stop_appraisal, _none),
    "settle": (settlements.settle_dispute, _told(kind="invited", terms="分期偿还")),
    "fail": (closing.fail_mediation, _told(ground="other", note="其他情形")),
    "suspend": (closing.suspend_mediation, _told(reason="疑似串通")),
    "review": (closing.review_suspension, _told(decision="resume")),
    "feedback": (closing.report_result, _told(report="已组织调解")),
    "acknowledge": (closing.acknowledge_result, _none),
    "file_case": (closing.record_filing, _told(case_no="（2026）川金民初7号")),
}
SETTLEMENT_ACTS: dict[str, tuple[Callable[..., Any], Arguments]] = {
    "sign": (
        settlements.sign_settlement,
        lambda cast, parties: {"party_id": parties[0], "signed_on": TODAY, "means": "paper"},
    ),
    "seal": (settlements.seal_settlement, _told(sealed_on=TODAY)),
    "apply": (
        confirmation.apply_for_confirmation,
        lambda cast, parties: {"court_name": "成渝金融法院", "applicant_ids": parties},
    ),
    "accept": (confirmation.accept_application, _none),
    "not_accept": (confirmation.refuse_application, _told(ground="title")),
    "withdraw": (confirmation.withdraw_application, _none),
    "confirm": (
        confirmation.confirm_settlement,
        _told(ruling_no="（2026）川金司确1号", decided_on=TODAY),
    ),
    "reject": (
        confirmation.reject_application,
        _told(ground="unclear", ruling_no="（2026）川金司确2号", decided_on=TODAY),
    ),
    "perform": (confirmation.record_performance, _told(performed_on=TODAY)),
    "enforce": (confirmation.record_enforcement, _none),
    "new_settlement": (confirmation.settle_anew, _told(terms="重新约定")),
    "sue": (confirmation.record_suit, _none),
}
_BOTH = {
    "disclose",
    "waive",
    "recuse",
    "record_facts",
    "agree_extension",
    "settle",
    "fail",
    "consent",
}
_CLOCK = {"start_appraisal", "stop_appraisal"}
# Of a dispute that the court referred.
DISPUTE_RIGHTS = {
    "clerk": {
        "edit", "consent", "decline", "choose_body", "ask_appointment", "appoint_body", "refer",
        "agree_extension", "extend", "review",
        "acknowledge", "file_case",
    },
    "desk": {*_BOTH, *_CLOCK, "accept", "refuse", "appoint", "feedback"},
    "mediator": {*_BOTH, *_CLOCK, "suspend"},
}  # fmt: skip
SETTLEMENT_RIGHTS = {
    "clerk": {
        "apply", "accept", "not_accept", "withdraw", "confirm", "reject", "perform", "enforce",
        "sue",
    },
    "desk": {"sign", "seal", "apply", "perform", "new_settlement"},
    "mediator": {"sign", "apply", "perform", "new_settlement"},
}  # fmt: skip
