"""The REST operations of joint research."""

from coop.core.api import ApiBlueprint
from coop.core.doors import Reading
from coop.core.language import Text
from coop.mechanisms.research import queries, schemas
from coop.mechanisms.research.commands import PROJECT_RESOURCE, VISIT_RESOURCE
from coop.mechanisms.research.queries.views import ResearchStatisticsView

_READ = "research:read"
api = ApiBlueprint("research")
api.serve(PROJECT_RESOURCE)
api.serve(VISIT_RESOURCE)
api.read(
    Reading(
        path="/research-statistics",
        read=queries.research_statistics,
        query=schemas.ResearchPeriod,
        label=Text("调研统计", "Figures of research"),
        scope=_READ,
        answers=ResearchStatisticsView,
    )
)
api.read(
    Reading(
        path="/research-reports/<uuid:report_id>/file",
        read=queries.report_file,
        label=Text("课题报告全文", "The whole report as handed in"),
        scope=_READ,
        answers="application/octet-stream",
        name="get_research_report_file",
    )
)
