"""The REST door of court recommendations."""

from __future__ import annotations

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.mechanisms.recommendations import commands
from coop.mechanisms.recommendations.queries.statistics import recommendation_statistics
from coop.mechanisms.recommendations.queries.views import RecommendationStatisticsView
from coop.mechanisms.recommendations.schemas import StatisticsPeriod

api = ApiBlueprint("recommendations")
api.serve(commands.RECOMMENDATIONS)


def _statistics() -> Response:
    actor = rest.caller(f"{commands.SCOPE}:read")
    counted = recommendation_statistics(actor, **rest.plain_query(StatisticsPeriod))
    return Response(views.dumps(counted), mimetype="application/json")


api.operation(
    _statistics,
    "/recommendation-statistics",
    "GET",
    operation_id="get_recommendation_statistics",
    label=Text("司法建议统计", "Statistics of court recommendations"),
    hint=Text(
        "只统计调用方可见的司法建议书；分母为0时比率为null。",
        "Counts what the caller may see; a rate without denominator is null.",
    ),
    scope=f"{commands.SCOPE}:read",
    responses={200: (api.schema_of(RecommendationStatisticsView), "application/json")},
    parameters=parameters_of(StatisticsPeriod),
)
