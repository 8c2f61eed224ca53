"""The own time of a sandbox agreement."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model


class SandboxClock(Model):
    """演练时钟: an agreement that has one is a sandbox, from its beginning and for good.

    at: the instant at which the sandbox stands. moves_to: where it is being moved, day by day.
    """

    __tablename__ = "sandbox_clock"
    __table_args__ = (sa.CheckConstraint("moves_to IS NULL OR moves_to > at", name="forward_only"),)
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), unique=True)
    at: Mapped[datetime]
    moves_to: Mapped[datetime | None]

    @property
    def state(self) -> str:
        return "standing" if self.moves_to is None else "moving"
