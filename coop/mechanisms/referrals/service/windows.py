"""The days that the law fixes for the way of a dispute, set and closed."""

from __future__ import annotations

from datetime import date

from coop.core.db import step
from coop.mechanisms.referrals.law import APPOINTMENT, FIXED, SELECTION
from coop.mechanisms.referrals.models import Dispute, Settlement
from coop.registry import deadlines
from coop.registry.deadlines import DueView
from coop.registry.models import Deadline

_KINDS = {Dispute: "dispute", Settlement: "settlement"}


@step
def set_day(made: Dispute | Settlement, kind: str, start_on: date) -> Deadline:
    """kind: one of law.FIXED; an earlier day of that kind is replaced."""
    return deadlines.set_deadline(
        made.agreement_id, _KINDS[type(made)], made.id, kind, start_on, *FIXED[kind]
    )


def new_windows(made: Dispute, agreed_on: date) -> list[Deadline]:
    """From the day all consent the parties may choose a body, and failing that the court appoints.

    Of a court's dispute that is not kept yet.
    """
    return [
        deadlines.new_deadline(made.agreement_id, "dispute", made.id, kind, agreed_on, *FIXED[kind])
        for kind in (SELECTION, APPOINTMENT)
        if made.court_id is not None
    ]


@step
def open_windows(made: Dispute, agreed_on: date) -> None:
    """The same of a dispute at hand; where the court was asked to appoint, its day stands."""
    if made.court_id is None or open_day(made, APPOINTMENT) is not None:
        return
    for kind in (SELECTION, APPOINTMENT):
        set_day(made, kind, agreed_on)


def open_day(made: Dispute, kind: str) -> DueView | None:
    """The running clock of that kind."""
    found = (one for one in deadlines.due_dates(made.id) if one.kind == kind)
    return next((one for one in found if one.met_on is None), None)
