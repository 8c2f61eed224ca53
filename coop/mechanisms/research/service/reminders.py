"""The system's reminders, once for each due day: mid-term, report, follow-up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command
from coop.mechanisms.research.events import ResearchReminder
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.policy import standing_of
from coop.mechanisms.research.service.loading import project_for, record
from coop.mechanisms.research.service.midterm import newest_midterm
from coop.mechanisms.research.workflow import FINISHED, FOLLOW_UP_DEADLINE, PROJECT
from coop.registry import deadlines, directory, working_days


@command
def remind_in_time(actor: Actor, project_id: UUID) -> ResearchProject:
    """Tell who has to act when a day is as near as the agreement's warning days, or past."""
    project = project_for(actor, project_id, "submit")
    for due, day in _next_days(project).items():
        if day is None or _reminded(project, due) == day or not _is_near(project, day):
            continue
        setattr(project, f"{due}_reminded_on", day)
        record(actor, project, "remind", due=due, due_on=day)
        events.record(
            ResearchReminder(
                agreement_id=project.agreement_id,
                subject_id=project.id,
                audience=_asked(project, due),
                due=due,
                due_on=day,
            )
        )
    return project


def _next_days(project: ResearchProject) -> dict[str, date | None]:
    """What is owed by when; None where nothing is."""
    is_running = project.state in PROJECT.sources("submit")
    newest = newest_midterm(project) if is_running else None
    follow_up = next(
        (
            one.due_on
            for one in deadlines.due_dates(project.id)
            if one.kind == FOLLOW_UP_DEADLINE and one.met_on is None
        ),
        None,
    )
    return {
        "midterm": project.midterm_on if is_running and newest is None else None,
        "report": project.due_on if is_running else None,
        "follow_up": follow_up if project.state in FINISHED else None,
    }


def _is_near(project: ResearchProject, day: date) -> bool:
    today = clock.today()
    ahead = directory.settings(project.agreement_id).blue_days
    calendar = working_days.calendar_of(project.agreement_id)
    return day <= today or calendar.between(today, day) <= ahead


def _reminded(project: ResearchProject, due: str) -> date | None:
    told: date | None = getattr(project, f"{due}_reminded_on")
    return told


def _asked(project: ResearchProject, due: str) -> tuple[UUID, ...]:
    """The lead; for the follow-up also the host, whose secretariat makes it."""
    host_id = standing_of(project).host_id
    if due == "follow_up" and host_id is not None:
        return tuple(dict.fromkeys((host_id, project.lead_id)))
    return (project.lead_id,)
