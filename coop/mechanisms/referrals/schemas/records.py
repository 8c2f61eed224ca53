"""Fields of sessions with their records, and of addresses for service."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Flag, Instant, Line, LongText, Many, Ref, Rows, Schema
from coop.core.language import Text
from coop.core.personal_fields import Postcode, Telephone
from coop.mechanisms.referrals.codes import CAPACITIES, MEANS, RECIPIENTS, SESSION_MODES
from coop.mechanisms.referrals.schemas.offers import PARTY, attendees_offered, parties_offered

_SEALED = Text("加密保存。", "Kept sealed.")
# A party is named by its id, so that who it is never depends on how the name is written.
_OTHERS = {code: CAPACITIES[code] for code in CAPACITIES if code != "party"}


class OtherAttendee(Schema):
    name = Line(Text("姓名", "Name"), limit=100, required=True)
    capacity = Choice(Text("身份", "Capacity"), _OTHERS, required=True)
    party_id = Ref(
        Text("代理的当事人", "Stands for"),
        offered=parties_offered,
        hint=Text("委托代理人须填写。", "Of a representative."),
    )


class EditSession(Schema):
    held_on = Day(Text("日期", "Day"))
    starts_at = Instant(Text("开始时间", "Started at"), allow_none=True)
    ends_at = Instant(Text("结束时间", "Ended at"), allow_none=True)
    mode = Choice(Text("调解方式", "How it was held"), SESSION_MODES)
    place = Line(
        Text("地点或平台", "Place or platform"),
        limit=100,
        hint=Text("现场调解须填写。", "Needed where people met."),
    )
    present_ids = Many(
        Text("到场当事人", "Parties present"), Ref(PARTY, offered=parties_offered), distinct=True
    )
    others = Rows(
        Text("其他到场人员", "Others present"),
        OtherAttendee,
        hint=Text(
            "委托代理人、记录人等；承办调解员自动列入。",
            "Representatives, who took the record; the mediator in charge is listed anyway.",
        ),
    )
    note = LongText(
        Text("调解情况", "What happened"),
        hint=Text("仅本调解组织可见，印入调解笔录。", "Only your body reads it; it is printed."),
    )
    concessions = LongText(
        Text("各方让步", "Offers made"),
        hint=Text(
            "仅本调解组织可见；调解未成时不得提供给法院。",
            "Only your body reads it; the court never does.",
        ),
    )


class RecordSession(EditSession):
    held_on = Day(Text("日期", "Day"), required=True)
    mode = Choice(Text("调解方式", "How it was held"), SESSION_MODES, required=True)


class SignSession(Schema):
    signed_ids = Many(
        Text("已签名的人员", "Who signed"),
        Ref(Text("到场人员", "Attendee"), offered=attendees_offered),
        required=True,
        distinct=True,
    )
    signed_on = Day(Text("签名日期", "Signed on"), required=True)
    unsigned_reason = Line(
        Text("未签名的原因", "Why somebody did not sign"),
        limit=500,
        hint=Text("到场人员未全部签名的须填写。", "Needed unless all have signed."),
    )


class ConfirmAddress(Schema):
    party_id = Ref(PARTY, required=True, offered=parties_offered)
    recipient = Line(Text("收件人", "Recipient"), limit=100, required=True)
    recipient_kind = Choice(Text("收件人身份", "Who that is"), RECIPIENTS, required=True)
    address = Line(Text("送达地址", "Address for service"), limit=200, required=True, hint=_SEALED)
    postcode = Postcode(Text("邮政编码", "Postcode"))
    phone = Telephone(Text("联系电话", "Telephone"), required=True, hint=_SEALED)
    accepts_electronic = Flag(
        Text("同意电子送达", "Consents to electronic service"),
        hint=Text(
            "民事诉讼法第九十条：经受送达人同意，可以采用电子方式送达。",
            "Civil Procedure Law art. 90: only with the consent of who is served.",
        ),
    )
    electronic_address = Line(
        Text("电子送达地址", "Where electronically"),
        limit=100,
        hint=Text("电子邮箱、手机号码或者平台账号。", "E-mail, mobile number or account."),
    )
    confirmed_on = Day(Text("签署日期", "Signed on"), required=True)
    means = Choice(Text("方式", "How"), MEANS, required=True)
