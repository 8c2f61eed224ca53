"""The REST door of training."""

from __future__ import annotations

from typing import Any

from coop.core.actor import Actor
from coop.core.api import ApiBlueprint
from coop.core.doors import Download, Reading
from coop.core.language import Text
from coop.documents.spreadsheets import XLSX
from coop.mechanisms.training.commands import RESOURCES, SCOPE
from coop.mechanisms.training.queries import ledger, statistics
from coop.mechanisms.training.schemas.people import HoursCsvQuery, HoursQuery, StatisticsPeriod

_READ = f"{SCOPE}:read"
_HOURS = Text("学时台账", "Ledger of training hours")

api = ApiBlueprint("training")
for _resource in RESOURCES:
    api.serve(_resource)


def _hours_csv(actor: Actor, *, bom: str = "false", **asked: Any) -> Download:
    return ledger.hours_csv(actor, bom=bom == "true", **asked)


api.read(
    Reading(
        path="/training-statistics",
        read=statistics.training_statistics,
        query=StatisticsPeriod,
        label=Text("培训统计", "Statistics of training"),
        hint=Text(
            "按开班日期统计；只有数量，不涉及个人；分母为0时比率为null。",
            "By first day; counts only, no people; a rate without denominator is null.",
        ),
        scope=_READ,
        answers=statistics.TrainingStatisticsView,
    )
)
api.read(
    Reading(
        path="/training-hours",
        read=ledger.hours_ledger,
        query=HoursQuery,
        label=_HOURS,
        scope=_READ,
        answers=ledger.HoursLedgerView,
    )
)
api.read(
    Reading(
        path="/training-hours.xlsx",
        read=ledger.hours_xlsx,
        query=HoursQuery,
        label=_HOURS,
        scope=_READ,
        answers=XLSX,
    )
)
api.read(
    Reading(
        path="/training-hours.csv",
        read=_hours_csv,
        query=HoursCsvQuery,
        label=_HOURS,
        scope=_READ,
        answers="text/csv",
    )
)
