"""Partners' systems: what they may do, their secrets and tokens (only hashes are kept)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of

AUTH_METHODS = ("client_secret_basic", "private_key_jwt")


class ApiClient(Model):
    """A system of one institution. scopes: the most a token may carry, separated by blanks.

    networks: address ranges it may call from; empty = any.
    """

    __tablename__ = "api_client"
    __table_args__ = (one_of("auth_method", AUTH_METHODS),)
    client_id: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    auth_method: Mapped[str] = mapped_column(sa.String(30), default="client_secret_basic")
    jwks: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    scopes: Mapped[str] = mapped_column(sa.Text)
    networks: Mapped[str] = mapped_column(sa.Text, default="")
    expires_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class ClientPost(Base):
    """A role bound to the client under one agreement it may act in."""

    __tablename__ = "client_post"
    api_client_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("api_client.id", ondelete="CASCADE"), primary_key=True
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(30), primary_key=True)


class ClientSecret(Model):
    """A secret's sha256 (256 random bits need no slow hash). Two may be valid during rotation."""

    __tablename__ = "client_secret"
    api_client_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("api_client.id", ondelete="CASCADE"), index=True
    )
    secret_hash: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[datetime | None]


class AccessToken(Base):
    """A 15-minute opaque bearer token, by its sha256."""

    __tablename__ = "access_token"
    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    api_client_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("api_client.id", ondelete="CASCADE"), index=True
    )
    scopes: Mapped[str] = mapped_column(sa.Text)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ClientAssertion(Base):
    """A private_key_jwt id seen before: an assertion works once."""

    __tablename__ = "client_assertion"
    jti: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    expires_at: Mapped[datetime]
