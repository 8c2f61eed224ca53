"""Reports, their joint review, and what becomes of the results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.actor import CLIENT, Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import ENGLISH, speaking
from coop.documents.models import OfficialDocument
from coop.mechanisms.research import queries
from coop.mechanisms.research.queries.views import ResearchProjectView
from coop.mechanisms.research.service import (
    approving,
    reports,
    results,
)
from tests.mechanisms.research import make
from tests.papers import way_of
from tests.world import World


def test_a_report_needs_reviewers_a_passed_midterm_and_an_answer_to_each_problem(
    world: World,
) -> None:
    made = make.project(world, "approved")
    made = make.start(world, made)

    def submit() -> str:
        given = {"expected_version": make.version_of(made), **make.REPORT}
        return make.refused(
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


def test_reviewers_are_of_other_parties_and_each_reviews_a_version_once(world: World) -> None:
    made = make.project(world, "submitted")
    named = {
        "expected_version": make.version_of(made),
        "reviewer_ids": [world.sc.signer.id],
        "when": make.SUBMITTED_AT,
    }
    assert make.refused(approving.name_reviewers, world.sc.secretary, made.id, **named) == (
        "reviewer_of_lead"
    )
    with make.at(make.ACCEPTED_AT):
        reports.accept_report(world.cq.signer, made.id, expected_version=make.version_of(made))
    assert "accept" not in make.view(world.cq.signer, made).allowed_actions
    again = {"expected_version": make.version_of(made), "when": make.ACCEPTED_AT}
    assert (
        make.refused(reports.accept_report, world.cq.signer, made.id, **again) == "reviewed_already"
    )
    named |= {"expected_version": make.version_of(made), "reviewer_ids": [world.cq.signer.id]}
    assert make.refused(approving.name_reviewers, world.sc.secretary, made.id, **named) == (
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


def _check_who_signed(world: World, seen: ResearchProjectView) -> None:
    reader = world.cq.liaison
    assert [by for _step, by in way_of(reader, seen.notice_document_id)] == [
        "SCliaison", "SCconvener", "SCconvener", "SCconvener",
    ]  # fmt: skip
    assert way_of(reader, seen.midterms[0].document_id)[1:] == [
        ("review", "CQsigner"), ("publish", "CQsigner"),
    ]  # fmt: skip
    assert way_of(reader, seen.report_document_id) == [
        ("draft", "SChandler"), ("review", "CQsigner、CYsigner"), ("publish", "CYsigner"),
    ]  # fmt: skip


def test_results_are_followed_for_six_months_and_the_follow_up_meets_the_day(
    world: World,
) -> None:
    made = make.project(world, "accepted")
    seen = make.view(world.sc.secretary, made)
    # 2027-04-26 is a Monday of a year whose holidays are not published.
    assert (seen.follow_up_due_on, seen.is_provisional) == (date(2027, 4, 26), True)
    assert seen.follow_up_basis == "协议约定：结题后6个月内跟踪问效"
    with speaking(ENGLISH):
        told = make.view(world.sc.secretary, made).follow_up_basis
    assert told == "As agreed: its use is followed up within 6 months of acceptance"
    _check_who_signed(world, seen)
    early = {
        "expected_version": make.version_of(made),
        "kind": "case",
        "title": "案例",
        "adopted_on": date(2026, 10, 25),
        "when": make.ACCEPTED_AT,
    }
    assert make.refused(results.apply_outcome, world.cq.liaison, made.id, **early) == "out_of_range"
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
        assert make.refused(reports.accept_report, one, made.id, **given) == "forbidden"
    with make.at(make.ACCEPTED_AT):
        reports.accept_report(
            system("reviewer", "CQsigner"), made.id, expected_version=make.version_of(made)
        )
    assert make.view(world.sc.liaison, made).reports[0].reviews[0].reviewer_name == "CQsigner"


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
