"""The REST operations of joint research."""

from uuid import UUID

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.mechanisms.research import queries, schemas
from coop.mechanisms.research.commands import PROJECT_RESOURCE, VISIT_RESOURCE
from coop.mechanisms.research.queries.views import ResearchStatisticsView

_READ = "research:read"
api = ApiBlueprint("research")
api.serve(PROJECT_RESOURCE)
api.serve(VISIT_RESOURCE)


def _statistics() -> Response:
    found = queries.research_statistics(
        rest.caller(_READ), **rest.plain_query(schemas.ResearchPeriod)
    )
    return Response(views.dumps(found), mimetype="application/json")


def _file(report_id: UUID) -> Response:
    return rest.download(queries.report_file(rest.caller(_READ), report_id))


api.operation(
    _statistics,
    "/research-statistics",
    "GET",
    operation_id="get_research_statistics",
    label=Text("调研统计", "Figures of research"),
    scope=_READ,
    responses={200: (api.schema_of(ResearchStatisticsView), "application/json")},
    parameters=parameters_of(schemas.ResearchPeriod),
)
api.operation(
    _file,
    "/research-reports/<uuid:report_id>/file",
    "GET",
    operation_id="get_research_report_file",
    label=Text("课题报告全文", "The whole report as handed in"),
    scope=_READ,
    responses={200: ({"type": "string", "format": "binary"}, "application/octet-stream")},
)
