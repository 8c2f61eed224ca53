"""中期检查: the leader reports, a reviewer checks the work against the plan."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import Forbidden, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.research import printing
from coop.mechanisms.research.models import MidtermReview, ResearchProject
from coop.mechanisms.research.policy import reviewer_of, standing_of
from coop.mechanisms.research.service.loading import named, next_number, project_for, record
from coop.mechanisms.research.workflow import PROJECT


class MidtermWaiting(RuleViolation):
    code = "midterm_waiting"
    text = Text("已有中期报告待检查。", "A mid-term report is waiting to be checked.")


class MidtermPassed(RuleViolation):
    code = "midterm_passed"
    text = Text("中期检查已通过。", "The mid-term check has been passed.")


class NoMidtermReport(RuleViolation):
    code = "no_midterm_report"
    text = Text("没有待检查的中期报告。", "There is no mid-term report to check.")


@command
def report_midterm(
    actor: Actor, project_id: UUID, *, expected_version: int, progress: str, next_steps: str
) -> ResearchProject:
    """Again after a check that asked for putting right."""
    project = project_for(actor, project_id, "report_midterm", expected_version)
    project.state = PROJECT.next(project.state, "report_midterm")
    newest = newest_midterm(project)
    if newest is not None and newest.verdict is None:
        raise MidtermWaiting
    if is_passed(newest):
        raise MidtermPassed
    review = MidtermReview(
        project_id=project.id,
        number=next_number(MidtermReview, MidtermReview.project_id == project.id),
        progress=progress,
        next_steps=next_steps,
        reported_by=named(actor),
        reported_on=clock.today(),
    )
    session().add(review)
    record(actor, project, "report_midterm", number=review.number)
    return project


@command
def review_midterm(
    actor: Actor, project_id: UUID, *, expected_version: int, verdict: str, comments: str = ""
) -> ResearchProject:
    """A named reviewer of another party; what is to be put right is said."""
    project = project_for(actor, project_id, "midterm", expected_version)
    project.state = PROJECT.next(project.state, "midterm")
    review, reviewer = newest_midterm(project), reviewer_of(actor, standing_of(project))
    if reviewer is None:
        raise Forbidden(action=PROJECT.actions["midterm"])
    if review is None or review.verdict is not None:
        raise NoMidtermReport
    if verdict == "rectify" and not comments:
        words = Text("限期整改的必须说明要求。", "Say what is to be put right.")
        raise invalid("comments", "required", words)
    review.verdict, review.comments, review.reviewed_at = verdict, comments, clock.now()
    review.reviewer_name, review.reviewer_institution_id = reviewer.name, reviewer.institution_id
    session().flush()
    review.document_id = printing.file_midterm(project, review, standing_of(project), actor).id
    record(actor, project, "midterm", verdict=verdict, number=review.number)
    return project


def newest_midterm(project: ResearchProject) -> MidtermReview | None:
    query = sa.select(MidtermReview).where(MidtermReview.project_id == project.id)
    return session().scalar(query.order_by(MidtermReview.number.desc()).limit(1))


def is_passed(review: MidtermReview | None) -> bool:
    return review is not None and review.verdict == "on_course"
