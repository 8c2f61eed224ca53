"""Fields of opinions and of the clock."""

from __future__ import annotations

from coop.core.fields import (
    Choice,
    LongText,
    Ref,
    Schema,
    Whole,
)
from coop.core.language import Text
from coop.mechanisms.consultations.schemas.offers import (
    REASON,
)
from coop.mechanisms.consultations.workflow import (
    ANSWERS,
    EXTENSION_DECISIONS,
    OPINION,
    STANCES,
)


class OpinionFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    consultation_id = Ref(Text("会商事项", "Consultation"))
    institution_id = Ref(Text("单位", "Party"))
    state = Choice(Text("状态", "State"), OPINION.states)


class DraftOpinion(Schema):
    stance = Choice(
        Text("意见", "Opinion"),
        STANCES,
        required=True,
        hint=Text(
            "“无意见”表示不反对；有修改要求的选“修改后同意”。",
            "No comment means no objection. Choose “agree with changes” to have it changed.",
        ),
    )
    text = LongText(
        Text("具体意见", "What you say"),
        hint=Text(
            "选“修改后同意”“不同意”的必须填写；请按会商问题逐项答复。",
            "Required with changes or disagreement; answer question by question.",
        ),
    )


class EditOpinion(Schema):
    stance = Choice(Text("意见", "Opinion"), STANCES)
    text = LongText(Text("具体意见", "What you say"))


class AnswerOpinion(Schema):
    answer = Choice(Text("采纳情况", "What became of it"), ANSWERS, required=True)
    reason = LongText(
        Text("说明", "Reason"),
        limit=5000,
        hint=Text("部分采纳、未采纳的必须说明理由。", "Required unless it is adopted in full."),
    )


class AskConsultationExtension(Schema):
    days = Whole(
        Text("延长天数", "Days more"),
        least=1,
        most=60,
        required=True,
        hint=Text("不超过原答复期限的一半，且只能延长一次。", "At most half the period, and once."),
    )
    reason = LongText(REASON, limit=2000, required=True)


class DecideConsultationExtension(Schema):
    decision = Choice(Text("决定", "Decision"), EXTENSION_DECISIONS, required=True)
    note = LongText(Text("说明", "Note"), limit=2000)


class PauseClock(Schema):
    reason = LongText(
        Text("需要补充的材料", "What material is missing"),
        limit=2000,
        required=True,
        hint=Text(
            "计时即时停止，剩余天数在恢复后原样计算。",
            "The clock stops now; the days left are given back in full.",
        ),
    )


class ResumeClock(Schema):
    note = LongText(Text("补充材料说明", "What was supplied"), limit=2000)
