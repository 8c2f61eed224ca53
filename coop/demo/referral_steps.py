"""The way of a demonstration dispute: who acts, and the steps that lead to each state."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

from coop.core import clock
from coop.core.actor import PERSON, SYSTEM, Actor
from coop.core.db import session
from coop.core.personal import check_digit
from coop.demo.founding import Founded
from coop.demo.joint import JointStage
from coop.demo.referral_records import confirm_addresses, talk
from coop.mechanisms.referrals.models import Dispute, Settlement
from coop.mechanisms.referrals.queries import get_dispute
from coop.mechanisms.referrals.service import (
    answering,
    bodies,
    closing,
    confirmation,
    intake,
    mediating,
    mediators,
    referring,
    settlements,
)
from coop.registry import agreements, directory

_COURT, _CLERK = "CY", "court_clerk"
# (cause, nature, yuan, applicant, respondent, whether the respondent is a person)
_MATTERS = (
    ("金融借款合同纠纷", "commercial", 3_200_000, "示范银行成都分行", "王某某", True),
    ("财产保险合同纠纷", "commercial", 860_000, "示范物流公司", "示范财险重庆分公司", False),
    ("信用卡纠纷", "consumer", 58_000, "示范银行信用卡中心", "李某某", True),
    ("融资租赁合同纠纷", "commercial", 5_400_000, "示范租赁公司", "示范机械公司", False),
    ("金融委托理财合同纠纷", "consumer", 420_000, "示范银行重庆分行", "赵某", True),
    ("证券虚假陈述责任纠纷", "consumer", 175_000, "示范股份公司", "孙某某", True),
    ("保证保险合同纠纷", "consumer", 96_000, "示范保险四川分公司", "周某", True),
)
TERMS = "被申请人于约定期限内分三期偿还本金。\n申请人放弃部分逾期利息。"


class Stage(JointStage):
    """Acts as the court's clerk and the people of one body."""

    clerk: Actor
    desk: Actor
    mediator: Actor
    body_id: UUID
    mediator_id: UUID

    def __init__(self, founded: Founded) -> None:
        super().__init__(founded)
        self.count = 0
        self.known: dict[UUID, list[UUID]] = {}

    def on(self, back: int) -> AbstractContextManager[None]:
        """The clock on the working day so many before today."""
        return self.at(self.back(back))

    def found_body(self) -> None:
        """A clerk at the court, a people's mediation committee with two officers."""
        agreement_id = self.founded.agreement_id
        with self.on(95):
            head = self.actor(_COURT, "handler")
            if head.id is None:
                raise RuntimeError("the court's handler is a person")
            agreements.give_post(
                SYSTEM, agreement_id, person_id=head.id, role=_CLERK, from_on=clock.today()
            )
            self.clerk = replace(head, posts=head.posts | {(agreement_id, _CLERK)})
            body = bodies.register_body(
                self.clerk,
                agreement_id=agreement_id,
                name="成渝金融纠纷人民调解委员会",
                short_name="成渝金融调委会",
                kind="people",
                seat="成都市高新区",
            )
            bodies.add_officer(self.clerk, body.id, name="陶某", title="调解委员会秘书")
            mediator = mediators.add_mediator(
                self.clerk, body.id, name="金某某", title="专职调解员", certificate_no="调字第1号"
            )
            self.body_id, self.mediator_id = body.id, mediator.id
            people = directory.people(agreement_id, body.institution_id)
        for one in people:
            role = "mediator" if one.id == mediator.person_id else "body"
            actor = Actor(
                kind=PERSON,
                id=one.id,
                name=one.name,
                institution_id=one.institution_id,
                posts=frozenset({(agreement_id, role)}),
            )
            if role == "body":
                self.desk = actor
            else:
                self.mediator = actor

    def registered(self, back: int, *, consultation_id: UUID | None = None) -> Dispute:
        cause, nature, yuan, applicant, respondent, is_person = _MATTERS[self.count % len(_MATTERS)]
        self.count += 1
        with self.on(back):
            return intake.register_dispute(
                self.clerk,
                agreement_id=self.founded.agreement_id,
                consultation_id=consultation_id,
                cause=cause,
                nature=nature,
                court_level="intermediate",
                claim_yuan=yuan,
                summary="双方对欠付金额和利息计算有争议。",
                pre_filing_no=f"（{clock.today().year}）川渝金诉前调{self.count}号",
                parties=[
                    {"side": "applicant", "kind": "organisation", "name": applicant},
                    {
                        "side": "respondent",
                        "kind": "person" if is_person else "organisation",
                        "name": respondent,
                        "phone": f"138000{self.count:05d}",
                        "address": "成都市高新区示范路1号",
                        **({"identity_no": self._identity_no()} if is_person else {}),
                    },
                ],
            )

    def _identity_no(self) -> str:
        digits = f"5101061985061{self.count:04d}"
        return digits + check_digit(digits)

    def consent(self, made: Dispute, back: int, *, only: int | None = None) -> Dispute:
        for party_id in self.parties(made)[:only]:
            with self.on(back):
                made = intake.record_consent(
                    self.clerk,
                    made.id,
                    expected_version=made.version,
                    party_id=party_id,
                    given_on=clock.today(),
                    means="paper",
                )
        return made

    def referred(self, back: int) -> Dispute:
        made = self.consent(self.registered(back + 1), back)
        with self.on(back):
            return referring.refer_dispute(
                self.clerk,
                made.id,
                expected_version=made.version,
                body_id=self.body_id,
                kind="delegated",
                mode="offline",
                materials=["起诉状副本", "证据目录及证据", "送达地址确认书"],
            )

    def mediating(self, back: int) -> Dispute:
        made = self.referred(back + 1)
        with self.on(back):
            made = answering.accept_referral(
                self.desk,
                made.id,
                expected_version=made.version,
                mediator_id=self.mediator_id,
            )
        with self.on(back - 2):
            confirm_addresses(self.mediator, made, self.parties(made), self.count)
            return talk(self.mediator, made, self.parties(made), is_signed=self.count % 3 > 0)

    def failed(self, back: int) -> Dispute:
        made = self.mediating(back)
        with self.on(back - 4):
            made = mediating.record_facts(
                self.mediator,
                made.id,
                expected_version=made.version,
                facts=["双方签订的合同真实有效。", "申请人已按约定履行。"],
                confirmed_on=clock.today(),
                confirmed_ids=self.parties(made),
            )
            return closing.fail_mediation(
                self.mediator,
                made.id,
                expected_version=made.version,
                ground="too_far_apart",
                note="双方对利息起算时间分歧较大。",
            )

    def reported(self, made: Dispute, back: int) -> Dispute:
        with self.on(back):
            return closing.report_result(
                self.desk,
                made.id,
                expected_version=made.version,
                report="我单位指派调解员组织双方面对面调解一次、电话调解三次。",
                returned_materials=["起诉状副本", "证据目录及证据", "送达地址确认书"],
            )

    def acknowledged(self, made: Dispute, back: int) -> Dispute:
        with self.on(back):
            return closing.acknowledge_result(self.clerk, made.id, expected_version=made.version)

    def settled(self, back: int) -> Dispute:
        made = self.mediating(back)
        with self.on(back - 3):
            return settlements.settle_dispute(
                self.mediator,
                made.id,
                expected_version=made.version,
                kind="invited",
                terms=TERMS,
                amount_yuan=made.claim_yuan,
            )

    def effective(self, back: int) -> Settlement:
        """In effect; the result has been reported."""
        made = self.settled(back)
        settlement_id = get_dispute(SYSTEM, made.id).settlements[0].id
        settlement = session().get_one(Settlement, settlement_id)
        for party_id in self.parties(made):
            with self.on(back - 4):
                settlement = settlements.sign_settlement(
                    self.mediator,
                    settlement.id,
                    expected_version=settlement.version,
                    party_id=party_id,
                    signed_on=clock.today(),
                    means="paper",
                )
        made = self.reported(made, back - 5)
        self.acknowledged(made, back - 6)
        return settlement

    def applied(self, back: int) -> Settlement:
        settlement = self.effective(back)
        with self.on(back - 6):
            return confirmation.apply_for_confirmation(
                self.desk,
                settlement.id,
                expected_version=settlement.version,
                court_name=directory.party_by_code(self.founded.agreement_id, _COURT).name,
                applicant_ids=self.known[settlement.dispute_id],
            )

    def under_review(self, back: int) -> Settlement:
        settlement = self.applied(back)
        with self.on(back - 8):
            return confirmation.accept_application(
                self.clerk, settlement.id, expected_version=settlement.version
            )

    def confirmed(self, back: int) -> Settlement:
        settlement = self.under_review(back)
        with self.on(back - 12):
            return confirmation.confirm_settlement(
                self.clerk,
                settlement.id,
                expected_version=settlement.version,
                ruling_no=self._ruling_no(),
                decided_on=clock.today(),
            )

    def rejected(self, back: int) -> Settlement:
        settlement = self.under_review(back)
        with self.on(back - 12):
            return confirmation.reject_application(
                self.clerk,
                settlement.id,
                expected_version=settlement.version,
                ground="unclear",
                ruling_no=self._ruling_no(),
                decided_on=clock.today(),
            )

    def _ruling_no(self) -> str:
        return f"（{clock.today().year}）川渝金司确{self.count}号"

    def parties(self, made: Dispute) -> list[UUID]:
        """Asked for once: nobody joins later."""
        if made.id not in self.known:
            self.known[made.id] = [one.id for one in get_dispute(SYSTEM, made.id).parties]
        return self.known[made.id]
