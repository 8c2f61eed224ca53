"""A project is proposed and changed; what the approval fixed is not changed this way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import Forbidden, NotFound, RuleViolation, invalid
from coop.core.ladder import INTERNAL, is_within
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.documents.secrecy import check_classification
from coop.mechanisms.meetings.service.raised import raise_item
from coop.mechanisms.research.models import (
    ResearchMember,
    ResearchParty,
    ResearchProject,
    ResearchStage,
)
from coop.mechanisms.research.policy import may_propose
from coop.mechanisms.research.service import checks
from coop.mechanisms.research.service.loading import project_for, record
from coop.mechanisms.research.workflow import PROJECT
from coop.registry import directory

_TEXTS = ("title", "background", "plan", "classification", "midterm_on", "external_ref")
# Approval fixes everything but how the work is done.
_OPEN_AFTER_APPROVAL = frozenset({"plan"})
_TITLE_LENGTH = 200


class LeaderChangeNeedsApproval(RuleViolation):
    code = "leader_change_needs_approval"
    text = Text(
        "立项后变更课题负责人须由牵头单位申请，经召集人批准。",
        "After approval the leader changes only on request, with the convener's approval.",
    )


class ExtensionNeedsApproval(RuleViolation):
    code = "extension_needs_approval"
    text = Text(
        "立项后延长结题期限须在到期前申请，经召集人批准。",
        "After approval the day moves only on a request in time, with the convener's approval.",
    )


class AlreadyRaised(RuleViolation):
    code = "already_raised"
    text = Text("该课题已提请联席会议审定。", "It is before a joint meeting already.")


class SecretNotRaised(RuleViolation):
    """Every party reads an agenda with its items; the convener approves a work secret."""

    code = "work_secret_not_raised"
    text = Text(
        "会议议题各方可见，工作秘密课题不能提请联席会议，由召集人审批。",
        "Every party reads the agenda; the convener approves a project that is a work secret.",
    )


@command
def propose_project(
    actor: Actor,
    *,
    agreement_id: UUID,
    leader_id: UUID,
    co_ids: list[UUID],
    stages: Sequence[Mapping[str, Any]],
    **facts: Any,
) -> ResearchProject:
    """Propose; the own institution leads.

    facts: title, background, plan, midterm_on, due_on; team, classification, external_ref.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    if not may_propose(actor, agreement_id):
        raise Forbidden(action=Text("申报课题", "propose a project"))
    check_classification(actor, agreement_id, facts.get("classification") or "")
    lead_id = own_institution(actor)
    leader = checks.leader_of(agreement_id, lead_id, leader_id, "leader_id")
    project = ResearchProject(
        agreement_id=agreement_id,
        lead_id=lead_id,
        leader_id=leader.id,
        leader_name=leader.name,
        proposed_by_id=actor.id,
        due_on=facts["due_on"],
        planned_due_on=facts["due_on"],
        **{name: facts[name] for name in _TEXTS if facts.get(name) is not None},
    )
    checks.check_days(project, [one["due_on"] for one in stages])
    session().add(project)
    session().flush()
    _set_parties(project, co_ids, facts.get("team") or [])
    checks.check_readers(project, co_ids, leader)
    _set_stages(project, stages)
    record(actor, project, "propose", title=project.title)
    return project


@command
def edit_project(
    actor: Actor, project_id: UUID, *, expected_version: int, **facts: Any
) -> ResearchProject:
    """Change a proposal; what is not named stays. After approval only the plan of work."""
    project = project_for(actor, project_id, "edit", expected_version)
    project.state = PROJECT.next(project.state, "edit")
    if project.approved_at is not None:
        _require_unfixed(project, facts)
        project.plan = facts.get("plan", project.plan)
    else:
        _rewrite(actor, project, facts)
    record(actor, project, "edit", fields=sorted(facts))
    return project


@command
def raise_to_meeting(
    actor: Actor, project_id: UUID, *, expected_version: int, meeting_id: UUID
) -> ResearchProject:
    """Put the proposal on the agenda of a meeting that takes items."""
    project = project_for(actor, project_id, "raise_item", expected_version)
    project.state = PROJECT.next(project.state, "raise_item")
    if project.item_id is not None:
        raise AlreadyRaised
    if not is_within(project.classification, INTERNAL):
        raise SecretNotRaised
    item = raise_item(
        actor,
        meeting_id,
        agreement_id=project.agreement_id,
        proposer_id=project.lead_id,
        title=f"审定联合课题：{project.title}"[:_TITLE_LENGTH],
        summary=f"课题负责人：{project.leader_name}\n{project.background}",
    )
    project.item_id = item.id
    record(actor, project, "raise_item", meeting_id=meeting_id, item_id=item.id)
    return project


# --------------------------------------------------------------------------- parts


def _require_unfixed(project: ResearchProject, facts: Mapping[str, Any]) -> None:
    """Values sent back as they stand are no change."""
    changed = {name for name, value in facts.items() if value != _present(project, name)}
    if "leader_id" in changed:
        raise LeaderChangeNeedsApproval
    if "due_on" in changed:
        raise ExtensionNeedsApproval
    fixed = sorted(changed - _OPEN_AFTER_APPROVAL)
    if fixed:
        words = Text("立项后不能修改。", "It is fixed by the approval.")
        raise invalid(fixed[0], "fixed_by_approval", words)


def _present(project: ResearchProject, name: str) -> object:
    if name == "co_ids":
        return _co_ids(project)
    if name == "stages":
        return [{"title": one.title, "due_on": one.due_on} for one in stages_of(project)]
    if name == "team":
        return _team(project)
    return getattr(project, name)


def _rewrite(actor: Actor, project: ResearchProject, facts: Mapping[str, Any]) -> None:
    check_classification(actor, project.agreement_id, facts.get("classification") or "")
    for name in _TEXTS:
        if name in facts:
            setattr(project, name, facts[name])
    if "leader_id" in facts:
        leader = checks.leader_of(
            project.agreement_id, project.lead_id, facts["leader_id"], "leader_id"
        )
        project.leader_id, project.leader_name = leader.id, leader.name
    project.due_on = project.planned_due_on = facts.get("due_on", project.due_on)
    given = facts.get("stages")
    days = [one["due_on"] for one in given] if given else _stage_days(project)
    checks.check_days(project, days)
    if "co_ids" in facts or "team" in facts:
        _set_parties(
            project, facts.get("co_ids") or _co_ids(project), facts.get("team", _team(project))
        )
    if given:
        _set_stages(project, given)
    checks.check_readers(project, _co_ids(project), directory.person(project.leader_id))


def _set_parties(
    project: ResearchProject, co_ids: Sequence[UUID], team: Sequence[Mapping[str, Any]]
) -> None:
    checks.check_parties(project, co_ids)
    checks.check_team(project, co_ids, team)
    for part in (ResearchParty, ResearchMember):
        session().execute(sa.delete(part).where(part.project_id == project.id))
    session().add_all(ResearchParty(project_id=project.id, institution_id=one) for one in co_ids)
    session().add_all(ResearchMember(project_id=project.id, **one) for one in team)
    session().flush()


def _set_stages(project: ResearchProject, stages: Sequence[Mapping[str, Any]]) -> None:
    session().execute(sa.delete(ResearchStage).where(ResearchStage.project_id == project.id))
    session().add_all(
        ResearchStage(project_id=project.id, number=number, **one)
        for number, one in enumerate(stages, 1)
    )
    session().flush()


def stages_of(project: ResearchProject) -> list[ResearchStage]:
    query = sa.select(ResearchStage).where(ResearchStage.project_id == project.id)
    return list(session().scalars(query.order_by(ResearchStage.number)))


def _stage_days(project: ResearchProject) -> list[date]:
    return [one.due_on for one in stages_of(project)]


def _co_ids(project: ResearchProject) -> list[UUID]:
    query = sa.select(ResearchParty.institution_id).where(ResearchParty.project_id == project.id)
    return list(session().scalars(query.order_by(ResearchParty.id)))


def _team(project: ResearchProject) -> list[dict[str, Any]]:
    columns = (ResearchMember.institution_id, ResearchMember.name, ResearchMember.duty)
    query = sa.select(*columns).where(ResearchMember.project_id == project.id)
    rows = session().execute(query.order_by(ResearchMember.id))
    return [dict(row._mapping) for row in rows]
