"""People, the posts they hold under agreements, and how they sign in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of
from coop.core.sealed import Sealed

# What a post may be; coop/registry/words.py has their names.
ROLES = (
    "liaison",
    "secretariat",
    "convener",
    "signer",
    "handler",
    "archivist",
    "auditor",
    "provider",
    "requester",
    "reviewer",
    "research_lead",
    "institution_admin",
    "training_admin",
    "court_clerk",
    "mediator",
    "body",
)
# Posts at mediation bodies 调解组织, which are no parties: they open what is referred to the body,
# and nothing else of the agreement.
OUTSIDE_ROLES = frozenset({"mediator", "body"})


class Person(Model):
    """An officer of one institution. title: 职务."""

    __tablename__ = "person"
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(100), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    email: Mapped[str] = mapped_column(sa.String(120), default="")


class Post(Model):
    """A role a person holds under an agreement from one day to another, both included."""

    __tablename__ = "post"
    __table_args__ = (
        one_of("role", ROLES),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_start"),
    )
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(30))
    is_primary: Mapped[bool] = mapped_column(default=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class Account(Model):
    """How a person signs in. password_hash: argon2id."""

    __tablename__ = "account"
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    username: Mapped[str] = mapped_column(sa.String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    is_disabled: Mapped[bool] = mapped_column(default=False)


class SignInFailure(Model):
    """A wrong password, counted for the limit per user name and per address."""

    __tablename__ = "sign_in_failure"
    username: Mapped[str] = mapped_column(sa.String(60), index=True)
    address: Mapped[str] = mapped_column(sa.String(60), index=True)
    at: Mapped[datetime]


class WebSession(Base):
    """A signed-in browser. The cookie carries a random token; only its sha256 is kept."""

    __tablename__ = "web_session"
    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    agreement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agreement.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(sa.String(60))


class FormDraft(Base):
    """What someone had typed when the session ended or the power failed; given back after
    sign-in.
    """

    __tablename__ = "form_draft"
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    path: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    # Sealed: whatever is typed into a form may be personal data. JSON of name -> values.
    values: Mapped[str] = mapped_column("form_values", Sealed())
    saved_at: Mapped[datetime]
