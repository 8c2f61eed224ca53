"""/sharing-statistics: the rates of one period, as the API answers them."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from coop.core import clock, form_fields, forms, rest
from coop.core.browsing import signed_in
from coop.core.errors import Invalid
from coop.core.figures import RatioView
from coop.core.language import Text
from coop.mechanisms.sharing.pages.blueprint import pages
from coop.mechanisms.sharing.queries.statistics import (
    ShareStatisticsView,
    sharing_statistics,
)
from coop.mechanisms.sharing.schemas import StatisticsPeriod

_TITLE = Text("信息共享统计", "Statistics of sharing")
_RATES = (
    Text("共享按时答复率", "Answered in time"),
    Text("按时供给率", "Delivered in time"),
    Text("不予共享率", "Refused"),
    Text("更正率", "Corrected"),
)


@pages.blueprint.route("/sharing-statistics")
def show_sharing_statistics() -> Response:
    who = signed_in()
    raw = _raw()
    problems: Any = ()
    found = None
    try:
        asked = rest.load(StatisticsPeriod, forms.read(StatisticsPeriod, raw, {}))
        found = sharing_statistics(who.actor, **asked)
    except Invalid as wrong:
        problems = wrong.problems
    drawn = form_fields.shown(
        StatisticsPeriod, raw, actor=who.actor, subject=None, problems=problems
    )
    page = render_template(
        "sharing/statistics.html",
        title=_TITLE,
        trail=[(Text("信息共享", "Sharing"), "/share-requests")],
        filters=[one for one in drawn if one.kind != "hidden"],
        found=found,
        rates=_rates(found) if found else [],
        refusals=[{"cells": [one.label, one.count]} for one in found.refusals] if found else [],
    )
    return Response(page, 422 if problems else 200)


def _raw() -> forms.Raw:
    """The query; this year of the present agreement where nothing was asked."""
    today = clock.today()
    usual = {
        "agreement_id": str(signed_in().agreement_id or ""),
        "from_on": str(today.replace(month=1, day=1)),
        "to_on": str(today),
    }
    return {name: [request.args.get(name) or value] for name, value in usual.items()}


def _rates(found: ShareStatisticsView) -> list[dict[str, object]]:
    shown = (found.replies_on_time, found.deliveries_on_time, found.refused, found.corrected)
    return [{"cells": _cells(*one)} for one in zip(_RATES, shown, strict=True)]


def _cells(label: Text, rate: RatioView) -> list[object]:
    percent = "—" if rate.percent is None else f"{rate.percent:.2f}%"
    return [label, percent, rate.numerator, rate.denominator, rate.denominator_name]
