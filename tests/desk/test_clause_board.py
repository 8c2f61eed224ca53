"""The clause board: what each clause asks for, how it stands, and the record that proves it."""

from __future__ import annotations

import io
import itertools
from datetime import date
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from coop.core.actor import SYSTEM, Actor
from coop.core.db import session
from coop.core.errors import Invalid, NotFound
from coop.desk.clause_board import clause_board
from coop.desk.clause_board_periods import periods_of
from coop.desk.clause_board_views import BoardObligationView, ClauseBoardView
from coop.registry import agreements
from coop.registry.directory import ClauseRow, ObligationRow
from tests.mechanisms.consultations import make as consultations_make
from tests.mechanisms.meetings import make as meetings_make
from tests.mechanisms.research import make
from tests.mechanisms.research.test_doors import browser_of, system_of
from tests.world import World

AUTUMN = "2026-10-12T09:00"
PLENARY = ObligationRow("plenary", "召开全体会议", "quarter", "jointly", 1)
REPLY = ObligationRow("consultation_reply", "按期答复会商函", "case", "each_party")
REPORT = ObligationRow("research_report", "按期提交课题报告", "case", "each_party")
PROJECT = ObligationRow("research_project", "联合课题立项", "year", "each_party", 1)


def oblige(world: World, *owed: ObligationRow, from_on: date = date(2026, 1, 1)) -> None:
    """A version of the agreement in force from that day, with one clause that asks for this."""
    clause = ClauseRow("joint_meeting", "联席会议制度", "第三条", "每季度至少一次", owed)
    agreements.add_version(
        SYSTEM, world.agreement_id, in_force_from=from_on, settings={}, clauses=[clause]
    )
    session().rollback()


def board(world: World, actor: Actor | None = None, when: str = AUTUMN) -> ClauseBoardView:
    session().rollback()
    with make.at(when):
        found = clause_board(actor or world.cy.liaison, world.agreement_id, year=2026)
    session().rollback()
    return found


def one_obligation(found: ClauseBoardView) -> BoardObligationView:
    (clause,) = found.clauses
    (owed,) = clause.obligations
    return owed


def test_a_quarter_without_a_plenary_is_a_breach_of_the_clause(world: World) -> None:
    oblige(world, PLENARY)
    spring = one_obligation(board(world, when="2026-05-06T09:00"))
    assert [one.standing for one in spring.periods] == ["breached", "due", "ahead", "ahead"]
    held = meetings_make.meeting(world, "held")
    owed = one_obligation(board(world))
    assert [one.standing for one in owed.periods] == ["breached", "breached", "met", "due"]
    assert (owed.standing, owed.met_count, owed.due_count, owed.breached_count) == (
        "breached", 1, 1, 2,
    )  # fmt: skip
    assert owed.periods[2].evidence[0].url == f"/meetings/{held.id}"
    assert owed.periods[2].evidence[0].institution_names == ("四川金融监管局",)
    assert not owed.periods[3].is_planned


def test_a_planned_meeting_is_no_proof_and_a_cancelled_one_not_even_a_plan(world: World) -> None:
    oblige(world, PLENARY)
    planned = meetings_make.planned(world)
    third = one_obligation(board(world, when="2026-09-11T09:00")).periods[2]
    assert (third.standing, third.is_planned, third.planned_count) == ("due", True, 1)
    late = one_obligation(board(world, when="2026-10-12T09:00")).periods[2]
    assert (late.standing, late.is_planned) == ("breached", False)
    assert planned.held_at is None


def test_each_version_obliges_in_its_own_time(world: World) -> None:
    """The first version asks for a plenary each half-year, the second each quarter."""
    oblige(world, PLENARY, PROJECT, from_on=date(2026, 7, 1))
    plenaries, projects = board(world).clauses[0].obligations
    assert [one.label.zh for one in plenaries.periods] == ["上半年", "第3季度", "第4季度"]
    assert {one.label.zh for one in projects.periods} == {"全年"}
    spring = one_obligation(board(world, when="2026-05-06T09:00"))
    assert [one.label.zh for one in spring.periods] == ["上半年", "第3季度", "第4季度"]


def test_each_party_that_owes_it_by_itself_is_judged_by_itself(world: World) -> None:
    oblige(world, PROJECT)
    make.project(world, "approved")
    owed = one_obligation(board(world))
    assert {one.institution_name: one.standing for one in owed.periods} == {
        "四川金融监管局": "met",
        "重庆金融监管局": "due",
        "成渝金融法院": "due",
    }
    assert [
        (one.institution_name, one.planned_count, one.done_count) for one in owed.institutions
    ] == [("四川金融监管局", 1, 1)]


def test_a_case_is_met_in_time_due_before_its_day_and_breached_after(world: World) -> None:
    oblige(world, REPORT)
    make.project(world, "submitted", due_on=date(2026, 10, 12))
    make.project(world, "running", title="未完成的课题")
    make.project(world, "approved", title="未启动的课题")
    owed = one_obligation(board(world, when="2026-10-29T09:00"))
    assert [(one.title, one.standing) for one in owed.periods[0].evidence] == [
        ("金融纠纷诉源治理协作机制研究", "breached"),
        ("未完成的课题", "due"),
    ]
    assert (owed.standing, owed.breached_count, owed.due_count) == ("breached", 1, 1)
    assert one_obligation(board(world, when="2026-11-02T09:00")).breached_count == 2


def test_a_board_counts_only_what_its_reader_may_see(world: World) -> None:
    oblige(world, REPLY)
    made = consultations_make.consultation(world, "open", consulted_ids=[world.cq.id])
    consultations_make.lapse()
    with_part = one_obligation(board(world, world.cq.liaison))
    assert with_part.periods[0].evidence[0].url == f"/consultations/{made.id}"
    assert with_part.standing == "breached"
    without = one_obligation(board(world, world.cy.liaison))
    assert (without.standing, without.periods[0].evidence) == ("idle", ())
    with pytest.raises(NotFound):
        board(world, world.stranger)
    session().rollback()
    with pytest.raises(Invalid), make.at(AUTUMN):
        clause_board(world.cy.liaison, world.agreement_id, year=1999)
    session().rollback()


def test_the_periods_of_a_year_leave_no_gap() -> None:
    for every, count in (("month", 12), ("quarter", 4), ("half_year", 2), ("year", 1)):
        spans = [one.span for one in periods_of(every, 2028)]
        assert len(spans) == count
        assert (spans[0].from_on, spans[-1].to_on) == (date(2028, 1, 1), date(2028, 12, 31))
        for before, after in itertools.pairwise(spans):
            assert (after.from_on - before.to_on).days == 1


def test_an_obligation_says_either_how_often_or_that_each_case_counts(world: World) -> None:
    for owed in (
        ObligationRow("plenary", "开会", "quarter", "jointly"),
        ObligationRow("plenary", "开会", "case", "jointly", 1),
        ObligationRow("plenary", "开会", "decade", "jointly", 1),
    ):
        with pytest.raises(Invalid) as refused:
            oblige(world, owed)
        assert refused.value.problems[0].code == "cadence"


def test_the_board_is_read_printed_and_exported_through_both_doors(
    app: Flask, world: World
) -> None:
    oblige(world, PLENARY, REPORT)
    held = meetings_make.meeting(world, "held")
    make.project(world, "running")
    browser = browser_of(app, world.cq.archivist, AUTUMN)
    page = browser.get("/clause-board?year=2026").text
    for shown in ("第三条 联席会议制度", "第3季度", "未履行", f"/meetings/{held.id}", "年度计划"):
        assert shown in page
    assert "How the agreement is kept" in browser.get("/clause-board?lang=en").text
    assert browser.get("/clause-board.pdf?year=2026&lang=zh").data.startswith(b"%PDF-")
    assert browser.get("/clause-board?year=abc").status_code == 422
    sheet = load_workbook(io.BytesIO(browser.get("/clause-board.xlsx?year=2026").data)).active
    rows: list[Any] = list(sheet.values) if sheet else []
    assert rows[0][0] == "条款"
    assert {row[8] for row in rows[1:]} == {"未履行", "已履行", "履行中"}

    query = f"?agreement_id={world.agreement_id}&year=2026"
    partner = system_of(app, world, world.cy, "liaison", world.cy.liaison, "agreements:read")
    found = partner(AUTUMN, f"/clause-board{query}").json
    assert (found["breached_count"], found["clauses"][0]["article"]) == (2, "第三条")
    for ending, start in ((".pdf", b"%PDF-"), (".xlsx", b"PK")):
        assert partner(AUTUMN, f"/clause-board{ending}{query}").data.startswith(start)
    stranger = system_of(
        app, world, world.strangers, "liaison", world.strangers.liaison, "agreements:read"
    )
    assert stranger(AUTUMN, f"/clause-board{query}").status_code == 404
