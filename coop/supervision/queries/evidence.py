"""What supervision proves: tasks handed in by their day."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.core.sql import day_of
from coop.supervision.models import Task
from coop.supervision.policy import visible_to
from coop.supervision.workflow import TIMED, WORKFLOW


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    """Whole tasks, neither suspended nor cancelled; what came back counts as not handed in."""
    handed_in = sa.case((Task.returned_at.is_(None), day_of(Task.submitted_at)))
    query = sa.select(
        Task.id, Task.title, Task.lead_id, Task.due_on, handed_in.label("handed_in_on")
    ).where(
        Task.agreement_id == agreement_id,
        visible_to(actor),
        Task.assigned_at.is_not(None),
        Task.parent_id.is_(None),
        Task.state.in_(TIMED | WORKFLOW.sources("reopen")),
        Task.due_on.between(span.from_on, span.to_on),
    )
    for row in session().execute(query.order_by(Task.due_on, Task.id)):
        yield Evidence(
            obligation="task",
            title=row.title,
            url=f"/tasks/{row.id}",
            institution_ids=(row.lead_id,),
            due_on=row.due_on,
            done_on=row.handed_in_on,
        )
