"""The REST operations of consultations."""

from uuid import UUID

from flask import Response

from coop.core import doors, rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.mechanisms.consultations import queries, schemas
from coop.mechanisms.consultations.commands import CONSULTATION_RESOURCE, OPINION_RESOURCE
from coop.mechanisms.consultations.queries.views import ConsultationStatisticsView
from coop.mechanisms.consultations.workflow import WORKFLOW

_READ = "consultations:read"
# Done by registering the dispute, which is no act of these doors.
doors.name_actions({"consultation.refer": WORKFLOW.actions["refer"]})
api = ApiBlueprint("consultations")
api.serve(CONSULTATION_RESOURCE)
api.serve(OPINION_RESOURCE)


def _statistics() -> Response:
    found = queries.consultation_statistics(
        rest.caller(_READ), **rest.plain_query(schemas.StatisticsPeriod)
    )
    return Response(views.dumps(found), mimetype="application/json")


def _file(file_id: UUID) -> Response:
    return rest.download(queries.consultation_file(rest.caller(_READ), file_id))


api.operation(
    _statistics,
    "/consultation-statistics",
    "GET",
    operation_id="get_consultation_statistics",
    label=Text("会商统计", "Figures of consultations"),
    scope=_READ,
    responses={200: (api.schema_of(ConsultationStatisticsView), "application/json")},
    parameters=parameters_of(schemas.StatisticsPeriod),
)
api.operation(
    _file,
    "/consultation-files/<uuid:file_id>/file",
    "GET",
    operation_id="get_consultation_file",
    label=Text("会商附件", "A file attached to a consultation"),
    scope=_READ,
    responses={200: ({"type": "string", "format": "binary"}, "application/octet-stream")},
)
