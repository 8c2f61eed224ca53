"""The REST door of court recommendations."""

from __future__ import annotations

from coop.core.api import ApiBlueprint
from coop.core.doors import Reading
from coop.core.language import Text
from coop.mechanisms.recommendations import commands
from coop.mechanisms.recommendations.queries.statistics import recommendation_statistics
from coop.mechanisms.recommendations.queries.views import RecommendationStatisticsView
from coop.mechanisms.recommendations.schemas import StatisticsPeriod

api = ApiBlueprint("recommendations")
api.serve(commands.RECOMMENDATIONS)
api.read(
    Reading(
        path="/recommendation-statistics",
        read=recommendation_statistics,
        query=StatisticsPeriod,
        label=Text("司法建议统计", "Statistics of court recommendations"),
        hint=Text(
            "只统计调用方可见的司法建议书；分母为0时比率为null。",
            "Counts what the caller may see; a rate without denominator is null.",
        ),
        scope=f"{commands.SCOPE}:read",
        answers=RecommendationStatisticsView,
    )
)
