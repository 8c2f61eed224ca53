"""监督问效: the report is handed in, version by version, and jointly reviewed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import Forbidden, RuleViolation
from coop.core.filetypes import content_of, safe_name, sniff
from coop.core.language import Text
from coop.mechanisms.research import printing
from coop.mechanisms.research.events import ResearchAccepted
from coop.mechanisms.research.models import ResearchProject, ResearchReport, ResearchReview
from coop.mechanisms.research.policy import Standing, reviewer_of, standing_of
from coop.mechanisms.research.service.loading import audience_of, named, project_for, record
from coop.mechanisms.research.service.midterm import is_passed, newest_midterm
from coop.mechanisms.research.service.work import problems_without_measure
from coop.mechanisms.research.workflow import FOLLOW_UP_DEADLINE, PROJECT
from coop.registry import deadlines, directory

_MECHANISM = "research"
_FOLLOW_UP_BY = Text(
    "结题后{months}个月内跟踪问效", "its use is followed up within {months} months of acceptance"
)


class ReviewersMissing(RuleViolation):
    code = "reviewers_missing"
    text = Text("尚未确定评审人员。", "No reviewers have been named.")


class MidtermNotPassed(RuleViolation):
    code = "midterm_not_passed"
    text = Text("中期检查尚未通过。", "The mid-term check has not been passed.")


class ProblemsWithoutMeasure(RuleViolation):
    code = "problems_without_measure"
    text = Text(
        "问题清单第{numbers}项还没有对应措施。", "No measure answers these problems: {numbers}."
    )


class ReviewedAlready(RuleViolation):
    code = "reviewed_already"
    text = Text("您已评审过这一稿。", "You have reviewed this version.")


@command
def submit_report(
    actor: Actor,
    project_id: UUID,
    *,
    expected_version: int,
    file: Mapping[str, str] | None = None,
    **words: str,
) -> ResearchProject:
    """The leader hands in the next version. words: abstract, findings, recommendations."""
    project = project_for(actor, project_id, "submit", expected_version)
    before, state = project.state, PROJECT.next(project.state, "submit")
    if not standing_of(project).reviewers:
        raise ReviewersMissing
    if not is_passed(newest_midterm(project)):
        raise MidtermNotPassed
    open_problems = problems_without_measure(project)
    if open_problems:
        raise ProblemsWithoutMeasure(numbers=open_problems)
    report = ResearchReport(
        project_id=project.id,
        number=project.report_version + 1,
        submitted_by=named(actor),
        submitted_on=clock.today(),
        due_on=project.due_on,
        **words,
        **_kept(file),
    )
    session().add(report)
    project.state, project.report_version = state, report.number
    record(actor, project, "submit", state=(before, state), report_version=report.number)
    return project


@command
def accept_report(
    actor: Actor, project_id: UUID, *, expected_version: int, comments: str = ""
) -> ResearchProject:
    """One reviewer accepts; with the last of them the project is accepted."""
    project = project_for(actor, project_id, "accept", expected_version)
    before = project.state
    PROJECT.next(project.state, "accept")
    _review(actor, project, "accept", comments)
    if _all_accept(project):
        _accept(actor, project)
    record(actor, project, "accept", state=(before, project.state))
    if project.accepted_at is not None:
        _tell(project)
    return project


@command
def return_report(
    actor: Actor, project_id: UUID, *, expected_version: int, comments: str
) -> ResearchProject:
    """One reviewer sends it back with reasons; the next version is reviewed by all again."""
    project = project_for(actor, project_id, "return", expected_version)
    before, state = project.state, PROJECT.next(project.state, "return")
    _review(actor, project, "return", comments)
    project.state = state
    record(actor, project, "return", reason=comments, state=(before, state))
    return project


# --------------------------------------------------------------------------- parts


def newest_report(project: ResearchProject) -> ResearchReport:
    query = sa.select(ResearchReport).where(
        ResearchReport.project_id == project.id, ResearchReport.number == project.report_version
    )
    return session().scalars(query).one()


def _kept(file: Mapping[str, str] | None) -> dict[str, Any]:
    if file is None:
        return {}
    content, name = content_of(file), safe_name(file["filename"])
    return {
        "filename": name,
        "media_type": sniff(name, content),
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _review(actor: Actor, project: ResearchProject, verdict: str, comments: str) -> None:
    reviewer, report = reviewer_of(actor, standing_of(project)), newest_report(project)
    if reviewer is None:
        raise Forbidden(action=PROJECT.actions[verdict])
    if reviewer.person_id in _verdicts(report):
        raise ReviewedAlready
    session().add(
        ResearchReview(
            report_id=report.id,
            person_id=reviewer.person_id,
            reviewer_name=reviewer.name,
            institution_id=reviewer.institution_id,
            verdict=verdict,
            comments=comments,
            given_at=clock.now(),
        )
    )
    session().flush()


def _verdicts(report: ResearchReport) -> dict[UUID, str]:
    query = sa.select(ResearchReview.person_id, ResearchReview.verdict).where(
        ResearchReview.report_id == report.id
    )
    return {row.person_id: row.verdict for row in session().execute(query)}


def _all_accept(project: ResearchProject) -> bool:
    given = _verdicts(newest_report(project))
    standing: Standing = standing_of(project)
    return all(given.get(one.person_id) == "accept" for one in standing.reviewers)


def _accept(actor: Actor, project: ResearchProject) -> None:
    """结题: the report is filed, and its use followed for the months the agreement sets."""
    project.state = PROJECT.next(project.state, "accept", to="accepted")
    project.accepted_at = clock.now()
    months = directory.settings(project.agreement_id).research_follow_up_months
    rule = _FOLLOW_UP_BY.with_facts(months=months)
    deadlines.set_deadline(
        project.agreement_id,
        "research_project",
        project.id,
        FOLLOW_UP_DEADLINE,
        clock.today(),
        months,
        deadlines.MONTH,
        deadlines.by_clause(project.agreement_id, _MECHANISM, rule),
    )
    session().flush()
    document = printing.file_report(project, newest_report(project), standing_of(project), actor)
    project.report_document_id = document.id


def _tell(project: ResearchProject) -> None:
    due = next(one for one in deadlines.due_dates(project.id) if one.kind == FOLLOW_UP_DEADLINE)
    if project.report_document_id is None:
        raise RuntimeError("an accepted report is filed")
    events.record(
        ResearchAccepted(
            agreement_id=project.agreement_id,
            subject_id=project.id,
            audience=audience_of(project),
            report_version=project.report_version,
            follow_up_due_on=due.due_on,
            document_id=project.report_document_id,
        )
    )
