"""The REST operations of meetings and minutes."""

from uuid import UUID

from flask import Response

from coop.core import clock, rest, views
from coop.core.api import ApiBlueprint
from coop.core.fields import Ref, Schema, Whole
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
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


def _plan() -> Response:
    actor = rest.caller("meetings:read")
    wanted = {"year": clock.today().year, **rest.plain_query(PlanOf)}
    return Response(views.dumps(meeting_plan(actor, **wanted)), mimetype="application/json")


def _paper(paper_id: UUID) -> Response:
    return rest.download(queries.paper_file(rest.caller("meetings:read"), paper_id))


api.operation(
    _plan,
    "/meeting-plan",
    "GET",
    operation_id="get_meeting_plan",
    label=Text("年度会议计划", "Meetings of a year against what the agreement asks"),
    scope="meetings:read",
    responses={200: (api.schema_of(MeetingPlanView), "application/json")},
    parameters=parameters_of(PlanOf),
)
api.operation(
    _paper,
    "/papers/<uuid:paper_id>/file",
    "GET",
    operation_id="get_paper_file",
    label=Text("会议材料文件", "The file of a paper"),
    scope="meetings:read",
    responses={200: ({"type": "string", "format": "binary"}, "application/octet-stream")},
)
