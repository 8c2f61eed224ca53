"""Institutions: members 成员单位 and mediation bodies 调解组织, and the names they had."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of

# A mediation body 调解组织 works under agreements without being a party.
MEDIATION_BODY = "mediation_body"
KINDS = ("regulator", "court", "other", MEDIATION_BODY)


class Institution(Model):
    """An institution; which agreements it joined is in Party."""

    __tablename__ = "institution"
    __table_args__ = (one_of("kind", KINDS),)
    name: Mapped[str] = mapped_column(sa.String(100), unique=True)
    short_name: Mapped[str] = mapped_column(sa.String(40))
    kind: Mapped[str] = mapped_column(sa.String(20))


class FormerName(Base):
    """A name in use up to and including `until_on`: documents print the name of their own day."""

    __tablename__ = "former_name"
    institution_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("institution.id", ondelete="CASCADE"), primary_key=True
    )
    until_on: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    short_name: Mapped[str] = mapped_column(sa.String(40))
