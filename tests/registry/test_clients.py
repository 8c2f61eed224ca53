"""API clients: secrets, posts, tokens and the actors behind them."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from joserfc.jwk import ECKey, OctKey

from coop.core.actor import CLIENT, SYSTEM
from coop.core.db import session
from coop.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from coop.registry import agreements, clients, tokens
from coop.registry.clients import ClientData, NewClient
from coop.registry.models import AccessToken, ApiClient
from tests.world import World

At = Callable[[str], AbstractContextManager[None]]
ADDRESS = "10.1.2.3"


@pytest.fixture(autouse=True)
def _no_cached_tokens() -> None:
    clients.forget_tokens()


def data(world: World, **changed: object) -> ClientData:
    plain = ClientData(
        name="四川局办公系统",
        scopes="meetings:write meetings:read",
        posts=((world.agreement_id, "liaison"),),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def add(world: World, **changed: object) -> NewClient:
    return clients.add_client(world.sc.admin, world.sc.id, data(world, **changed))


def issue(client: ApiClient) -> str:
    return clients.issue_token(client.id, client.scopes)[0]


def test_a_clients_actor_has_its_posts_and_scopes(app: Flask, world: World) -> None:
    client = add(world).client
    actor = clients.actor_of_token(issue(client), ADDRESS)
    assert (actor.kind, actor.id, actor.institution_id) == (CLIENT, client.id, world.sc.id)
    assert actor.posts == {(world.agreement_id, "liaison")}
    assert actor.agreement_ids == {world.agreement_id}
    assert actor.scopes == {"meetings:read", "meetings:write"}


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"scopes": "meetings:read everything"}, "/scopes"),
        ({"networks": ("10.0.0.0/33",)}, "/networks"),
        ({"auth_method": "none"}, "/auth_method"),
        ({"auth_method": "private_key_jwt"}, "/jwks"),
        ({"auth_method": "private_key_jwt", "jwks": {"keys": []}}, "/jwks"),
    ],
)
def test_a_client_that_cannot_work_is_refused(
    app: Flask, world: World, changed: dict[str, object], pointer: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add(world, **changed)
    assert refused.value.problems[0].pointer == pointer


@pytest.mark.parametrize(
    "key",
    [ECKey.generate_key("P-256").as_dict(private=True), OctKey.generate_key(256).as_dict()],
    ids=["a private key", "a shared secret"],
)
def test_only_public_keys_are_registered(app: Flask, world: World, key: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        add(world, auth_method="private_key_jwt", jwks={"keys": [key]})
    assert refused.value.problems[0].pointer == "/jwks"


def test_a_client_is_bound_only_to_agreements_of_its_institution(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        add(world, posts=((world.other_agreement_id, "liaison"),))
    assert refused.value.problems[0].pointer == "/posts/0"


def test_an_administrator_manages_only_the_own_clients(app: Flask, world: World) -> None:
    client = add(world).client
    with pytest.raises(Forbidden):
        clients.add_client(world.sc.admin, world.cq.id, data(world))
    with pytest.raises(Forbidden):
        clients.rotate_secret(world.sc.secretary, client.id)
    with pytest.raises(NotFound):
        clients.rotate_secret(world.cq.admin, client.id)


# --------------------------------------------------------------------------- secrets


def test_two_secrets_are_valid_while_they_are_rotated(app: Flask, world: World, at: At) -> None:
    with at("2026-09-01T09:00"):
        client, first = add(world)
        second = clients.rotate_secret(world.sc.admin, client.id)
        assert first is not None
        assert tokens.secret_is_right(client, first)
        assert tokens.secret_is_right(client, second)
        assert not tokens.secret_is_right(client, "guess")
    with at("2026-09-08T09:01"):
        assert not tokens.secret_is_right(client, first)
        assert tokens.secret_is_right(client, second)


def test_a_third_secret_ends_the_first_at_once(app: Flask, world: World) -> None:
    client, first = add(world)
    second = clients.rotate_secret(world.sc.admin, client.id)
    third = clients.rotate_secret(world.sc.admin, client.id)
    assert first is not None
    right = [tokens.secret_is_right(client, one) for one in (first, second, third)]
    assert right == [False, True, True]


def test_a_client_with_a_key_has_no_secret_to_rotate(app: Flask, world: World) -> None:
    public = ECKey.generate_key("P-256").as_dict(private=False)
    client, secret = add(world, auth_method="private_key_jwt", jwks={"keys": [public]})
    assert secret is None
    with pytest.raises(clients.SecretNotUsed):
        clients.rotate_secret(world.sc.admin, client.id)


# --------------------------------------------------------------------------- tokens


def test_only_the_tokens_hash_is_kept(app: Flask, world: World) -> None:
    token = issue(add(world).client)
    assert token not in session().scalars(sa.select(AccessToken.token_hash)).all()


def test_a_token_lasts_fifteen_minutes(app: Flask, world: World, at: At) -> None:
    with at("2026-09-18T09:00"):
        token = issue(add(world).client)
    with at("2026-09-18T09:14"):
        assert clients.actor_of_token(token, ADDRESS)
    with at("2026-09-18T09:15"), pytest.raises(Unauthenticated):
        clients.actor_of_token(token, ADDRESS)


def test_an_unknown_token_is_refused(app: Flask) -> None:
    with pytest.raises(Unauthenticated):
        clients.actor_of_token("made up", ADDRESS)


@pytest.mark.parametrize(
    ("address", "is_let_in"),
    [("10.2.3.4", True), ("192.168.1.9", True), ("192.168.2.9", False), ("", False)],
)
def test_a_client_calls_only_from_its_networks(
    app: Flask, world: World, address: str, is_let_in: bool
) -> None:
    token = issue(add(world, networks=("10.0.0.0/8", "192.168.1.0/24")).client)
    if is_let_in:
        assert clients.actor_of_token(token, address)
        return
    with pytest.raises(Unauthenticated):
        clients.actor_of_token(token, address)


def test_a_revoked_token_is_refused_at_once_where_it_was_revoked(app: Flask, world: World) -> None:
    client = add(world).client
    token = issue(client)
    assert clients.actor_of_token(token, ADDRESS)
    clients.revoke_token(token, client.id)
    with pytest.raises(Unauthenticated):
        clients.actor_of_token(token, ADDRESS)


def test_a_client_cannot_revoke_anothers_token(app: Flask, world: World) -> None:
    token = issue(add(world).client)
    clients.revoke_token(token, add(world).client.id)
    assert clients.actor_of_token(token, ADDRESS)


def test_a_token_revoked_elsewhere_is_served_from_memory_for_some_seconds_only(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = issue(add(world).client)
    assert clients.actor_of_token(token, ADDRESS)
    session().execute(sa.update(AccessToken).values(revoked_at=datetime.now(UTC)))
    session().commit()
    assert clients.actor_of_token(token, ADDRESS)
    later = time.monotonic() + 30
    monkeypatch.setattr(time, "monotonic", lambda: later)
    with pytest.raises(Unauthenticated):
        clients.actor_of_token(token, ADDRESS)


def test_a_known_token_costs_no_query(app: Flask, world: World) -> None:
    token = issue(add(world).client)
    clients.actor_of_token(token, ADDRESS)
    counted: list[str] = []
    engine = session().get_bind()
    sa.event.listen(engine, "before_cursor_execute", lambda *what: counted.append(what[2]))
    clients.actor_of_token(token, ADDRESS)
    assert counted == []


def test_a_disabled_client_has_no_valid_token(app: Flask, world: World) -> None:
    client = add(world).client
    token = issue(client)
    clients.disable_client(world.sc.admin, client.id)
    with pytest.raises(Unauthenticated):
        clients.actor_of_token(token, ADDRESS)
    assert tokens.find_client(client.client_id) is None


def test_a_clients_own_expiry_ends_its_tokens(app: Flask, world: World, at: At) -> None:
    with at("2026-09-18T09:00"):
        ends_at = datetime(2026, 9, 18, 1, 5, tzinfo=UTC)
        client = add(world, expires_at=ends_at).client
        token = issue(client)
        assert clients.actor_of_token(token, ADDRESS)
    with at("2026-09-18T09:06"):
        assert tokens.find_client(client.client_id) is None
        with pytest.raises(Unauthenticated):
            clients.actor_of_token(token, ADDRESS)


def test_a_client_of_a_party_that_left_acts_nowhere(app: Flask, world: World, at: At) -> None:
    with at("2026-09-01T09:00"):
        token = issue(add(world).client)
    agreements.leave(
        SYSTEM, world.agreement_id, institution_id=world.sc.id, left_on=date(2026, 9, 1)
    )
    with at("2026-09-01T09:01"):
        actor = clients.actor_of_token(token, ADDRESS)
    assert actor.posts == frozenset()
    assert not actor.sees(world.agreement_id)


def test_an_assertion_works_once(app: Flask) -> None:
    ends_at = datetime.now(UTC) + timedelta(minutes=1)
    jti = str(UUID(int=7))
    assert tokens.assertion_is_new(jti, ends_at)
    assert not tokens.assertion_is_new(jti, ends_at)
    assert not tokens.assertion_is_new("", ends_at)
