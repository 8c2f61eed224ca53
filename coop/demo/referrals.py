"""Disputes and settlements in every state, referred around the present day to one body."""

from __future__ import annotations

from collections.abc import Mapping

from coop.core import clock
from coop.core.actor import Actor
from coop.demo.founding import Founded
from coop.demo.referral_steps import TERMS, Stage
from coop.demo.referral_windows import show_windows
from coop.mechanisms.consultations.queries import to_refer
from coop.mechanisms.referrals.service import (
    clocks,
    closing,
    confirmation,
    intake,
)


def show(founded: Founded) -> Mapping[tuple[str, str], Actor]:
    """Disputes and settlements in every state; answers who else signs in: a body's people."""
    stage = _Stage(founded)
    stage.found_body()
    stage.before_a_body()
    show_windows(stage)
    stage.with_the_body()
    stage.ended()
    stage.confirming()
    stage.after_rulings()
    return {
        ("TJ", "body"): stage.desk,
        ("TJ", "mediator"): stage.mediator,
    }


class _Stage(Stage):
    """One dispute or settlement for each state."""

    def before_a_body(self) -> None:
        """Registered, partly consented, declined, consented, referred."""
        # Concluded consultations that the court may take up; the newest is the one made for it.
        concluded = to_refer(self.clerk)
        self.registered(3, consultation_id=concluded[0][0] if concluded else None)
        partly = self.registered(4)
        self.consent(partly, 3, only=1)
        declined = self.registered(20)
        with self.on(19):
            intake.record_refusal(
                self.clerk,
                declined.id,
                expected_version=declined.version,
                party_id=self.parties(declined)[1],
                given_on=clock.today(),
            )
        self.consent(self.registered(5), 4)
        self.referred(2)

    def with_the_body(self) -> None:
        """In mediation: with time left, with both consenting to more, in appraisal, suspended."""
        self.mediating(12)
        nearly = self.mediating(18)
        for party_id in self.parties(nearly):
            with self.on(2):
                nearly = clocks.agree_extension(
                    self.mediator,
                    nearly.id,
                    expected_version=nearly.version,
                    party_id=party_id,
                    days=15,
                    signed_on=clock.today(),
                )
        appraised = self.mediating(15)
        with self.on(10):
            clocks.start_appraisal(
                self.desk,
                appraised.id,
                expected_version=appraised.version,
                subject="租赁设备现值评估",
            )
        suspended = self.mediating(14)
        with self.on(6):
            closing.suspend_mediation(
                self.mediator,
                suspended.id,
                expected_version=suspended.version,
                reason="双方对欠款金额陈述完全一致且拒绝提供转账记录，可能存在虚假调解。",
            )

    def ended(self) -> None:
        """Settled and being signed, failed, reported, acknowledged."""
        self.settled(9)
        self.failed(11)
        failed = self.failed(16)
        self.reported(failed, 3)
        filed = self.acknowledged(self.reported(self.failed(40), 28), 27)
        with self.on(25):
            closing.record_filing(
                self.clerk,
                filed.id,
                expected_version=filed.version,
                case_no=f"（{clock.today().year}）川渝金民初118号",
            )
        self.acknowledged(self.reported(self.failed(19), 5), 3)
        void = self.settled(38)
        with self.on(30):
            closing.fail_mediation(
                self.mediator,
                void.id,
                expected_version=void.version,
                ground="refused_to_sign",
                party_id=self.parties(void)[1],
            )

    def confirming(self) -> None:
        """Settlements from their effect to performance, confirmation and what may follow it."""
        self.effective(12)
        self.applied(20)
        self.under_review(24)
        self.confirmed(40)
        self.rejected(46)
        performed = self.effective(50)
        with self.on(30):
            confirmation.record_performance(
                self.desk,
                performed.id,
                expected_version=performed.version,
                performed_on=clock.today(),
            )
        refused = self.applied(44)
        with self.on(34):
            confirmation.refuse_application(
                self.clerk, refused.id, expected_version=refused.version, ground="title"
            )

    def after_rulings(self) -> None:
        """Enforced, settled anew, sued over."""
        enforced, again, sued = self.confirmed(60), self.rejected(52), self.rejected(54)
        with self.on(20):
            confirmation.record_enforcement(
                self.clerk, enforced.id, expected_version=enforced.version
            )
            confirmation.settle_anew(
                self.mediator, again.id, expected_version=again.version, terms=TERMS
            )
            confirmation.record_suit(self.clerk, sued.id, expected_version=sued.version)
