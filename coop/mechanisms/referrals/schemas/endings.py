"""Fields of the ways a mediation ends."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Line, LongText, Many, Ref, Schema
from coop.core.language import Text
from coop.mechanisms.referrals.codes import FAILURES, REVIEWS, SETTLEMENT_KINDS
from coop.mechanisms.referrals.schemas.intake import yuan
from coop.mechanisms.referrals.schemas.offers import PARTY, REASON, parties_offered


class FailMediation(Schema):
    ground = Choice(Text("终结事由", "Ground"), FAILURES, required=True)
    party_id = Ref(
        PARTY,
        offered=parties_offered,
        hint=Text(
            "撤回、失联、拒绝调解或者拒绝签章的当事人。",
            "Who withdrew, refused or can't be reached.",
        ),
    )
    attempts = LongText(
        Text("联系经过", "How the party was sought"),
        limit=2000,
        hint=Text("无法联系的必须填写：时间、方式。", "Needed when a party can't be reached."),
    )
    note = LongText(
        Text("情况说明", "Facts"),
        limit=2000,
        hint=Text(
            "法院可见：只写事实和争议焦点，不得写各方让步。",
            "The court reads it: facts and issues only, no offers made.",
        ),
    )


class SuspendMediation(Schema):
    reason = LongText(REASON, limit=2000, required=True)


class ReviewSuspension(Schema):
    decision = Choice(Text("审查结论", "Decision"), REVIEWS, required=True)
    note = LongText(Text("说明", "Note"), limit=2000)


class SettleDispute(Schema):
    kind = Choice(
        Text("协议类型", "Kind"),
        SETTLEMENT_KINDS,
        required=True,
        hint=Text("决定协议何时生效。", "It decides when the settlement takes effect."),
    )
    terms = LongText(
        Text("协议内容", "Terms"), required=True, hint=Text("每行一项。", "One a line.")
    )
    amount_yuan = yuan(Text("协议金额（元）", "Amount in yuan"))
    perform_by_on = Day(Text("履行期限", "To be performed by"), allow_none=True)


class ReportResult(Schema):
    report = LongText(
        Text("调解情况", "How the mediation went"),
        limit=5000,
        required=True,
        hint=Text(
            "法院可见：不得写各方为达成调解所作的让步。", "The court reads it: no offers made."
        ),
    )
    returned_materials = Many(
        Text("退回材料", "What is returned"), Line(Text("材料名称", "Title"), limit=200), most=100
    )


class FileCase(Schema):
    case_no = Line(Text("立案案号", "Case number"), limit=60, required=True)
