"""How a project is proposed and approved."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.events import EventPosition
from coop.documents.models import Receipt
from coop.mechanisms.meetings.models import AgendaItem, Meeting
from coop.mechanisms.meetings.service import agenda
from coop.mechanisms.research import queries
from coop.mechanisms.research.service import (
    approving,
    proposing,
)
from tests.clearing import cleared_world
from tests.mechanisms.meetings import make as meetings_make
from tests.mechanisms.research import make
from tests.world import World


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
        found = make.refused(
            proposing.propose_project, world.sc.liaison, when=make.PROPOSED_AT, **given
        )
        assert found == code
    assert queries.list_projects(world.sc.liaison, limit=9).items == ()
    session().rollback()


def test_nobody_approves_the_own_project(world: World) -> None:
    made = make.project(world, leader_id=world.sc.convener.id)
    given = {"when": make.APPROVED_AT, "expected_version": make.version_of(made)}
    code = make.refused(approving.approve_project, world.sc.convener, made.id, **given)
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
    code = make.refused(approving.approve_by_meeting, secretary, made.id, **early)
    assert code == "meeting_has_not_approved"
    for step in (meetings_make.approve, meetings_make.notify, meetings_make.hold):
        meeting = step(world, session().get_one(Meeting, meeting.id))
    meetings_make.conclude(world, meeting)
    with make.at(meetings_make.HELD_AT):
        approving.approve_by_meeting(secretary, made.id, expected_version=make.version_of(made))
    seen = make.view(secretary, made)
    assert (seen.state, seen.approval) == ("approved", "joint_meeting")


def test_a_work_secret_is_seen_only_by_those_with_a_part_in_it(world: World) -> None:
    """CQ leads with SC, the host; CY has no part until its officer reviews."""
    world = cleared_world(world)
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
    code = make.refused(
        proposing.raise_to_meeting,
        world.cq.liaison,
        made.id,
        meeting_id=made.id,
        expected_version=make.version_of(made),
        when=make.PROPOSED_AT,
    )
    assert code == "work_secret_not_raised"
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
