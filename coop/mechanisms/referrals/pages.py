"""The pages of disputes: where one stands, by when and on what basis, and what to do next."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from coop.core.actor import Actor
from coop.core.browsing import Viewer, signed_in
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, action_links, history_of
from coop.mechanisms.referrals.commands import (
    DISPUTE_RESOURCE,
    REFERRAL_RESOURCE,
    SETTLEMENT_RESOURCE,
)
from coop.mechanisms.referrals.law import APPOINTMENT, CONTACT, SELECTION
from coop.mechanisms.referrals.queries.readers import who_may_see
from coop.mechanisms.referrals.queries.record_views import MediationSessionView
from coop.mechanisms.referrals.queries.views import (
    DisputeSummaryView,
    DisputeView,
    ReferralView,
    SettlementView,
)
from coop.mechanisms.referrals.record_commands import ADDRESS_RESOURCE, SESSION_RESOURCE
from coop.mechanisms.referrals.service import reading
from coop.mechanisms.referrals.workflow import ASIDE, DISPUTE, SETTLEMENT, SETTLEMENT_ASIDE

_TONES = {
    "partly_consented": "warn",
    "suspended": "warn",
    "settled": "good",
    "failed": "bad",
    "declined": "bad",
    "closed": "neutral",
}
_SETTLEMENT_TONES = {
    "effective": "good",
    "confirmed": "good",
    "performed": "good",
    "rejected": "bad",
    "not_accepted": "bad",
    "void": "bad",
    "enforcement": "warn",
}
_SESSION_TONES = {"recorded": "warn", "signed": "good"}
_CONSENT_TONES = {"asked": "neutral", "consented": "good", "declined": "bad"}
_OUTCOME_TONES = {"accepted": "good", "refused": "bad", "lapsed": "bad"}
# What the page says first, by what this officer may do; the first that fits.
_NEXT = {
    "accept": Text(
        "请在{day}前（含当日）签收材料并接收；不予接收的请说明理由。",
        "Sign for the file and accept by {day}, or refuse with a reason.",
    ),
    "review": Text(
        "调解员认为可能是虚假调解，请审查后决定恢复或者终止。",
        "The mediator suspects a sham: review it, then resume or end the mediation.",
    ),
    "acknowledge": Text(
        "调解结果已反馈，请核对材料后确认收悉。",
        "The result is in: check the file and acknowledge.",
    ),
    "file_case": Text(
        "调解未成，请在{day}前登记立案并填写案号。", "No agreement: file the case by {day}."
    ),
    "waive": Text(
        "调解员已披露应当回避的情形：各方均同意并登记后方可继续，有一方不同意的应当更换调解员。",
        "A ground for recusal was disclosed: go on only when every party agrees, else replace.",
    ),
    "extend": Text(
        "各方已同意延期，请在{day}前办理延长。",
        "All parties consent to more time: extend by {day}.",
    ),
    "feedback": Text(
        "调解已结束，请立即向法院反馈情况并退回材料。",
        "The mediation has ended: report to the court and return the file at once.",
    ),
    "stop_appraisal": Text(
        "鉴定评估进行中，调解期限停止计算；完成后请登记结束。",
        "An appraisal is under way and the clock stands still; record when it is done.",
    ),
    "settle": Text(
        "调解进行中，{day}期限届满；达成协议或者无法达成的，请及时登记。",
        "Mediation under way until {day}; record how it ends.",
    ),
    "choose_body": Text(
        "请征询各方在{day}前（含当日）共同选定调解组织；逾期未能选定的，由法院指定。",
        "Have the parties choose a body by {day}; failing that the court appoints one.",
    ),
    "appoint_body": Text("请在{day}前（含当日）指定调解组织。", "Appoint a body by {day}."),
    "take_up": Text("各方已同意，可以开始调解。", "All consent: mediation can begin."),
    "consent": Text(
        "请逐一征询当事人是否同意调解，并登记答复。", "Ask each party whether it will mediate."
    ),
    "refer": Text("可以移送调解组织。", "The dispute can be referred to a body."),
}
_WAITING = {
    "referred": Text("等待调解组织在{day}前接收。", "The body is to accept it by {day}."),
    "mediating": Text("调解组织正在调解，{day}期限届满。", "The body mediates until {day}."),
    "suspended": Text("已中止，等待法院审查。", "Suspended until the court has reviewed it."),
    "settled": Text("已达成协议，等待签署和反馈。", "Agreed; signatures and report follow."),
    "failed": Text("调解未成，等待调解组织反馈。", "No agreement; the body reports next."),
    "closed": Text("结果已反馈。", "The result has been reported."),
    "declined": Text(
        "当事人不同意调解，依法进入诉讼程序。", "A party declines: the dispute goes to court."
    ),
}


_CHOSEN = Text("已确定由{name}调解，请及时移送。", "{name} is to mediate: send the file.")
_CONTACT = Text(
    "请在{day}前（含当日）联系对方当事人，询问是否同意调解；拒绝或者无法联系的，终结调解。",
    "Reach the other side by {day} and ask whether it will mediate; end it if not.",
)

# A body's own disputes have no period, and an appraisal stops one.
_DATED = (_NEXT["settle"], _WAITING["mediating"])
_UNDATED = Text(
    "调解进行中，当前不计算调解期限。", "Mediation is under way; no period runs at present."
)


def _state_tag(view: DisputeSummaryView) -> dict[str, object]:
    return {"tag": view.state_label, "tone": _TONES.get(view.state, "info")}


def _loop_tag(view: DisputeSummaryView) -> dict[str, object] | None:
    if view.is_loop_open:
        return {"tag": Text("未闭环", "open"), "tone": "warn"}
    if view.acknowledged_at is not None:
        return {"tag": Text("已闭环", "closed"), "tone": "good"}
    return None


def _next_step(view: DisputeView) -> Text | None:
    chosen = next((one for one in view.body_choices if one.referral_id is None), None)
    if chosen is not None and "refer" in view.allowed_actions:
        return _CHOSEN.with_facts(name=chosen.body_name)
    if view.next_due_kind == CONTACT and "consent" in view.allowed_actions:
        return _CONTACT.with_facts(day=view.next_due_on)
    action = next((one for one in _NEXT if _is_next(view, one)), None)
    words = _NEXT[action] if action else _WAITING.get(view.state)
    if view.due_on is None and words in _DATED:
        words = _UNDATED
    return words.with_facts(day=view.due_on or "") if words else None


def _is_next(view: DisputeView, action: str) -> bool:
    """Choosing comes first only while its days run."""
    days = {"choose_body": SELECTION, "appoint_body": APPOINTMENT}
    is_due = action not in days or view.next_due_kind == days[action]
    return is_due and action in view.allowed_actions


def _due_cell(view: DisputeSummaryView) -> object:
    if view.next_due_on is None:
        return None
    told = Text("{day} {label}", "{day}: {label}").with_facts(
        day=view.next_due_on, label=view.next_due_label
    )
    if not view.is_overdue:
        return told
    late = Text("逾期：{told}", "Overdue: {told}").with_facts(told=told)
    return {"tag": late, "tone": "bad"}


def _of_dispute(_actor: Actor, view: DisputeView) -> dict[str, object]:
    return {
        "state_tag": _state_tag(view),
        "steps": DISPUTE.course(view.state, aside=ASIDE),
        "next_step": _next_step(view),
        "facts": _facts(view),
        "consent_tones": _CONSENT_TONES,
        "sessions": [_shown_session(one) for one in view.sessions],
        "settlements": [_shown_settlement(one) for one in view.settlements],
        "referrals": [
            (one, {"tag": one.outcome_label, "tone": _OUTCOME_TONES.get(one.outcome, "info")})
            for one in view.referrals
        ],
    }


def _facts(view: DisputeView) -> list[tuple[Text, object]]:
    facts: list[tuple[Text, object]] = [
        (Text("编号", "Number"), view.issue_no),
        (Text("诉前调案号", "Pre-filing number"), view.pre_filing_no),
        (Text("立案案号", "Case number"), view.case_no),
        (Text("来源", "Source"), view.source_label),
        (Text("法院", "Court"), view.court_name),
        (Text("调解组织", "Body"), view.body_name),
        (Text("调解员", "Mediator"), view.mediator_name),
        (Text("纠纷性质", "Nature"), view.nature_label),
        (Text("级别管辖", "Level"), view.court_level_label),
        (Text("标的额", "Claim"), f"{view.claim_yuan:,}元" if view.claim_yuan else None),
        (Text("结束事由", "How it ended"), view.ground_label),
        (Text("依据", "Basis"), view.ground_basis),
        (Text("结束日期", "Ended on"), view.concluded_on),
        (Text("确认收悉", "Acknowledged"), view.acknowledged_at),
    ]
    return [(label, value) for label, value in facts if value not in (None, "")]


def _shown_settlement(view: SettlementView) -> dict[str, object]:
    return {
        "view": view,
        "tag": {"tag": view.state_label, "tone": _SETTLEMENT_TONES.get(view.state, "info")},
        "steps": SETTLEMENT.course(view.state, aside=SETTLEMENT_ASIDE),
        "actions": action_links(SETTLEMENT_RESOURCE, view),
        "history": history_of(view.id),
    }


def _shown_session(view: MediationSessionView) -> dict[str, object]:
    """is_readable: by the body, which alone opens the record."""
    return {
        "view": view,
        "tag": {"tag": view.state_label, "tone": _SESSION_TONES[view.state]},
        "actions": action_links(SESSION_RESOURCE, view),
        "is_readable": view.note is not None,
    }


def _of_referral(_actor: Actor, view: ReferralView) -> dict[str, object]:
    return {
        "title": f"{view.issue_no} {view.kind_label}",
        "facts": [
            (Text("调解组织", "Body"), view.body_name),
            (Text("方式", "Mode"), view.mode_label),
            (Text("移送时间", "Sent"), view.sent_at),
            (Text("接收情况", "Outcome"), view.outcome_label),
            (Text("答复时间", "Answered"), view.answered_at),
            (Text("不予接收理由", "Reason of refusal"), view.refusal),
        ],
    }


def _about_list(who: Viewer) -> dict[str, object]:
    """Why the list is empty for this officer, and whom to ask."""
    return {"closed": who_may_see(who.actor, who.agreement_id)}


pages = PageBlueprint("referrals", __name__)


@pages.blueprint.route("/disputes/<uuid:dispute_id>/contacts")
def show_contacts(dispute_id: UUID) -> str:
    actor = signed_in().actor
    view = DISPUTE_RESOURCE.get(actor, dispute_id)
    return render_template(
        "referrals/contacts.html",
        title=Text("当事人身份和联系方式", "Parties in full"),
        trail=[(DISPUTE_RESOURCE.label, "/disputes"), (view.title, f"/disputes/{view.id}")],
        contacts=reading.read_contacts(actor, dispute_id).contacts,
    )


pages.serve(
    DISPUTE_RESOURCE,
    detail="referrals/dispute.html",
    columns=(
        Column(Text("纠纷", "Dispute"), lambda view: view.title),
        Column(Text("案号", "Case"), lambda view: view.case_no or view.pre_filing_no),
        Column(Text("法院", "Court"), lambda view: view.court_name),
        Column(Text("调解组织", "Body"), lambda view: view.body_name),
        Column(Text("期限", "Due"), _due_cell),
        Column(Text("状态", "State"), _state_tag),
        Column(Text("闭环", "Loop"), _loop_tag),
    ),
    more=_of_dispute,
    list_template="referrals/list.html",
    about_list=_about_list,
    nav=NavItem(Text("纠纷调解", "Disputes"), "/disputes", 40, for_bodies=True),
)
pages.serve(
    REFERRAL_RESOURCE,
    detail="referrals/referral.html",
    columns=(
        Column(Text("移送", "Referral"), lambda view: f"{view.issue_no} {view.kind_label}"),
        Column(Text("调解组织", "Body"), lambda view: view.body_name),
        Column(Text("移送时间", "Sent"), lambda view: view.sent_at),
        Column(Text("接收情况", "Outcome"), lambda view: view.outcome_label),
    ),
    more=_of_referral,
    list_template="referrals/list.html",
    about_list=_about_list,
)
pages.serve(SETTLEMENT_RESOURCE)
pages.serve(SESSION_RESOURCE)
pages.serve(ADDRESS_RESOURCE)
