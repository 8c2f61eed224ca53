"""A mechanism's figures of one period, asked for at the top of a page, answered as JSON or xlsx."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request

from coop.activities.printing import Figures, figures_file
from coop.activities.schemas import StatisticsPeriod
from coop.core import clock, form_fields, forms, rest
from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import Download, Reading
from coop.core.errors import Invalid
from coop.core.figures import RatioView
from coop.core.language import Text
from coop.core.pages import PageBlueprint
from coop.documents.spreadsheets import XLSX


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """read: actor and period -> what the API answers, a `view`; figures: what is drawn of that.

    path: the same at both doors. trail: the list that the page stands under.
    """

    path: str
    label: Text
    hint: Text
    scope: str
    view: type
    read: Callable[..., Any]
    figures: Callable[[Any], Figures]
    trail: tuple[Text, str]

    def readings(self) -> tuple[Reading, ...]:
        """For the REST door."""
        answer = Reading(
            path=self.path,
            read=self.read,
            label=self.label,
            scope=self.scope,
            answers=self.view,
            query=StatisticsPeriod,
            hint=self.hint,
        )
        return (answer, replace(answer, path=f"{self.path}.xlsx", read=self.file, answers=XLSX))

    def serve(self, pages: PageBlueprint) -> None:
        """The page, and its file."""
        name = self.path[1:].replace("-", "_")
        pages.blueprint.add_url_rule(self.path, f"show_{name}", self._page)
        pages.blueprint.add_url_rule(f"{self.path}.xlsx", f"{name}_xlsx", self._download)

    def file(self, actor: Actor, **asked: Any) -> Download:
        return figures_file(self.label, self.figures(self.read(actor, **asked)))

    def _download(self) -> Response:
        return rest.download(self.file(signed_in().actor, **_asked(_raw())))

    def _page(self) -> Response:
        actor, raw = signed_in().actor, _raw()
        problems: Any = ()
        found = None
        try:
            found = self.figures(self.read(actor, **_asked(raw)))
        except Invalid as wrong:
            problems = wrong.problems
        drawn = form_fields.shown(
            StatisticsPeriod, raw, actor=actor, subject=None, problems=problems
        )
        page = render_template(
            "activities/figures.html",
            title=self.label,
            trail=[self.trail],
            filters=[one for one in drawn if one.kind != "hidden"],
            found=found,
            counts=[(label, f"{count:,}") for label, count in found.counts] if found else (),
            ratios=[_ratio_row(*one) for one in found.ratios] if found else (),
            file_url=f"{self.path}.xlsx?{urlencode({name: raw[name][0] for name in raw})}",
        )
        return Response(page, 422 if problems else 200)


def _ratio_row(label: Text, one: RatioView) -> dict[str, object]:
    """What it is, the percentage, and both numbers with their names."""
    return {
        "cells": [
            label,
            "—" if one.percent is None else f"{one.percent:.2f}%",
            f"{one.numerator}（{one.numerator_name}）",
            f"{one.denominator}（{one.denominator_name}）",
        ]
    }


def _asked(raw: forms.Raw) -> dict[str, Any]:
    return rest.load(StatisticsPeriod, forms.read(StatisticsPeriod, raw, {}))


def _raw() -> forms.Raw:
    """The query; this year of the present agreement where nothing was asked."""
    today = clock.today()
    usual = {
        "agreement_id": str(signed_in().agreement_id or ""),
        "from_on": str(today.replace(month=1, day=1)),
        "until_on": str(today),
    }
    return {name: [request.args.get(name) or value] for name, value in usual.items()}
