"""The demonstration shows projects in every state, made by the commands."""

from __future__ import annotations

from datetime import date

from flask import Flask

from coop.core.db import session
from coop.demo import research
from coop.demo.founding import Founded
from coop.mechanisms.research import queries
from coop.mechanisms.research.workflow import PROJECT as TABLE
from tests.desk.test_clause_board import PROJECT, REPORT, oblige
from tests.desk.test_clause_board import board as clause_board_of
from tests.mechanisms.research import make
from tests.mechanisms.research.test_doors import browser_of
from tests.world import World

ROLES = ("liaison", "secretariat", "convener", "signer", "handler")


def test_a_visitor_finds_a_project_in_every_state_and_their_proof_on_the_board(
    app: Flask, world: World
) -> None:
    actors = {
        (team.code, role): getattr(team, "secretary" if role == "secretariat" else role)
        for team in world.teams
        for role in ROLES
    }
    founded = Founded(world.agreement_id, {team.code: team.id for team in world.teams}, actors)
    oblige(world, PROJECT, REPORT)
    with make.at("2026-11-23T14:00"):
        research.show(founded)
        found = queries.list_projects(world.cy.liaison, limit=50).items
        figures = queries.research_statistics(
            world.cy.liaison,
            world.agreement_id,
            from_on=date(2026, 1, 1),
            until_on=date(2026, 12, 31),
        )
    session().rollback()
    assert {one.state for one in found} == set(TABLE.states)
    assert (figures.on_time.numerator, figures.on_time.denominator) == (2, 4)
    assert (figures.adopted.numerator, figures.adopted.denominator) == (1, 2)
    board = clause_board_of(world, world.cy.liaison, "2026-11-23T15:00")
    (clause,) = board.clauses
    shown = [
        record for owed in clause.obligations for one in owed.periods for record in one.evidence
    ]
    assert {one.standing for one in shown} == {"met", "due", "breached"}
    reader = browser_of(app, world.cy.liaison, "2026-11-23T15:00")
    for one in shown:
        assert one.title in reader.get(one.url).text
