"""The REST operations of meetings and minutes."""

from typing import Any

from coop.core import clock
from coop.core.actor import Actor
from coop.core.api import ApiBlueprint
from coop.core.doors import Reading
from coop.core.fields import Ref, Schema, Whole
from coop.core.language import Text
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.commands import (
    ATTENDANCE_RESOURCE,
    COMMENT_RESOURCE,
    DEMAND_RESOURCE,
    ITEM_RESOURCE,
    MEETING_RESOURCE,
    MINUTES_RESOURCE,
    RESOLUTION_RESOURCE,
)
from coop.mechanisms.meetings.queries.plan import YEARS, MeetingPlanView, meeting_plan

api = ApiBlueprint("meetings")
for _resource in (
    MEETING_RESOURCE,
    DEMAND_RESOURCE,
    ITEM_RESOURCE,
    RESOLUTION_RESOURCE,
    ATTENDANCE_RESOURCE,
    MINUTES_RESOURCE,
    COMMENT_RESOURCE,
):
    api.serve(_resource)


class PlanOf(Schema):
    """Which plan is asked for."""

    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    year = Whole(Text("年份", "Year"), least=YEARS.start, most=YEARS[-1])


def _plan(actor: Actor, *, year: int | None = None, **wanted: Any) -> MeetingPlanView:
    return meeting_plan(actor, year=year or clock.today().year, **wanted)


api.read(
    Reading(
        path="/meeting-plan",
        read=_plan,
        query=PlanOf,
        label=Text("年度会议计划", "Meetings of a year against what the agreement asks"),
        scope="meetings:read",
        answers=MeetingPlanView,
    )
)
api.read(
    Reading(
        path="/papers/<uuid:paper_id>/file",
        read=queries.paper_file,
        label=Text("会议材料文件", "The file of a paper"),
        scope="meetings:read",
        answers="application/octet-stream",
        name="get_paper_file",
    )
)
