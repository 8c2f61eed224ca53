"""Fields of settlements and their confirmation."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Line, LongText, Many, Ref, Schema
from coop.core.language import Text
from coop.mechanisms.referrals.codes import MEANS, NOT_ACCEPTED, REJECTED
from coop.mechanisms.referrals.schemas.intake import yuan
from coop.mechanisms.referrals.schemas.offers import PARTY, parties_offered

_GROUND = Text("事由", "Ground")
_RULING = Text("裁定书案号", "Number of the ruling")
_DECIDED = Text("裁定日期", "Decided on")


class SignSettlement(Schema):
    party_id = Ref(PARTY, required=True, offered=parties_offered)
    signed_on = Day(Text("签署日期", "Signed on"), required=True)
    means = Choice(Text("方式", "How"), {k: MEANS[k] for k in ("paper", "platform")}, required=True)


class SealSettlement(Schema):
    sealed_on = Day(Text("签名盖章日期", "Signed and sealed on"), required=True)


class ApplyForConfirmation(Schema):
    court_name = Line(
        Text("申请的人民法院", "Court"),
        limit=100,
        required=True,
        hint=Text(
            "法院委派、委托的向该法院申请；自行调解的向有管辖权的法院申请。",
            "The court that referred it; otherwise the one with jurisdiction.",
        ),
    )
    applicant_ids = Many(
        Text("共同申请人", "Applicants"),
        Ref(PARTY, offered=parties_offered),
        required=True,
        distinct=True,
    )


class RefuseApplication(Schema):
    ground = Choice(_GROUND, NOT_ACCEPTED, required=True)


class ConfirmSettlement(Schema):
    ruling_no = Line(_RULING, limit=60, required=True)
    decided_on = Day(_DECIDED, required=True)


class RejectApplication(ConfirmSettlement):
    ground = Choice(_GROUND, REJECTED, required=True)


class RecordPerformance(Schema):
    performed_on = Day(Text("履行完毕日期", "Performed on"), required=True)


class SettleAnew(Schema):
    terms = LongText(Text("协议内容", "Terms"), required=True)
    amount_yuan = yuan(Text("协议金额（元）", "Amount in yuan"))
    perform_by_on = Day(Text("履行期限", "To be performed by"), allow_none=True)
