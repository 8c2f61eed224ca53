"""Entries of the attendance list as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, Resource, values_of
from coop.core.language import Text
from coop.mechanisms.meetings import queries, schemas
from coop.mechanisms.meetings.queries.views import AttendanceView
from coop.mechanisms.meetings.service import attendance


def person_facts(one: Any) -> dict[str, object]:
    return values_of(one, "name", "title", "capacity", "leave_reason", "delegate_for")


ATTENDANCE_RESOURCE = doors.register(
    Resource(
        name="attendance",
        plural="attendances",
        scope="meetings",
        is_kept=True,
        label=Text("参会人员", "Attendance"),
        view=AttendanceView,
        get=queries.get_attendance,
        home=lambda view: f"/meetings/{view.meeting_id}#attendance",
        edit=Act(
            "edit",
            attendance.edit_attendance,
            Text("修改参会信息", "Change the entry"),
            schema=schemas.EditAttendance,
            prefill=person_facts,
        ),
        acts=(
            Act(
                "remove",
                attendance.remove_attendance,
                Text("移出名单", "Remove from the list"),
                schema=schemas.Because,
                answers="meeting",
                tone="danger",
            ),
        ),
    )
)
