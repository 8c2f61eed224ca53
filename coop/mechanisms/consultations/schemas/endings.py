"""Fields of meetings, outcomes, follow-ups and figures."""

from __future__ import annotations

from coop.core.fields import (
    Choice,
    Day,
    LongText,
    Many,
    Ref,
    Schema,
)
from coop.core.language import Text
from coop.mechanisms.consultations.schemas.offers import (
    REASON,
    meetings_offered,
    parties_offered,
)
from coop.mechanisms.consultations.workflow import (
    CONCLUSIONS,
    OUTCOMES,
)


class CallMeeting(Schema):
    meeting_id = Ref(
        Text("列入的会议", "Meeting"),
        required=True,
        offered=meetings_offered,
        hint=Text("仍在征集议题的会议。", "A meeting that still takes items."),
    )


class RecordConsultationMeeting(Schema):
    meeting_record = LongText(Text("会商情况", "What was said"), required=True)


class ConcludeConsultation(Schema):
    outcome = Choice(
        Text("结论", "Outcome"),
        CONCLUSIONS,
        required=True,
        hint=Text(
            "未达成一致的不能自行作结论，请提请联席会议审议。",
            "What is not agreed is raised to the joint meeting instead.",
        ),
    )
    text = LongText(Text("结论内容", "Conclusion"), required=True)


class EscalateConsultation(CallMeeting):
    reason = LongText(REASON, limit=2000, required=True)


class DecideConsultation(Schema):
    outcome = Choice(Text("联席会议决定", "Outcome"), OUTCOMES, required=True)
    text = LongText(Text("决定内容", "Decision"), required=True)


class OpenConsultationTask(Schema):
    demand = LongText(Text("任务要求", "What is to be done"), limit=5000, required=True)
    lead_id = Ref(Text("牵头单位", "Lead"), required=True, offered=parties_offered)
    co_ids = Many(
        Text("配合单位", "Co-organisers"),
        Ref(Text("单位", "Party"), offered=parties_offered),
        distinct=True,
    )
    due_on = Day(Text("完成期限", "Due on"), required=True)


class StatisticsPeriod(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    from_on = Day(Text("起", "From"), required=True)
    until_on = Day(Text("止", "Until"), required=True)
