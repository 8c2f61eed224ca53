"""What waits for one officer: projects to approve, to work on, to review, to follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import CLIENT, Actor
from coop.core.classification import readable
from coop.core.language import Text
from coop.core.worklist import Condition, Due, Held, Steps, Waiting
from coop.mechanisms.research.models import (
    FieldVisit,
    MidtermReview,
    ResearchChange,
    ResearchParty,
    ResearchProject,
    ResearchReport,
    ResearchReview,
    ResearchReviewer,
)
from coop.mechanisms.research.workflow import FOLLOW_UP_DEADLINE, PROJECT, UNUSED, VISIT
from coop.registry.conditions import due_of, hosted_by

_ID = ResearchProject.id
_REPORT_DUE = Due.because(
    ResearchProject.due_on, Text("立项确定的结题期限", "day set by the approval")
)
_MIDTERM_DUE = Due.because(
    ResearchProject.midterm_on, Text("立项确定的中期检查时间", "mid-term day of the approval")
)


def waiting(actor: Actor) -> Iterator[Waiting]:
    yield from _choosing(actor)
    yield from _working(actor)
    yield from _ending(actor)
    yield from _visits(actor)


def _known(actor: Actor) -> Condition:
    return readable(actor, ResearchProject.agreement_id, ResearchProject.classification)


def _steps(actor: Actor) -> Steps:
    return Steps(
        workflow=PROJECT,
        state=ResearchProject.state,
        held=_held(actor),
        rows=sa.select(_ID).where(_known(actor)),
        url="/research-projects/{id}",
        subject_id=_ID,
        title=ResearchProject.title,
    )


def _held(actor: Actor) -> Held:
    """policy.holds as a condition."""
    own, agreement_id = actor.institution_id, ResearchProject.agreement_id

    def held(role: str) -> Condition | None:
        if role in {"research_lead", "reviewer"}:
            return _is_named(actor, role)
        under = actor.agreements_with("liaison" if role.endswith("_liaison") else role)
        if not under:
            return None
        if role == "lead_liaison":
            part: Condition = ResearchProject.lead_id == own
        elif role == "member_liaison":
            part = sa.or_(ResearchProject.lead_id == own, _takes_part(actor))
        else:
            part = hosted_by(agreement_id, own)
        return sa.and_(agreement_id.in_(under), part)

    return held


def _is_named(actor: Actor, role: str) -> Condition | None:
    """The leader or a reviewer in person, or by their institution's system."""
    if actor.kind != CLIENT:
        leader = ResearchProject.leader_id == actor.id
        person = leader if role == "research_lead" else _reviews(person_id=actor.id)
        return sa.and_(ResearchProject.agreement_id.in_(actor.agreement_ids), person)
    under = actor.agreements_with(role)
    if not under or actor.on_behalf_of is None:
        return None
    own, name = actor.institution_id, actor.on_behalf_of
    leads = sa.and_(ResearchProject.lead_id == own, ResearchProject.leader_name == name)
    named = leads if role == "research_lead" else _reviews(institution_id=own, name=name)
    return sa.and_(ResearchProject.agreement_id.in_(under), named)


def _reviews(**who: object) -> Condition:
    is_who = (getattr(ResearchReviewer, name) == value for name, value in who.items())
    return sa.exists().where(ResearchReviewer.project_id == _ID, *is_who)


def _takes_part(actor: Actor) -> Condition:
    return sa.exists().where(
        ResearchParty.project_id == _ID, ResearchParty.institution_id == actor.institution_id
    )


# --------------------------------------------------------------------------- kinds of work


def _choosing(actor: Actor) -> Iterator[Waiting]:
    steps = _steps(actor)
    before_meeting = ResearchProject.item_id.is_not(None)
    own = ResearchProject.leader_id == actor.id
    yield from steps.waiting("approve", "review", ~before_meeting, ~own)
    yield from steps.waiting("approve_by_meeting", "follow", before_meeting)
    has_reviewers = sa.exists().where(ResearchReviewer.project_id == _ID)
    yield from steps.waiting("name_reviewers", "do", ~has_reviewers)
    yield from steps.waiting("start", "do")


def _working(actor: Actor) -> Iterator[Waiting]:
    steps = _steps(actor)
    unchecked, passed = _midterm(MidtermReview.verdict.is_(None)), _midterm(_ON_COURSE)
    yield from steps.waiting("report_midterm", "do", ~unchecked, ~passed, due=_MIDTERM_DUE)
    yield from steps.waiting("midterm", "review", unchecked, due=_MIDTERM_DUE)
    yield from steps.waiting("change_leader", "review", _asked("leader"))
    yield from steps.waiting("extend", "review", _asked("extension"), due=_REPORT_DUE)
    yield from steps.waiting("submit", "do", passed, due=_REPORT_DUE)


def _ending(actor: Actor) -> Iterator[Waiting]:
    steps = _steps(actor)
    yield from steps.waiting("accept", "review", ~_reviewed(actor))
    yield from steps.waiting("apply", "follow", ResearchProject.state.in_(UNUSED))
    follow_up = due_of(_ID, FOLLOW_UP_DEADLINE)
    yield from steps.waiting("follow_up", "follow", follow_up.on.is_not(None), due=follow_up)


def _visits(actor: Actor) -> Iterator[Waiting]:
    """Visits whose day has come: for who leads, and for the party that arranged them."""
    joined: Any = ResearchProject.id == FieldVisit.project_id
    day = Due.because(FieldVisit.visit_on, Text("调研安排的时间", "day of the visit"))
    steps = Steps(
        workflow=VISIT,
        state=FieldVisit.state,
        held=_held(actor),
        rows=sa.select(FieldVisit.id).join(ResearchProject, joined).where(_known(actor)),
        url="/research-projects/{id}#visit-{subject_id}",
        subject_id=FieldVisit.id,
        title=FieldVisit.title,
        due=day,
        opens=ResearchProject.id,
    )
    own = sa.or_(
        ResearchProject.leader_id == actor.id, FieldVisit.arranged_by_id == actor.institution_id
    )
    yield from steps.waiting("record", "do", FieldVisit.visit_on <= clock.today(), own)


_ON_COURSE = MidtermReview.verdict == "on_course"


def _midterm(condition: Condition) -> Condition:
    return sa.exists().where(MidtermReview.project_id == _ID, condition)


def _asked(kind: str) -> Condition:
    return sa.exists().where(
        ResearchChange.project_id == _ID,
        ResearchChange.kind == kind,
        ResearchChange.granted.is_(None),
    )


def _reviewed(actor: Actor) -> Condition:
    """Whether the actor has given a verdict on the version under review."""
    reviewer = (
        ResearchReview.reviewer_name == actor.on_behalf_of
        if actor.kind == CLIENT
        else ResearchReview.person_id == actor.id
    )
    return (
        sa.exists()
        .where(ResearchReview.report_id == ResearchReport.id, reviewer)
        .where(
            ResearchReport.project_id == _ID,
            ResearchReport.number == ResearchProject.report_version,
        )
        .correlate(ResearchProject)
    )
