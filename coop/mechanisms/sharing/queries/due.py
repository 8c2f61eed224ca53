"""What is owed under an agreement, for the daily job."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.sharing.workflow import DUE_NAMES
from coop.registry.models import Deadline

_SUBJECTS = ("share_request", "correction_request", "catalog_entry")


def owed(agreement_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """(subject id, kind) of every open deadline of sharing, the earliest first."""
    waiting = sa.select(Deadline.subject_id, Deadline.kind).where(
        Deadline.agreement_id == agreement_id,
        Deadline.subject_kind.in_(_SUBJECTS),
        Deadline.kind.in_(DUE_NAMES),
        Deadline.met_on.is_(None),
    )
    rows = session().execute(waiting.order_by(Deadline.due_on, Deadline.id))
    return tuple((row.subject_id, row.kind) for row in rows)
