"""/training-hours: hours per person and institution of a year, and the figures of that year."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request

from coop.core import clock, form_fields, forms, rest
from coop.core.browsing import signed_in
from coop.core.errors import Invalid
from coop.core.figures import RatioView
from coop.core.language import Text
from coop.mechanisms.training.pages.blueprint import pages
from coop.mechanisms.training.queries import ledger
from coop.mechanisms.training.queries.statistics import (
    TrainingOfInstitutionView,
    TrainingStatisticsView,
    training_statistics,
)
from coop.mechanisms.training.schemas.people import HoursQuery

_TITLE = Text("学时台账和统计", "Hours and figures of training")
_PEOPLE = (
    Text("姓名", "Name"),
    Text("单位", "Institution"),
    Text("职务", "Post"),
    {"label": Text("学时", "Hours"), "numeric": True},
    Text("参训期次", "Cohorts"),
)
_FIGURES = (
    Text("单位", "Institution"),
    Text("推荐人选", "Nominated"),
    Text("开班在册", "Started"),
    Text("结业", "Certified"),
    Text("培训结业率", "Completion"),
    Text("临近退出率", "Late withdrawals"),
)


@pages.blueprint.route("/training-hours")
def show_hours() -> Response:
    actor = signed_in().actor
    raw = _raw()
    problems: Any = ()
    context: dict[str, object] = {"found": None, "figures": None}
    try:
        asked = _asked(raw)
        year = asked["year"]
        days = {"from_on": date(year, 1, 1), "until_on": date(year, 12, 31)}
        figures = training_statistics(actor, asked["agreement_id"], **days)
        found = ledger.hours_ledger(actor, **asked)
        context = {
            "found": found,
            "people_rows": [_person(one) for one in found.people],
            "figures": figures,
            "figure_rows": _figure_rows(figures),
        }
    except Invalid as wrong:
        problems = wrong.problems
    drawn = form_fields.shown(HoursQuery, raw, actor=actor, subject=None, problems=problems)
    page = render_template(
        "training/hours.html",
        title=_TITLE,
        filters=[one for one in drawn if one.kind != "hidden"],
        people_columns=_PEOPLE,
        figure_columns=_FIGURES,
        query=urlencode({name: values[0] for name, values in raw.items()}),
        **context,
    )
    return Response(page, 422 if problems else 200)


@pages.blueprint.route("/training-hours.xlsx")
def hours_xlsx() -> Response:
    return rest.download(ledger.hours_xlsx(signed_in().actor, **_asked(_raw())))


@pages.blueprint.route("/training-hours.csv")
def hours_csv() -> Response:
    """With a byte order mark: people open it in a spreadsheet program."""
    return rest.download(ledger.hours_csv(signed_in().actor, bom=True, **_asked(_raw())))


def _raw() -> forms.Raw:
    """The query; this year of the present agreement where nothing was asked."""
    usual = {
        "agreement_id": str(signed_in().agreement_id or ""),
        "year": str(clock.today().year),
    }
    return {name: [request.args.get(name) or value] for name, value in usual.items()}


def _asked(raw: forms.Raw) -> dict[str, Any]:
    return rest.load(HoursQuery, forms.read(HoursQuery, raw, {}))


def _person(one: ledger.PersonHoursView) -> dict[str, object]:
    told = (one.name, one.institution_name, one.job_title, f"{one.hours:g}")
    return {"cells": [*told, "；".join(one.cohorts)]}


def _figure_rows(figures: TrainingStatisticsView) -> list[dict[str, object]]:
    return [{"cells": _cells(one), "url": ""} for one in (*figures.institutions, figures.total)]


def _cells(one: TrainingOfInstitutionView) -> list[str]:
    counts = (one.nominated_count, one.started_count, one.certified_count)
    rates = (one.completion, one.late_withdrawals)
    return [one.institution_name, *map(str, counts), *map(_rate, rates)]


def _rate(one: RatioView) -> str:
    told = "—" if one.percent is None else f"{one.percent:.2f}%"
    return f"{told}（{one.numerator}/{one.denominator}）"
