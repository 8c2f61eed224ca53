"""Files of disputes: looked through first, registered afterwards, forgotten when done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.core.sealed import Sealed
from coop.mechanisms.referrals.roster import IMPORT


class DisputeImport(Model):
    """导入: a CSV or xlsx file. rows: its readable rows as sealed JSON, null once they are used up.

    faults: [{row, column, code}] of the preview and of the run; no value of a cell is in it.
    registered: [{row, dispute_id}]. next_row: where the run goes on. registered_by: whose posts the
    rows are registered with.
    """

    __tablename__ = "dispute_import"
    __table_args__ = (
        one_of("state", IMPORT.states),
        sa.CheckConstraint(
            "(state IN ('previewed', 'running')) = (rows IS NOT NULL)", name="rows_until_used"
        ),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at_iff_done"),
        sa.CheckConstraint("next_row <= row_count", name="within_the_file"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    actor_kind: Mapped[str] = mapped_column(sa.String(10))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(sa.String(200))
    role: Mapped[str] = mapped_column(sa.String(30))
    state: Mapped[str] = mapped_column(sa.String(20), default=IMPORT.initial)
    filename: Mapped[str] = mapped_column(sa.String(200))
    encoding: Mapped[str] = mapped_column(sa.String(20))
    row_count: Mapped[int]
    next_row: Mapped[int] = mapped_column(default=0)
    rows: Mapped[str | None] = mapped_column(Sealed(), deferred=True)
    faults: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    registered: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    done_at: Mapped[datetime | None]
