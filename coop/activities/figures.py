"""The page of a mechanism's statistics: one period, asked for at the top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request

from coop.activities.schemas import StatisticsPeriod
from coop.core import clock, form_fields, forms, rest
from coop.core.browsing import signed_in
from coop.core.errors import Invalid
from coop.core.figures import RatioView
from coop.core.language import Text


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """read: actor and period -> the view that the API answers; tables: what is drawn of it."""

    title: Text
    trail: tuple[Text, str]
    read: Callable[..., Any]
    tables: Callable[[Any], Mapping[str, object]]

    def answer(self) -> Response:
        who, raw = signed_in(), _raw()
        problems: Any = ()
        found = None
        try:
            asked = rest.load(StatisticsPeriod, forms.read(StatisticsPeriod, raw, {}))
            found = self.read(who.actor, **asked)
        except Invalid as wrong:
            problems = wrong.problems
        drawn = form_fields.shown(
            StatisticsPeriod, raw, actor=who.actor, subject=None, problems=problems
        )
        page = render_template(
            "activities/figures.html",
            title=self.title,
            trail=[self.trail],
            filters=[one for one in drawn if one.kind != "hidden"],
            found=found,
            **(self.tables(found) if found else {}),
        )
        return Response(page, 422 if problems else 200)


def ratio_rows(*shown: tuple[Text, RatioView]) -> list[dict[str, object]]:
    """One row each: what it is, the percentage, and both numbers with their names."""
    return [
        {
            "cells": [
                label,
                "—" if one.percent is None else f"{one.percent:.2f}%",
                f"{one.numerator}（{one.numerator_name}）",
                f"{one.denominator}（{one.denominator_name}）",
            ]
        }
        for label, one in shown
    ]


def _raw() -> forms.Raw:
    """The query; this year of the present agreement where nothing was asked."""
    today = clock.today()
    usual = {
        "agreement_id": str(signed_in().agreement_id or ""),
        "from_on": str(today.replace(month=1, day=1)),
        "until_on": str(today),
    }
    return {name: [request.args.get(name) or value] for name, value in usual.items()}
