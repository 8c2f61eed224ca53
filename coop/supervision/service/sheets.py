"""Work tips and monthly dispatches: written by the daily job, annotated by the secretariat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core.actor import SYSTEM, Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Forbidden, NotFound
from coop.core.ladder import INTERNAL
from coop.core.language import Text
from coop.documents import marks
from coop.documents.handling import published
from coop.registry import directory
from coop.registry.models import Agreement, Institution
from coop.supervision import policy
from coop.supervision.events import WorkSheetAnnotated, WorkSheetMade
from coop.supervision.models import ProgressReport, SheetLine, Task, WorkSheet
from coop.supervision.outlook import Outlook, outlook_of
from coop.supervision.printing.filing import BY_RULE, chinese_date
from coop.supervision.printing.sheets import file_sheet
from coop.supervision.workflow import OPEN

ANNOTATE = Text("加注", "Add notes")


@command
def make_sheet(agreement_id: UUID, kind: str, period_on: date) -> WorkSheet | None:
    """The tip or monthly table of this period, once; None where it exists or nothing is open.

    kind: "work_tip" or "monthly_dispatch". Raises NoHost.
    """
    # Parallel workers queue here; who comes second finds the sheet.
    lock(Agreement, agreement_id)
    if _exists(agreement_id, kind, period_on):
        return None
    outlook = outlook_of(agreement_id)
    lines = list(_lines(outlook))
    if not lines:
        return None
    sheet = _sheet(agreement_id, kind, period_on)
    session().add(sheet)
    session().flush()
    for line in lines:
        line.sheet_id = sheet.id
    session().add_all(lines)
    session().flush()
    sheet.document_id = file_sheet(sheet, lines, published(SYSTEM, BY_RULE)).id
    audit.record(SYSTEM, "work_sheet.make", _subject(sheet), kind=kind, period_on=period_on)
    _tell(sheet, WorkSheetMade, kind=kind, period_on=period_on, line_count=len(lines))
    return sheet


@command
def annotate_sheet(actor: Actor, sheet_id: UUID, *, notes: str, expected_version: int) -> WorkSheet:
    """Write the secretariat's notes and print the next edition with them; the first one stays."""
    sheet = lock(WorkSheet, sheet_id)
    if not actor.sees(sheet.agreement_id):
        raise NotFound
    if not policy.is_secretariat(actor, sheet.agreement_id):
        raise Forbidden(action=ANNOTATE)
    check_version(sheet, expected_version)
    before, sheet.notes = sheet.notes, notes
    lines = sa.select(SheetLine).where(SheetLine.sheet_id == sheet.id).order_by(SheetLine.position)
    sheet.document_id = file_sheet(
        sheet,
        list(session().scalars(lines)),
        published(actor),
        corrects_id=sheet.document_id,
    ).id
    audit.record(actor, "work_sheet.annotate", _subject(sheet), notes=(before, notes))
    _tell(sheet, WorkSheetAnnotated)
    return sheet


def _exists(agreement_id: UUID, kind: str, period_on: date) -> bool:
    made = sa.select(WorkSheet.id).where(
        WorkSheet.agreement_id == agreement_id,
        WorkSheet.kind == kind,
        WorkSheet.period_on == period_on,
    )
    return session().scalar(made) is not None


def _sheet(agreement_id: UUID, kind: str, period_on: date) -> WorkSheet:
    today = clock.today()
    newest = sa.select(sa.func.max(WorkSheet.serial)).where(
        WorkSheet.agreement_id == agreement_id,
        WorkSheet.kind == kind,
        WorkSheet.year == today.year,
    )
    return WorkSheet(
        agreement_id=agreement_id,
        kind=kind,
        period_on=period_on,
        made_on=today,
        year=today.year,
        serial=(session().scalar(newest) or 0) + 1,
        issuer_id=directory.host_on(agreement_id, today),
        title=_title(kind, period_on, today),
    )


def _title(kind: str, period_on: date, today: date) -> str:
    if kind == "work_tip":
        return f"督办任务工作提示（{chinese_date(today)}）"
    return f"{period_on.year}年{period_on.month}月督办任务调度表"


def _lines(outlook: Outlook) -> Iterator[SheetLine]:
    for position, row in enumerate(session().execute(_open_tasks(outlook)).all(), 1):
        yield SheetLine(
            position=position,
            task_id=row.id,
            title=row.title,
            lead_id=row.lead_id,
            lead_name=row.short_name,
            due_on=row.due_on,
            state=row.state,
            colour=outlook.colour(row.state, row.due_on, is_behind=bool(row.is_behind)),
            percent=row.percent,
        )


def _open_tasks(outlook: Outlook) -> sa.Select[Any]:
    percent = (
        sa.select(ProgressReport.percent)
        .where(
            ProgressReport.task_id == Task.id,
            ProgressReport.institution_id == Task.lead_id,
            ProgressReport.replaced_at.is_(None),
        )
        .order_by(ProgressReport.week_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(
            Task.id,
            Task.title,
            Task.lead_id,
            Institution.short_name,
            Task.due_on,
            Task.state,
            percent.label("percent"),
            outlook.is_behind().label("is_behind"),
        )
        .join(Institution, Institution.id == Task.lead_id)
        .where(
            Task.agreement_id == outlook.agreement_id,
            Task.state.in_(OPEN),
            # Every party gets the sheet, so it tells only what every party reads.
            marks.is_up_to(INTERNAL, Task.id),
        )
        .order_by(Task.due_on, Task.id)
    )


def _subject(sheet: WorkSheet) -> Subject:
    return Subject("work_sheet", sheet.id, sheet.agreement_id)


def _tell(sheet: WorkSheet, event: type[events.DomainEvent], **facts: Any) -> None:
    audience = directory.institution_ids(sheet.agreement_id)
    events.record(
        event(agreement_id=sheet.agreement_id, subject_id=sheet.id, audience=audience, **facts)
    )
