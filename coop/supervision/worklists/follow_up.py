"""The next agenda's follow-up list, and missing weekly reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.ladder import INTERNAL
from coop.core.language import Text
from coop.documents import marks
from coop.registry import directory
from coop.registry.models import Institution
from coop.supervision.colour import COLOURS, monday_of
from coop.supervision.models import ProgressReport, Task
from coop.supervision.outlook import Outlook, outlook_of
from coop.supervision.workflow import OPEN, WORKFLOW


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An unfinished task as the top of the next agenda lists it."""

    id: UUID
    title: str
    lead: str
    source_label: str
    due_on: date
    state_label: Text
    colour: str
    colour_label: Text
    url: str


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A weekly report nobody filed, with who is asked for it. liaisons: primary first."""

    task_id: UUID
    title: str
    institution_id: UUID
    institution: str
    liaisons: tuple[str, ...]


def open_actions(agreement_id: UUID) -> tuple[OpenAction, ...]:
    """Every open task that all parties read, by due day. The caller has checked who asks."""
    outlook = outlook_of(agreement_id)
    columns: tuple[Any, ...] = (
        Task.id,
        Task.title,
        Task.due_on,
        Task.source_label,
        Task.state,
        Institution.short_name,
        outlook.is_behind().label("is_behind"),
    )
    query = (
        sa.select(*columns)
        .join(Institution, Institution.id == Task.lead_id)
        .where(
            Task.agreement_id == agreement_id,
            Task.state.in_(OPEN),
            marks.is_up_to(INTERNAL, Task.id),
        )
        .order_by(Task.due_on, Task.id)
    )
    return tuple(_open_action(row, outlook) for row in session().execute(query))


def _open_action(row: sa.Row[Any], outlook: Outlook) -> OpenAction:
    colour = outlook.colour(row.state, row.due_on, is_behind=bool(row.is_behind))
    return OpenAction(
        id=row.id,
        title=row.title,
        lead=row.short_name,
        source_label=row.source_label,
        due_on=row.due_on,
        state_label=WORKFLOW.states[row.state],
        colour=colour,
        colour_label=COLOURS[colour],
        url=f"/tasks/{row.id}",
    )


def missing_reports(
    actor: Actor, agreement_id: UUID, *, week_on: date
) -> tuple[MissingReport, ...]:
    """Leads that owe the report of the ISO week of this day. Raises NotFound for strangers."""
    if not actor.sees(agreement_id):
        raise NotFound
    monday = monday_of(week_on)
    reported = sa.exists().where(
        ProgressReport.task_id == Task.id,
        ProgressReport.institution_id == Task.lead_id,
        ProgressReport.week_on == monday,
    )
    rows = session().execute(
        sa.select(Task.id, Task.title, Task.lead_id, Institution.short_name)
        .join(Institution, Institution.id == Task.lead_id)
        .where(
            Task.agreement_id == agreement_id,
            marks.readable(actor, Task.agreement_id, Task.id),
            Task.state.in_(WORKFLOW.sources("report")),
            Task.working_since_on < monday,
            ~reported,
        )
        .order_by(Task.due_on, Task.id)
    )
    return tuple(MissingReport(*row, _liaisons(agreement_id, row.lead_id)) for row in rows.all())


def _liaisons(agreement_id: UUID, institution_id: UUID) -> tuple[str, ...]:
    held = directory.holders(agreement_id, "liaison", institution_id=institution_id)
    return tuple(one.name for one in held)
