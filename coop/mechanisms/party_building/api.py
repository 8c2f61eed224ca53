"""The REST door of party building."""

from __future__ import annotations

from flask import Response

from coop.activities.schemas import StatisticsPeriod
from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.mechanisms.party_building import commands
from coop.mechanisms.party_building.queries.statistics import PartyStatisticsView, party_statistics

api = ApiBlueprint("party_building")
for _resource in (
    commands.ACTIVITY,
    commands.PICTURE,
    commands.PLAN,
    commands.PAIR,
    commands.BRANCH,
    commands.MEMBER,
):
    api.serve(_resource)


def _statistics() -> Response:
    actor = rest.caller(f"{commands.SCOPE}:read")
    counted = party_statistics(actor, **rest.plain_query(StatisticsPeriod))
    return Response(views.dumps(counted), mimetype="application/json")


api.operation(
    _statistics,
    "/party-building-statistics",
    "GET",
    operation_id="get_party_building_statistics",
    label=Text("党建共建统计", "Statistics of party building"),
    hint=Text(
        "只统计调用方可见的活动和计划；分母为0时比率为null。",
        "Counts what the caller may see; a rate without denominator is null.",
    ),
    scope=f"{commands.SCOPE}:read",
    responses={200: (api.schema_of(PartyStatisticsView), "application/json")},
    parameters=parameters_of(StatisticsPeriod),
)
