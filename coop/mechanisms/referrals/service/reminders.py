"""The system's reminders: once for each day, to the institution that has to act by then."""

from __future__ import annotations

from uuid import UUID

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session
from coop.mechanisms.referrals.events import DisputeReminder
from coop.mechanisms.referrals.law import (
    ACKNOWLEDGEMENT,
    APPOINTMENT,
    FILING,
    RULING,
    SELECTION,
)
from coop.mechanisms.referrals.models import Dispute, SentReminder
from coop.mechanisms.referrals.policy import standing_of
from coop.mechanisms.referrals.queries.due import Nearing, nearing
from coop.mechanisms.referrals.service.loading import issue_no

# Days of the court; all others bind the body.
_OF_COURT = frozenset({SELECTION, APPOINTMENT, ACKNOWLEDGEMENT, FILING, RULING})


@command
def remind_of_day(actor: Actor, near: Nearing) -> Dispute:
    """Nothing happens twice, nor where the day has been met meanwhile."""
    made = lock(Dispute, near.dispute_id)
    if near not in nearing(made.agreement_id, subject_id=near.subject_id):
        return made
    session().add(
        SentReminder(
            subject_id=near.subject_id,
            kind=near.kind,
            due_on=near.due_on,
            reminded_on=clock.today(),
        )
    )
    subject = Subject("dispute", made.id, made.agreement_id)
    audit.record(actor, "dispute.remind", subject, due=near.kind, due_on=near.due_on)
    events.record(
        DisputeReminder(
            agreement_id=made.agreement_id,
            subject_id=near.subject_id,
            audience=_bound_by(made, near.kind),
            issue_no=issue_no(made),
            dispute_id=made.id,
            due=near.kind,
            due_on=near.due_on,
        )
    )
    return made


def _bound_by(made: Dispute, kind: str) -> tuple[UUID, ...]:
    """The court that referred it, or the body; of its own disputes the body alone."""
    standing = standing_of(made)
    bound = standing.court_id if kind in _OF_COURT else None
    return tuple(one for one in (bound or standing.body,) if one is not None)
