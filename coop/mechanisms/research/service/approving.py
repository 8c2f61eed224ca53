"""课题确定: approved by the convener or a joint meeting, its reviewers, its start and early end."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, events, policy
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.documents import receipts
from coop.mechanisms.meetings.models import AgendaItem, Meeting, Resolution
from coop.mechanisms.meetings.workflow import CONCLUDED
from coop.mechanisms.research import printing
from coop.mechanisms.research.events import ResearchApproved
from coop.mechanisms.research.models import (
    ResearchProject,
    ResearchReport,
    ResearchReview,
    ResearchReviewer,
)
from coop.mechanisms.research.policy import Named, speaks_for, standing_of
from coop.mechanisms.research.service import checks
from coop.mechanisms.research.service.loading import audience_of, named, project_for, record
from coop.mechanisms.research.workflow import PROJECT
from coop.registry import deadlines, readers

_BINDING = frozenset({"decided", "approved_in_principle"})


class LeaderMayNotApprove(policy.DrafterMayNotDecide):
    code = "leader_may_not_approve"
    text = Text("课题负责人不能批准自己的课题。", "A leader may not approve the own project.")


class NotRaised(RuleViolation):
    code = "not_raised"
    text = Text("该课题没有提请联席会议审定。", "It was not brought before a joint meeting.")


class MeetingHasNotApproved(RuleViolation):
    code = "meeting_has_not_approved"
    text = Text(
        "联席会议尚未结束，或没有就该课题作出决定。",
        "The joint meeting has not concluded, or resolved nothing on this project.",
    )


class NobodyLeftToReview(RuleViolation):
    code = "nobody_left_to_review"
    text = Text(
        "留下的评审人员均已评审，至少须有一名尚未评审。",
        "All who stay have reviewed it; name at least one who has not.",
    )


@command
def approve_project(
    actor: Actor, project_id: UUID, *, expected_version: int, note: str = ""
) -> ResearchProject:
    """The convener approves; not the own project."""
    project = project_for(actor, project_id, "approve", expected_version)
    state = PROJECT.next(project.state, "approve")
    policy.require_head(actor, project.proposed_by_id)
    leader = Named(project.leader_id, project.lead_id, project.leader_name)
    if speaks_for(actor, leader, "convener", project.agreement_id):
        raise LeaderMayNotApprove(action=PROJECT.actions["approve"])
    _approve(actor, project, state=state, approval="convener", note=note)
    return project


@command
def approve_by_meeting(actor: Actor, project_id: UUID, *, expected_version: int) -> ResearchProject:
    """The secretariat records that the joint meeting resolved to approve it."""
    project = project_for(actor, project_id, "approve_by_meeting", expected_version)
    state = PROJECT.next(project.state, "approve_by_meeting")
    if project.item_id is None:
        raise NotRaised
    item = _current_item(project)
    if not _is_resolved(item):
        raise MeetingHasNotApproved
    _approve(actor, project, state=state, approval="joint_meeting", note="")
    return project


@command
def name_reviewers(
    actor: Actor, project_id: UUID, *, expected_version: int, reviewer_ids: list[UUID]
) -> ResearchProject:
    """The host's secretariat names them, all anew; what was reviewed already stays."""
    project = project_for(actor, project_id, "name_reviewers", expected_version)
    project.state = PROJECT.next(project.state, "name_reviewers")
    people = checks.reviewers_of(project, reviewer_ids)
    readers.require_cleared(project.agreement_id, people, project.classification)
    if project.state in PROJECT.sources("accept") and not set(reviewer_ids) - _reviewed(project):
        raise NobodyLeftToReview
    session().execute(sa.delete(ResearchReviewer).where(ResearchReviewer.project_id == project.id))
    session().add_all(
        ResearchReviewer(
            project_id=project.id,
            person_id=one.id,
            institution_id=one.institution_id,
            name=one.name,
        )
        for one in people
    )
    session().flush()
    record(actor, project, "name_reviewers", reviewers=[one.name for one in people])
    return project


@command
def start_project(actor: Actor, project_id: UUID, *, expected_version: int) -> ResearchProject:
    project = project_for(actor, project_id, "start", expected_version)
    before, project.state = project.state, PROJECT.next(project.state, "start")
    project.started_at = clock.now()
    record(actor, project, "start", state=(before, project.state))
    return project


@command
def terminate_project(
    actor: Actor, project_id: UUID, *, expected_version: int, reason: str
) -> ResearchProject:
    """The convener ends it: not approved, no work done, or it can't be finished."""
    project = project_for(actor, project_id, "terminate", expected_version)
    before, state = project.state, PROJECT.next(project.state, "terminate")
    policy.require_head(actor, None)
    project.state, project.reason, project.terminated_at = state, reason, clock.now()
    deadlines.drop_deadlines(project.id)
    record(actor, project, "terminate", reason=reason, state=(before, state))
    return project


# --------------------------------------------------------------------------- parts


def _approve(
    actor: Actor, project: ResearchProject, *, state: str, approval: str, note: str
) -> None:
    """Number it, tell everyone by 立项通知, and fix leader and day."""
    before, today = project.state, clock.today()
    checks.check_still_ahead(project)
    ordinal = _next_ordinal(project.agreement_id, today.year)
    project.state, project.approval, project.approved_at = state, approval, clock.now()
    project.approved_by_name, project.year, project.ordinal = named(actor), today.year, ordinal
    session().flush()
    standing = standing_of(project)
    document = printing.file_notice(project, standing, actor, note)
    project.notice_document_id = document.id
    receipts.hand_over(
        project.agreement_id, "document", document.id, sorted(standing.taking_part), due_on=None
    )
    action = "approve" if approval == "convener" else "approve_by_meeting"
    record(actor, project, action, reason=note or None, state=(before, state))
    events.record(
        ResearchApproved(
            agreement_id=project.agreement_id,
            subject_id=project.id,
            audience=audience_of(project),
            approval=approval,
            due_on=project.due_on,
            document_id=document.id,
        )
    )


def _next_ordinal(agreement_id: UUID, year: int) -> int:
    """Approved projects are never deleted, so none is given twice; the UNIQUE decides a race."""
    newest = sa.select(sa.func.max(ResearchProject.ordinal)).where(
        ResearchProject.agreement_id == agreement_id, ResearchProject.year == year
    )
    return (session().scalar(newest) or 0) + 1


def _current_item(project: ResearchProject) -> AgendaItem:
    """The agenda item it stands on, followed through meetings that carried it forward."""
    item = session().get(AgendaItem, project.item_id)
    while item is not None and item.carried_to_id is not None:
        item = session().get(AgendaItem, item.carried_to_id)
    if item is None:
        raise NotFound
    project.item_id = item.id
    return item


def _is_resolved(item: AgendaItem) -> bool:
    meeting = session().get_one(Meeting, item.meeting_id)
    kinds = set(session().scalars(sa.select(Resolution.kind).where(Resolution.item_id == item.id)))
    return meeting.state in CONCLUDED and bool(kinds & _BINDING)


def _reviewed(project: ResearchProject) -> set[UUID]:
    """Who has given a verdict on the version under review."""
    query = (
        sa.select(ResearchReview.person_id)
        .join(ResearchReport, ResearchReport.id == ResearchReview.report_id)
        .where(
            ResearchReport.project_id == project.id,
            ResearchReport.number == project.report_version,
        )
    )
    return set(session().scalars(query))
