"""/clause-board: a year of the agreement, clause by clause, with links to what proves it."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request

from coop.core import clock, rest
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.evidence import CASE
from coop.core.language import Text
from coop.core.pages import PageBlueprint
from coop.desk import clause_board_files as files
from coop.desk.clause_board import clause_board
from coop.desk.clause_board_views import (
    BoardClauseView,
    BoardInstitutionView,
    BoardObligationView,
    BoardPeriodView,
    ClauseBoardView,
)
from coop.desk.schemas import ClauseBoardQuery

_TITLE = Text("协议履行情况", "How the agreement is kept")
_TONES = {"met": "good", "due": "info", "breached": "bad", "ahead": "neutral", "idle": "neutral"}
pages = PageBlueprint("clause_board", __name__)
pages.nav.append(NavItem(Text("履约情况", "Clause board"), "/clause-board", 5))


@pages.blueprint.route("/clause-board")
def show_clause_board() -> str:
    who = signed_in()
    if who.agreement_id is None:
        abort(404)
    board = clause_board(who.actor, **_asked())
    return render_template(
        "desk/clause_board.html",
        title=_TITLE,
        board=board,
        tones=_TONES,
        years=_years(board),
        overview=[row for clause in board.clauses for row in _overview(clause)],
        plan=[row for clause in board.clauses for row in _plan_rows(clause)],
        clauses=[
            (clause, [_obligation(one) for one in clause.obligations]) for clause in board.clauses
        ],
        query=f"year={board.year}",
    )


@pages.blueprint.route("/clause-board.pdf")
def print_clause_board() -> Response:
    return rest.download(files.board_pdf(signed_in().actor, **_asked()))


@pages.blueprint.route("/clause-board.xlsx")
def export_clause_board() -> Response:
    return rest.download(files.board_xlsx(signed_in().actor, **_asked()))


def _asked() -> dict[str, Any]:
    """The year asked for, this one unless given, of the chosen agreement."""
    year = request.args.get("year", str(clock.today().year))
    given = {
        "agreement_id": str(signed_in().agreement_id),
        "year": int(year) if year.isdecimal() else year,
    }
    return rest.load(ClauseBoardQuery, given)


def _years(board: ClauseBoardView) -> list[tuple[str, str, bool]]:
    """Last year, this one and the next, beside the one shown."""
    present = clock.today().year
    listed = sorted({board.year, present - 1, present, present + 1})
    return [(str(one), f"/clause-board?year={one}", one == board.year) for one in listed]


def _overview(clause: BoardClauseView) -> list[dict[str, object]]:
    """One line for each obligation, leading to its place on the page."""
    return [
        {
            "cells": [
                f"{clause.article} {one.what}",
                one.every_label,
                one.borne_by_label,
                _summary(one),
                {"tag": one.standing_label, "tone": _TONES[one.standing]},
            ],
            "url": f"#{one.code.replace('_', '-')}",
        }
        for one in clause.obligations
    ]


def _summary(owed: BoardObligationView) -> str:
    """What there is of each standing; nothing is told of what there is none of."""
    words = _CASES if owed.every == CASE else _PERIODS
    counts = (owed.met_count, owed.due_count, owed.breached_count)
    told = [
        str(text.with_facts(count=count))
        for text, count in zip(words, counts, strict=True)
        if count
    ]
    return str(Text("，", ", ")).join(told)


def _obligation(owed: BoardObligationView) -> dict[str, object]:
    return {
        "view": owed,
        "summary": _summary(owed),
        "periods": [(one, _progress(one)) for one in owed.periods],
    }


def _progress(period: BoardPeriodView) -> Text:
    """How many of how many; and whether what is missing is planned."""
    if period.times is None:
        return Text("共{total}件", "{total} in all").with_facts(total=len(period.evidence))
    told = Text("应{times}次，已{done}次", "{done} of {times}").with_facts(
        times=period.times, done=period.done_count
    )
    if period.standing != "due":
        return told
    plan = _PLANNED if period.is_planned else _NOT_PLANNED
    return Text(f"{told.zh}{plan.zh}", f"{told.en}{plan.en}")


# In the order met, due, breached.
_CASES = (
    Text("按期{count}件", "{count} in time"),
    Text("办理中{count}件", "{count} under way"),
    Text("逾期{count}件", "{count} late"),
)
_PERIODS = (
    Text("已履行{count}期", "{count} met"),
    Text("履行中{count}期", "{count} due"),
    Text("未履行{count}期", "{count} breached"),
)
_PLANNED = Text("，其余已安排", ", the rest is planned")
_NOT_PLANNED = Text("，尚未安排", ", the rest is not planned yet")


def _plan_rows(clause: BoardClauseView) -> list[dict[str, object]]:
    return [
        {"cells": _plan_cells(clause, owed, one), "url": ""}
        for owed in clause.obligations
        for one in owed.institutions
    ]


def _plan_cells(
    clause: BoardClauseView, owed: BoardObligationView, one: BoardInstitutionView
) -> list[object]:
    late: object = {"tag": str(one.breached_count), "tone": "bad"} if one.breached_count else "0"
    return [
        f"{clause.article} {owed.what}",
        one.institution_name,
        str(one.planned_count),
        str(one.done_count),
        late,
    ]
