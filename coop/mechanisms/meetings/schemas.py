"""What the commands of meetings take: JSON bodies and HTML forms alike."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import (
    Choice,
    Day,
    Instant,
    Line,
    LongText,
    Many,
    Ref,
    Rows,
    Schema,
    Upload,
    Whole,
)
from coop.core.language import Text, moment
from coop.documents.schemas import Year, urgency_field
from coop.mechanisms.meetings.queries.meetings import list_meetings
from coop.mechanisms.meetings.queries.rows import names_of
from coop.mechanisms.meetings.workflow import (
    CAPACITIES,
    KINDS,
    MEETING,
    MODES,
    RESOLUTION_KINDS,
    STANCES,
)

REASON = Text("理由", "Reason")


def parties_offered(_actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Every party of the subject's agreement."""
    return list(names_of(subject.agreement_id).items()) if subject is not None else []


def items_offered(_actor: Actor, meeting: Any) -> list[tuple[UUID, str]]:
    return [(one.id, f"{one.number} {one.title}") for one in meeting.items if one.number]


def top_items_offered(_actor: Actor, meeting: Any) -> list[tuple[UUID, str]]:
    listed = getattr(meeting, "items", ())
    return [(one.id, one.title) for one in listed if one.number and one.parent_id is None]


def later_meetings_offered(actor: Actor, item: Any) -> list[tuple[UUID, str]]:
    """Other meetings of the agreement that are still ahead."""
    page = list_meetings(actor, limit=50, agreement_id=item.agreement_id)
    ahead = MEETING.sources("cancel")
    return [
        (one.id, f"{one.title} {moment(one.starts_at)}")
        for one in page.items
        if one.state in ahead and one.id != item.meeting_id
    ]


def attendance_offered(_actor: Actor, meeting: Any) -> list[tuple[UUID, str]]:
    return [(one.id, f"{one.institution_name} {one.name}") for one in meeting.attendance]


class MeetingFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), MEETING.states)
    kind = Choice(Text("会议类别", "Kind"), KINDS)
    year = Year(Text("年份", "Year"))
    external_ref = Line(Text("来文单位编号", "Own reference"), limit=100)


class PlanMeeting(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    kind = Choice(Text("会议类别", "Kind"), KINDS, required=True)
    title = Line(
        Text("会议名称", "Title"),
        hint=Text("不填则按“联席会议第N次…”自动命名。", "Left blank, it is named by its number."),
    )
    ordinal = Whole(
        Text("第几次", "Number of the meeting"),
        least=1,
        most=999,
        hint=Text("不填则接续编号。", "Left blank, the next one."),
    )
    starts_at = Instant(Text("开始时间", "Starts"), required=True)
    ends_at = Instant(Text("结束时间", "Ends"), required=True)
    place = Line(Text("地点", "Place"))
    mode = Choice(Text("方式", "Mode"), MODES)
    items_until_on = Day(Text("议题征集截止日", "Items until"))
    external_ref = Line(Text("来文单位编号", "Own reference"), limit=100, printable=False)


class DemandMeeting(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    starts_at = Instant(Text("建议开始时间", "Proposed start"), required=True)
    ends_at = Instant(Text("建议结束时间", "Proposed end"), required=True)
    reason = LongText(Text("提议理由", "Why it is needed"), limit=2000, required=True)


class EditMeeting(Schema):
    title = Line(Text("会议名称", "Title"))
    place = Line(Text("地点", "Place"))
    mode = Choice(Text("方式", "Mode"), MODES)
    items_until_on = Day(Text("议题征集截止日", "Items until"))


class OpenCollection(Schema):
    items_until_on = Day(
        Text("议题征集截止日", "Items until"),
        hint=Text("此后提出的议题标为“逾期”。", "Later items are marked late."),
    )


class SendNotice(Schema):
    urgency = urgency_field()
    urgency_reason = Line(Text("特急理由", "Why it is extra urgent"), limit=500)


class Postpone(Schema):
    starts_at = Instant(Text("新的开始时间", "New start"), required=True)
    ends_at = Instant(Text("新的结束时间", "New end"), required=True)
    reason = Line(REASON, limit=500, required=True)


class Because(Schema):
    reason = Line(REASON, limit=500, required=True)


class ProposeItem(Schema):
    title = Line(Text("议题名称", "Title of the item"), required=True)
    summary = LongText(Text("主要内容", "What it is about"), limit=5000)
    presenter_id = Ref(
        Text("汇报单位", "Presented by"),
        offered=parties_offered,
        hint=Text("不填则为本单位。", "Left blank, your own institution."),
    )
    parent_id = Ref(Text("上级议题", "Part of item"), offered=top_items_offered)
    minutes_planned = Whole(Text("预计用时（分钟）", "Planned minutes"), least=1, most=480)
    observers = Line(Text("列席范围", "Who else attends"))


class EditItem(Schema):
    title = Line(Text("议题名称", "Title of the item"))
    summary = LongText(Text("主要内容", "What it is about"), limit=5000)
    presenter_id = Ref(Text("汇报单位", "Presented by"), offered=parties_offered)
    minutes_planned = Whole(Text("预计用时（分钟）", "Planned minutes"), least=1, most=480)
    observers = Line(Text("列席范围", "Who else attends"))


class SettleItem(Schema):
    prior_agreement = Choice(
        Text("会前沟通情况", "Prior agreement"),
        {
            "settled": Text("会前已达成一致", "agreed beforehand"),
            "for_discussion": Text("提交会议讨论", "for discussion at the meeting"),
        },
        required=True,
    )


class Reorder(Schema):
    item_ids = Many(
        Text("议题顺序", "Order of the items"),
        Ref(Text("议题", "Item"), offered=top_items_offered),
        required=True,
        distinct=True,
        ordered=True,
        hint=Text("改动序号即可；序号小的排在前面。", "Change the numbers; lower ones come first."),
    )


class AddPaper(Schema):
    title = Line(Text("材料名称", "Title of the paper"), required=True)
    file = Upload(
        Text("文件", "File"),
        required=True,
        hint=Text("PDF、OFD、Word、Excel、图片，20 MB 以内。", "PDF, OFD, Office, picture; 20 MB."),
    )


class Discussion(Schema):
    heard = LongText(
        Text("会议听取", "What was heard"),
        limit=10_000,
        required=True,
        hint=Text("将写入纪要该议题之下。", "Goes into the minutes under the item."),
    )
    started_at = Instant(Text("开始讨论时间", "Taken up at"))
    ended_at = Instant(Text("结束讨论时间", "Ended at"))


class CarryForward(Schema):
    meeting_id = Ref(
        Text("转入的会议", "To which meeting"),
        required=True,
        offered=later_meetings_offered,
        hint=Text("没有可选的会议时，请先安排下次会议。", "If none is listed, plan one first."),
    )


class Attendee(Schema):
    name = Line(Text("姓名", "Name"), limit=60, required=True)
    title = Line(Text("职务", "Post"), limit=100)
    capacity = Choice(Text("参会身份", "Capacity"), CAPACITIES, required=True)
    leave_reason = Line(Text("请假事由", "Reason of leave"))
    delegate_for = Line(Text("代替何人", "Delegate for"), limit=60)


class ConfirmAttendance(Schema):
    attendees = Rows(Text("参会人员", "Attendees"), Attendee, required=True)


class Invitee(Attendee):
    institution_id = Ref(Text("成员单位", "Party"), offered=parties_offered)
    organisation = Line(
        Text("其他单位名称", "Other organisation"),
        limit=100,
        hint=Text("非成员单位人员填写，只能列席。", "For guests, who may only observe."),
    )


class Invite(Schema):
    attendees = Rows(Text("参会人员", "Attendees"), Invitee, required=True)


class EditAttendance(Schema):
    name = Line(Text("姓名", "Name"), limit=60)
    title = Line(Text("职务", "Post"), limit=100)
    capacity = Choice(Text("参会身份", "Capacity"), CAPACITIES)
    leave_reason = Line(Text("请假事由", "Reason of leave"))
    delegate_for = Line(Text("代替何人", "Delegate for"), limit=60)


class CheckInEntry(Schema):
    attendance_id = Ref(Text("参会人员", "Attendee"), offered=attendance_offered, required=True)
    arrived_at = Instant(Text("到会时间", "Arrived"))
    left_at = Instant(Text("离会时间", "Left"))


class CheckIn(Schema):
    entries = Rows(Text("签到记录", "Arrivals and departures"), CheckInEntry, required=True)


class Recuse(Schema):
    attendance_id = Ref(Text("回避人员", "Person"), offered=attendance_offered, required=True)
    item_id = Ref(Text("议题", "Item"), offered=items_offered, required=True)
    reason = Line(REASON, limit=300, required=True)


class Stance(Schema):
    institution_id = Ref(Text("单位", "Institution"), offered=parties_offered, required=True)
    stance = Choice(Text("立场", "Stance"), STANCES, required=True)
    note = Line(Text("保留意见", "Reservation"), limit=500)


class AddResolution(Schema):
    kind = Choice(Text("类别", "Kind"), RESOLUTION_KINDS, required=True)
    text = LongText(Text("议定内容", "What was resolved"), limit=2000, required=True)
    lead_id = Ref(Text("牵头单位", "Lead"), offered=parties_offered)
    co_ids = Many(
        Text("配合单位", "Assisting"),
        Ref(Text("配合单位", "Assisting"), offered=parties_offered),
        distinct=True,
    )
    due_on = Day(
        Text("完成时限", "Due"),
        hint=Text("“会议议定”须有牵头单位和完成时限。", "Decisions need a lead and a due day."),
    )
    effective_on = Day(Text("生效日期", "Takes effect"))
    stances = Rows(Text("各方立场", "Stance of each party"), Stance)


class EditResolution(Schema):
    kind = Choice(Text("类别", "Kind"), RESOLUTION_KINDS)
    text = LongText(Text("议定内容", "What was resolved"), limit=2000)
    lead_id = Ref(Text("牵头单位", "Lead"), offered=parties_offered, allow_none=True)
    co_ids = Many(
        Text("配合单位", "Assisting"),
        Ref(Text("配合单位", "Assisting"), offered=parties_offered),
        distinct=True,
    )
    due_on = Day(Text("完成时限", "Due"), allow_none=True)
    effective_on = Day(Text("生效日期", "Takes effect"), allow_none=True)


class ItemFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    meeting_id = Ref(Text("会议", "Meeting"))
    state = Line(Text("状态", "State"), limit=20)


class ResolutionFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    meeting_id = Ref(Text("会议", "Meeting"))
    kind = Choice(Text("类别", "Kind"), RESOLUTION_KINDS)
    lead_id = Ref(Text("牵头单位", "Lead"))
