"""Cooperation agreements: versions with settings and clauses, parties, rotation of hosts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.core.evidence import BEARERS, EVERY


class Agreement(Model):
    """A framework agreement 框架协议. Everything made under one is invisible to the others."""

    __tablename__ = "agreement"
    title: Mapped[str] = mapped_column(sa.String(200))
    purpose: Mapped[str] = mapped_column(sa.Text)
    signed_on: Mapped[date]


class AgreementVersion(Model):
    """The text in force from a day on (supplements 补充协议 make a new version).

    settings: every period and rule, as registry.directory.AgreementSettings reads it.
    """

    __tablename__ = "agreement_version"
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "number"),
        sa.UniqueConstraint("agreement_id", "in_force_from"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    number: Mapped[int]
    in_force_from: Mapped[date]
    settings: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class Clause(Model):
    """One article of a version: which mechanism, what is owed."""

    __tablename__ = "clause"
    __table_args__ = (sa.UniqueConstraint("agreement_version_id", "mechanism"),)
    agreement_version_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("agreement_version.id", ondelete="CASCADE")
    )
    mechanism: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(100))
    article: Mapped[str] = mapped_column(sa.String(40))
    duty: Mapped[str] = mapped_column(sa.Text)


class ClauseObligation(Model):
    """What a clause asks for, as its records are looked through. times: within each period."""

    __tablename__ = "clause_obligation"
    __table_args__ = (
        one_of("every", EVERY),
        one_of("borne_by", BEARERS),
        sa.CheckConstraint("(every = 'case') = (times IS NULL)", name="times_unless_case"),
        sa.CheckConstraint("times >= 1", name="at_least_once"),
        sa.UniqueConstraint("clause_id", "code"),
    )
    clause_id: Mapped[UUID] = mapped_column(sa.ForeignKey("clause.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    what: Mapped[str] = mapped_column(sa.String(200))
    every: Mapped[str] = mapped_column(sa.String(20))
    borne_by: Mapped[str] = mapped_column(sa.String(20))
    times: Mapped[int | None]


class Party(Model):
    """An institution's membership of an agreement. order: as the parties are listed and printed."""

    __tablename__ = "party"
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "institution_id"),
        sa.UniqueConstraint("agreement_id", "code"),
        sa.CheckConstraint("left_on IS NULL OR left_on > joined_on", name="left_after_joining"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(20))
    issuer_code: Mapped[str] = mapped_column(sa.String(24))
    order: Mapped[int] = mapped_column("position")
    joined_on: Mapped[date]
    left_on: Mapped[date | None]


class RotationTerm(Model):
    """轮值: the party that hosts from one day to another, both included. Terms neither overlap
    nor leave gaps.
    """

    __tablename__ = "rotation_term"
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "from_on"),
        sa.CheckConstraint("to_on >= from_on", name="ends_after_start"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
