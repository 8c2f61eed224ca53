"""What the commands of minutes take."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Choice, Day, Line, LongText, Many, Ref, Schema, Whole
from coop.core.language import Text
from coop.documents.schemas import classification_field, urgency_field
from coop.documents.workflow import DISCLOSURES, RETENTIONS
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.workflow import ANSWERS, CHANGES, MINUTES

_CC = Line(Text("抄送单位", "Copy to"), limit=100)


def resolutions_offered(actor: Actor, comment: Any) -> list[tuple[UUID, str]]:
    """The resolutions of the meeting whose minutes are commented on."""
    minutes = queries.get_minutes(actor, comment.minutes_id)
    page = queries.list_resolutions(actor, limit=200, meeting_id=minutes.meeting_id)
    return [(one.id, one.text[:40]) for one in page.items]


class MinutesFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), MINUTES.states)
    meeting_id = Ref(Text("会议", "Meeting"))
    number = Line(Text("文号", "Number"), limit=60)


class DraftMinutes(Schema):
    opening = LongText(
        Text("开头段", "Opening paragraph"),
        limit=2000,
        hint=Text("不填则按会议信息自动生成。", "Left blank, it is written from the meeting."),
    )
    cc = Many(Text("抄送", "Copies to"), _CC)
    copies = Whole(Text("印数", "Copies printed"), least=1, most=999)
    urgency = urgency_field()
    classification = classification_field()


class EditMinutes(Schema):
    title = Line(Text("标题", "Title"))
    opening = LongText(Text("开头段", "Opening paragraph"), limit=2000)
    body = LongText(
        Text("正文", "Text"),
        limit=60_000,
        hint=Text(
            "每段一行；“一、”“（一）”开头的行按公文层次排版。",
            "One paragraph a line; lines beginning 一、 or （一） are set as headings.",
        ),
    )
    cc = Many(Text("抄送", "Copies to"), _CC)
    copies = Whole(Text("印数", "Copies printed"), least=1, most=999)
    urgency = urgency_field()
    classification = classification_field()
    disclosure = Choice(Text("公开属性", "Disclosure"), DISCLOSURES)
    issue_no = Line(Text("期号", "Issue"), limit=40)


class Comment(Schema):
    text = LongText(Text("意见内容", "Your comment"), limit=5000, required=True)


class Objection(Schema):
    text = LongText(Text("异议及理由", "Objection and its reason"), limit=5000, required=True)


class AnswerComment(Schema):
    answer = Choice(Text("处理结果", "Answer"), ANSWERS, required=True)
    note = LongText(Text("说明", "Note"), limit=2000)
    resolution_id = Ref(
        Text("改列的议定事项", "Resolution to re-label"), offered=resolutions_offered
    )


class CountersignSchema(Schema):
    text_hash = Line(
        Text("文本校验值", "Hash of the text"),
        limit=64,
        required=True,
        printable=False,
        hint=Text("即您所会签文本的校验值，不必修改。", "It stands for what you sign; leave it."),
    )


class AmendMinutes(Schema):
    change = Choice(
        Text("修改性质", "Kind of change"),
        {
            "typographic": Text("文字性修改（签名保留）", "typographic, signatures stand"),
            "substantive": Text("实质性修改（签名全部作废）", "substantive, signatures are void"),
        },
        required=True,
    )
    reason = Line(Text("理由", "Reason"), limit=500, required=True)
    title = Line(Text("标题", "Title"))
    opening = LongText(Text("开头段", "Opening paragraph"), limit=2000)
    body = LongText(Text("正文", "Text"), limit=60_000)


class IssueMinutes(Schema):
    copies = Whole(Text("印数", "Copies printed"), least=1, most=999)
    cc = Many(Text("抄送", "Copies to"), _CC)


class ProposeChange(Schema):
    kind = Choice(Text("变更类型", "Kind of change"), CHANGES, required=True)
    reason = LongText(Text("理由", "Reason"), limit=1000, required=True)
    opening = LongText(Text("更正后的开头段", "Corrected opening"), limit=2000)
    body = LongText(Text("更正后的正文", "Corrected text"), limit=60_000)
    repeal_from_on = Day(Text("自何日起废止", "Repealed from"))


class Consent(Schema):
    change_hash = Line(
        Text("变更校验值", "Hash of the change"),
        limit=64,
        required=True,
        printable=False,
        hint=Text("即您所同意变更的校验值，不必修改。", "It stands for the change; leave it."),
    )


class WithdrawChange(Schema):
    reason = LongText(
        Text("撤回理由", "Reason"),
        limit=500,
        required=True,
        printable=False,
        hint=Text("撤回后纪要继续有效，可另行提议。", "The minutes stay in force."),
    )


class Archive(Schema):
    retention = Choice(Text("保管期限", "Retention"), RETENTIONS, required=True)
