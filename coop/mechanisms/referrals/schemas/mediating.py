"""Fields of the referral and of what happens while a body mediates."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Line, LongText, Many, Ref, Schema, Whole
from coop.core.language import Text
from coop.mechanisms.referrals.codes import CHOSEN_BY, KINDS, MEANS, MODES, PROCEDURES
from coop.mechanisms.referrals.roster import RELATIONS
from coop.mechanisms.referrals.schemas.offers import (
    PARTY,
    REASON,
    bodies_offered,
    chosen_bodies_offered,
    mediators_offered,
    parties_offered,
)

_BODY = Text("调解组织", "Body")
_MODE = Text("调解方式", "Online or offline")
_MEDIATOR = Text("调解员", "Mediator")
_LONGEST = 365


class AppointBody(Schema):
    body_id = Ref(_BODY, required=True, offered=bodies_offered)


class ChooseBody(AppointBody):
    party_ids = Many(
        Text("共同选定的当事人", "Who chose it"),
        Ref(PARTY, offered=parties_offered),
        required=True,
        distinct=True,
        hint=Text("须各方当事人共同选定。", "All parties together."),
    )
    chosen_on = Day(Text("选定日期", "Chosen on"), required=True)


class AskAppointment(Schema):
    party_ids = Many(
        Text("申请的当事人", "Who asks"),
        Ref(PARTY, offered=parties_offered),
        required=True,
        distinct=True,
        hint=Text(
            "各方均同意调解的，须各方同意由法院指定；仅一方同意在线调解的，由该方申请。",
            "All parties where all consent to mediation; else the side that consents to it online.",
        ),
    )
    asked_on = Day(Text("收到申请日期", "Asked on"), required=True)


class ReferDispute(Schema):
    body_id = Ref(_BODY, required=True, offered=chosen_bodies_offered)
    kind = Choice(Text("移送类型", "Kind"), KINDS, required=True)
    procedure = Choice(
        Text("适用程序", "Procedure"),
        PROCEDURES,
        hint=Text("仅委托调解填写，决定调解期限。", "Only when entrusting; it sets the period."),
    )
    mode = Choice(
        _MODE,
        MODES,
        required=True,
        hint=Text(
            "线下须各方同意；线上一方同意即可，接收后由调解员征询对方。",
            "Offline needs everybody's consent; online the mediator asks the other side.",
        ),
    )
    chosen_by = Choice(
        Text("调解组织由谁选定", "Chosen by"),
        CHOSEN_BY,
        hint=Text(
            "已登记选定或者指定的不必填写；各方可在同意后两个工作日内共同选定，之后由法院指定。",
            "Not needed where it is recorded; the court appoints when the parties' two working days"
            " are over.",
        ),
    )
    materials = Many(
        Text("移送材料", "What is sent"),
        Line(Text("材料名称", "Title"), limit=200),
        most=100,
        hint=Text("每行一件，印入移送清单。", "One a line; the letter lists them."),
    )


class AcceptReferral(Schema):
    mediator_id = Ref(_MEDIATOR, offered=mediators_offered)


class TakeUp(Schema):
    mediator_id = Ref(_MEDIATOR, required=True, offered=mediators_offered)
    mode = Choice(_MODE, MODES, required=True)


class RefuseReferral(Schema):
    reason = LongText(REASON, limit=2000, required=True)


class DiscloseInterest(Schema):
    relation = Choice(Text("情形", "Ground"), RELATIONS, required=True)
    text = LongText(
        Text("披露内容", "What is disclosed"),
        limit=2000,
        required=True,
        hint=Text(
            "与当事人、代理人的关系，利害关系及其他可能影响公正的情形。",
            "Relations and interests that may make fairness doubtful.",
        ),
    )


class WaiveRecusal(Schema):
    party_id = Ref(PARTY, required=True, offered=parties_offered)
    waived_on = Day(Text("同意日期", "Agreed on"), required=True)
    means = Choice(
        Text("方式", "How"),
        MEANS,
        required=True,
        hint=Text("商事调解须书面同意。", "Before a commercial body in writing."),
    )


class RecuseMediator(Schema):
    party_id = Ref(
        Text("申请回避的当事人", "Party that asks"),
        offered=parties_offered,
        hint=Text(
            "调解员自行回避的不填；同一当事人第二次申请视为不愿调解。",
            "Empty when the mediator steps back; a second time counts as refusing mediation.",
        ),
    )
    reason = LongText(REASON, limit=2000, required=True)
    successor_id = Ref(Text("接替的调解员", "Successor"), offered=mediators_offered)


class AppointMediator(Schema):
    mediator_id = Ref(_MEDIATOR, required=True, offered=mediators_offered)


class RecordFacts(Schema):
    facts = Many(
        Text("无争议事实", "Undisputed facts"),
        Line(Text("事实", "Fact"), limit=1000),
        required=True,
        most=100,
        hint=Text("每行一项；为达成调解作出的让步不得记入。", "One a line; no offers made."),
    )
    confirmed_on = Day(Text("确认日期", "Confirmed on"), required=True)
    confirmed_ids = Many(
        Text("确认的当事人", "Who confirmed"),
        Ref(PARTY, offered=parties_offered),
        required=True,
        distinct=True,
    )


class ExtendMediation(Schema):
    days = Whole(
        Text("延长天数（自然日）", "Calendar days more"), least=1, most=_LONGEST, required=True
    )


class AgreeExtension(ExtendMediation):
    party_id = Ref(PARTY, required=True, offered=parties_offered)
    signed_on = Day(Text("签署日期", "Signed on"), required=True)


class StartAppraisal(Schema):
    subject = Line(Text("鉴定评估事项", "What is appraised"), required=True)
