"""Reads of work tips and monthly dispatches."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.supervision import policy
from coop.supervision.colour import COLOURS
from coop.supervision.models import SheetLine, WorkSheet
from coop.supervision.workflow import SHEET_KINDS, WORKFLOW


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLineView:
    """One task as it stood when the sheet was made."""

    task_id: UUID
    title: str
    lead_id: UUID
    lead_name: str
    due_on: date
    state: str
    state_label: Text
    colour: str
    colour_label: Text
    percent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSheetView(View):
    """The open tasks of one day. period_on: the Monday or the first of the month it is for."""

    agreement_id: UUID
    kind: str
    kind_label: Text
    title: str
    period_on: date
    made_on: date
    year: int
    serial: int
    notes: str
    document_id: UUID | None
    lines: tuple[SheetLineView, ...]
    allowed_actions: tuple[str, ...]


class Filters(TypedDict, total=False):
    agreement_id: UUID


def get_work_tip(actor: Actor, sheet_id: UUID) -> WorkSheetView:
    """Raises NotFound for strangers."""
    return _get(actor, sheet_id, "work_tip")


def get_monthly_dispatch(actor: Actor, sheet_id: UUID) -> WorkSheetView:
    """Raises NotFound for strangers."""
    return _get(actor, sheet_id, "monthly_dispatch")


def list_work_tips(
    actor: Actor, *, limit: int, cursor: str | None = None, **filters: Unpack[Filters]
) -> Page[WorkSheetView]:
    """Newest first."""
    return _list(actor, "work_tip", filters, (limit, cursor))


def list_monthly_dispatches(
    actor: Actor, *, limit: int, cursor: str | None = None, **filters: Unpack[Filters]
) -> Page[WorkSheetView]:
    """Newest first."""
    return _list(actor, "monthly_dispatch", filters, (limit, cursor))


def _get(actor: Actor, sheet_id: UUID, kind: str) -> WorkSheetView:
    found = session().execute(_visible(actor, kind).where(WorkSheet.id == sheet_id)).all()
    if not found:
        raise NotFound
    return _views(actor, found)[0]


def _list(
    actor: Actor, kind: str, filters: Filters, place: tuple[int, str | None]
) -> Page[WorkSheetView]:
    query = _visible(actor, kind)
    if "agreement_id" in filters:
        query = query.where(WorkSheet.agreement_id == filters["agreement_id"])
    newest_first = query.order_by(WorkSheet.period_on.desc(), WorkSheet.id.desc())
    found = page_of(newest_first, limit=place[0], cursor=place[1])
    return Page(tuple(_views(actor, found.items)), found.next)


def _visible(actor: Actor, kind: str) -> sa.Select[Any]:
    query = sa.select(*WorkSheet.__table__.columns).where(WorkSheet.kind == kind)
    return (
        query if actor.is_system else query.where(WorkSheet.agreement_id.in_(actor.agreement_ids))
    )


def _views(actor: Actor, rows: Any) -> list[WorkSheetView]:
    lines = defaultdict(list)
    columns = sa.select(*SheetLine.__table__.columns)
    of_these = columns.where(SheetLine.sheet_id.in_([row.id for row in rows]))
    for one in session().execute(of_these.order_by(SheetLine.sheet_id, SheetLine.position)):
        lines[one.sheet_id].append(_line(one))
    return [_view(actor, row, tuple(lines[row.id])) for row in rows]


def _view(actor: Actor, row: sa.Row[Any], lines: tuple[SheetLineView, ...]) -> WorkSheetView:
    may_annotate = policy.is_secretariat(actor, row.agreement_id)
    return WorkSheetView(
        id=row.id,
        version=row.version,
        agreement_id=row.agreement_id,
        kind=row.kind,
        kind_label=SHEET_KINDS[row.kind],
        title=row.title,
        period_on=row.period_on,
        made_on=row.made_on,
        year=row.year,
        serial=row.serial,
        notes=row.notes,
        document_id=row.document_id,
        lines=lines,
        allowed_actions=("annotate",) if may_annotate else (),
    )


def _line(row: sa.Row[Any]) -> SheetLineView:
    return SheetLineView(
        task_id=row.task_id,
        title=row.title,
        lead_id=row.lead_id,
        lead_name=row.lead_name,
        due_on=row.due_on,
        state=row.state,
        state_label=WORKFLOW.states[row.state],
        colour=row.colour,
        colour_label=COLOURS[row.colour],
        percent=row.percent,
    )
