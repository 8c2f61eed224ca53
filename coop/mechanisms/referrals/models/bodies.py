"""Mediation bodies 调解组织 and their mediators 调解员."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of

BODY_KINDS = ("people", "trade", "commercial", "administrative", "lawyer", "invited")
ROSTER_STATES = ("listed", "suspended", "removed")


class MediationBody(Model):
    """调解组织: an institution that works under agreements without being a party."""

    __tablename__ = "mediation_body"
    __table_args__ = (one_of("kind", BODY_KINDS), one_of("roster_status", ROSTER_STATES))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    licence_no: Mapped[str | None] = mapped_column(sa.String(60))
    licence_valid_to: Mapped[date | None]
    roster_status: Mapped[str] = mapped_column(sa.String(20), default="listed")


class Mediator(Model):
    """调解员 of one body. person_id: who signs in."""

    __tablename__ = "mediator"
    __table_args__ = (sa.UniqueConstraint("body_id", "person_id"),)
    body_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediation_body.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    certificate_no: Mapped[str | None] = mapped_column(sa.String(60))
    is_active: Mapped[bool] = mapped_column(default=True)
