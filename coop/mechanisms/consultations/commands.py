"""Consultations and opinions as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.consultations import queries, schemas
from coop.mechanisms.consultations.policy import may_draft
from coop.mechanisms.consultations.queries.views import (
    ConsultationSummaryView,
    ConsultationView,
    OpinionView,
)
from coop.mechanisms.consultations.service import (
    asking,
    drafting,
    files,
    follow_ups,
    joint_meeting,
    opinions,
    outcomes,
    periods,
    reading,
    reminders,
)
from coop.mechanisms.consultations.workflow import OPINION, WORKFLOW

_PDF = "application/pdf"
doors.name_actions(
    {
        "consultation.draft": Text("拟稿", "Drafted"),
        "consultation.lapse": Text("答复期限届满，本轮意见截止", "The reply period ended"),
        "consultation.sign_opinion": Text("一家单位已出具会商意见", "A party gave its opinion"),
    }
)


def _texts(view: Any) -> dict[str, object]:
    newest = view.texts[0]
    return {
        "facts": newest.facts,
        "questions": list(newest.questions),
        "position": newest.position,
    }


def _draft(view: Any) -> dict[str, object]:
    marks = ("title", "category", "urgency", "silence_consents", "pending_case_no", "external_ref")
    return {
        **{name: getattr(view, name) for name in marks},
        **_texts(view),
        "consulted_ids": [one.institution_id for one in view.parties if one.is_mandatory],
        "optional_ids": [one.institution_id for one in view.parties if not one.is_mandatory],
    }


_DRAFTING = (
    Act(
        "approve",
        drafting.approve_letter,
        WORKFLOW.actions["approve"],
        hint=Text(
            "签发后由联络员发出；签发人不能签发自己起草的文稿。",
            "The liaison officer sends it afterwards. Nobody approves an own draft.",
        ),
        tone="primary",
    ),
    Act(
        "approve_case",
        drafting.approve_case,
        WORKFLOW.actions["approve_case"],
        hint=Text(
            "仅就法律适用问题会商，不涉及案件处理结果；查阅情况均记录在案。",
            "Only the application of law, not the outcome; who reads it is logged.",
        ),
        tone="primary",
    ),
    Act(
        "submit",
        asking.submit_consultation,
        WORKFLOW.actions["submit"],
        hint=Text(
            "发出后自动编号、送达被会商单位并开始计时；各方意见在收齐或期限届满前互不可见。",
            "It is numbered and handed over; the clock starts. Opinions stay hidden meanwhile.",
        ),
        tone="primary",
    ),
    Act(
        "revise",
        drafting.revise_text,
        WORKFLOW.actions["revise"],
        schema=schemas.ReviseText,
        prefill=_texts,
        draft=True,
        hint=Text(
            "新文本签发并发出后重新征求意见；此前意见连同其所针对的文本一并保留。",
            "Once sent, all are asked again; earlier opinions stay with the text they saw.",
        ),
    ),
    Act(
        "add_file",
        files.add_file,
        WORKFLOW.actions["add_file"],
        schema=schemas.AddConsultationFile,
        adds=True,
        answers="consultation",
    ),
)
_ANSWERING = (
    Act(
        "opinion",
        opinions.draft_opinion,
        WORKFLOW.actions["opinion"],
        schema=schemas.DraftOpinion,
        adds=True,
        answers="opinion",
        tone="primary",
        draft=True,
        hint=Text(
            "起草后由本单位签发人签发才算答复；收齐或期限届满前其他单位看不到。",
            "It counts once your signer has signed it; hidden from others until all are in or due.",
        ),
    ),
    Act(
        "ask_extension",
        periods.ask_extension,
        WORKFLOW.actions["ask_extension"],
        schema=schemas.AskConsultationExtension,
        adds=True,
        answers="consultation",
    ),
    Act(
        "extend",
        periods.decide_extension,
        WORKFLOW.actions["extend"],
        schema=schemas.DecideConsultationExtension,
        tone="primary",
    ),
    Act("remind", reminders.remind, WORKFLOW.actions["remind"], adds=True, answers="consultation"),
    Act("pause", periods.pause_clock, WORKFLOW.actions["pause"], schema=schemas.PauseClock),
    Act(
        "resume",
        periods.resume_clock,
        WORKFLOW.actions["resume"],
        schema=schemas.ResumeClock,
        tone="primary",
    ),
)
_ENDING = (
    Act(
        "call_meeting",
        joint_meeting.call_meeting,
        WORKFLOW.actions["call_meeting"],
        schema=schemas.CallMeeting,
    ),
    Act(
        "record",
        joint_meeting.record_meeting,
        WORKFLOW.actions["record"],
        schema=schemas.RecordConsultationMeeting,
        tone="primary",
        draft=True,
    ),
    Act(
        "conclude",
        outcomes.conclude,
        WORKFLOW.actions["conclude"],
        schema=schemas.ConcludeConsultation,
        tone="primary",
        draft=True,
        hint=Text(
            "作结论前须逐条答复各方意见的采纳情况。",
            "Every opinion is answered before the conclusion.",
        ),
    ),
    Act(
        "escalate",
        joint_meeting.escalate,
        WORKFLOW.actions["escalate"],
        schema=schemas.EscalateConsultation,
    ),
    Act(
        "decide",
        joint_meeting.decide,
        WORKFLOW.actions["decide"],
        schema=schemas.DecideConsultation,
        tone="primary",
    ),
    Act(
        "open_task",
        follow_ups.open_task,
        WORKFLOW.actions["open_task"],
        schema=schemas.OpenConsultationTask,
    ),
    Act(
        "propose_item",
        follow_ups.propose_topic,
        WORKFLOW.actions["propose_item"],
        schema=schemas.CallMeeting,
    ),
    Act(
        "withdraw",
        outcomes.withdraw,
        WORKFLOW.actions["withdraw"],
        schema=schemas.WithdrawConsultation,
        tone="danger",
    ),
)

CONSULTATION_RESOURCE = doors.register(
    Resource(
        name="consultation",
        plural="consultations",
        scope="consultations",
        label=Text("重大事项会商", "Consultations"),
        view=ConsultationView,
        list_view=ConsultationSummaryView,
        get=reading.read_consultation,
        list=queries.list_consultations,
        filters=schemas.ConsultationFilters,
        home=lambda view: f"/consultations/{view.id}",
        create=Act(
            "draft_consultation",
            drafting.draft_consultation,
            Text("发起会商", "Start a consultation"),
            schema=schemas.DraftConsultation,
            draft=True,
            offered_to=may_draft,
            hint=Text(
                "先拟稿，经本单位签发人签发后发出。答复期限按紧急程度和协议约定自动计算。",
                "Draft it, have it approved, send it. The reply period follows the urgency.",
            ),
        ),
        edit=Act(
            "edit",
            drafting.edit_consultation,
            WORKFLOW.actions["edit"],
            schema=schemas.EditConsultation,
            prefill=_draft,
            draft=True,
        ),
        acts=(*_DRAFTING, *_ANSWERING, *_ENDING),
        files=(
            File(
                "dossier.pdf", reading.read_dossier, Text("会商卷宗（PDF）", "Dossier (PDF)"), _PDF
            ),
        ),
    )
)

OPINION_RESOURCE = doors.register(
    Resource(
        name="opinion",
        plural="opinions",
        scope="consultations",
        label=Text("会商意见", "Opinions"),
        view=OpinionView,
        get=queries.get_opinion,
        list=queries.list_opinions,
        filters=schemas.OpinionFilters,
        home=lambda view: f"/consultations/{view.consultation_id}#opinion-{view.id}",
        edit=Act(
            "edit",
            opinions.edit_opinion,
            OPINION.actions["edit"],
            schema=schemas.EditOpinion,
            prefill=lambda view: {"stance": view.stance, "text": view.text},
            draft=True,
        ),
        acts=(
            Act(
                "sign",
                opinions.sign_opinion,
                OPINION.actions["sign"],
                tone="primary",
                hint=Text(
                    "签发即正式答复，之后不能修改。",
                    "Signing gives the opinion; it can't be changed then.",
                ),
            ),
            Act(
                "answer",
                opinions.answer_opinion,
                OPINION.actions["answer"],
                schema=schemas.AnswerOpinion,
                tone="primary",
                prefill=lambda view: {"answer": view.answer, "reason": view.answer_reason},
            ),
        ),
        files=(
            File(
                "document.pdf", queries.opinion_pdf, Text("会商意见（PDF）", "Opinion (PDF)"), _PDF
            ),
        ),
    )
)
