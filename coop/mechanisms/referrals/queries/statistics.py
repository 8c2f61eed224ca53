"""Figures about disputes, from the counts that the commands keep; every ratio with both parts.

A clerk reads the own court's, a body its own; parties read counts of everything without small
cells, for mediation is confidential (特邀调解规定 art. 2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.figures import check_period
from coop.core.language import Text
from coop.mechanisms.referrals.law import ACCEPTANCE, FILING, MEDIATION
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.models.figures import DUE, NO_DAYS, DisputeTally
from coop.mechanisms.referrals.policy import BODY, CLERK, body_of
from coop.mechanisms.referrals.queries import names
from coop.mechanisms.referrals.queries.cells import Cells, masked, rows_of
from coop.mechanisms.referrals.queries.figure_views import DisputeFiguresView, FiguresView
from coop.registry.models import Deadline
from coop.registry.working_days import months_after

_CLOCKS = (ACCEPTANCE, MEDIATION, FILING)

_NOTE = Text(
    "按月统计；成功率以审结数为分母，另列以进入数为分母的比率，两者不可混用；分母为0时不计比率。",
    "By months. The success rate is of what ended; the one of what entered stands beside it under"
    " its own name. Null where the denominator is 0.",
)


def dispute_figures(
    actor: Actor,
    *,
    agreement_id: UUID,
    from_month: date,
    until_month: date,
    court_id: UUID | None = None,
) -> DisputeFiguresView:
    """From the first month to the last, both included.

    court_id: one court's; a clerk who names none gets the own court's. Raises NotFound, Invalid.
    """
    from_month, until_month = from_month.replace(day=1), until_month.replace(day=1)
    check_period(from_month, until_month)
    scope = _scope(actor, agreement_id, court_id)
    return _composed(agreement_id, (from_month, until_month), scope)


def published_figures(agreement_id: UUID, period: tuple[date, date]) -> DisputeFiguresView:
    """Everything under the agreement as every party may read it."""
    return _composed(agreement_id, period, _Scope(None, None, masks=True))


class _Scope:
    """Which counts are read, and whether small ones are left out."""

    def __init__(self, court_id: UUID | None, body_id: UUID | None, *, masks: bool) -> None:
        self.court_id, self.body_id, self.masks = court_id, body_id, masks
        # Which rows there are; the first makes the whole.
        self.told_by = ("cause", "body") if body_id is None else ("body",)


def _scope(actor: Actor, agreement_id: UUID, court_id: UUID | None) -> _Scope:
    own = actor.institution_id
    if actor.has(CLERK, agreement_id) and court_id in (None, own):
        return _Scope(own, None, masks=False)
    if actor.sees(agreement_id):
        return _Scope(court_id, None, masks=not actor.is_system)
    body = body_of(own) if actor.has(BODY, agreement_id) else None
    if body is None:
        raise NotFound
    return _Scope(court_id, body.id, masks=False)


def _tallies(
    agreement_id: UUID, period: tuple[date, date], scope: _Scope, *first: Any
) -> Iterable[Any]:
    """(first columns, measure, days, count, yuan), summed over everything else.

    What is to be performed counts once its day has passed.
    """
    is_due, today = DisputeTally.measure.in_(sorted(DUE)), clock.today()
    this_month = today.replace(day=1)
    has_passed = sa.or_(
        DisputeTally.on_month < this_month,
        sa.and_(DisputeTally.on_month == this_month, DisputeTally.days < today.day),
    )
    days = sa.case((is_due, NO_DAYS), else_=DisputeTally.days)
    query = (
        sa.select(
            *first,
            DisputeTally.measure,
            days,
            sa.func.sum(DisputeTally.count),
            sa.func.sum(DisputeTally.yuan),
        )
        .where(
            DisputeTally.agreement_id == agreement_id,
            DisputeTally.on_month.between(*period),
            DisputeTally.by.in_(scope.told_by),
            sa.or_(~is_due, has_passed),
        )
        .group_by(*first, DisputeTally.measure, days)
    )
    if scope.court_id is not None:
        query = query.where(DisputeTally.court == str(scope.court_id))
    if scope.body_id is not None:
        query = query.where(DisputeTally.subject == str(scope.body_id))
    return session().execute(query)


def _composed(agreement_id: UUID, period: tuple[date, date], scope: _Scope) -> DisputeFiguresView:
    counted_on = min(months_after(period[1], 1) - timedelta(days=1), clock.today())
    cells: dict[str, dict[str, Cells]] = {
        by: defaultdict(Cells) for by in ("total", "body", "cause", "month")
    }
    _add_tallies(cells, agreement_id, period, scope)
    _add_pending(cells, _pending(agreement_id, counted_on, scope), scope)
    for month in _months(period):
        cells["month"][month.isoformat()[:7]]
    shown = {by: _shown(by, rows, masks=scope.masks) for by, rows in cells.items()}
    total = masked(rows_of(cells["total"] or {"": Cells()}), masks=scope.masks)[0]
    return DisputeFiguresView(
        agreement_id=agreement_id,
        court_id=scope.court_id,
        from_month=period[0],
        until_month=period[1],
        cut_off_at=clock.now(),
        counted_on=counted_on,
        is_suppressed=scope.masks,
        note=_NOTE,
        total=total,
        by_body=shown["body"],
        by_cause=shown["cause"],
        by_month=shown["month"],
    )


def _add_tallies(
    cells: Mapping[str, dict[str, Cells]],
    agreement_id: UUID,
    period: tuple[date, date],
    scope: _Scope,
) -> None:
    """Everything is told twice, so the whole is told by causes; to a body by its own row."""
    by, month = DisputeTally.by, DisputeTally.on_month
    for told_by, subject, *counted in _tallies(
        agreement_id, period, scope, by, DisputeTally.subject
    ):
        cells[told_by][subject].add(*counted)
        if told_by == scope.told_by[0]:
            cells["total"][""].add(*counted)
    for told_by, on_month, *counted in _tallies(agreement_id, period, scope, by, month):
        if told_by == scope.told_by[0]:
            cells["month"][on_month.isoformat()[:7]].add(*counted)


def _add_pending(
    cells: Mapping[str, dict[str, Cells]], found: Iterable[Any], scope: _Scope
) -> None:
    for kind, body_id, cause, running, overdue in found:
        subjects = {"total": "", "body": str(body_id), "cause": cause}
        for by in ("total", *scope.told_by):
            if by == "body" and kind == FILING:
                continue
            cells[by][subjects[by]].add("open", NO_DAYS, int(running), 0)
            cells[by][subjects[by]].add("overdue", NO_DAYS, int(overdue), 0)


def _pending(agreement_id: UUID, on: date, scope: _Scope) -> Iterator[Any]:
    """(kind, body, cause, with a running clock, past its day) as it was when that day ended.

    A dispute has one clock of these kinds at a time; a body has or had each of them.
    """
    first = (Deadline.kind, Dispute.body_id, Dispute.cause)
    passed = Deadline.due_on < min(on + timedelta(days=1), clock.today())
    overdue = sa.func.sum(sa.case((passed, 1), else_=0))
    query = (
        sa.select(*first, sa.func.count(), overdue)
        .join(Dispute, Dispute.id == Deadline.subject_id)
        .where(
            Deadline.agreement_id == agreement_id,
            Deadline.kind.in_(_CLOCKS),
            Deadline.start_on <= on,
        )
        .group_by(*first)
    )
    if scope.court_id is not None:
        query = query.where(Dispute.court_id == scope.court_id)
    if scope.body_id is not None:
        query = query.where(Dispute.body_id == scope.body_id, Deadline.kind != FILING)
    # Asked one after the other, for an index finds each alone.
    yield from session().execute(query.where(Deadline.met_on.is_(None)))
    if on < clock.today():
        yield from session().execute(query.where(Deadline.met_on > on))


def _shown(by: str, rows: Mapping[str, Cells], *, masks: bool) -> tuple[FiguresView, ...]:
    if by == "body":
        named = _named(rows)
        return tuple(masked(rows_of(named), masks=masks))
    return tuple(masked(rows_of(rows), masks=masks))


def _named(rows: Mapping[str, Cells]) -> dict[str, Cells]:
    called = names.bodies(UUID(one) for one in rows)
    return {called[UUID(one)][1]: cells for one, cells in rows.items()}


def _months(period: tuple[date, date]) -> Iterable[date]:
    month = period[0]
    while month <= period[1]:
        yield month
        month = months_after(month, 1)
