"""The pages of consultations: what is asked, by when and on what basis, and what to do next."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from coop.core import rest
from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, action_links
from coop.documents.secrecy import URGENCIES
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.commands import CONSULTATION_RESOURCE, OPINION_RESOURCE
from coop.mechanisms.consultations.queries.views import (
    ConsultationSummaryView,
    ConsultationView,
    OpinionView,
)
from coop.mechanisms.consultations.workflow import ASIDE, STANCES, WORKFLOW

_TONES = {
    "paused": "warn",
    "in_meeting": "info",
    "replied": "good",
    "escalated": "warn",
    "concluded": "good",
    "withdrawn": "bad",
}
_AGREEMENT_TONES = {"agreed": "good", "partly": "warn", "not_agreed": "bad"}
_OPINION_TONES = {"draft": "info", "given": "good", "outdated": "neutral"}
# What the page says first, by what this officer may do; the first that fits.
_NEXT = {
    "opinion": Text(
        "请在{day}前（含当日）起草会商意见，经本单位签发人签发后即为答复。",
        "Draft your opinion and have your signer sign it, by {day} at the latest.",
    ),
    "approve": Text(
        "请审核下面的会商文本，无误后签发；签发后由联络员发出。",
        "Check the text below and approve it; the liaison officer sends it then.",
    ),
    "approve_case": Text(
        "本事项涉及在审案件，请审核是否仅为法律适用问题，同意后方可发出。",
        "A case is pending: check that only the law is at issue; it leaves only with your consent.",
    ),
    "submit": Text("已签发，可以发出会商函。", "Approved: the letter can be sent."),
    "extend": Text("有单位申请延期答复，请作出答复。", "A party asks for more time: decide on it."),
    "resume": Text(
        "计时已暂停。补齐材料后请恢复计时。",
        "The clock stands still. Supply the material and resume.",
    ),
    "record": Text("会议召开后请记录会商情况。", "Record what the meeting said."),
    "conclude": Text(
        "意见已收齐或期限届满。逐条答复采纳情况后作出结论；未达成一致的由签发人提请联席会议。",
        "The round has closed. Answer each opinion, then conclude or escalate.",
    ),
    "decide": Text(
        "联席会议结束后登记其决定。", "Record the joint meeting's decision once it has concluded."
    ),
    "edit": Text(
        "拟稿中：填写完整后请本单位签发人签发。", "A draft: when complete, your signer approves it."
    ),
}
_WAITING = {
    "open": Text(
        "正在征求意见：{answered}/{asked}家单位已答复，答复截止{day}。收齐或期限届满前，各方意见互不可见。",
        "{answered} of {asked} have answered, due {day}. Opinions stay hidden meanwhile.",
    ),
    "paused": Text(
        "计时已暂停，等待补充材料。", "The clock stands still until material is supplied."
    ),
    "escalated": Text("等待联席会议审议。", "Waiting for the joint meeting."),
    "replied": Text(
        "等待发起单位答复意见并作出结论。", "The initiator answers and concludes next."
    ),
}


def _state_tag(view: ConsultationSummaryView) -> dict[str, object]:
    return {"tag": view.state_label, "tone": _TONES.get(view.state, "info")}


def _of_consultation(_actor: Actor, view: ConsultationView) -> dict[str, object]:
    asked = next((one for one in view.texts if one.number == view.text_version), view.texts[0])
    return {
        "state_tag": _state_tag(view),
        "steps": WORKFLOW.course(view.state, aside=ASIDE),
        "next_step": _next_step(view),
        "asked": asked,
        "pending_text": view.texts[0] if view.texts[0].number != asked.number else None,
        "earlier": [one for one in view.texts if one.number < asked.number],
        "facts": _facts(view),
        "parties": [
            (one, _AGREEMENT_TONES.get(one.agreement or "", "neutral")) for one in view.parties
        ],
        "opinions": [_shown_opinion(one) for one in view.opinions],
        "stances": STANCES,
        "refer_action": _refer_action(view),
    }


def _refer_action(view: ConsultationView) -> list[tuple[Text, str, str]]:
    """The form that registers a dispute, which belongs to another mechanism."""
    if "refer" not in view.allowed_actions:
        return []
    return [(WORKFLOW.actions["refer"], f"/disputes/new?consultation_id={view.id}", "secondary")]


def _next_step(view: ConsultationView) -> Text | None:
    action = next((one for one in _NEXT if one in view.allowed_actions), None)
    words = _NEXT[action] if action else _WAITING.get(view.state)
    if words is None:
        return None
    return words.with_facts(
        day=view.reply_due_on or "", answered=view.answered_count, asked=len(view.parties)
    )


def _facts(view: ConsultationView) -> list[tuple[Text, object]]:
    facts: list[tuple[Text, object]] = [
        (Text("编号", "Number"), view.issue_no),
        (Text("发起单位", "Initiator"), view.initiator_name),
        (Text("被会商单位", "Consulted"), str(Text("、", ", ")).join(view.consulted_names)),
        (Text("类别", "Category"), view.category_label),
        (Text("紧急程度", "Urgency"), URGENCIES[view.urgency]),
        (Text("发出时间", "Sent"), view.opened_at),
        (Text("答复期限", "Answer by"), view.reply_due_on),
        (Text("期限依据", "Basis of that day"), view.reply_basis),
        (Text("逾期的后果", "If nobody answers"), _silence(view)),
        (Text("涉及在审案件", "Pending case"), view.pending_case_no),
        (Text("结论", "Outcome"), view.outcome_label),
        (Text("理由", "Reason"), view.reason),
    ]
    return [(label, value) for label, value in facts if value not in (None, "")]


def _silence(view: ConsultationView) -> Text:
    if view.silence_consents:
        return Text("逾期视为无意见", "Silence counts as no objection")
    return Text("登记为未答复，不视为同意", "Recorded as no reply, never as consent")


def _shown_opinion(view: OpinionView) -> dict[str, object]:
    return {
        "view": view,
        "tag": {"tag": view.state_label, "tone": _OPINION_TONES[view.state]},
        "actions": action_links(OPINION_RESOURCE, view),
    }


def _answered(view: ConsultationSummaryView) -> str:
    return f"{view.answered_count}/{len(view.consulted_names)}" if view.issue_no else ""


pages = PageBlueprint("consultations", __name__)


@pages.blueprint.route("/consultation-files/<uuid:file_id>")
def read_consultation_file(file_id: UUID) -> Response:
    return rest.download(queries.consultation_file(signed_in().actor, file_id))


pages.serve(
    CONSULTATION_RESOURCE,
    detail="consultations/consultation.html",
    columns=(
        Column(Text("会商事项", "Matter"), lambda view: view.title),
        Column(Text("编号", "Number"), lambda view: view.issue_no),
        Column(Text("发起单位", "Initiator"), lambda view: view.initiator_name),
        Column(Text("答复期限", "Answer by"), lambda view: view.reply_due_on),
        Column(Text("已答复", "Answered"), _answered),
        Column(Text("状态", "State"), _state_tag),
    ),
    more=_of_consultation,
    nav=NavItem(Text("会商", "Consultations"), "/consultations", 20),
)
pages.serve(OPINION_RESOURCE)
