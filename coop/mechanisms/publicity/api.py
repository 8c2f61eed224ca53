"""The REST door of publicity."""

from __future__ import annotations

from coop.core.api import ApiBlueprint
from coop.core.doors import Reading
from coop.core.language import Text
from coop.mechanisms.publicity import commands
from coop.mechanisms.publicity.queries.statistics import PublicityYearView, publicity_year
from coop.mechanisms.publicity.schemas import YearAsked

api = ApiBlueprint("publicity")
for _resource in (
    commands.CAMPAIGN_RESOURCE,
    commands.PICTURE,
    commands.MATERIAL_RESOURCE,
    commands.REMINDER,
):
    api.serve(_resource)
for _reading in commands.STATISTICS.readings():
    api.read(_reading)
api.read(
    Reading(
        path="/publicity-year",
        read=publicity_year,
        query=YearAsked,
        label=Text("年度宣传节点", "The seasons of a year"),
        scope=f"{commands.SCOPE}:read",
        answers=PublicityYearView,
    )
)
