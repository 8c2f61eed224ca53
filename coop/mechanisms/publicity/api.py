"""The REST door of publicity."""

from __future__ import annotations

from flask import Response

from coop.activities.schemas import StatisticsPeriod
from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.mechanisms.publicity import commands
from coop.mechanisms.publicity.queries.statistics import (
    PublicityStatisticsView,
    PublicityYearView,
    publicity_statistics,
    publicity_year,
)
from coop.mechanisms.publicity.schemas import YearAsked

api = ApiBlueprint("publicity")
for _resource in (
    commands.CAMPAIGN_RESOURCE,
    commands.PICTURE,
    commands.MATERIAL_RESOURCE,
    commands.REMINDER,
):
    api.serve(_resource)
_READ = f"{commands.SCOPE}:read"


def _statistics() -> Response:
    counted = publicity_statistics(rest.caller(_READ), **rest.plain_query(StatisticsPeriod))
    return Response(views.dumps(counted), mimetype="application/json")


def _year() -> Response:
    found = publicity_year(rest.caller(_READ), **rest.plain_query(YearAsked))
    return Response(views.dumps(found), mimetype="application/json")


api.operation(
    _statistics,
    "/publicity-statistics",
    "GET",
    operation_id="get_publicity_statistics",
    label=Text("法治宣传统计", "Statistics of publicity"),
    hint=Text(
        "只统计调用方可见的活动；效果为期间开展的活动各单位填报数之和。",
        "Counts what the caller may see; reach sums the figures of campaigns held in the period.",
    ),
    scope=_READ,
    responses={200: (api.schema_of(PublicityStatisticsView), "application/json")},
    parameters=parameters_of(StatisticsPeriod),
)
api.operation(
    _year,
    "/publicity-year",
    "GET",
    operation_id="get_publicity_year",
    label=Text("年度宣传节点", "The seasons of a year"),
    scope=_READ,
    responses={200: (api.schema_of(PublicityYearView), "application/json")},
    parameters=parameters_of(YearAsked),
)
