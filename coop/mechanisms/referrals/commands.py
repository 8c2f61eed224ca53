"""Disputes, referrals and settlements as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.referrals import queries, schemas
from coop.mechanisms.referrals.policy import may_register
from coop.mechanisms.referrals.queries.views import (
    DisputeSummaryView,
    DisputeView,
    ReferralView,
    SettlementView,
)
from coop.mechanisms.referrals.service import (
    answering,
    choosing,
    clocks,
    closing,
    confirmation,
    intake,
    mediating,
    reading,
    records,
    referring,
    settlements,
    waiving,
)
from coop.mechanisms.referrals.service.entries import MARKS
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT

_PDF = "application/pdf"
doors.name_actions(
    {
        "dispute.register": Text("登记纠纷", "Registered"),
        "dispute.lapse": Text("逾期未接收，退回法院", "Not accepted in time: back to the court"),
        "dispute.remind": Text("提醒期限临近", "Reminded of a day that comes near"),
        "dispute.expire": Text("调解期限届满", "The mediation period ended"),
        "settlement.draw_up": Text("制作调解协议", "Settlement drawn up"),
        "settlement.abandon": Text("协议未签署成立", "Settlement never concluded"),
    }
)


def _marks(view: Any) -> dict[str, object]:
    return {name: getattr(view, name) for name in MARKS}


def _dispute(name: str, command: Any, schema: Any = doors.NoFields, **more: Any) -> Act:
    return Act(name, command, DISPUTE.actions[name], schema=schema, **more)


def _settlement(name: str, command: Any, schema: Any = doors.NoFields, **more: Any) -> Act:
    return Act(name, command, SETTLEMENT.actions[name], schema=schema, **more)


_REFERRING = (
    _dispute("consent", intake.record_consent, schemas.RecordConsent, tone="primary"),
    _dispute("decline", intake.record_refusal, schemas.DeclineMediation, tone="danger"),
    _dispute(
        "choose_body",
        choosing.choose_body,
        schemas.ChooseBody,
        tone="primary",
        hint=Text(
            "各方同意调解后两个工作日内可以共同选定；移送前可以另行选定。",
            "Within two working days of the last consent; until the referral it may be another.",
        ),
    ),
    _dispute(
        "ask_appointment",
        choosing.ask_appointment,
        schemas.AskAppointment,
        hint=Text(
            "法院应当自收到申请之日起三个工作日内指定。",
            "The court appoints a body within three working days of it.",
        ),
    ),
    _dispute("appoint_body", choosing.appoint_body, schemas.AppointBody, tone="primary"),
    _dispute(
        "refer",
        referring.refer_dispute,
        schemas.ReferDispute,
        tone="primary",
        hint=Text(
            "移送后生成委派（委托）调解函及材料清单，调解组织应在约定期限内签收。",
            "A letter with the list of materials goes to the body, which signs for it.",
        ),
    ),
    _dispute("take_up", answering.take_up, schemas.TakeUp, tone="primary"),
    _dispute(
        "accept",
        answering.accept_referral,
        schemas.AcceptReferral,
        tone="primary",
        hint=Text(
            "接收即签收材料，调解期限自今日起算（今日不计入）。",
            "Accepting signs for the file: the period runs from today, which is not counted.",
        ),
    ),
    _dispute(
        "refuse",
        answering.refuse_referral,
        schemas.RefuseReferral,
        answers="referral",
        tone="danger",
        hint=Text("材料立即退回法院。", "The file goes back to the court at once."),
    ),
)
_MEDIATING = (
    _dispute("settle", settlements.settle_dispute, schemas.SettleDispute, tone="primary"),
    _dispute(
        "record_session",
        records.record_session,
        schemas.RecordSession,
        adds=True,
        answers="dispute",
    ),
    _dispute(
        "confirm_address",
        records.confirm_address,
        schemas.ConfirmAddress,
        adds=True,
        answers="dispute",
        hint=Text(
            "当事人签署送达地址确认书后登记；地址加密保存，查阅留痕。再次登记的以最近一次为准。",
            "After the party has signed; kept sealed, every reading is logged, the latest counts.",
        ),
    ),
    _dispute("record_facts", mediating.record_facts, schemas.RecordFacts),
    _dispute("appoint", mediating.appoint_mediator, schemas.AppointMediator),
    _dispute("disclose", mediating.disclose_interest, schemas.DiscloseInterest),
    _dispute(
        "waive",
        waiving.waive_recusal,
        schemas.WaiveRecusal,
        tone="primary",
        hint=Text(
            "各方均同意后调解员方可继续；不同意的，办理回避并更换调解员。",
            "The mediator goes on when every party agrees; else replace the mediator.",
        ),
    ),
    _dispute("recuse", mediating.recuse_mediator, schemas.RecuseMediator),
    _dispute("agree_extension", clocks.agree_extension, schemas.AgreeExtension),
    _dispute(
        "extend",
        clocks.extend_mediation,
        schemas.ExtendMediation,
        hint=Text(
            "须在期限届满前，且各方当事人均已同意不少于该天数。",
            "Before the due day, with every party's consent to as many days.",
        ),
    ),
    _dispute("start_appraisal", clocks.start_appraisal, schemas.StartAppraisal),
    _dispute("stop_appraisal", clocks.stop_appraisal, tone="primary"),
    _dispute("suspend", closing.suspend_mediation, schemas.SuspendMediation, tone="danger"),
    _dispute("review", closing.review_suspension, schemas.ReviewSuspension, tone="primary"),
    _dispute("fail", closing.fail_mediation, schemas.FailMediation, tone="danger"),
)
_ENDING = (
    _dispute("feedback", closing.report_result, schemas.ReportResult, tone="primary"),
    _dispute("acknowledge", closing.acknowledge_result, tone="primary"),
    _dispute("file_case", closing.record_filing, schemas.FileCase),
)

DISPUTE_RESOURCE = doors.register(
    Resource(
        name="dispute",
        plural="disputes",
        scope="referrals",
        label=Text("纠纷调解", "Disputes"),
        view=DisputeView,
        list_view=DisputeSummaryView,
        get=queries.get_dispute,
        list=queries.list_disputes,
        filters=schemas.DisputeFilters,
        home=lambda view: f"/disputes/{view.id}",
        create=Act(
            "register_dispute",
            intake.register_dispute,
            Text("登记纠纷", "Register a dispute"),
            schema=schemas.RegisterDispute,
            offered_to=may_register,
            hint=Text(
                "登记后征询各方是否同意调解，再移送调解组织。",
                "Then each party is asked whether it will mediate, and the dispute is referred.",
            ),
        ),
        edit=_dispute("edit", intake.edit_dispute, schemas.EditDispute, prefill=_marks),
        acts=(*_REFERRING, *_MEDIATING, *_ENDING),
        files=(
            File(
                "consent-form.pdf",
                queries.consent_form,
                Text("调解告知书（同意书）", "Consent form"),
                _PDF,
            ),
            File(
                "address-form.pdf",
                queries.address_form,
                Text("送达地址确认书（空白）", "Blank address confirmation"),
                _PDF,
            ),
            File(
                "undisputed-facts.pdf",
                queries.facts_form,
                Text("无争议事实记载", "Record of undisputed facts"),
                _PDF,
            ),
        ),
    )
)

REFERRAL_RESOURCE = doors.register(
    Resource(
        name="referral",
        plural="referrals",
        scope="referrals",
        label=Text("移送记录", "Referrals"),
        view=ReferralView,
        get=queries.get_referral,
        list=queries.list_referrals,
        filters=schemas.ReferralFilters,
        home=lambda view: f"/referrals/{view.id}",
    )
)

SETTLEMENT_RESOURCE = doors.register(
    Resource(
        name="settlement",
        plural="settlements",
        scope="referrals",
        label=Text("调解协议", "Settlements"),
        view=SettlementView,
        get=queries.get_settlement,
        list=queries.list_settlements,
        filters=schemas.SettlementFilters,
        home=lambda view: f"/disputes/{view.dispute_id}#settlement-{view.id}",
        acts=(
            _settlement("sign", settlements.sign_settlement, schemas.SignSettlement),
            _settlement("seal", settlements.seal_settlement, schemas.SealSettlement),
            _settlement("apply", confirmation.apply_for_confirmation, schemas.ApplyForConfirmation),
            _settlement("accept", confirmation.accept_application, tone="primary"),
            _settlement("not_accept", confirmation.refuse_application, schemas.RefuseApplication),
            _settlement("withdraw", confirmation.withdraw_application),
            _settlement(
                "confirm",
                confirmation.confirm_settlement,
                schemas.ConfirmSettlement,
                tone="primary",
            ),
            _settlement("reject", confirmation.reject_application, schemas.RejectApplication),
            _settlement("perform", confirmation.record_performance, schemas.RecordPerformance),
            _settlement("enforce", confirmation.record_enforcement),
            _settlement("new_settlement", confirmation.settle_anew, schemas.SettleAnew),
            _settlement("sue", confirmation.record_suit),
        ),
        files=(
            File("settlement.pdf", queries.settlement_form, Text("调解协议书", "Settlement"), _PDF),
            File(
                "application.pdf",
                reading.read_application,
                Text("司法确认申请书", "Joint application"),
                _PDF,
            ),
        ),
    )
)
