"""调研活动: planned, changed, recorded after the day, or cancelled."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.research.models import FieldVisit, ResearchProject
from coop.mechanisms.research.service.loading import (
    project_for,
    record,
    record_visit,
    visit_for,
)
from coop.mechanisms.research.workflow import PROJECT, VISIT
from coop.registry import directory

_TEXTS = ("title", "place", "visit_on", "participants", "arranged_by_id")


class VisitNotYet(RuleViolation):
    code = "visit_not_yet"
    text = Text("调研定于{day}，之后才能记录。", "It is on {day}; record it then or after.")


@command
def plan_visit(
    actor: Actor, project_id: UUID, *, title: str, place: str, visit_on: date, **facts: Any
) -> FieldVisit:
    """facts: participants, arranged_by_id (the own institution unless given)."""
    project = project_for(actor, project_id, "plan_visit")
    PROJECT.next(project.state, "plan_visit")
    arranged_by_id = facts.get("arranged_by_id") or own_institution(actor)
    _check(project, visit_on, arranged_by_id)
    visit = FieldVisit(
        project_id=project.id,
        arranged_by_id=arranged_by_id,
        title=title,
        place=place,
        visit_on=visit_on,
        participants=facts.get("participants") or "",
    )
    session().add(visit)
    session().flush()
    record(actor, project, "plan_visit", visit_id=visit.id, visit_on=visit_on)
    record_visit(actor, visit, project, "plan")
    return visit


@command
def edit_visit(actor: Actor, visit_id: UUID, *, expected_version: int, **facts: Any) -> FieldVisit:
    """What is not named stays."""
    visit, project = visit_for(actor, visit_id, "edit", expected_version)
    visit.state = VISIT.next(visit.state, "edit")
    for name in _TEXTS:
        if name in facts:
            setattr(visit, name, facts[name])
    _check(project, visit.visit_on, visit.arranged_by_id)
    record_visit(actor, visit, project, "edit", fields=sorted(facts))
    return visit


@command
def record_findings(
    actor: Actor, visit_id: UUID, *, expected_version: int, findings: str, participants: str = ""
) -> FieldVisit:
    """What was found. participants: who came, where it differs from the plan."""
    visit, project = visit_for(actor, visit_id, "record", expected_version)
    before, state = visit.state, VISIT.next(visit.state, "record")
    if clock.today() < visit.visit_on:
        raise VisitNotYet(day=visit.visit_on)
    visit.state, visit.findings, visit.recorded_at = state, findings, clock.now()
    visit.participants = participants or visit.participants
    record_visit(actor, visit, project, "record", state=(before, state))
    return visit


@command
def cancel_visit(actor: Actor, visit_id: UUID, *, expected_version: int, reason: str) -> FieldVisit:
    visit, project = visit_for(actor, visit_id, "cancel", expected_version)
    before, state = visit.state, VISIT.next(visit.state, "cancel")
    visit.state, visit.reason = state, reason
    record_visit(actor, visit, project, "cancel", reason=reason, state=(before, state))
    return visit


def _check(project: ResearchProject, visit_on: date, arranged_by_id: UUID) -> None:
    if visit_on > project.due_on:
        words = Text("调研应在结题期限{day}前。", "A visit is before the end, {day}.")
        raise invalid("visit_on", "after_due", words.with_facts(day=project.due_on))
    if arranged_by_id not in directory.institution_ids(project.agreement_id):
        words = Text("不是本协议的成员单位。", "Not a party of this agreement.")
        raise invalid("arranged_by_id", "not_a_party", words)
