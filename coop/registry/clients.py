"""Partners' systems: clients with their secrets and posts. Tokens are offered here too."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from coop.core import audit, clock
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session, text_id
from coop.core.errors import Conflict, Forbidden, NotFound, invalid
from coop.core.language import Text
from coop.registry import clearances, tokens
from coop.registry import scopes as known_scopes
from coop.registry.directory import member_on
from coop.registry.models import (
    ApiClient,
    ClientPost,
    ClientSecret,
    Institution,
    Party,
    SandboxClock,
)
from coop.registry.models.clients import AUTH_METHODS
from coop.registry.models.institutions import MEDIATION_BODY
from coop.registry.models.people import OUTSIDE_ROLES, ROLES
from coop.registry.rights import administers
from coop.registry.sessions import hash_of
from coop.registry.tokens import actor_of_token, forget_tokens, issue_token, revoke_token

__all__ = [
    "ClientData",
    "NewClient",
    "actor_of_token",
    "add_client",
    "disable_client",
    "forget_tokens",
    "issue_token",
    "revoke_token",
    "rotate_secret",
]

SECRET_OVERLAP = timedelta(days=7)
_MOST_SECRETS = 2
_CLIENTS = Text("管理本单位接口", "manage API clients")


class SecretNotUsed(Conflict):
    code = "client_has_no_secret"
    text = Text(
        "该接口以私钥认证，没有密钥。", "This client signs with a private key; it has no secret."
    )


class NewClient(NamedTuple):
    """The secret is shown once and kept nowhere; None for private_key_jwt."""

    client: ApiClient
    secret: str | None


@dataclass(frozen=True, slots=True)
class ClientData:
    """What is said about a client when it is added.

    scopes: the most its tokens may carry, separated by blanks.
    posts: (agreement id, role) pairs it acts in.
    networks: address ranges it may call from, none = any. jwks: public keys, for private_key_jwt.
    is_limited: it may read no more than what is public.
    """

    name: str
    scopes: str
    posts: tuple[tuple[UUID, str], ...]
    auth_method: str = "client_secret_basic"
    jwks: dict[str, Any] | None = None
    networks: tuple[str, ...] = field(default=())
    expires_at: datetime | None = None
    is_limited: bool = False


@command
def add_client(actor: Actor, institution_id: UUID, data: ClientData) -> NewClient:
    """A new client of one institution.

    Raises Invalid naming scopes, posts, networks, auth_method or jwks.
    """
    if not administers(actor, institution_id):
        raise Forbidden(action=_CLIENTS)
    _check_posts(actor, institution_id, data.posts)
    _check_key(data)
    client = ApiClient(
        client_id=f"coop-{text_id()}",
        name=data.name,
        institution_id=institution_id,
        auth_method=data.auth_method,
        jwks=data.jwks,
        scopes=known_scopes.check(data.scopes),
        networks=" ".join(_checked_networks(data.networks)),
        expires_at=data.expires_at,
    )
    session().add(client)
    session().flush()
    session().add_all(
        ClientPost(api_client_id=client.id, agreement_id=agreement_id, role=role)
        for agreement_id, role in data.posts
    )
    secret = _add_secret(client) if data.auth_method == "client_secret_basic" else None
    audit.record(
        actor, "client_added", _subject(client), client_id=client.client_id, scopes=client.scopes
    )
    if data.is_limited:
        for agreement_id in dict.fromkeys(agreement_id for agreement_id, _role in data.posts):
            clearances.limit_client(actor, client, agreement_id)
    return NewClient(client, secret)


def _check_posts(actor: Actor, institution_id: UUID, posts: tuple[tuple[UUID, str], ...]) -> None:
    """Every post is a known role under an agreement of which the institution is a member today.

    A mediation body is none: its systems act in its own roles only.
    """
    member = sa.select(Party.agreement_id).where(
        Party.institution_id == institution_id, member_on(clock.today())
    )
    joined = set(session().scalars(member))
    _check_one_world(posts)
    is_body = session().get_one(Institution, institution_id).kind == MEDIATION_BODY
    words = Text("第 {place} 项岗位不成立。", "Post number {place} is not possible.")
    for place, (agreement_id, role) in enumerate(posts):
        possible = role in ROLES and (agreement_id in joined or (is_body and role in OUTSIDE_ROLES))
        if not possible or not administers(actor, institution_id, agreement_id):
            raise invalid(f"posts/{place}", "not_possible", words.with_facts(place=place + 1))


def _check_one_world(posts: tuple[tuple[UUID, str], ...]) -> None:
    """What a system writes in a sandbox must never reach a live agreement: one key, one world."""
    under = {agreement_id for agreement_id, _role in posts}
    found = sa.select(sa.func.count()).where(SandboxClock.agreement_id.in_(under))
    if session().execute(found).scalar_one() and len(under) > 1:
        words = Text("演练协议须使用单独的接口。", "A sandbox needs a client of its own.")
        raise invalid("posts", "sandbox_apart", words)


def _check_key(data: ClientData) -> None:
    if data.auth_method not in AUTH_METHODS:
        raise invalid("auth_method", "not_a_choice", Text("认证方式不支持。", "Not supported."))
    if data.auth_method != "private_key_jwt":
        return
    try:
        keys = KeySet.import_key_set(data.jwks or {})  # type: ignore[arg-type]  # judged by the call
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        raise _bad_keys() from wrong
    if not keys.keys or any(key.is_private or key.key_type == "oct" for key in keys.keys):
        raise _bad_keys()


def _bad_keys() -> Exception:
    return invalid(
        "jwks", "invalid", Text("应为公钥集（JWKS）。", "It must be a set of public keys.")
    )


def _checked_networks(networks: tuple[str, ...]) -> list[str]:
    try:
        return [str(ipaddress.ip_network(one.strip())) for one in networks]
    except ValueError as wrong:
        words = Text("不是有效的地址段。", "Not a valid address range.")
        raise invalid("networks", "invalid", words) from wrong


@command
def rotate_secret(actor: Actor, client_id: UUID, *, overlap: timedelta = SECRET_OVERLAP) -> str:
    """A second secret; the newest one before it stays valid for the overlap, older ones end now."""
    client = _load(actor, client_id)
    if client.auth_method != "client_secret_basic":
        raise SecretNotUsed
    ends_at = clock.wall() + overlap
    former = session().scalars(
        sa.select(ClientSecret)
        .where(ClientSecret.api_client_id == client.id)
        .order_by(ClientSecret.created_at.desc(), ClientSecret.id.desc())
    )
    for place, one in enumerate(former.all()):
        if place >= _MOST_SECRETS - 1:
            session().delete(one)
        elif one.expires_at is None or one.expires_at > ends_at:
            one.expires_at = ends_at
    secret = _add_secret(client)
    audit.record(actor, "client_secret_rotated", _subject(client), client_id=client.client_id)
    return secret


@command
def disable_client(actor: Actor, client_id: UUID) -> ApiClient:
    """No new tokens; running ones end within the half minute that they may be cached."""
    client = _load(actor, client_id)
    client.disabled_at = client.disabled_at or clock.wall()
    tokens.revoke_tokens_of(client.id)
    audit.record(actor, "client_disabled", _subject(client), client_id=client.client_id)
    return client


def _load(actor: Actor, client_id: UUID) -> ApiClient:
    client = lock(ApiClient, client_id)
    if not actor.is_system and client.institution_id != actor.institution_id:
        raise NotFound
    if not administers(actor, client.institution_id):
        raise Forbidden(action=_CLIENTS)
    return client


def _add_secret(client: ApiClient) -> str:
    secret = secrets.token_urlsafe(32)
    session().add(ClientSecret(api_client_id=client.id, secret_hash=hash_of(secret)))
    session().flush()
    return secret


def _subject(client: ApiClient) -> Subject:
    return Subject("api_client", client.id, None)
