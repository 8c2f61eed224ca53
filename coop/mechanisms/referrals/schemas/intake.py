"""Fields of registration and consent."""

from __future__ import annotations

from typing import Any

from coop.core.fields import Choice, Day, Flag, Line, LongText, Ref, Rows, Schema, Whole
from coop.core.language import Text
from coop.core.messages import refuse
from coop.core.personal import fault_of_identity_number
from coop.core.personal_fields import Telephone
from coop.mechanisms.referrals.codes import (
    COURT_LEVELS,
    GROUNDS,
    KINDS,
    MEANS,
    NATURES,
    PARTY_KINDS,
    REFERRAL_OUTCOMES,
    SIDES,
    SOURCES,
)
from coop.mechanisms.referrals.schemas.offers import (
    PARTY,
    agreements_offered,
    consultations_offered,
    parties_offered,
)
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT

_MOST_YUAN = 10**12


def yuan(label: Text, **kwargs: Any) -> Whole:
    return Whole(label, most=_MOST_YUAN, **kwargs)


class IdentityOfParty(Line):
    """A person's identity number with its check digit, or an organisation's credit code."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = super()._deserialize(value, attr, data, **kwargs).replace(" ", "").upper()
        fault = fault_of_identity_number(number) if number and _is_person(data) else None
        if fault is not None:
            raise refuse(fault)
        return number


def _is_person(data: Any) -> bool:
    return isinstance(data, dict) and data.get("kind") == "person"


class PartyOfDispute(Schema):
    side = Choice(Text("地位", "Side"), SIDES, required=True)
    kind = Choice(Text("类型", "Kind"), PARTY_KINDS, required=True)
    name = Line(Text("姓名或名称", "Name"), limit=100, required=True)
    representative = Line(Text("委托代理人", "Representative"), limit=100)
    identity_no = IdentityOfParty(
        Text("身份证号码（单位填统一社会信用代码）", "Identity number or credit code"),
        limit=30,
        hint=Text("加密保存，除法院外一律遮盖。", "Kept sealed, masked for all but the court."),
    )
    phone = Telephone(Text("联系电话", "Telephone"), hint=Text("加密保存。", "Kept sealed."))
    address = Line(Text("送达地址", "Address for service"), limit=200)


class EditDispute(Schema):
    """What may be changed before anybody has consented."""

    cause = Line(Text("案由", "Cause"), limit=100)
    nature = Choice(
        Text("纠纷性质", "Nature"),
        NATURES,
        hint=Text(
            "金融消费纠纷不得移送商事调解组织。",
            "A commercial body may not take consumer disputes.",
        ),
    )
    court_level = Choice(Text("级别管辖", "Level of the court"), COURT_LEVELS)
    claim_yuan = yuan(Text("标的额（元）", "Claim in yuan"))
    summary = LongText(Text("纠纷情况", "What it is about"), limit=5000)
    pre_filing_no = Line(Text("诉前调案号", "Pre-filing number"), limit=60, allow_none=True)
    case_no = Line(
        Text("立案案号", "Case number"),
        limit=60,
        allow_none=True,
        hint=Text("已立案的填写，只能委托调解。", "Only of filed cases; these are entrusted."),
    )
    external_ref = Line(
        Text("来文单位编号", "Own reference"), limit=100, printable=False, allow_none=True
    )
    parties = Rows(Text("当事人", "Parties"), PartyOfDispute)


class RegisterDispute(EditDispute):
    agreement_id = Ref(Text("协议", "Agreement"), required=True, offered=agreements_offered)
    source = Choice(
        Text("来源", "Source"),
        SOURCES,
        hint=Text("不填时法院为法院移送，调解组织为自行受理。", "Usually follows who registers."),
    )
    cause = Line(
        Text("案由", "Cause"),
        limit=100,
        required=True,
        hint=Text("如“金融借款合同纠纷”。", "For example: a loan contract."),
    )
    nature = Choice(
        Text("纠纷性质", "Nature"),
        NATURES,
        required=True,
        hint=Text(
            "金融消费纠纷不得移送商事调解组织。",
            "A commercial body may not take consumer disputes.",
        ),
    )
    court_level = Choice(Text("级别管辖", "Level of the court"), COURT_LEVELS, required=True)
    consultation_id = Ref(
        Text("所依据的会商事项", "Consultation that led to it"),
        offered=consultations_offered,
        hint=Text(
            "法院由会商结论转入时选择；会商事项只保留链接，不含当事人信息。",
            "A court's, of a concluded one; it keeps the link and nothing about the parties.",
        ),
    )
    parties = Rows(
        Text("当事人", "Parties"),
        PartyOfDispute,
        required=True,
        hint=Text("至少各一名申请人和被申请人。", "At least one on each side."),
    )


class DisputeFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), DISPUTE.states)
    nature = Choice(Text("纠纷性质", "Nature"), NATURES)
    ground = Choice(Text("结束事由", "How it ended"), GROUNDS)
    issue_no = Line(Text("编号", "Number"), limit=40, printable=False)
    pre_filing_no = Line(Text("诉前调案号", "Pre-filing number"), limit=60, printable=False)
    case_no = Line(Text("立案案号", "Case number"), limit=60, printable=False)
    external_ref = Line(Text("来文单位编号", "Own reference"), limit=100, printable=False)
    body_id = Ref(Text("调解组织", "Body"))
    is_loop_open = Flag(Text("仅看未闭环", "Only open loops"))


class ReferralFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    dispute_id = Ref(Text("纠纷", "Dispute"))
    body_id = Ref(Text("调解组织", "Body"))
    kind = Choice(Text("类型", "Kind"), KINDS)
    outcome = Choice(Text("接收情况", "Outcome"), REFERRAL_OUTCOMES)


class SettlementFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    dispute_id = Ref(Text("纠纷", "Dispute"))
    state = Choice(Text("状态", "State"), SETTLEMENT.states)


class DeclineMediation(Schema):
    party_id = Ref(PARTY, required=True, offered=parties_offered)
    given_on = Day(Text("表示日期", "Said on"), required=True)


class RecordConsent(DeclineMediation):
    means = Choice(Text("方式", "How"), MEANS, required=True)
