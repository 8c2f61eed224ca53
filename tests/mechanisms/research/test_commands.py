"""Every command of research: who may, in which state, on which version, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from coop.core.actor import Actor
from coop.core.errors import CoopError, Forbidden, IllegalTransition, NotFound, Stale
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.service import (
    approving,
    changes,
    midterm,
    proposing,
    reports,
    results,
    visits,
    work,
)
from tests.mechanisms.research import make
from tests.world import World


@dataclass(frozen=True)
class Case:
    """One command: its arguments, who may (team.role), in which state, and where it is refused."""

    action: str
    command: Callable[..., Any]
    state: str
    who: str
    wrong_who: str
    wrong_state: str
    when: str
    after: str
    arguments: Callable[[World], dict[str, Any]] = lambda _world: {}
    adds: bool = False
    before: Callable[[World, ResearchProject], Any] = lambda _world, _made: None


def _ask_leader(world: World, made: ResearchProject) -> None:
    with make.at(make.MIDTERM_AT):
        changes.ask_leader_change(
            world.sc.liaison, made.id, new_leader_id=world.sc.liaison.id, reason="调离"
        )


def _ask_time(world: World, made: ResearchProject) -> None:
    with make.at(make.MIDTERM_AT):
        changes.ask_extension(
            world.sc.handler, made.id, new_due_on=date(2026, 12, 31), reason="数据未齐"
        )


CASES = [
    Case("edit", proposing.edit_project, "proposed", "sc.liaison", "cq.liaison", "submitted",
         make.PROPOSED_AT, "proposed", lambda _w: {"plan": "新方案"}),
    Case("approve", approving.approve_project, "proposed", "sc.convener", "cq.convener",
         "approved", make.APPROVED_AT, "approved"),
    Case("name_reviewers", approving.name_reviewers, "approved", "sc.secretary", "cq.secretary",
         "proposed", make.APPROVED_AT, "approved", lambda w: {"reviewer_ids": [w.cq.signer.id]}),
    Case("start", approving.start_project, "approved", "sc.handler", "sc.liaison", "proposed",
         make.STARTED_AT, "running"),
    Case("reach_stage", work.reach_stage, "running", "sc.handler", "cq.handler", "proposed",
         make.MIDTERM_AT, "running", lambda _w: {"number": 1}),
    Case("plan_visit", visits.plan_visit, "running", "cy.liaison", "cy.handler", "proposed",
         make.MIDTERM_AT, "running",
         lambda _w: {"title": "座谈", "place": "重庆", "visit_on": date(2026, 7, 1)}, adds=True),
    Case("add_entry", work.add_entry, "running", "cq.liaison", "cq.signer", "proposed",
         make.MIDTERM_AT, "running", lambda _w: {"kind": "problem", "text": "不统一"}, adds=True),
    Case("report_midterm", midterm.report_midterm, "running", "sc.handler", "sc.liaison",
         "proposed", make.MIDTERM_AT, "running",
         lambda _w: {"progress": "已座谈", "next_steps": "抽样"}),
    Case("midterm", midterm.review_midterm, "running", "cy.signer", "sc.signer", "reviewed",
         make.MIDTERM_AT, "running", lambda _w: {"verdict": "on_course"},
         before=make.report_midterm),
    Case("ask_leader_change", changes.ask_leader_change, "running", "sc.liaison", "cq.liaison",
         "proposed", make.MIDTERM_AT, "running",
         lambda w: {"new_leader_id": w.sc.signer.id, "reason": "工作变动"}, adds=True),
    Case("change_leader", changes.change_leader, "running", "sc.convener", "cq.convener",
         "proposed", make.MIDTERM_AT, "running", lambda _w: {"decision": "grant"},
         before=_ask_leader),
    Case("ask_extension", changes.ask_extension, "running", "sc.handler", "sc.liaison",
         "proposed", make.MIDTERM_AT, "running",
         lambda _w: {"new_due_on": date(2026, 11, 30), "reason": "数据未齐"}, adds=True),
    Case("extend", changes.extend_project, "running", "sc.convener", "sc.signer", "proposed",
         make.MIDTERM_AT, "running", lambda _w: {"decision": "grant"}, before=_ask_time),
    Case("submit", reports.submit_report, "checked", "sc.handler", "sc.liaison", "proposed",
         make.SUBMITTED_AT, "submitted", lambda _w: make.REPORT),
    Case("accept", reports.accept_report, "submitted", "cq.signer", "sc.signer", "reviewed",
         make.ACCEPTED_AT, "submitted"),
    Case("return", reports.return_report, "submitted", "cy.signer", "sc.handler", "reviewed",
         make.ACCEPTED_AT, "running", lambda _w: {"comments": "对策不具体"}),
    Case("apply", results.apply_outcome, "accepted", "cq.liaison", "cq.handler", "proposed",
         make.ACCEPTED_AT, "applied",
         lambda _w: {"kind": "policy", "title": "清单", "adopted_on": date(2026, 10, 26)}),
    Case("follow_up", results.follow_up, "accepted", "sc.secretary", "sc.liaison", "proposed",
         make.ACCEPTED_AT, "accepted", lambda _w: {"finding": "effective", "text": "已印发"}),
    Case("terminate", approving.terminate_project, "running", "sc.convener", "sc.handler",
         "submitted", make.MIDTERM_AT, "terminated", lambda _w: {"reason": "长期未开展"}),
]  # fmt: skip


def _actor(world: World, who: str) -> Actor:
    team, role = who.split(".")
    found = getattr(getattr(world, team), role)
    assert isinstance(found, Actor)
    return found


def _try(
    world: World, case: Case, made: ResearchProject, actor: Actor, *, stale: int = 0
) -> CoopError | None:
    """What refused it; then nothing may be left behind."""
    arguments = dict(case.arguments(world))
    if not case.adds:
        arguments["expected_version"] = make.version_of(made) + stale
    before = make.counts()
    try:
        with make.at(case.when):
            case.command(actor, made.id, **arguments)
    except CoopError as refusal:
        assert make.counts() == before
        return refusal
    after = make.counts()
    assert after[0] > before[0]
    assert after[1] > before[1]
    return None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.action)
def test_a_command_is_for_its_role_state_and_version_only(world: World, case: Case) -> None:
    made = make.project(world, case.state)
    case.before(world, made)
    assert isinstance(_try(world, case, made, world.stranger), NotFound)
    assert isinstance(_try(world, case, made, _actor(world, case.wrong_who)), Forbidden)
    allowed = _actor(world, case.who)
    if not case.adds:
        assert isinstance(_try(world, case, made, allowed, stale=-1), Stale)
    assert case.action in make.view(allowed, made, case.when).allowed_actions
    assert _try(world, case, made, allowed) is None
    seen = make.view(allowed, made, case.when)
    assert seen.state == case.after
    assert f"research_project.{case.action}" in make.log_of(made.id)

    other = make.project(world, case.wrong_state, title="另一课题")
    refusal = _try(world, case, other, allowed)
    assert isinstance(refusal, IllegalTransition)
    assert case.action not in make.view(allowed, other, case.when).allowed_actions
