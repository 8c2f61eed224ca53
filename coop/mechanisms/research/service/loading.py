"""What every command begins and ends with: load what is visible, permit, and record the act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session, touch
from coop.core.errors import NotFound
from coop.core.parts import lock_part
from coop.documents import marks
from coop.mechanisms.research.events import FieldVisitEvent, ResearchEvent
from coop.mechanisms.research.models import FieldVisit, ResearchProject
from coop.mechanisms.research.policy import circle_of, holds, sees, standing_of
from coop.mechanisms.research.workflow import PROJECT, VISIT
from coop.registry import directory


def project_for(
    actor: Actor, project_id: UUID, action: str, expected_version: int | None = None
) -> ResearchProject:
    """The project, locked, if the actor sees it and may do this with it."""
    found = lock(ResearchProject, project_id)
    if not sees(actor, found.id):
        raise NotFound
    policy.require(actor, PROJECT, action, standing_of(found), holds)
    check_version(found, expected_version)
    return found


def visit_for(
    actor: Actor, visit_id: UUID, action: str, expected_version: int
) -> tuple[FieldVisit, ResearchProject]:
    """A visit with its project, locked in the other order, if the actor may do this."""
    found, project = lock_part(FieldVisit, visit_id, ResearchProject, FieldVisit.project_id)
    if not sees(actor, project.id):
        raise NotFound
    policy.require(actor, VISIT, action, standing_of(project), holds)
    check_version(found, expected_version)
    return found, project


def named(actor: Actor) -> str:
    """Who acts, by name: the officer behind a system where one is named."""
    return actor.on_behalf_of or actor.name


def next_number(model: Any, *where: sa.ColumnElement[bool]) -> int:
    """1, 2, 3 … of a project's parts; its row is locked, so nobody takes the same."""
    newest = session().scalar(sa.select(sa.func.max(model.number)).where(*where))
    return (newest or 0) + 1


# --------------------------------------------------------------------------- records


def audience_of(project: ResearchProject) -> tuple[UUID, ...]:
    circle = circle_of(project, standing_of(project))
    return circle or directory.institution_ids(project.agreement_id)


def record(
    actor: Actor,
    project: ResearchProject,
    action: str,
    *,
    reason: str | None = None,
    **changes: Any,
) -> None:
    """Raises the version too, for a part may have been all that changed."""
    touch(project)
    marks.mark(project.agreement_id, project.id, project.classification)
    subject = Subject("research_project", project.id, project.agreement_id)
    audit.record(actor, f"research_project.{action}", subject, reason=reason, **changes)
    session().flush()
    events.record(
        ResearchEvent(
            agreement_id=project.agreement_id,
            subject_id=project.id,
            audience=audience_of(project),
            action=action,
            state=project.state,
            lead_id=project.lead_id,
        )
    )


def record_visit(
    actor: Actor,
    visit: FieldVisit,
    project: ResearchProject,
    action: str,
    *,
    reason: str | None = None,
    **changes: Any,
) -> None:
    subject = Subject("field_visit", visit.id, project.agreement_id)
    audit.record(
        actor, f"field_visit.{action}", subject, reason=reason, project_id=project.id, **changes
    )
    session().flush()
    events.record(
        FieldVisitEvent(
            agreement_id=project.agreement_id,
            subject_id=visit.id,
            audience=audience_of(project),
            project_id=project.id,
            action=action,
            state=visit.state,
            visit_on=visit.visit_on,
        )
    )
