"""OAuth 2 access tokens: opaque, 15 minutes, kept as sha256; and the actors behind them."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import CLIENT, Actor
from coop.core.db import command, session, step
from coop.core.errors import Duplicate, Unauthenticated
from coop.core.sql import day_of
from coop.registry.models import (
    AccessToken,
    ApiClient,
    Clearance,
    ClientAssertion,
    ClientPost,
    ClientSecret,
    SandboxClock,
)
from coop.registry.readers import counts_on
from coop.registry.rights import post_counts, rights_of
from coop.registry.sessions import hash_of

LIFETIME = timedelta(minutes=15)
# How long a revoked token may still be served from memory.
_CACHED_SECONDS = 15.0
_MOST_CACHED = 2000
_LONGEST_JTI = 100


@dataclass(frozen=True, slots=True)
class _Known:
    """A token looked up lately: its actor and where it may be used from."""

    actor: Actor
    networks: str
    expires_at: datetime
    forget_at: float


_known: dict[str, _Known] = {}


def forget_tokens() -> None:
    """Empty this process's memory of tokens."""
    _known.clear()


# --------------------------------------------------------------------------- issuing


def find_client(client_id: str) -> ApiClient | None:
    """A client that may ask for tokens: enabled and not expired."""
    if "\0" in client_id:  # PostgreSQL can't even compare it
        return None
    found = session().scalar(sa.select(ApiClient).where(ApiClient.client_id == client_id))
    return found if found is not None and _is_usable(found) else None


def _is_usable(client: ApiClient) -> bool:
    is_expired = client.expires_at is not None and client.expires_at <= clock.wall()
    return client.disabled_at is None and not is_expired


def secret_is_right(client: ApiClient, secret: str) -> bool:
    """Whether it is one of the secrets valid now (two during rotation)."""
    valid = session().scalars(
        sa.select(ClientSecret.secret_hash).where(
            ClientSecret.api_client_id == client.id,
            sa.or_(ClientSecret.expires_at.is_(None), ClientSecret.expires_at > clock.wall()),
        )
    )
    given = hash_of(secret)
    return any([hmac.compare_digest(given, one) for one in valid])  # noqa: C419  # no early exit


def is_within(networks: str, address: str) -> bool:
    """Whether the address is inside one of the ranges (separated by blanks; none = any)."""
    if not networks:
        return True
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(given in ipaddress.ip_network(one) for one in networks.split())


@command
def issue_token(client_id: UUID, scopes: str) -> tuple[str, timedelta]:
    """A new token with these scopes (cut to the client's before) and its lifetime."""
    token = secrets.token_urlsafe(32)
    now = clock.wall()
    session().execute(sa.delete(AccessToken).where(AccessToken.expires_at < now - LIFETIME))
    session().add(
        AccessToken(
            token_hash=hash_of(token),
            api_client_id=client_id,
            scopes=scopes,
            expires_at=now + LIFETIME,
        )
    )
    return token, LIFETIME


def assertion_is_new(jti: str, expires_at: datetime) -> bool:
    """Remember a private_key_jwt id; False when it was used before."""
    if not jti or len(jti) > _LONGEST_JTI:
        return False
    try:
        _remember_assertion(jti, expires_at)
    except Duplicate:
        return False
    return True


@command
def _remember_assertion(jti: str, expires_at: datetime) -> None:
    # A day of grace, so that no clock difference lets one in twice.
    long_gone = clock.wall() - timedelta(days=1)
    session().execute(sa.delete(ClientAssertion).where(ClientAssertion.expires_at < long_gone))
    session().add(ClientAssertion(jti=jti, expires_at=expires_at))


# --------------------------------------------------------------------------- revoking


@command
def revoke_token(token: str, client_id: UUID) -> None:
    """The client gives a token back; unknown tokens and other clients' are left alone."""
    token_hash = hash_of(token)
    _known.pop(token_hash, None)
    session().execute(
        sa.update(AccessToken)
        .where(
            AccessToken.token_hash == token_hash,
            AccessToken.api_client_id == client_id,
            AccessToken.revoked_at.is_(None),
        )
        .values(revoked_at=clock.wall())
    )


@step
def revoke_tokens_of(client_id: UUID) -> None:
    session().execute(
        sa.update(AccessToken)
        .where(AccessToken.api_client_id == client_id, AccessToken.revoked_at.is_(None))
        .values(revoked_at=clock.wall())
    )
    forget_tokens()


# --------------------------------------------------------------------------- using


def actor_of_token(token: str, address: str) -> Actor:
    """The client behind a bearer token, as an actor with the posts it is bound to.

    address: the caller's, as found through the trusted proxies. Raises Unauthenticated for unknown,
    expired and revoked tokens, disabled clients and foreign addresses. Answers are kept in memory
    for some seconds.
    """
    token_hash = hash_of(token)
    known = _known.get(token_hash)
    if known is None or known.forget_at <= time.monotonic():
        known = _look_up(token_hash)
        if len(_known) >= _MOST_CACHED:
            forget_tokens()
        _known[token_hash] = known
    if known.expires_at <= clock.wall() or not is_within(known.networks, address):
        raise Unauthenticated
    return known.actor


def _look_up(token_hash: str) -> _Known:
    _known.pop(token_hash, None)
    found = (
        session()
        .execute(
            sa.select(AccessToken, ApiClient)
            .join(ApiClient, ApiClient.id == AccessToken.api_client_id)
            .where(AccessToken.token_hash == token_hash, AccessToken.revoked_at.is_(None))
        )
        .first()
    )
    if found is None or not _is_usable(found[1]):
        raise Unauthenticated
    token, client = found
    return _Known(
        actor=_actor(client, token.scopes),
        networks=client.networks,
        expires_at=_earlier(token.expires_at, client.expires_at),
        forget_at=time.monotonic() + _CACHED_SECONDS,
    )


def _earlier(one: datetime, other: datetime | None) -> datetime:
    return one if other is None else min(one, other)


def _actor(client: ApiClient, scopes: str) -> Actor:
    """A member's posts count only under agreements that it is a member of today.

    They are all live or all in one sandbox: clients.py sees to it.
    """
    today = sa.func.coalesce(day_of(SandboxClock.at), clock.wall_day())
    cleared = sa.and_(
        Clearance.api_client_id == client.id,
        Clearance.agreement_id == ClientPost.agreement_id,
        counts_on(today),
    )
    bound: Any = (
        sa.select(ClientPost.agreement_id, ClientPost.role, Clearance.highest, SandboxClock.at)
        .outerjoin(SandboxClock, SandboxClock.agreement_id == ClientPost.agreement_id)
        .outerjoin(Clearance, cleared)
        .where(
            ClientPost.api_client_id == client.id,
            post_counts(ClientPost.agreement_id, ClientPost.role, client.institution_id, today),
        )
    )
    rows = session().execute(bound).all()
    rights = rights_of((row.agreement_id, row.role, row.highest) for row in rows)
    return Actor(
        kind=CLIENT,
        id=client.id,
        name=client.name,
        institution_id=client.institution_id,
        posts=rights.posts,
        scopes=frozenset(scopes.split()),
        agreement_ids=rights.agreement_ids,
        clearances=rights.clearances,
        sandbox_id=next((row.agreement_id for row in rows if row.at is not None), None),
    )
