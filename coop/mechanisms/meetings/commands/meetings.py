"""Meetings, planned or demanded, as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource, values_of
from coop.core.language import Text
from coop.mechanisms.meetings import calendar_file, minutes_schemas, queries, schemas
from coop.mechanisms.meetings.commands.attendance import person_facts
from coop.mechanisms.meetings.policy import may_demand, may_plan
from coop.mechanisms.meetings.queries.views import MeetingSummaryView, MeetingView
from coop.mechanisms.meetings.service import (
    agenda,
    attendance,
    convening,
    meetings,
    minutes,
)
from coop.mechanisms.meetings.workflow import AWAY, MEETING

_meeting = doors.acts_in(MEETING.actions)


def _meeting_facts(view: Any) -> dict[str, object]:
    return values_of(view, "title", "place", "mode", "items_until_on")


def _everyone(view: Any) -> dict[str, object]:
    entries = [
        {
            "attendance_id": one.id,
            "arrived_at": one.arrived_at or view.starts_at,
            "left_at": one.left_at,
        }
        for one in view.attendance
        if one.arrived_at is not None or one.capacity not in AWAY
    ]
    return {"entries": entries}


def _own_people(view: Any) -> dict[str, object]:
    """The caller's party's earlier answer, since a new one replaces it."""
    return {"attendees": [person_facts(one) for one in view.attendance if one.is_own]}


MEETING_RESOURCE = doors.register(
    Resource(
        name="meeting",
        plural="meetings",
        scope="meetings",
        is_kept=True,
        label=Text("联席会议", "Joint meetings"),
        view=MeetingView,
        list_view=MeetingSummaryView,
        get=queries.get_meeting,
        list=queries.list_meetings,
        filters=schemas.MeetingFilters,
        home=lambda view: f"/meetings/{view.id}",
        create=Act(
            "plan_meeting",
            meetings.plan_meeting,
            Text("安排会议", "Plan a meeting"),
            schema=schemas.PlanMeeting,
            hint=Text(
                "由会议当日轮值单位的秘书处安排；轮值单位按日期自动确定。",
                "By the secretariat of the party that hosts on that day.",
            ),
            offered_to=may_plan,
        ),
        edit=_meeting("edit", meetings.edit_meeting, schemas.EditMeeting, prefill=_meeting_facts),
        acts=(
            _meeting(
                "open_collection", meetings.open_collection, schemas.OpenCollection, tone="primary"
            ),
            _meeting(
                "propose_item",
                agenda.propose_item,
                schemas.ProposeItem,
                adds=True,
                answers="agenda_item",
                draft=True,
            ),
            _meeting(
                "add_item",
                agenda.add_item,
                schemas.ProposeItem,
                adds=True,
                answers="agenda_item",
                draft=True,
            ),
            _meeting(
                "reorder",
                agenda.reorder_items,
                schemas.Reorder,
                prefill=lambda view: {
                    "item_ids": [one.id for one in view.items if one.number and not one.parent_id]
                },
            ),
            _meeting(
                "approve_agenda",
                meetings.approve_agenda,
                hint=Text(
                    "每项议题须已注明“会前已达成一致”或“提交会议讨论”。",
                    "Each item must be marked as agreed beforehand or for discussion.",
                ),
                tone="primary",
            ),
            _meeting("invite", attendance.invite, schemas.Invite, adds=True, answers="meeting"),
            _meeting(
                "send_notice",
                convening.send_notice,
                schemas.SendNotice,
                hint=Text(
                    "通知将送达各成员单位并要求签收；提前天数按协议规定的工作日计算。",
                    "Every party gets the notice and signs for it; notice counts in working days.",
                ),
                tone="primary",
            ),
            _meeting(
                "confirm",
                attendance.confirm_attendance,
                schemas.ConfirmAttendance,
                prefill=_own_people,
                hint=Text(
                    "填写本单位全部参会人员；再次提交会替换上次的回执。",
                    "List everyone from your institution; a new answer replaces the last.",
                ),
                adds=True,
                answers="meeting",
                tone="primary",
            ),
            _meeting(
                "check_in",
                attendance.check_in,
                schemas.CheckIn,
                hint=Text(
                    "到会时间已按会议开始时间预填，请按实际情况修改。",
                    "Arrivals are filled in with the meeting's start; change them where needed.",
                ),
                adds=True,
                answers="meeting",
                prefill=_everyone,
            ),
            _meeting(
                "hold",
                convening.hold_meeting,
                hint=Text(
                    "各成员单位均须有人出席（列席不计）。",
                    "Somebody must be present for every party.",
                ),
                tone="primary",
            ),
            _meeting("recuse", attendance.recuse, schemas.Recuse, adds=True, answers="meeting"),
            _meeting("finish", convening.finish_meeting, tone="primary"),
            _meeting(
                "draft_minutes",
                minutes.draft_minutes,
                minutes_schemas.DraftMinutes,
                adds=True,
                answers="minutes",
                tone="primary",
            ),
            _meeting(
                "postpone",
                convening.postpone_meeting,
                schemas.Postpone,
                prefill=lambda view: values_of(view, "starts_at", "ends_at"),
            ),
            _meeting("cancel", convening.cancel_meeting, schemas.Because, tone="danger"),
        ),
        files=(
            File(
                "calendar.ics",
                calendar_file.meeting_ics,
                Text("加入日历（.ics）", "Calendar file (.ics)"),
                "text/calendar",
            ),
            File(
                "notice.pdf",
                calendar_file.notice_pdf,
                Text("会议通知（PDF）", "Notice (PDF)"),
                "application/pdf",
            ),
        ),
    )
)

DEMAND_RESOURCE = doors.register(
    Resource(
        name="meeting_demand",
        plural="meeting-demands",
        scope="meetings",
        label=Text("提议召开的临时会议", "Extraordinary meetings demanded"),
        view=MeetingView,
        get=queries.get_meeting,
        home=lambda view: f"/meetings/{view.id}",
        create=Act(
            "demand_meeting",
            meetings.demand_meeting,
            Text("提议召开临时会议", "Demand an extraordinary meeting"),
            schema=schemas.DemandMeeting,
            hint=Text(
                "任一成员单位均可提议；轮值单位须在协议规定的工作日内召开。",
                "Any party may demand one; the host must hold it within the agreed working days.",
            ),
            offered_to=may_demand,
            draft=True,
        ),
    )
)
