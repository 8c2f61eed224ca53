"""The course of a project: visits, stages, the three lists, the desk, reminders."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from coop.core.db import session
from coop.core.events import EventRow
from coop.mechanisms.research.service import (
    midterm,
    visits,
    work,
)
from tests.due import run_due
from tests.mechanisms.research import make
from tests.world import World


def test_the_three_lists_answer_each_other_in_their_time(world: World) -> None:
    made = make.project(world, "running")
    officer = world.cq.liaison

    def add(kind: str, when: str = make.MIDTERM_AT, **more: Any) -> str:
        return make.refused(
            work.add_entry, officer, made.id, kind=kind, text="甲", when=when, **more
        )

    assert add("measure") == "required"
    assert add("result") == "wrong_time_for_entry"
    assert add("problem", owner_id=world.strangers.id) == "not_taking_part"
    problem = make.add_entry(officer, made, "problem", "材料不统一")
    assert add("problem", answers_id=problem) == "not_answerable"
    assert add("measure", answers_id=world.cq.id) == "not_answerable"
    measure = make.add_entry(world.sc.handler, made, "measure", "统一清单", answers_id=problem)
    for step in (make.name_reviewers, make.check_midterm, make.submit, make.accept):
        step(world, made)
    make.add_entry(officer, made, "result", "已在辖内推行", make.ACCEPTED_AT, answers_id=measure)
    assert add("problem", make.ACCEPTED_AT) == "wrong_time_for_entry"
    seen = make.view(officer, made)
    assert [one.answers for one in seen.entries] == [None, "问题清单1", "措施清单1"]


def test_stages_are_reached_in_their_order(world: World) -> None:
    made = make.project(world, "running")

    def reach(number: int) -> str:
        return make.refused(
            work.reach_stage,
            world.sc.handler,
            made.id,
            expected_version=make.version_of(made),
            number=number,
            when=make.MIDTERM_AT,
        )

    assert (reach(2), reach(9)) == ("earlier_stage_open", "no_such_stage")
    with make.at(make.MIDTERM_AT):
        work.reach_stage(
            world.sc.handler, made.id, expected_version=make.version_of(made), number=1
        )
    assert reach(1) == "stage_reached_already"
    assert [one.is_late for one in make.view(world.sc.handler, made).stages] == [True, True]


def test_a_visit_is_recorded_on_its_day_or_after(world: World) -> None:
    made = make.project(world, "running")
    plan = {"title": "座谈", "place": "重庆", "visit_on": date(2026, 7, 8)}
    with make.at(make.MIDTERM_AT):
        visit = visits.plan_visit(world.cq.liaison, made.id, **plan)
    late = {**plan, "visit_on": date(2026, 11, 2), "when": make.MIDTERM_AT}
    assert make.refused(visits.plan_visit, world.cq.liaison, made.id, **late) == "after_due"
    given = {"expected_version": 1, "findings": "材料不统一"}
    early = make.refused(
        visits.record_findings, world.cq.liaison, visit.id, when=make.MIDTERM_AT, **given
    )
    assert early == "visit_not_yet"
    for actor, code in ((world.stranger, "not_found"), (world.cq.handler, "forbidden")):
        assert (
            make.refused(visits.record_findings, actor, visit.id, when="2026-07-08T17:00", **given)
            == code
        )
    with make.at(make.MIDTERM_AT):
        visit = visits.edit_visit(
            world.cy.liaison, visit.id, expected_version=1, arranged_by_id=world.cy.id
        )
    assert make.waits(world.cq.liaison, "2026-07-08T09:00") == []
    assert make.waits(world.cy.liaison, "2026-07-08T09:00") == [("记录调研情况", plan["visit_on"])]
    with make.at("2026-07-08T17:00"):
        visit = visits.record_findings(
            world.sc.handler, visit.id, expected_version=visit.version, findings="材料不统一"
        )
    cancel = {"expected_version": visit.version, "reason": "x", "when": make.MIDTERM_AT}
    assert make.refused(visits.cancel_visit, world.cq.liaison, visit.id, **cancel) == (
        "illegal_transition"
    )
    assert make.log_of(visit.id) == ["field_visit.plan", "field_visit.edit", "field_visit.record"]
    assert make.view(world.cy.liaison, made).visits[0].arranged_by_name == "成渝金融法院"


def test_the_desk_shows_each_officer_the_next_step_with_its_day(world: World) -> None:
    made = make.project(world)
    assert make.waits(world.sc.convener, make.PROPOSED_AT) == [("批准立项", None)]
    make.approve(world, made)
    assert make.waits(world.sc.secretary, make.APPROVED_AT) == [("确定评审人员", None)]
    make.name_reviewers(world, made)
    assert make.waits(world.sc.handler, make.APPROVED_AT) == [("启动研究", None)]
    make.start(world, made)
    assert make.waits(world.sc.handler, make.STARTED_AT) == [("报送中期报告", date(2026, 6, 30))]
    make.report_midterm(world, made)
    assert make.waits(world.cy.signer, make.MIDTERM_AT) == [("中期检查", date(2026, 6, 30))]
    with make.at(make.MIDTERM_AT):
        midterm.review_midterm(
            world.cy.signer,
            made.id,
            expected_version=make.version_of(made),
            verdict="on_course",
        )
    assert make.waits(world.sc.handler, make.MIDTERM_AT) == [("提交课题报告", date(2026, 10, 30))]
    make.submit(world, made)
    assert make.waits(world.cq.signer, make.SUBMITTED_AT) == [("评审通过", None)]
    make.accept(world, made)
    assert make.waits(world.cq.signer, make.ACCEPTED_AT) == []
    assert make.waits(world.cq.liaison, make.ACCEPTED_AT) == [("登记成果转化", None)]
    assert make.waits(world.sc.secretary, make.ACCEPTED_AT) == [("跟踪问效", date(2027, 4, 26))]


def test_each_due_day_is_reminded_of_once(world: World) -> None:
    make.project(world, "running")

    def reminders() -> int:
        session().rollback()
        found = session().scalar(
            sa.select(sa.func.count()).where(EventRow.type == "research.reminder")
        )
        session().rollback()
        return found or 0

    for when, count in (
        ("2026-06-24T09:20", 0),
        ("2026-06-26T09:20", 1),
        ("2026-06-29T09:20", 1),
        ("2026-10-28T09:20", 2),
        ("2026-11-02T09:20", 2),
    ):
        with make.at(when):
            run_due("remind_of_research")
        assert reminders() == count, when
