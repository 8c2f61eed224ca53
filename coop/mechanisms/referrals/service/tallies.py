"""Counting what happens to disputes: noted by the commands, written once when they commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coop.core import audit, clock
from coop.core.db import before_commit, session, step
from coop.core.language import SHANGHAI
from coop.mechanisms.referrals.codes import AGREED
from coop.mechanisms.referrals.models import AppraisalPause, Dispute, Referral, Settlement
from coop.mechanisms.referrals.models.figures import NO_DAYS, DisputeTally
from coop.mechanisms.referrals.workflow import IN_EFFECT

_MAKE_EFFECTIVE = frozenset({"draw_up", "sign", "seal"})
_COUNTED = {"apply": ("applied", 1), "withdraw": ("applied", -1), "confirm": ("confirmed", 1)}
_PENDING = "dispute_tallies_pending"
_KEY = ("agreement_id", "court", "by", "on_month", "measure", "subject", "days")


@step
def entered(made: Dispute, *, sign: int = 1) -> None:
    """Registered in the month of its first day, under its present cause. sign: -1 takes it back.

    With a body it enters when that accepts it; what a body registers itself enters at once.
    """
    on = _registered_on(made)
    by = ("cause", "body") if made.body_id else ("cause",)
    _note(made, "entered", on, yuan=made.claim_yuan, sign=sign, by=by)
    if made.court_id is not None:
        _note(made, "received", on, sign=sign, by=("cause",))


@step
def delegated(made: Dispute) -> None:
    """A court has it mediated before filing for the first time: of the month it was registered."""
    _note(made, "delegated", _registered_on(made), by=("cause",))


@step
def answered(made: Dispute, referral: Referral) -> None:
    """A body accepted, refused or let it lapse."""
    _note(made, referral.outcome, clock.today())
    if referral.outcome == "accepted":
        _note(made, "entered", clock.today(), yuan=made.claim_yuan, by=("body",))


@step
def concluded(made: Dispute, referral: Referral | None, *, sign: int = 1) -> None:
    """Mediation ended, settled or not, after so many days. sign: -1 takes back an earlier end."""
    if made.ground is None or made.concluded_on is None:
        return
    days = _days(made.concluded_on, referral)
    measure = "settled" if made.ground == AGREED else "failed"
    _note(made, measure, made.concluded_on, days=days, sign=sign)


@step
def settlement_moved(
    settlement: Settlement, made: Dispute, action: str, states: tuple[str, str] | None
) -> None:
    """A settlement took effect, was applied for, confirmed or performed; what is withdrawn, and
    what another takes the place of, is taken back. states: before and after; None where it was
    only now drawn up.
    """
    before, after = states or ("", settlement.state)
    if action in _MAKE_EFFECTIVE and after in IN_EFFECT and before not in IN_EFFECT:
        _note(made, "effective", clock.today(), yuan=settlement.amount_yuan)
        _note_due(made, settlement, "to_perform")
    elif action == "perform":
        _note_due(made, settlement, "performed")
    elif action == "new_settlement":
        _note_due(made, settlement, "to_perform", sign=-1)
    elif action in _COUNTED:
        measure, sign = _COUNTED[action]
        _note(made, measure, clock.today(), sign=sign)


def _registered_on(made: Dispute) -> date:
    return made.created_at.astimezone(SHANGHAI).date()


def _note_due(made: Dispute, settlement: Settlement, measure: str, *, sign: int = 1) -> None:
    """In the month in which it was to be performed; one without such a day is not counted."""
    due_on = settlement.perform_by_on
    if due_on is not None:
        _note(made, measure, due_on, days=due_on.day, sign=sign)


def _days(concluded_on: date, referral: Referral | None) -> int:
    """Calendar days from the receipt, those of appraisals left out."""
    if referral is None or referral.received_on is None:
        return NO_DAYS
    paused = sa.select(AppraisalPause.started_on, AppraisalPause.stopped_on).where(
        AppraisalPause.referral_id == referral.id
    )
    spent = concluded_on - referral.received_on
    for row in session().execute(paused):
        spent -= (row.stopped_on or concluded_on) - row.started_on
    return max(spent, timedelta()).days


def _note(  # noqa: PLR0913  # what one cell is about
    made: Dispute,
    measure: str,
    on: date,
    *,
    days: int = NO_DAYS,
    yuan: int = 0,
    sign: int = 1,
    by: Sequence[str] = ("body", "cause"),
) -> None:
    court = str(made.court_id or "")
    subjects = {"body": str(made.body_id or ""), "cause": made.cause}
    for one in by:
        key = (made.agreement_id, court, one, on.replace(day=1), measure, subjects[one], days)
        noted = session().info.setdefault(_PENDING, [])
        noted.append((key, sign, yuan * sign))


@before_commit
def write_noted() -> None:
    """One statement for each cell that changed, in one order, so that no two writers block."""
    noted = cast("list[tuple[Any, int, int]]", session().info.pop(_PENDING, []))
    if not noted:
        return
    audit.lock_chain()
    engine = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    for key, count, yuan in _summed(noted):
        fresh = engine.insert(DisputeTally).values(
            **dict(zip(_KEY, key, strict=True)), count=count, yuan=yuan
        )
        more = {
            "count": DisputeTally.count + fresh.excluded.count,
            "yuan": DisputeTally.yuan + fresh.excluded.yuan,
        }
        session().execute(fresh.on_conflict_do_update(index_elements=list(_KEY), set_=more))


def _summed(noted: Iterable[tuple[Any, int, int]]) -> list[tuple[Any, int, int]]:
    counts: Counter[Any] = Counter()
    sums: Counter[Any] = Counter()
    for key, count, yuan in noted:
        counts[key] += count
        sums[key] += yuan
    return [(key, counts[key], sums[key]) for key in sorted(counts, key=str)]
