"""What the commands of consultations take: JSON bodies and HTML forms alike."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import (
    Choice,
    Day,
    Flag,
    Line,
    LongText,
    Many,
    Ref,
    Schema,
    Upload,
    Whole,
)
from coop.core.language import Text
from coop.documents.schemas import urgency_field
from coop.mechanisms.consultations.workflow import (
    ANSWERS,
    CATEGORIES,
    CONCLUSIONS,
    EXTENSION_DECISIONS,
    OPINION,
    OUTCOMES,
    STANCES,
    WORKFLOW,
)
from coop.mechanisms.meetings.queries import list_meetings
from coop.mechanisms.meetings.workflow import AGENDA_OPEN
from coop.registry import directory

REASON = Text("理由", "Reason")
_OFFERED = 50


def others_offered(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Every party but the initiator; for a new consultation, of all agreements of the actor."""
    under = [subject.agreement_id] if subject is not None else sorted(actor.agreement_ids)
    own = subject.initiator_id if subject is not None else actor.institution_id
    return [
        (one.institution_id, one.short_name)
        for agreement_id in under
        for one in directory.parties(agreement_id)
        if one.institution_id != own
    ]


def parties_offered(_actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    if subject is None:
        return []
    return [(one.institution_id, one.short_name) for one in directory.parties(subject.agreement_id)]


def meetings_offered(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Meetings that still take items."""
    found = list_meetings(actor, limit=_OFFERED, agreement_id=subject.agreement_id).items
    return [(one.id, one.title) for one in found if one.state in AGENDA_OPEN | {"planned"}]


def _facts(**kwargs: Any) -> LongText:
    return LongText(
        Text("有关情况", "Facts"),
        hint=Text(
            "背景、已查明的情况和争议所在。", "Background, what is known, where views differ."
        ),
        **kwargs,
    )


def _questions(**kwargs: Any) -> Many:
    return Many(
        Text("会商问题", "Questions"),
        Line(Text("问题", "Question"), limit=500),
        most=20,
        hint=Text(
            "每行一个问题，便于逐项答复。", "One question a line, so that each can be answered."
        ),
        **kwargs,
    )


def _position() -> LongText:
    return LongText(
        Text("倾向性意见", "Own position"),
        limit=5000,
        hint=Text(
            "可不填；涉及在审案件的不得填写。", "Optional; not allowed where a case is pending."
        ),
    )


class ConsultationFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), WORKFLOW.states)
    category = Choice(Text("类别", "Category"), CATEGORIES)
    initiator_id = Ref(Text("发起单位", "Initiator"))
    consulted_id = Ref(Text("被会商单位", "Consulted party"))
    external_ref = Line(Text("来文单位编号", "Own reference"), limit=100)


class EditConsultation(Schema):
    """What may be changed in a draft."""

    title = Line(Text("会商事项", "Matter"))
    category = Choice(Text("类别", "Category"), CATEGORIES)
    urgency = urgency_field()
    consulted_ids = Many(
        Text("被会商单位（须答复）", "Consulted parties that must answer"),
        Ref(Text("单位", "Party"), offered=others_offered),
        distinct=True,
    )
    optional_ids = Many(
        Text("被会商单位（可不答复）", "Consulted parties that may answer"),
        Ref(Text("单位", "Party"), offered=others_offered),
        distinct=True,
    )
    facts = _facts()
    questions = _questions()
    position = _position()
    silence_consents = Flag(
        Text("逾期视为无意见", "Silence counts as no objection"),
        hint=Text(
            "勾选后写入会商函；不勾选的，逾期按“未答复”登记，不视为同意。",
            "The letter says so. Otherwise silence is recorded as no reply, never as consent.",
        ),
    )
    pending_case_no = Line(
        Text("涉及的在审案件案号", "Number of a pending case"),
        limit=60,
        allow_none=True,
        hint=Text(
            "涉及在审案件的，只能就法律适用问题会商，并须经法院签发人同意。",
            "Then only the law may be consulted on, and the court's signer must agree.",
        ),
    )
    external_ref = Line(
        Text("来文单位编号", "Own reference"), limit=100, printable=False, allow_none=True
    )


class DraftConsultation(EditConsultation):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    title = Line(
        Text("会商事项", "Matter"),
        required=True,
        hint=Text("如“金融借款合同纠纷利息认定标准”。", "For example: how interest is determined."),
    )
    category = Choice(Text("类别", "Category"), CATEGORIES, required=True)
    consulted_ids = Many(
        Text("被会商单位（须答复）", "Consulted parties that must answer"),
        Ref(Text("单位", "Party"), offered=others_offered),
        distinct=True,
        required=True,
    )
    facts = _facts(required=True)
    questions = _questions(required=True)


class ReviseText(Schema):
    facts = _facts()
    questions = _questions()
    position = _position()


class AddConsultationFile(Schema):
    title = Line(Text("附件名称", "Title of the file"), required=True)
    file = Upload(
        Text("文件", "File"),
        required=True,
        hint=Text(
            "PDF、OFD、Word、Excel、图片，20 MB 以内。", "PDF, OFD, Word, Excel, pictures; 20 MB."
        ),
    )


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


class OpinionFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    consultation_id = Ref(Text("会商事项", "Consultation"))
    institution_id = Ref(Text("单位", "Party"))
    state = Choice(Text("状态", "State"), OPINION.states)


class AskConsultationExtension(Schema):
    days = Whole(
        Text("延长工作日数", "Working days more"),
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
            "计时即时停止，剩余工作日在恢复后原样计算。",
            "The clock stops now; the working days left are given back in full.",
        ),
    )


class ResumeClock(Schema):
    note = LongText(Text("补充材料说明", "What was supplied"), limit=2000)


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


class WithdrawConsultation(Schema):
    reason = LongText(REASON, limit=2000, required=True)


class StatisticsPeriod(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    from_on = Day(Text("起", "From"), required=True)
    until_on = Day(Text("止", "Until"), required=True)
