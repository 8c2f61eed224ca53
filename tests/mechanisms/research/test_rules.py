"""What research refuses and why, and what its states come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from coop.core.actor import CLIENT, Actor
from coop.core.db import session
from coop.core.errors import CoopError, Invalid, NotFound
from coop.core.events import EventPosition, EventRow
from coop.documents.models import OfficialDocument, Receipt
from coop.mechanisms.meetings.models import AgendaItem, Meeting
from coop.mechanisms.meetings.service import agenda
from coop.mechanisms.research import queries
from coop.mechanisms.research.queries import waiting
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
from tests.due import run_due
from tests.mechanisms.meetings import make as meetings_make
from tests.mechanisms.research import make
from tests.world import World


def refused(command: Callable[..., Any], *args: Any, when: str, **kwargs: Any) -> str:
    """The code of the refusal; of the first wrong field where fields are wrong."""
    session().rollback()
    with pytest.raises(CoopError) as caught, make.at(when):
        command(*args, **kwargs)
    session().rollback()
    wrong = caught.value
    return wrong.problems[0].code if isinstance(wrong, Invalid) else wrong.code


def test_a_proposal_names_its_people_days_and_partners(world: World) -> None:
    wrong = {
        "not_of_lead": {"leader_id": world.cq.handler.id},
        "own_party": {"co_ids": [world.sc.id]},
        "not_a_party": {"co_ids": [world.strangers.id]},
        "not_in_future": {"due_on": date(2026, 3, 2), "midterm_on": date(2026, 3, 1)},
        "not_before_due": {"midterm_on": date(2026, 10, 30)},
        "stage_out_of_order": {"stages": [{"title": "一", "due_on": date(2026, 11, 1)}]},
        "not_taking_part": {"co_ids": [world.cq.id]},
        "empty": {"stages": []},
        "state_secret_refused": {"classification": "秘密"},
    }
    for code, changed in wrong.items():
        given = make.facts(world, **changed)
        found = refused(proposing.propose_project, world.sc.liaison, when=make.PROPOSED_AT, **given)
        assert found == code
    assert queries.list_projects(world.sc.liaison, limit=9).items == ()
    session().rollback()


def test_nobody_approves_the_own_project(world: World) -> None:
    made = make.project(world, leader_id=world.sc.convener.id)
    given = {"when": make.APPROVED_AT, "expected_version": make.version_of(made)}
    code = refused(approving.approve_project, world.sc.convener, made.id, **given)
    assert code == "leader_may_not_approve"
    assert "approve" not in make.view(world.sc.convener, made).allowed_actions


def test_approval_numbers_the_project_and_hands_the_notice_to_those_who_take_part(
    world: World,
) -> None:
    made = make.project(world, "approved")
    seen = make.view(world.cy.liaison, made)
    assert (seen.issue_no, seen.approval) == ("课题〔2026〕1号", "convener")
    assert (
        make.view(world.cy.liaison, make.project(world, "approved")).issue_no == "课题〔2026〕2号"
    )
    handed = sa.select(Receipt.institution_id).where(Receipt.subject_id == seen.notice_document_id)
    assert set(session().scalars(handed)) == {team.id for team in world.teams}


def test_a_joint_meeting_approves_once_it_has_resolved_and_concluded(world: World) -> None:
    made = make.project(world)
    secretary = world.sc.secretary
    assert "approve_by_meeting" not in make.view(secretary, made).allowed_actions
    meeting = meetings_make.meeting(world, "collecting")
    with make.at(meetings_make.PLANNED_AT):
        proposing.raise_to_meeting(
            world.sc.liaison,
            made.id,
            expected_version=make.version_of(made),
            meeting_id=meeting.id,
        )
        raised = session().scalars(sa.select(AgendaItem)).one()
        put_on = agenda.accept_item(secretary, raised.id, expected_version=raised.version)
        agenda.settle_item(
            secretary, put_on.id, expected_version=put_on.version, prior_agreement="settled"
        )
    assert "raise_item" not in make.view(secretary, made).allowed_actions
    early = {"when": meetings_make.HELD_AT, "expected_version": make.version_of(made)}
    code = refused(approving.approve_by_meeting, secretary, made.id, **early)
    assert code == "meeting_has_not_approved"
    for step in (meetings_make.approve, meetings_make.notify, meetings_make.hold):
        meeting = step(world, session().get_one(Meeting, meeting.id))
    meetings_make.conclude(world, meeting)
    with make.at(meetings_make.HELD_AT):
        approving.approve_by_meeting(secretary, made.id, expected_version=make.version_of(made))
    seen = make.view(secretary, made)
    assert (seen.state, seen.approval) == ("approved", "joint_meeting")


def test_after_approval_leader_and_day_do_not_change_by_editing(world: World) -> None:
    made = make.project(world, "running")
    leader, given = world.sc.handler, {"when": make.MIDTERM_AT}

    def edit(**changed: Any) -> str:
        return refused(
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
    assert refused(changes.ask_leader_change, new, made.id, **again) == "change_waiting"
    handed_in = {"expected_version": make.version_of(made), **make.REPORT}
    code = refused(reports.submit_report, new, made.id, when=make.SUBMITTED_AT, **handed_in)
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
        refused(
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
        return refused(
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


def test_a_report_needs_reviewers_a_passed_midterm_and_an_answer_to_each_problem(
    world: World,
) -> None:
    made = make.project(world, "approved")
    made = make.start(world, made)

    def submit() -> str:
        given = {"expected_version": make.version_of(made), **make.REPORT}
        return refused(
            reports.submit_report, world.sc.handler, made.id, when=make.SUBMITTED_AT, **given
        )

    assert submit() == "reviewers_missing"
    make.name_reviewers(world, made)
    assert submit() == "midterm_not_passed"
    make.check_midterm(world, made, "rectify", "样本不足，补充抽样。")
    assert submit() == "midterm_not_passed"
    make.check_midterm(world, made)
    problem = make.add_entry(world.cq.liaison, made, "problem", "材料不统一")
    assert submit() == "problems_without_measure"
    make.add_entry(world.sc.handler, made, "measure", "统一清单", answers_id=problem)
    make.submit(world, made)
    assert make.view(world.cq.liaison, made).state == "submitted"


def test_the_three_lists_answer_each_other_in_their_time(world: World) -> None:
    made = make.project(world, "running")
    officer = world.cq.liaison

    def add(kind: str, when: str = make.MIDTERM_AT, **more: Any) -> str:
        return refused(work.add_entry, officer, made.id, kind=kind, text="甲", when=when, **more)

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
        return refused(
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


def test_reviewers_are_of_other_parties_and_each_reviews_a_version_once(world: World) -> None:
    made = make.project(world, "submitted")
    named = {
        "expected_version": make.version_of(made),
        "reviewer_ids": [world.sc.signer.id],
        "when": make.SUBMITTED_AT,
    }
    assert refused(approving.name_reviewers, world.sc.secretary, made.id, **named) == (
        "reviewer_of_lead"
    )
    with make.at(make.ACCEPTED_AT):
        reports.accept_report(world.cq.signer, made.id, expected_version=make.version_of(made))
    assert "accept" not in make.view(world.cq.signer, made).allowed_actions
    again = {"expected_version": make.version_of(made), "when": make.ACCEPTED_AT}
    assert refused(reports.accept_report, world.cq.signer, made.id, **again) == "reviewed_already"
    named |= {"expected_version": make.version_of(made), "reviewer_ids": [world.cq.signer.id]}
    assert refused(approving.name_reviewers, world.sc.secretary, made.id, **named) == (
        "nobody_left_to_review"
    )
    with make.at(make.ACCEPTED_AT):
        reports.return_report(
            world.cy.signer,
            made.id,
            expected_version=make.version_of(made),
            comments="对策不具体",
        )
    make.submit(world, made, "2026-11-02T09:00")
    seen = make.view(world.cy.liaison, made)
    assert [(one.number, one.is_late, len(one.reviews)) for one in seen.reports] == [
        (2, True, 0),
        (1, False, 2),
    ]
    make.accept(world, made, "2026-11-04T09:00")
    assert make.view(world.cy.liaison, made).state == "accepted"


def test_results_are_followed_for_six_months_and_the_follow_up_meets_the_day(
    world: World,
) -> None:
    made = make.project(world, "accepted")
    seen = make.view(world.sc.secretary, made)
    # 2027-04-26 is a Monday of a year whose holidays are not published.
    assert (seen.follow_up_due_on, seen.is_provisional) == (date(2027, 4, 26), True)
    assert seen.follow_up_basis == "协议约定：结题后6个月内跟踪问效"
    early = {
        "expected_version": make.version_of(made),
        "kind": "case",
        "title": "案例",
        "adopted_on": date(2026, 10, 25),
        "when": make.ACCEPTED_AT,
    }
    assert refused(results.apply_outcome, world.cq.liaison, made.id, **early) == "out_of_range"
    make.apply(world, made)
    with make.at("2027-03-01T09:00"):
        results.follow_up(
            world.cq.secretary,
            made.id,
            expected_version=make.version_of(made),
            finding="effective",
            text="清单已在两地推行。",
        )
    seen = make.view(world.sc.secretary, made, "2027-03-02T09:00")
    assert (seen.state, seen.follow_up_due_on) == ("applied", None)


def test_a_visit_is_recorded_on_its_day_or_after(world: World) -> None:
    made = make.project(world, "running")
    plan = {"title": "座谈", "place": "重庆", "visit_on": date(2026, 7, 8)}
    with make.at(make.MIDTERM_AT):
        visit = visits.plan_visit(world.cq.liaison, made.id, **plan)
    late = {**plan, "visit_on": date(2026, 11, 2), "when": make.MIDTERM_AT}
    assert refused(visits.plan_visit, world.cq.liaison, made.id, **late) == "after_due"
    given = {"expected_version": 1, "findings": "材料不统一"}
    early = refused(
        visits.record_findings, world.cq.liaison, visit.id, when=make.MIDTERM_AT, **given
    )
    assert early == "visit_not_yet"
    for actor, code in ((world.stranger, "not_found"), (world.cq.handler, "forbidden")):
        assert (
            refused(visits.record_findings, actor, visit.id, when="2026-07-08T17:00", **given)
            == code
        )
    with make.at(make.MIDTERM_AT):
        visit = visits.edit_visit(
            world.cy.liaison, visit.id, expected_version=1, arranged_by_id=world.cy.id
        )
    with make.at("2026-07-08T17:00"):
        visit = visits.record_findings(
            world.sc.handler, visit.id, expected_version=visit.version, findings="材料不统一"
        )
    cancel = {"expected_version": visit.version, "reason": "x", "when": make.MIDTERM_AT}
    assert refused(visits.cancel_visit, world.cq.liaison, visit.id, **cancel) == (
        "illegal_transition"
    )
    assert make.log_of(visit.id) == ["field_visit.plan", "field_visit.edit", "field_visit.record"]
    assert make.view(world.cy.liaison, made).visits[0].arranged_by_name == "成渝金融法院"


def test_a_work_secret_is_seen_only_by_those_with_a_part_in_it(world: World) -> None:
    """CQ leads with SC, the host; CY has no part until its officer reviews."""
    with make.at(make.PROPOSED_AT):
        made = proposing.propose_project(
            world.cq.liaison,
            **make.facts(
                world,
                leader_id=world.cq.handler.id,
                co_ids=[world.sc.id],
                team=[],
                classification="work_secret",
            ),
        )
    make.approve(world, made)
    with pytest.raises(NotFound):
        make.view(world.cy.liaison, made)
    assert queries.list_projects(world.cy.liaison, limit=9).items == ()
    told = (
        sa.select(sa.func.count())
        .select_from(EventPosition)
        .where(EventPosition.institution_id == world.cy.id)
    )
    assert session().scalar(told) == 0
    with make.at(make.APPROVED_AT):
        approving.name_reviewers(
            world.sc.secretary,
            made.id,
            expected_version=make.version_of(made),
            reviewer_ids=[world.cy.signer.id],
        )
    assert make.view(world.cy.liaison, made).classification == "work_secret"


def test_a_system_speaks_for_a_named_leader_or_reviewer_only(world: World) -> None:
    made = make.project(world, "submitted")

    def system(role: str, name: str) -> Actor:
        return replace(
            world.cq.signer,
            kind=CLIENT,
            posts=frozenset({(world.agreement_id, role)}),
            on_behalf_of=name,
        )

    given = {"when": make.ACCEPTED_AT, "expected_version": make.version_of(made)}
    for one in (system("reviewer", "别人"), system("liaison", "CQsigner")):
        assert refused(reports.accept_report, one, made.id, **given) == "forbidden"
    with make.at(make.ACCEPTED_AT):
        reports.accept_report(
            system("reviewer", "CQsigner"), made.id, expected_version=make.version_of(made)
        )
    assert make.view(world.sc.liaison, made).reports[0].reviews[0].reviewer_name == "CQsigner"


def test_the_desk_shows_each_officer_the_next_step_with_its_day(world: World) -> None:
    def waits(actor: Actor, when: str) -> list[tuple[str, date | None]]:
        session().rollback()
        with make.at(when):
            found = [
                (kind.kind.zh, row.due_on)
                for kind in waiting.waiting(actor)
                for row in session().execute(kind.lines(0))
            ]
        session().rollback()
        return found

    made = make.project(world)
    assert waits(world.sc.convener, make.PROPOSED_AT) == [("批准立项", None)]
    make.approve(world, made)
    assert waits(world.sc.secretary, make.APPROVED_AT) == [("确定评审人员", None)]
    make.name_reviewers(world, made)
    assert waits(world.sc.handler, make.APPROVED_AT) == [("启动研究", None)]
    make.start(world, made)
    assert waits(world.sc.handler, make.STARTED_AT) == [("报送中期报告", date(2026, 6, 30))]
    make.report_midterm(world, made)
    assert waits(world.cy.signer, make.MIDTERM_AT) == [("中期检查", date(2026, 6, 30))]
    with make.at(make.MIDTERM_AT):
        midterm.review_midterm(
            world.cy.signer,
            made.id,
            expected_version=make.version_of(made),
            verdict="on_course",
        )
    assert waits(world.sc.handler, make.MIDTERM_AT) == [("提交课题报告", date(2026, 10, 30))]
    make.submit(world, made)
    assert waits(world.cq.signer, make.SUBMITTED_AT) == [("评审通过", None)]
    make.accept(world, made)
    assert waits(world.cq.signer, make.ACCEPTED_AT) == []
    assert waits(world.cq.liaison, make.ACCEPTED_AT) == [("登记成果转化", None)]
    assert waits(world.sc.secretary, make.ACCEPTED_AT) == [("跟踪问效", date(2027, 4, 26))]


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


def test_figures_name_both_parts_of_each_ratio(world: World) -> None:
    made = make.project(world, "accepted")
    make.apply(world, made)
    make.project(world, "running", title="未完成的课题")
    terminated = make.project(world, "running", title="终止的课题")
    with make.at(make.MIDTERM_AT):
        approving.terminate_project(
            world.sc.convener,
            terminated.id,
            expected_version=make.version_of(terminated),
            reason="长期未开展",
        )
    span = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31)}
    with make.at("2026-12-31T12:00"):
        found = queries.research_statistics(world.cy.liaison, world.agreement_id, **span)
        empty = queries.research_statistics(
            world.strangers.liaison, world.other_agreement_id, **span
        )
    counts = (found.approved_count, found.accepted_count, found.terminated_count)
    assert (*counts, found.outcome_count) == (3, 1, 1, 1)
    ratios = (found.on_time, found.accepted, found.adopted)
    assert [(one.numerator, one.denominator, one.percent) for one in ratios] == [
        (1, 2, 50.0),
        (1, 2, 50.0),
        (1, 1, 100.0),
    ]
    assert empty.on_time.percent is None
    with pytest.raises(NotFound):
        queries.research_statistics(world.stranger, world.agreement_id, **span)
    session().rollback()


def test_the_papers_of_a_project_are_filed_under_its_number(world: World) -> None:
    make.project(world, "accepted")
    query = sa.select(OfficialDocument.kind, OfficialDocument.issue_no, OfficialDocument.title)
    found = [tuple(row) for row in session().execute(query.order_by(OfficialDocument.issued_at))]
    assert [one[0] for one in found] == ["notice", "report", "report"]
    assert {one[1] for one in found} == {"课题〔2026〕1号"}
