"""The REST door of training."""

from __future__ import annotations

from typing import Any

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.documents.spreadsheets import XLSX
from coop.mechanisms.training.commands import RESOURCES, SCOPE
from coop.mechanisms.training.queries import ledger, statistics
from coop.mechanisms.training.schemas.people import HoursCsvQuery, HoursQuery, StatisticsPeriod

_READ = f"{SCOPE}:read"
_HOURS = Text("学时台账", "Ledger of training hours")
_BINARY = {"type": "string", "format": "binary"}

api = ApiBlueprint("training")
for _resource in RESOURCES:
    api.serve(_resource)


def _statistics() -> Response:
    actor = rest.caller(_READ)
    counted = statistics.training_statistics(actor, **rest.plain_query(StatisticsPeriod))
    return Response(views.dumps(counted), mimetype="application/json")


def _hours() -> Response:
    actor = rest.caller(_READ)
    found = ledger.hours_ledger(actor, **rest.plain_query(HoursQuery))
    return Response(views.dumps(found), mimetype="application/json")


def _hours_xlsx() -> Response:
    actor = rest.caller(_READ)
    return rest.download(ledger.hours_xlsx(actor, **rest.plain_query(HoursQuery)))


def _hours_csv() -> Response:
    actor = rest.caller(_READ)
    asked: dict[str, Any] = rest.plain_query(HoursCsvQuery)
    bom = asked.pop("bom", "false") == "true"
    return rest.download(ledger.hours_csv(actor, bom=bom, **asked))


api.operation(
    _statistics,
    "/training-statistics",
    "GET",
    operation_id="get_training_statistics",
    label=Text("培训统计", "Statistics of training"),
    hint=Text(
        "按开班日期统计；只有数量，不涉及个人；分母为0时比率为null。",
        "By first day; counts only, no people; a rate without denominator is null.",
    ),
    scope=_READ,
    responses={200: (api.schema_of(statistics.TrainingStatisticsView), "application/json")},
    parameters=parameters_of(StatisticsPeriod),
)
api.operation(
    _hours,
    "/training-hours",
    "GET",
    operation_id="get_training_hours",
    label=_HOURS,
    scope=_READ,
    responses={200: (api.schema_of(ledger.HoursLedgerView), "application/json")},
    parameters=parameters_of(HoursQuery),
)
api.operation(
    _hours_xlsx,
    "/training-hours.xlsx",
    "GET",
    operation_id="get_training_hours_xlsx",
    label=_HOURS,
    scope=_READ,
    responses={200: (_BINARY, XLSX)},
    parameters=parameters_of(HoursQuery),
)
api.operation(
    _hours_csv,
    "/training-hours.csv",
    "GET",
    operation_id="get_training_hours_csv",
    label=_HOURS,
    scope=_READ,
    responses={200: (_BINARY, "text/csv")},
    parameters=parameters_of(HoursCsvQuery),
)
