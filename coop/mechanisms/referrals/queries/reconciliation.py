"""对账: what a partner's own list and coop's have to agree on, day by day.

A court's disputes belong to the day they were registered, a body's to the day they were sent to it
last. One line per dispute: `reference|state|ground|concluded_on|acknowledged`, where reference is
the court's external_ref (coop's number where it gave none) and, for a body, coop's number;
acknowledged is 1 or 0; what is absent is empty. Lines are sorted, joined by line ends, and hashed
with SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound, invalid
from coop.core.figures import instants
from coop.core.language import SHANGHAI, Text
from coop.mechanisms.referrals.models import Dispute, Referral
from coop.mechanisms.referrals.policy import BODY, CLERK, visible_to
from coop.mechanisms.referrals.queries.reconciliation_views import (
    DifferencesView,
    DifferenceView,
    ReconciledDayView,
    ReconciliationView,
)

_MOST_DAYS = 92
_FIELDS = ("state", "ground", "concluded_on", "is_acknowledged")


@dataclass(frozen=True, slots=True)
class Entry:
    """One dispute as a list tells it. ground, concluded_on: None while it runs."""

    reference: str
    state: str
    ground: str | None = None
    concluded_on: date | None = None
    is_acknowledged: bool = False

    @property
    def line(self) -> str:
        day = self.concluded_on.isoformat() if self.concluded_on else ""
        return (
            f"{self.reference}|{self.state}|{self.ground or ''}|{day}|{int(self.is_acknowledged)}"
        )


def reconcile(
    actor: Actor, *, agreement_id: UUID, from_on: date, until_on: date
) -> ReconciliationView:
    """Counts and hashes of each day, both ends included. Raises NotFound, Invalid."""
    _check_span(from_on, until_on)
    found: dict[date, list[Entry]] = {}
    for day, entry in _entries(actor, agreement_id, from_on, until_on):
        found.setdefault(day, []).append(entry)
    span = (until_on - from_on).days + 1
    days = [from_on + timedelta(days=count) for count in range(span)]
    return ReconciliationView(
        agreement_id=agreement_id,
        from_on=from_on,
        until_on=until_on,
        cut_off_at=clock.now(),
        days=tuple(_day(one, found.get(one, [])) for one in days),
    )


def differences(
    actor: Actor, *, agreement_id: UUID, on: date, entries: Sequence[Entry]
) -> DifferencesView:
    """Where the partner's list of one day differs from coop's. Raises NotFound, Invalid."""
    theirs = {one.reference: one for one in entries}
    if len(theirs) != len(entries):
        words = Text("同一编号出现多次。", "A reference is listed twice.")
        raise invalid("entries", "repeated", words)
    ours = {one.reference: one for _day, one in _entries(actor, agreement_id, on, on)}
    found = [
        *(_missing(one, "missing_there") for one in ours.values() if one.reference not in theirs),
        *(_missing(one, "missing_here") for one in theirs.values() if one.reference not in ours),
        *(
            difference
            for one in ours.values()
            if one.reference in theirs
            for difference in _unequal(one, theirs[one.reference])
        ),
    ]
    return DifferencesView(
        agreement_id=agreement_id,
        on=on,
        here=_day(on, ours.values()),
        there=_day(on, theirs.values()),
        differences=tuple(sorted(found, key=lambda one: (one.reference, one.field or ""))),
    )


def _check_span(from_on: date, until_on: date) -> None:
    if not 0 <= (until_on - from_on).days < _MOST_DAYS:
        words = Text("起止日期应在{most}天以内。", "The period has at most {most} days.")
        raise invalid("until_on", "period_too_long", words.with_facts(most=_MOST_DAYS))


def _day(on: date, entries: Iterable[Entry]) -> ReconciledDayView:
    lines = sorted(one.line for one in entries)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return ReconciledDayView(on=on, count=len(lines), sha256=digest)


def _missing(entry: Entry, kind: str) -> DifferenceView:
    return DifferenceView(reference=entry.reference, kind=kind, field=None, here=None, there=None)


def _unequal(ours: Entry, theirs: Entry) -> list[DifferenceView]:
    return [
        DifferenceView(
            reference=ours.reference,
            kind="unequal",
            field=name,
            here=_told(getattr(ours, name)),
            there=_told(getattr(theirs, name)),
        )
        for name in _FIELDS
        if getattr(ours, name) != getattr(theirs, name)
    ]


def _told(value: object) -> str | None:
    return None if value is None else str(value).lower()


def _entries(
    actor: Actor, agreement_id: UUID, from_on: date, until_on: date
) -> list[tuple[date, Entry]]:
    is_court = actor.has(CLERK, agreement_id)
    if not is_court and not actor.has(BODY, agreement_id):
        raise NotFound
    day_of = Dispute.created_at if is_court else Referral.sent_at
    first, after = instants(from_on, until_on)
    query = (
        sa.select(day_of.label("at"), Dispute)
        .outerjoin(Referral, Referral.id == Dispute.referral_id)
        .where(
            visible_to(actor),
            Dispute.agreement_id == agreement_id,
            day_of >= first,
            day_of < after,
        )
    )
    if is_court:
        query = query.where(Dispute.court_id == actor.institution_id)
    rows: Iterable[Any] = session().execute(query)
    return [(row.at.astimezone(SHANGHAI).date(), _entry(row[1], is_court=is_court)) for row in rows]


def _entry(row: Dispute, *, is_court: bool) -> Entry:
    number = f"诉调〔{row.year}〕{row.ordinal}号"
    return Entry(
        reference=(row.external_ref if is_court else None) or number,
        state=row.state,
        ground=row.ground,
        concluded_on=row.concluded_on,
        is_acknowledged=row.acknowledged_at is not None,
    )
