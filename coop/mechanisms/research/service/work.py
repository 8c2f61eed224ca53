"""过程实施: stages reached, the three lists kept."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.research.models import (
    FieldVisit,
    IssueEntry,
    ResearchProject,
    ResearchStage,
)
from coop.mechanisms.research.policy import standing_of
from coop.mechanisms.research.service.loading import (
    named,
    next_number,
    project_for,
    record,
)
from coop.mechanisms.research.workflow import ANSWERED_BY, ENTRY_KINDS, PROJECT, WHILE_WORKING


class StageReachedAlready(RuleViolation):
    code = "stage_reached_already"
    text = Text("该阶段已于{day}完成。", "This stage was reached on {day}.")


class EarlierStageOpen(RuleViolation):
    code = "earlier_stage_open"
    text = Text("前一阶段“{title}”尚未完成。", "The stage before, {title}, is not reached yet.")


class WrongTimeForEntry(RuleViolation):
    code = "wrong_time_for_entry"
    text = Text(
        "研究过程中登记问题和措施，结题后登记成果运用；现在不能登记“{kind}”。",
        "Problems and measures while working, results used afterwards: not now, {kind}.",
    )


@command
def reach_stage(
    actor: Actor, project_id: UUID, *, expected_version: int, number: int, note: str = ""
) -> ResearchProject:
    """Stages are reached in their order."""
    project = project_for(actor, project_id, "reach_stage", expected_version)
    project.state = PROJECT.next(project.state, "reach_stage")
    query = sa.select(ResearchStage).where(ResearchStage.project_id == project.id)
    stages = {one.number: one for one in session().scalars(query)}
    if number not in stages:
        words = Text("没有这个阶段。", "There is no such stage.")
        raise invalid("number", "no_such_stage", words)
    stage, before = stages[number], stages.get(number - 1)
    if stage.reached_on is not None:
        raise StageReachedAlready(day=stage.reached_on)
    if before is not None and before.reached_on is None:
        raise EarlierStageOpen(title=before.title)
    stage.reached_on, stage.note = clock.today(), note
    record(actor, project, "reach_stage", stage=number, title=stage.title)
    return project


@command
def add_entry(
    actor: Actor,
    project_id: UUID,
    *,
    kind: str,
    text: str,
    **facts: UUID | None,
) -> ResearchProject:
    """A line of one of the three lists.

    facts: owner_id (the own institution unless given), answers_id, visit_id.
    """
    project = project_for(actor, project_id, "add_entry")
    PROJECT.next(project.state, "add_entry")
    is_working = project.accepted_at is None
    if is_working != (kind in WHILE_WORKING):
        raise WrongTimeForEntry(kind=ENTRY_KINDS[kind])
    owner_id = facts.get("owner_id") or own_institution(actor)
    _check_links(project, kind, owner_id, facts)
    same_list = sa.and_(IssueEntry.project_id == project.id, IssueEntry.kind == kind)
    entry = IssueEntry(
        project_id=project.id,
        kind=kind,
        number=next_number(IssueEntry, same_list),
        text=text,
        owner_id=owner_id,
        answers_id=facts.get("answers_id"),
        visit_id=facts.get("visit_id"),
        entered_by=named(actor),
    )
    session().add(entry)
    record(actor, project, "add_entry", kind=kind, number=entry.number)
    return project


def _check_links(
    project: ResearchProject, kind: str, owner_id: UUID, facts: dict[str, UUID | None]
) -> None:
    if owner_id not in standing_of(project).taking_part:
        words = Text("责任单位应是牵头或配合单位。", "The owner takes part in the project.")
        raise invalid("owner_id", "not_taking_part", words)
    visit_id = facts.get("visit_id")
    visit = session().get(FieldVisit, visit_id) if visit_id else None
    if visit_id is not None and (visit is None or visit.project_id != project.id):
        words = Text("不是本课题的调研活动。", "It is no visit of this project.")
        raise invalid("visit_id", "not_of_project", words)
    _check_answer(project, kind, facts.get("answers_id"))


def _check_answer(project: ResearchProject, kind: str, answers_id: UUID | None) -> None:
    expected = ANSWERED_BY.get(kind)
    if answers_id is None and kind == "measure":
        words = Text("请选择该措施所针对的问题。", "Say which problem the measure answers.")
        raise invalid("answers_id", "required", words)
    if answers_id is None:
        return
    found = session().get(IssueEntry, answers_id)
    if found is None or found.project_id != project.id or found.kind != expected:
        words = Text(
            "措施对应问题，成果运用对应措施，且均属本课题。",
            "A measure answers a problem, a result a measure, of this project.",
        )
        raise invalid("answers_id", "not_answerable", words)


def problems_without_measure(project: ResearchProject) -> list[int]:
    """Numbers of the problems that no measure answers."""
    measure = sa.orm.aliased(IssueEntry)
    query = (
        sa.select(IssueEntry.number)
        .outerjoin(measure, measure.answers_id == IssueEntry.id)
        .where(
            IssueEntry.project_id == project.id, IssueEntry.kind == "problem", measure.id.is_(None)
        )
    )
    return list(session().scalars(query.order_by(IssueEntry.number)))
