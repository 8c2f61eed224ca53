"""What the approval fixed changes only by the convener's decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from coop.mechanisms.research.service import (
    changes,
    proposing,
    reports,
)
from tests.mechanisms.research import make
from tests.world import World


def test_after_approval_leader_and_day_do_not_change_by_editing(world: World) -> None:
    made = make.project(world, "running")
    leader, given = world.sc.handler, {"when": make.MIDTERM_AT}

    def edit(**changed: Any) -> str:
        return make.refused(
            proposing.edit_project,
            leader,
            made.id,
            expected_version=make.version_of(made),
            **changed,
            **given,
        )

    assert edit(leader_id=world.sc.liaison.id) == "leader_change_needs_approval"
    assert edit(due_on=date(2026, 12, 31)) == "extension_needs_approval"
    assert edit(title="改题") == "fixed_by_approval"
    assert edit(co_ids=[world.cq.id]) == "fixed_by_approval"
    with make.at(make.MIDTERM_AT):
        proposing.edit_project(
            leader,
            made.id,
            expected_version=make.version_of(made),
            plan="改进后的方案",
            leader_id=leader.id,
            stages=make.facts(world)["stages"],
            team=make.facts(world)["team"],
        )
    assert make.view(leader, made).plan == "改进后的方案"


def test_a_new_leader_leads_only_after_the_convener_agreed(world: World) -> None:
    made = make.project(world, "checked")
    new, old = world.sc.liaison, world.sc.handler
    with make.at(make.MIDTERM_AT):
        changes.ask_leader_change(new, made.id, new_leader_id=new.id, reason="调离")
    again = {"new_leader_id": new.id, "reason": "调离", "when": make.MIDTERM_AT}
    assert make.refused(changes.ask_leader_change, new, made.id, **again) == "change_waiting"
    handed_in = {"expected_version": make.version_of(made), **make.REPORT}
    code = make.refused(reports.submit_report, new, made.id, when=make.SUBMITTED_AT, **handed_in)
    assert code == "forbidden"
    for decision, leader in (("refuse", old), ("grant", new)):
        if decision == "grant":
            with make.at(make.MIDTERM_AT):
                changes.ask_leader_change(new, made.id, new_leader_id=new.id, reason="再申请")
        with make.at(make.MIDTERM_AT):
            changes.change_leader(
                world.sc.convener,
                made.id,
                expected_version=make.version_of(made),
                decision=decision,
            )
        assert make.view(new, made).leader_id == leader.id
    assert "submit" in make.view(new, made).allowed_actions
    assert "submit" not in make.view(old, made).allowed_actions
    assert (
        make.refused(
            changes.change_leader,
            world.sc.convener,
            made.id,
            expected_version=make.version_of(made),
            decision="grant",
            when=make.MIDTERM_AT,
        )
        == "no_change_asked"
    )


def test_the_day_moves_once_on_a_request_in_time_by_six_months_at_most(world: World) -> None:
    made = make.project(world, "running")
    leader = world.sc.handler

    def ask(day: date, when: str = make.MIDTERM_AT) -> str:
        return make.refused(
            changes.ask_extension, leader, made.id, new_due_on=day, reason="数据未齐", when=when
        )

    assert ask(date(2027, 5, 1)) == "extension_too_long"
    assert ask(date(2026, 10, 30)) == "not_later"
    assert ask(date(2026, 12, 1), "2026-10-31T00:05") == "due_day_passed"
    with make.at("2026-10-30T23:00"):
        changes.ask_extension(leader, made.id, new_due_on=date(2027, 4, 30), reason="数据未齐")
    assert ask(date(2026, 12, 1)) == "change_waiting"
    with make.at("2026-11-02T09:00"):
        changes.extend_project(
            world.sc.convener, made.id, expected_version=make.version_of(made), decision="grant"
        )
    seen = make.view(leader, made)
    assert (seen.planned_due_on, seen.due_on) == (date(2026, 10, 30), date(2027, 4, 30))
    assert ask(date(2027, 6, 1)) == "extended_already"
