"""/task-ledger: rates per institution and period, and the same as files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request

from coop.core import clock, form_fields, forms, rest
from coop.core.browsing import signed_in
from coop.core.errors import Invalid
from coop.core.language import Text
from coop.supervision.pages.blueprint import pages
from coop.supervision.queries import ledger
from coop.supervision.queries.ledger import LedgerRowView, LedgerView
from coop.supervision.schemas.ledger import LedgerQuery

_TITLE = Text("督办通报", "Ledger of tasks")
_COLUMNS = (
    Text("牵头单位", "Lead institution"),
    Text("期内到期", "Due"),
    Text("已销号", "Closed"),
    Text("按期办结", "On time"),
    Text("期末在办", "Open at the end"),
    Text("期末超期", "Overdue at the end"),
    Text("办结率", "Completion"),
    Text("按期办结率", "On-time rate"),
    Text("超期率", "Overdue rate"),
)


@pages.blueprint.route("/task-ledger")
def show_ledger() -> Response:
    who = signed_in()
    raw = _raw()
    problems: Any = ()
    found = None
    try:
        found = ledger.get_ledger(who.actor, **_asked(raw))
    except Invalid as wrong:
        problems = wrong.problems
    drawn = form_fields.shown(LedgerQuery, raw, actor=who.actor, subject=None, problems=problems)
    page = render_template(
        "supervision/ledger.html",
        title=_TITLE,
        trail=[(Text("督办任务", "Tasks"), "/tasks")],
        filters=[one for one in drawn if one.kind != "hidden"],
        columns=_COLUMNS,
        rows=_rows(found) if found else [],
        ledger=found,
        query=urlencode({name: values[0] for name, values in raw.items()}),
    )
    return Response(page, 422 if problems else 200)


@pages.blueprint.route("/task-ledger.pdf")
def ledger_pdf() -> Response:
    actor = signed_in().actor
    return rest.download(ledger.ledger_pdf(actor, **_asked(_raw())))


@pages.blueprint.route("/task-ledger.xlsx")
def ledger_xlsx() -> Response:
    actor = signed_in().actor
    return rest.download(ledger.ledger_xlsx(actor, **_asked(_raw())))


@pages.blueprint.route("/task-ledger.csv")
def ledger_csv() -> Response:
    """With a byte order mark: people open it in a spreadsheet program."""
    actor = signed_in().actor
    return rest.download(ledger.ledger_csv(actor, bom=True, **_asked(_raw())))


def _raw() -> forms.Raw:
    """The query; this month of the present agreement where nothing was asked."""
    today = clock.today()
    usual = {
        "agreement_id": str(signed_in().agreement_id or ""),
        "from_on": str(today.replace(day=1)),
        "to_on": str(today),
    }
    return {name: [request.args.get(name, value)] for name, value in usual.items()}


def _asked(raw: forms.Raw) -> dict[str, Any]:
    return rest.load(LedgerQuery, forms.read(LedgerQuery, raw, {}))


def _rows(found: LedgerView) -> list[dict[str, object]]:
    return [{"cells": _cells(one), "url": ""} for one in (*found.rows, found.total)]


def _cells(row: LedgerRowView) -> list[object]:
    counts = [
        row.due_count,
        row.closed_count,
        row.on_time_count,
        row.open_count,
        row.overdue_count,
    ]
    rates = [row.completion_rate, row.on_time_rate, row.overdue_rate]
    shown = ["" if one is None else f"{one:.2f}%" for one in rates]
    return [row.institution_name, *counts, *shown]
