"""After the approval leader and day change only on request, by the convener's decision."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.research.models import ResearchChange, ResearchProject
from coop.mechanisms.research.service import checks
from coop.mechanisms.research.service.loading import named, project_for, record
from coop.mechanisms.research.workflow import PROJECT
from coop.registry import directory
from coop.registry.working_days import months_after


class ChangeWaiting(RuleViolation):
    code = "change_waiting"
    text = Text("已有同类申请待答复。", "A request of this kind is waiting already.")


class NoChangeAsked(RuleViolation):
    code = "no_change_asked"
    text = Text("没有待答复的申请。", "There is no request to decide.")


class ExtendedAlready(RuleViolation):
    code = "extended_already"
    text = Text("结题期限只能延长一次。", "The day is moved once only.")


class DueDayPassed(RuleViolation):
    code = "due_day_passed"
    text = Text(
        "结题期限{day}已过，延期须在到期前申请。",
        "It was due on {day}; more time is asked for before that day.",
    )


@command
def ask_leader_change(
    actor: Actor, project_id: UUID, *, new_leader_id: UUID, reason: str
) -> ResearchProject:
    """The lead asks; the present leader stays until the convener has agreed."""
    project = project_for(actor, project_id, "ask_leader_change")
    PROJECT.next(project.state, "ask_leader_change")
    if _undecided(project, "leader") is not None:
        raise ChangeWaiting
    person = checks.leader_of(project.agreement_id, project.lead_id, new_leader_id, "new_leader_id")
    if person.id == project.leader_id:
        words = Text("已是课题负责人。", "Already the leader.")
        raise invalid("new_leader_id", "already_leader", words)
    asked = _ask(actor, project, "leader", reason)
    asked.new_leader_id, asked.new_leader_name = person.id, person.name
    session().add(asked)
    record(actor, project, "ask_leader_change", reason=reason, new_leader=person.name)
    return project


@command
def change_leader(
    actor: Actor, project_id: UUID, *, expected_version: int, decision: str, note: str = ""
) -> ResearchProject:
    project = project_for(actor, project_id, "change_leader", expected_version)
    project.state = PROJECT.next(project.state, "change_leader")
    asked = _decide(actor, project, "leader", decision=decision, note=note)
    before = project.leader_name
    if asked.granted and asked.new_leader_id and asked.new_leader_name:
        project.leader_id, project.leader_name = asked.new_leader_id, asked.new_leader_name
    record(
        actor,
        project,
        "change_leader",
        reason=note or None,
        decision=decision,
        leader=(before, project.leader_name),
    )
    return project


@command
def ask_extension(
    actor: Actor, project_id: UUID, *, new_due_on: date, reason: str
) -> ResearchProject:
    """The leader asks before the day is over, once, for no more months than the agreement sets."""
    project = project_for(actor, project_id, "ask_extension")
    PROJECT.next(project.state, "ask_extension")
    if clock.today() > project.due_on:
        raise DueDayPassed(day=project.due_on)
    if _undecided(project, "extension") is not None:
        raise ChangeWaiting
    if project.due_on != project.planned_due_on:
        raise ExtendedAlready
    _check_new_day(project, new_due_on)
    asked = _ask(actor, project, "extension", reason)
    asked.new_due_on = new_due_on
    session().add(asked)
    record(actor, project, "ask_extension", reason=reason, new_due_on=new_due_on)
    return project


@command
def extend_project(
    actor: Actor, project_id: UUID, *, expected_version: int, decision: str, note: str = ""
) -> ResearchProject:
    project = project_for(actor, project_id, "extend", expected_version)
    project.state = PROJECT.next(project.state, "extend")
    asked = _decide(actor, project, "extension", decision=decision, note=note)
    before = project.due_on
    if asked.granted and asked.new_due_on:
        project.due_on = asked.new_due_on
    record(
        actor,
        project,
        "extend",
        reason=note or None,
        decision=decision,
        due_on=(before, project.due_on),
    )
    return project


# --------------------------------------------------------------------------- parts


def _check_new_day(project: ResearchProject, day: date) -> None:
    months = directory.settings(project.agreement_id).research_extension_months
    latest = months_after(project.due_on, months)
    if day <= project.due_on:
        words = Text("应晚于现在的结题期限{day}。", "It is after the present day, {day}.")
        raise invalid("new_due_on", "not_later", words.with_facts(day=project.due_on))
    if day > latest:
        words = Text(
            "延期不得超过{months}个月（最晚{day}）。",
            "At most {months} months: {day} at the latest.",
        )
        told = words.with_facts(months=months, day=latest)
        raise invalid("new_due_on", "extension_too_long", told)


def _ask(actor: Actor, project: ResearchProject, kind: str, reason: str) -> ResearchChange:
    return ResearchChange(
        project_id=project.id,
        kind=kind,
        asked_by=named(actor),
        asked_on=clock.today(),
        reason=reason,
        old_leader_name=project.leader_name,
        old_due_on=project.due_on,
    )


def _decide(
    actor: Actor, project: ResearchProject, kind: str, *, decision: str, note: str
) -> ResearchChange:
    policy.require_head(actor, None)
    asked = _undecided(project, kind)
    if asked is None:
        raise NoChangeAsked
    asked.granted, asked.note = decision == "grant", note
    asked.decided_by, asked.decided_at = named(actor), clock.now()
    return asked


def _undecided(project: ResearchProject, kind: str) -> ResearchChange | None:
    return session().scalar(
        sa.select(ResearchChange).where(
            ResearchChange.project_id == project.id,
            ResearchChange.kind == kind,
            ResearchChange.granted.is_(None),
        )
    )
