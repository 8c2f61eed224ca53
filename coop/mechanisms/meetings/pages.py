"""The pages of meetings and minutes."""

from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint
from coop.mechanisms.meetings.commands import (
    ATTENDANCE_RESOURCE,
    ITEM_RESOURCE,
    MEETING_RESOURCE,
    RESOLUTION_RESOURCE,
)
from coop.mechanisms.meetings.minutes_commands import COMMENT_RESOURCE, MINUTES_RESOURCE

pages = PageBlueprint("meetings", __name__)
pages.serve(
    MEETING_RESOURCE,
    detail="meetings/meeting.html",
    columns=(
        Column(Text("会议", "Meeting"), lambda view: view.title),
        Column(Text("开会时间", "Starts"), lambda view: view.starts_at),
        Column(Text("承办单位", "Host"), lambda view: view.host_name),
        Column(Text("状态", "State"), lambda view: {"tag": view.state_label, "tone": "info"}),
    ),
    nav=NavItem(Text("联席会议", "Joint meetings"), "/meetings", 10),
)
pages.serve(
    MINUTES_RESOURCE,
    detail="meetings/minutes.html",
    columns=(
        Column(Text("纪要", "Minutes"), lambda view: view.title),
        Column(Text("文号", "Number"), lambda view: view.number),
        Column(Text("成文日期", "Formed"), lambda view: view.formed_on),
        Column(Text("状态", "State"), lambda view: {"tag": view.state_label, "tone": "info"}),
    ),
    nav=NavItem(Text("会议纪要", "Minutes"), "/minutes", 11),
)
pages.serve(ITEM_RESOURCE)
pages.serve(RESOLUTION_RESOURCE)
pages.serve(ATTENDANCE_RESOURCE)
pages.serve(COMMENT_RESOURCE)
