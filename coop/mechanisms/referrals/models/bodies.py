"""Mediation bodies 调解组织 and their mediators 调解员."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.referrals.roster import BODY, BODY_KINDS, MEDIATOR, RELATIONS


class MediationBody(Model):
    """调解组织: an institution that works under an agreement without being a party.

    court_id: the court on whose roster it stands. causes: what it takes, empty for everything.
    founded_on: decides since when a commercial body needs its licence.
    """

    __tablename__ = "mediation_body"
    __table_args__ = (
        one_of("kind", BODY_KINDS),
        one_of("roster_status", BODY.states),
        sa.CheckConstraint(
            "licence_valid_to IS NULL OR licence_no IS NOT NULL", name="validity_of_a_licence"
        ),
        sa.CheckConstraint(
            "(roster_status = 'listed') = (roster_reason = '')", name="reason_unless_listed"
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), unique=True)
    court_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    founded_on: Mapped[date | None]
    licence_no: Mapped[str | None] = mapped_column(sa.String(60))
    licence_valid_to: Mapped[date | None]
    certificate_no: Mapped[str | None] = mapped_column(sa.String(60))
    causes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    seat: Mapped[str] = mapped_column(sa.String(200), default="")
    contact: Mapped[str] = mapped_column(sa.String(100), default="")
    roster_status: Mapped[str] = mapped_column(sa.String(20), default=BODY.initial)
    roster_reason: Mapped[str] = mapped_column(sa.Text, default="")


class Mediator(Model):
    """调解员 of one body. person_id: who signs in. most_open: disputes at a time, None for any."""

    __tablename__ = "mediator"
    __table_args__ = (
        sa.UniqueConstraint("body_id", "person_id"),
        sa.CheckConstraint(
            "certificate_valid_to IS NULL OR certificate_no IS NOT NULL",
            name="validity_of_a_certificate",
        ),
        sa.CheckConstraint("most_open >= 1", name="takes_some"),
    )
    body_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediation_body.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    certificate_no: Mapped[str | None] = mapped_column(sa.String(60))
    certificate_valid_to: Mapped[date | None]
    specialties: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    most_open: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)

    @property
    def state(self) -> str:
        """A code of the state table."""
        return MEDIATOR.initial if self.is_active else "inactive"


class MediatorConflict(Model):
    """利益关系: with whom a mediator has to do, so that no dispute of theirs goes to him or her."""

    __tablename__ = "mediator_conflict"
    __table_args__ = (
        one_of("relation", RELATIONS),
        sa.UniqueConstraint("mediator_id", "party_name"),
    )
    mediator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediator.id"))
    party_name: Mapped[str] = mapped_column(sa.String(100))
    relation: Mapped[str] = mapped_column(sa.String(20))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    until_on: Mapped[date | None]
