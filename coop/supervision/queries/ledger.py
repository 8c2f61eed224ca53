"""通报: what each institution closed, closed on time, and left overdue in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound, invalid
from coop.core.language import SHANGHAI, Text
from coop.registry import directory
from coop.supervision.models import Task
from coop.supervision.printing import ledger as printed
from coop.supervision.workflow import CLOSED, OPEN, TIMED

# Rates are in percent, rounded half up; each names what it is divided by.
COMPLETION = Text("办结率＝已销号÷期内到期", "Completion = closed ÷ due in the period")
PUNCTUALITY = Text(
    "按期办结率＝按期报送并销号÷期内到期", "On time = submitted by the day and closed ÷ due"
)
LATENESS = Text("超期率＝期末超期÷期末在办", "Overdue = past due at the end ÷ open at the end")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRowView:
    """One institution as lead. Rates in percent with two decimals; null where nothing counts.

    due_count: due in the period, neither cancelled nor suspended; of these closed_count closed by
    the cut-off, on_time_count submitted by their day. open_count: open at the cut-off; of these
    overdue_count past due.
    """

    institution_id: UUID | None
    institution_name: str
    due_count: int
    closed_count: int
    on_time_count: int
    open_count: int
    overdue_count: int
    completion_rate: float | None
    on_time_rate: float | None
    overdue_rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """Rates of a period, both days included; cut_off_on: its end, or today before that."""

    agreement_id: UUID
    from_on: date
    to_on: date
    cut_off_on: date
    computed_at: datetime
    completion_basis: Text
    on_time_basis: Text
    overdue_basis: Text
    rows: tuple[LedgerRowView, ...]
    total: LedgerRowView


def get_ledger(actor: Actor, *, agreement_id: UUID, from_on: date, to_on: date) -> LedgerView:
    """Raises NotFound for strangers, Invalid when the period ends before it begins."""
    if not actor.sees(agreement_id):
        raise NotFound
    if to_on < from_on:
        words = Text("结束日期不能早于开始日期。", "It may not end before it begins.")
        raise invalid("to_on", "before_start", words)
    period = _Period(from_on, to_on, min(to_on, clock.today()))
    by_lead: dict[UUID, list[sa.Row[Any]]] = defaultdict(list)
    for task in session().execute(_tasks(agreement_id, period)):
        by_lead[task.lead_id].append(task)
    names = _names(agreement_id, by_lead)
    everything = [task for tasks in by_lead.values() for task in tasks]
    return LedgerView(
        agreement_id=agreement_id,
        from_on=from_on,
        to_on=to_on,
        cut_off_on=period.cut_off_on,
        computed_at=clock.now(),
        completion_basis=COMPLETION,
        on_time_basis=PUNCTUALITY,
        overdue_basis=LATENESS,
        rows=tuple(_row((one, name), by_lead.get(one, ()), period) for one, name in names.items()),
        total=_row((None, str(Text("合计", "Total"))), everything, period),
    )


def rate(part: int, whole: int) -> float | None:
    """Percent to two decimals, half up; None of nothing."""
    if whole == 0:
        return None
    return float((Decimal(100 * part) / whole).quantize(_CENT, ROUND_HALF_UP))


# --------------------------------------------------------------------------- as files


def ledger_pdf(actor: Actor, **asked: Any) -> Download:
    """The ledger as a letter of the host. Raises as get_ledger, and NoHost."""
    ledger = get_ledger(actor, **asked)
    host = directory.host_on(ledger.agreement_id, ledger.cut_off_on)
    issuer = directory.party(ledger.agreement_id, host, on=ledger.cut_off_on)
    pdf = printed.ledger_pdf(_table(ledger), _heading(ledger), issuer)
    return Download(_filename(ledger, "pdf"), "application/pdf", pdf.data)


def ledger_csv(actor: Actor, *, bom: bool = False, **asked: Any) -> Download:
    """bom: begin with a byte order mark, which spreadsheet programs need for Chinese."""
    ledger = get_ledger(actor, **asked)
    content = printed.csv_file(_table(ledger), bom=bom)
    return Download(_filename(ledger, "csv"), "text/csv", content)


def ledger_xlsx(actor: Actor, **asked: Any) -> Download:
    ledger = get_ledger(actor, **asked)
    content = printed.xlsx_file(_table(ledger), _heading(ledger))
    return Download(_filename(ledger, "xlsx"), printed.XLSX, content)


def _table(ledger: LedgerView) -> printed.Rows:
    return [
        (
            one.institution_name,
            one.due_count,
            one.closed_count,
            one.on_time_count,
            one.open_count,
            one.overdue_count,
            one.completion_rate,
            one.on_time_rate,
            one.overdue_rate,
        )
        for one in (*ledger.rows, ledger.total)
    ]


def _heading(ledger: LedgerView) -> printed.Heading:
    bases = (COMPLETION.zh, PUNCTUALITY.zh, LATENESS.zh)
    return printed.Heading(ledger.from_on, ledger.to_on, ledger.cut_off_on, bases)


def _filename(ledger: LedgerView, ending: str) -> str:
    return f"督办通报{ledger.from_on}至{ledger.to_on}.{ending}"


# --------------------------------------------------------------------------- counting


@dataclass(frozen=True, slots=True)
class _Period:
    from_on: date
    to_on: date
    cut_off_on: date


def _names(agreement_id: UUID, leads: Collection[UUID]) -> dict[UUID, str]:
    """Members at present, then former ones with tasks of their own."""
    found = {one.institution_id: one.short_name for one in directory.parties(agreement_id)}
    known = directory.short_names(agreement_id)
    former = {one: known[one] for one in leads if one in known and one not in found}
    return found | former


def _tasks(agreement_id: UUID, period: _Period) -> sa.Select[Any]:
    """Tasks due in the period, and those that were open at the cut-off."""
    ended = datetime.combine(period.cut_off_on + timedelta(days=1), time(), SHANGHAI)
    still_open = sa.or_(Task.closed_at.is_(None), Task.closed_at >= ended)
    columns: tuple[Any, ...] = (
        Task.lead_id,
        Task.state,
        Task.due_on,
        Task.submitted_at,
        Task.closed_at,
    )
    return sa.select(*columns).where(
        Task.agreement_id == agreement_id,
        Task.assigned_at < ended,
        Task.state.in_(OPEN | CLOSED),
        sa.or_(Task.due_on.between(period.from_on, period.to_on), still_open),
    )


def _row(
    who: tuple[UUID | None, str], tasks: Iterable[sa.Row[Any]], period: _Period
) -> LedgerRowView:
    counted = [task for task in tasks if task.state in TIMED | CLOSED]
    due = [task for task in counted if period.from_on <= task.due_on <= period.to_on]
    closed = [task for task in due if _is_closed(task, period)]
    on_time = [task for task in closed if _day(task.submitted_at) <= task.due_on]
    still_open = [task for task in counted if not _is_closed(task, period)]
    overdue = [task for task in still_open if task.due_on < period.cut_off_on]
    return LedgerRowView(
        institution_id=who[0],
        institution_name=who[1],
        due_count=len(due),
        closed_count=len(closed),
        on_time_count=len(on_time),
        open_count=len(still_open),
        overdue_count=len(overdue),
        completion_rate=rate(len(closed), len(due)),
        on_time_rate=rate(len(on_time), len(due)),
        overdue_rate=rate(len(overdue), len(still_open)),
    )


def _is_closed(task: sa.Row[Any], period: _Period) -> bool:
    return task.closed_at is not None and _day(task.closed_at) <= period.cut_off_on


def _day(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()
