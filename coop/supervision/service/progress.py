"""Weekly follow-up: reports and milestones."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import NotFound, invalid
from coop.core.language import Text
from coop.supervision import events
from coop.supervision.colour import monday_of
from coop.supervision.models import Milestone, ProgressReport, Task
from coop.supervision.service import guard
from coop.supervision.service.drafting import PointFields


@command
def report_progress(
    actor: Actor, task_id: UUID, *, percent: int, text: str, problems: str = ""
) -> Task:
    """File this ISO week's report of the actor's institution; an earlier one is replaced.

    No version is compared: institutions report side by side and none overwrites another.
    """
    task = guard.admit(actor, task_id, "report", None)
    report = _new_report(actor, task.id)
    report.percent, report.text, report.problems = percent, text, problems
    session().add(report)
    guard.log(actor, "report", task, week_on=report.week_on, percent=percent)
    guard.tell(
        events.TaskReported,
        task,
        institution_id=report.institution_id,
        week_on=report.week_on,
        percent=percent,
    )
    return task


def _new_report(actor: Actor, task_id: UUID) -> ProgressReport:
    """This week's report of the actor's institution, the one before it marked as replaced."""
    if actor.institution_id is None:
        raise NotFound
    report = ProgressReport(
        task_id=task_id,
        institution_id=actor.institution_id,
        week_on=monday_of(clock.today()),
        reported_at=clock.now(),
        reported_by=actor.name,
    )
    session().execute(
        sa.update(ProgressReport)
        .where(
            ProgressReport.task_id == task_id,
            ProgressReport.institution_id == report.institution_id,
            ProgressReport.week_on == report.week_on,
            ProgressReport.replaced_at.is_(None),
        )
        .values(replaced_at=clock.now())
    )
    return report


@command
def plan_milestones(
    actor: Actor, task_id: UUID, *, milestones: Sequence[PointFields], expected_version: int
) -> Task:
    """Write the plan anew; milestones already reached or missed stay. Raises Invalid."""
    task = guard.admit(actor, task_id, "plan", expected_version)
    for number, point in enumerate(milestones):
        if not clock.today() <= point["planned_on"] <= task.due_on:
            words = Text("应在今天与任务期限之间。", "It must lie between today and the due day.")
            raise invalid(f"milestones/{number}/planned_on", "outside_task", words)
    session().execute(
        sa.delete(Milestone).where(
            Milestone.task_id == task.id,
            Milestone.reached_on.is_(None),
            Milestone.planned_on >= clock.today(),
        )
    )
    session().add_all(Milestone(task_id=task.id, **point) for point in milestones)
    touch(task)
    planned = [f"{point['planned_on']} {point['text']}" for point in milestones]
    guard.log(actor, "plan", task, milestones=planned)
    guard.tell(events.TaskPlanned, task, milestone_count=len(planned))
    return task


@command
def reach_milestone(
    actor: Actor, task_id: UUID, *, milestone_id: UUID, expected_version: int
) -> Task:
    """Mark a milestone as reached today. Raises Invalid when it is not an open one of this task."""
    task = guard.admit(actor, task_id, "reach", expected_version)
    point = session().get(Milestone, milestone_id)
    if point is None or point.task_id != task.id or point.reached_on is not None:
        words = Text("不是本任务尚未完成的节点。", "Not an open milestone of this task.")
        raise invalid("milestone_id", "not_open", words)
    point.reached_on = clock.today()
    touch(task)
    guard.log(actor, "reach", task, milestone=point.text, planned_on=point.planned_on)
    guard.tell(events.TaskMilestoneReached, task, planned_on=point.planned_on, text=point.text)
    return task
