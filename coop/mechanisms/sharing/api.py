"""The REST door of sharing."""

from __future__ import annotations

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.mechanisms.sharing import commands, share_commands
from coop.mechanisms.sharing.queries.statistics import ShareStatisticsView, sharing_statistics
from coop.mechanisms.sharing.schemas import StatisticsPeriod

api = ApiBlueprint("sharing")
for _resource in (
    commands.CATALOG,
    commands.REQUEST,
    share_commands.SHARED,
    share_commands.SHARE_FILE,
    share_commands.CORRECTION,
    share_commands.ONWARD_ASKED,
    share_commands.GROUP,
):
    api.serve(_resource)


def _statistics() -> Response:
    actor = rest.caller(f"{commands.SCOPE}:read")
    counted = sharing_statistics(actor, **rest.plain_query(StatisticsPeriod))
    return Response(views.dumps(counted), mimetype="application/json")


api.operation(
    _statistics,
    "/sharing-statistics",
    "GET",
    operation_id="get_sharing_statistics",
    label=Text("信息共享统计", "Statistics of sharing"),
    hint=Text(
        "只统计调用方可见的申请和共享信息；分母为0时比率为null。",
        "Counts what the caller may see; a rate without denominator is null.",
    ),
    scope=f"{commands.SCOPE}:read",
    responses={200: (api.schema_of(ShareStatisticsView), "application/json")},
    parameters=parameters_of(StatisticsPeriod),
)
