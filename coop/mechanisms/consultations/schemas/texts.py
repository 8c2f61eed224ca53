"""Fields of the text and of its way out."""

from __future__ import annotations

from typing import Any

from coop.core.fields import (
    Choice,
    Flag,
    Line,
    LongText,
    Many,
    Ref,
    Schema,
    Upload,
)
from coop.core.language import Text
from coop.documents.schemas import urgency_field
from coop.mechanisms.consultations.schemas.offers import (
    REASON,
    others_offered,
)
from coop.mechanisms.consultations.workflow import (
    CATEGORIES,
    WORKFLOW,
)


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


class WithdrawConsultation(Schema):
    reason = LongText(REASON, limit=2000, required=True)
