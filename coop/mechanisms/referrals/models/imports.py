"""Files of disputes: looked through first, registered afterwards, forgotten when done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of
from coop.core.sealed import Sealed
from coop.mechanisms.referrals.roster import IMPORT


class DisputeImport(Model):
    """导入: a CSV or xlsx file.

    row_count, done_count, registered_count: of readable rows. faults: [{row, column, code, zh, en}]
    of the preview and of the run; no value of a cell is in it but a number that is taken.
    actor_…, role: whose post the rows are registered with.
    """

    __tablename__ = "dispute_import"
    __table_args__ = (
        one_of("state", IMPORT.states),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at_iff_done"),
        sa.CheckConstraint(
            "registered_count <= done_count AND done_count <= row_count", name="within_the_file"
        ),
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
    done_count: Mapped[int] = mapped_column(default=0)
    registered_count: Mapped[int] = mapped_column(default=0)
    faults: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    done_at: Mapped[datetime | None]


class DisputeImportPart(Base):
    """Rows not registered yet, as sealed JSON [[number, fields]]; deleted with their registration.

    count: how many there are.
    """

    __tablename__ = "dispute_import_part"
    import_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("dispute_import.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    rows: Mapped[str] = mapped_column(Sealed())
