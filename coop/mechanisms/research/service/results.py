"""What became of the results: 成果转化 told by the parties, 跟踪问效 by the secretariat."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import invalid
from coop.core.language import SHANGHAI, Text
from coop.core.policy import own_institution
from coop.mechanisms.research.models import ResearchFollowUp, ResearchOutcome, ResearchProject
from coop.mechanisms.research.service.loading import (
    named,
    project_for,
    record,
)
from coop.mechanisms.research.workflow import FOLLOW_UP_DEADLINE, PROJECT
from coop.registry import deadlines


@command
def apply_outcome(
    actor: Actor,
    project_id: UUID,
    *,
    expected_version: int,
    kind: str,
    title: str,
    adopted_on: date,
    **words: str,
) -> ResearchProject:
    """The own institution adopted a result. words: reference, effect."""
    project = project_for(actor, project_id, "apply", expected_version)
    before, state = project.state, PROJECT.next(project.state, "apply")
    _check_day(project, adopted_on)
    outcome = ResearchOutcome(
        project_id=project.id,
        kind=kind,
        title=title,
        adopter_id=own_institution(actor),
        adopted_on=adopted_on,
        entered_by=named(actor),
        **words,
    )
    session().add(outcome)
    project.state = state
    record(actor, project, "apply", state=(before, state), kind=kind, title=title)
    return project


@command
def follow_up(
    actor: Actor, project_id: UUID, *, expected_version: int, finding: str, text: str
) -> ResearchProject:
    """The host's secretariat looks into the use of the results; the first look meets the day."""
    project = project_for(actor, project_id, "follow_up", expected_version)
    project.state = PROJECT.next(project.state, "follow_up")
    session().add(
        ResearchFollowUp(
            project_id=project.id,
            made_on=clock.today(),
            finding=finding,
            text=text,
            made_by=named(actor),
        )
    )
    deadlines.meet_deadline(project.id, FOLLOW_UP_DEADLINE)
    record(actor, project, "follow_up", finding=finding)
    return project


def _check_day(project: ResearchProject, day: date) -> None:
    accepted_at = project.accepted_at
    accepted_on = accepted_at.astimezone(SHANGHAI).date() if accepted_at else clock.today()
    if not accepted_on <= day <= clock.today():
        words = Text(
            "转化日期应在结题之后、今天以前。",
            "It was adopted between the day of acceptance and today.",
        )
        raise invalid("adopted_on", "out_of_range", words)
