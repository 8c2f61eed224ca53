"""Disputes whose days run now: a body to be chosen or appointed, another side to be called,
leave to be given to a mediator who disclosed something.
"""

from __future__ import annotations

from coop.core import clock
from coop.demo.referral_steps import Stage
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.service import (
    answering,
    choosing,
    mediating,
    mediators,
    referring,
    waiving,
)

_MOST_OPEN = 40


def show_windows(stage: Stage) -> None:
    """One dispute for each day that somebody has to keep before or while a body mediates."""
    _second_mediator(stage)
    stage.consent(stage.registered(2), 1)
    _chosen(stage)
    _asked(stage)
    _to_be_called(stage)
    _disclosed(stage)


def _second_mediator(stage: Stage) -> None:
    """Who may take over, and how much each may have in hand."""
    with stage.on(90):
        mediators.add_mediator(
            stage.clerk,
            stage.body_id,
            name="严某某",
            title="兼职调解员",
            certificate_no="调字第2号",
            most_open=_MOST_OPEN,
        )


def _chosen(stage: Stage) -> None:
    made = stage.consent(stage.registered(3), 2)
    with stage.on(1):
        choosing.choose_body(
            stage.clerk,
            made.id,
            expected_version=made.version,
            body_id=stage.body_id,
            party_ids=stage.parties(made),
            chosen_on=clock.today(),
        )


def _asked(stage: Stage) -> None:
    """By the side that consents to online mediation."""
    made = stage.consent(stage.registered(3), 2, only=1)
    with stage.on(1):
        choosing.ask_appointment(
            stage.clerk,
            made.id,
            expected_version=made.version,
            party_ids=stage.parties(made)[:1],
            asked_on=clock.today(),
        )


def _to_be_called(stage: Stage) -> None:
    """Referred online on one side's consent: the mediator calls the other."""
    made = stage.consent(stage.registered(5), 4, only=1)
    with stage.on(3):
        made = referring.refer_dispute(
            stage.clerk,
            made.id,
            expected_version=made.version,
            body_id=stage.body_id,
            kind="delegated",
            mode="online",
            materials=["在线调解申请", "证据目录及证据"],
        )
    with stage.on(2):
        answering.accept_referral(
            stage.desk,
            made.id,
            expected_version=made.version,
            mediator_id=stage.mediator_id,
        )


def _disclosed(stage: Stage) -> None:
    """One side lets the mediator go on, the other has not said."""
    made: Dispute = stage.mediating(8)
    with stage.on(3):
        made = mediating.disclose_interest(
            stage.mediator,
            made.id,
            expected_version=made.version,
            relation="other",
            text="三年前曾受聘为申请人单位讲授合规课程。",
        )
    with stage.on(2):
        waiving.waive_recusal(
            stage.mediator,
            made.id,
            expected_version=made.version,
            party_id=stage.parties(made)[0],
            waived_on=clock.today(),
            means="paper",
        )
