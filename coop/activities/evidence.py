"""What joint activities prove: held, or planned for a day; reported on in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.kinds import Activity, Kind
from coop.activities.policy import visible
from coop.activities.workflow import REPORT
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.registry.models import Deadline


@dataclass(frozen=True, slots=True)
class Proof:
    """What kinds of activity differ in.

    planned_on: the column with the day; plural: the segment of an activity's page.
    """

    obligation: str
    plural: str
    planned_on: sa.SQLColumnExpression[Any]


def activities(
    kind: Kind[Activity], proof: Proof, actor: Actor, *, agreement_id: UUID, span: Span
) -> Iterator[Evidence]:
    table, planned_on = kind.activity, proof.planned_on
    on = sa.func.coalesce(table.held_on, planned_on, type_=sa.Date())
    columns: tuple[Any, ...] = (
        table.id,
        table.title,
        table.lead_id,
        table.held_on,
        planned_on.label("planned_on"),
    )
    query = sa.select(*columns).where(
        table.agreement_id == agreement_id,
        visible(kind, actor),
        table.cancelled_on.is_(None),
        on.between(span.from_on, span.to_on),
    )
    rows = session().execute(query.order_by(on, table.id)).all()
    parts = _parts(kind, [row.id for row in rows])
    for row in rows:
        others = (one for one in parts.get(row.id, ()) if one != row.lead_id)
        yield Evidence(
            obligation=proof.obligation,
            title=row.title,
            url=f"/{proof.plural}/{row.id}",
            institution_ids=(row.lead_id, *others),
            due_on=row.planned_on,
            done_on=row.held_on,
        )


def reports(
    kind: Kind[Activity], proof: Proof, actor: Actor, *, agreement_id: UUID, span: Span
) -> Iterator[Evidence]:
    """The summary is the lead's to send in. Its obligation is the proof's, with _report."""
    table = kind.activity
    columns: tuple[Any, ...] = (
        table.id,
        table.title,
        table.lead_id,
        Deadline.due_on,
        Deadline.met_on,
    )
    query = (
        sa.select(*columns)
        .join(Deadline, Deadline.subject_id == table.id)
        .where(
            table.agreement_id == agreement_id,
            visible(kind, actor),
            Deadline.kind == REPORT,
            Deadline.due_on.between(span.from_on, span.to_on),
        )
    )
    for row in session().execute(query.order_by(Deadline.due_on, table.id)):
        yield Evidence(
            obligation=f"{proof.obligation}_report",
            title=row.title,
            url=f"/{proof.plural}/{row.id}",
            institution_ids=(row.lead_id,),
            due_on=row.due_on,
            done_on=row.met_on,
        )


def _parts(kind: Kind[Activity], activity_ids: list[UUID]) -> dict[UUID, list[UUID]]:
    query = sa.select(kind.part.activity_id, kind.part.institution_id).where(
        kind.part.activity_id.in_(activity_ids)
    )
    found: dict[UUID, list[UUID]] = {}
    for row in session().execute(query.order_by(kind.part.id)):
        found.setdefault(row.activity_id, []).append(row.institution_id)
    return found
