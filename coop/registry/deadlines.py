"""Deadlines: a due day kept with everything it was computed from, so that it can be explained and
computed again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import session, step
from coop.core.language import Text
from coop.registry import directory
from coop.registry.models import Deadline
from coop.registry.words import article_in_english
from coop.registry.working_days import Due, calendar_of, day_name, months_after

WORKING_DAY = "working_day"
CALENDAR_DAY = "calendar_day"
MONTH = "month"
_UNITS = {
    WORKING_DAY: Text("个工作日", "working days"),
    CALENDAR_DAY: Text("日", "days"),
    MONTH: Text("个月", "months"),
}


_COMPUTED = (
    "start_on", "amount", "unit", "basis_zh", "basis_en", "due_on", "is_provisional", "met_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueView:
    """A due day with its basis. met_on: None while it is open."""

    kind: str
    start_on: date
    due_on: date
    amount: int
    unit: str
    basis: Text
    is_provisional: bool
    met_on: date | None


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """An open deadline whose day has passed. The caller checks that the subject is visible."""

    agreement_id: UUID
    subject_kind: str
    subject_id: UUID
    kind: str
    due_on: date
    basis: str


def due(agreement_id: UUID, start_on: date, amount: int, unit: str) -> Due:
    """The due day under the agreement's calendar; calendar days and months roll over rest days.

    start_on is not counted. unit: "working_day", "calendar_day" or "month". Raises CalendarGap.
    """
    calendar = calendar_of(agreement_id)
    if unit == WORKING_DAY:
        return calendar.add(start_on, amount)
    if unit == MONTH:
        return calendar.months_due(start_on, amount)
    return calendar.calendar_due(start_on, amount)


@step
def set_deadline(  # noqa: PLR0913  # one argument per fact that explains the day
    agreement_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    kind: str,
    start_on: date,
    amount: int,
    unit: str,
    basis: Text,
) -> Deadline:
    """Compute and keep the due day; an earlier one of the same kind is replaced and open again.

    basis: clause or law as people read it, e.g. “协议第三条：会议通知提前3个工作日”.
    Raises CalendarGap.
    """
    made = new_deadline(agreement_id, subject_kind, subject_id, kind, start_on, amount, unit, basis)
    row = _find(subject_id, kind)
    if row is None:
        row = made
        session().add(row)
    for name in _COMPUTED:
        setattr(row, name, getattr(made, name))
    session().flush()
    return row


def new_deadline(  # noqa: PLR0913  # as set_deadline
    agreement_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    kind: str,
    start_on: date,
    amount: int,
    unit: str,
    basis: Text,
) -> Deadline:
    """The same of a subject that is new, computed and not kept yet: many are kept at once."""
    computed = due(agreement_id, start_on, amount, unit)
    return Deadline(
        agreement_id=agreement_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        start_on=start_on,
        amount=amount,
        unit=unit,
        basis_zh=basis.zh,
        basis_en=basis.en,
        due_on=computed.on,
        is_provisional=computed.provisional,
        met_on=None,
    )


def by_clause(agreement_id: UUID, mechanism: str, told: Text) -> Text:
    """The rule as a deadline's basis, with the agreement's article where the agreement has one."""
    clause = directory.clause(agreement_id, mechanism)
    named = clause.article if clause else None
    return Text(
        f"协议{named or '约定'}：{told.zh}",
        f"{f'Agreement {article_in_english(named)}' if named else 'As agreed'}: {told.en}",
    )


@step
def meet_deadline(subject_id: UUID, kind: str) -> None:
    """Mark as met today; nothing happens where none was set or it was met before."""
    row = _find(subject_id, kind)
    if row is not None and row.met_on is None:
        row.met_on = clock.today()
        session().flush()


@step
def drop_deadlines(subject_id: UUID, *kinds: str) -> None:
    """Remove the open deadlines of a subject that was cancelled or withdrawn.

    kinds: only these; every kind unless given.
    """
    gone = sa.delete(Deadline).where(Deadline.subject_id == subject_id, Deadline.met_on.is_(None))
    session().execute(gone.where(Deadline.kind.in_(kinds)) if kinds else gone)


def due_dates(subject_id: UUID) -> tuple[DueView, ...]:
    """All deadlines of one subject, earliest first."""
    found = session().execute(
        sa.select(
            Deadline.kind,
            Deadline.start_on,
            Deadline.due_on,
            Deadline.amount,
            Deadline.unit,
            Deadline.basis_zh,
            Deadline.basis_en,
            Deadline.is_provisional,
            Deadline.met_on,
        )
        .where(Deadline.subject_id == subject_id)
        .order_by(Deadline.due_on, Deadline.kind)
    )
    return tuple(
        DueView(*row[:5], Text(row.basis_zh, row.basis_en or row.basis_zh), *row[7:])
        for row in found
    )


def explained(agreement_id: UUID, one: DueView, start: Text) -> Text:
    """The sum that gave the day, with what made it roll over and the rule.

    start: what happened on day 0. Like 收到2026-09-01 + 30日 = 2026-10-01（国庆节）→ 2026-10-08，
    特邀调解规定第二十七条.
    """
    raw = _unrolled(one)
    unit, rolled = _UNITS[one.unit], Text("", "")
    if raw != one.due_on:
        name = day_name(agreement_id, raw)
        rolled = Text(f"（{name.zh}）→ {one.due_on}", f" ({name.en}) → {one.due_on}")
    return Text(
        f"{start.zh}{one.start_on} + {one.amount}{unit.zh} = {raw}{rolled.zh}，{one.basis.zh}",
        f"{start.en}{one.start_on} + {one.amount} {unit.en} = {raw}{rolled.en}, {one.basis.en}",
    )


def _unrolled(one: DueView) -> date:
    """The day before a rest day moved it; working days never land on one."""
    if one.unit == WORKING_DAY:
        return one.due_on
    if one.unit == MONTH:
        return months_after(one.start_on, one.amount)
    return one.start_on + timedelta(days=one.amount)


def overdue(agreement_ids: Collection[UUID], *, on: date | None = None) -> tuple[OverdueRow, ...]:
    """Open deadlines that ended before that day (today unless given), oldest first."""
    found = session().execute(
        sa.select(
            Deadline.agreement_id,
            Deadline.subject_kind,
            Deadline.subject_id,
            Deadline.kind,
            Deadline.due_on,
            Deadline.basis,
        )
        .where(
            Deadline.agreement_id.in_(agreement_ids),
            Deadline.met_on.is_(None),
            Deadline.due_on < (on or clock.today()),
        )
        .order_by(Deadline.due_on, Deadline.id)
    )
    return tuple(OverdueRow(*row) for row in found)


def recompute(actor: Actor, year: int, *, agreement_id: UUID | None = None) -> int:
    """Compute open deadlines that touch the year again; answers how many changed. Part of a
    command.

    agreement_id: only this agreement's; None = everyone's.
    """
    touching = sa.select(Deadline).where(
        Deadline.met_on.is_(None),
        Deadline.start_on <= date(year, 12, 31),
        Deadline.due_on >= date(year, 1, 1),
    )
    if agreement_id is not None:
        touching = touching.where(Deadline.agreement_id == agreement_id)
    rows = session().scalars(touching.order_by(Deadline.id)).all()
    return sum(_recompute_one(actor, row) for row in rows)


def _recompute_one(actor: Actor, row: Deadline) -> bool:
    computed = due(row.agreement_id, row.start_on, row.amount, row.unit)
    before = row.due_on, row.is_provisional
    if before == (computed.on, computed.provisional):
        return False
    row.due_on, row.is_provisional = computed.on, computed.provisional
    audit.record(
        actor,
        "deadline_recomputed",
        Subject(row.subject_kind, row.subject_id, row.agreement_id),
        kind=row.kind,
        due_on=(before[0], computed.on),
    )
    return True


def _find(subject_id: UUID, kind: str) -> Deadline | None:
    return session().scalar(
        sa.select(Deadline).where(Deadline.subject_id == subject_id, Deadline.kind == kind)
    )
