"""Posts of mediation bodies: they open nothing of the agreement but what names the body."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask

from coop.core.actor import SYSTEM
from coop.core.errors import CoopError, Invalid, NotFound
from coop.exchange.stream import list_events
from coop.registry import accounts, agreements, clients, queries, tokens
from coop.registry.clients import ClientData
from coop.registry.models import Institution
from tests.people import PASSWORD
from tests.world import World

At = Callable[[str], AbstractContextManager[None]]


def _body() -> Institution:
    return agreements.add_institution(
        SYSTEM, name="示范调解中心", short_name="示范调解", kind="mediation_body"
    )


def _code(refusal: CoopError) -> str:
    assert isinstance(refusal, Invalid)
    return refusal.problems[0].code


def test_only_people_of_a_mediation_body_hold_its_posts(app: Flask, world: World) -> None:
    body = _body()
    person = agreements.add_person(SYSTEM, body.id, name="陶某")
    post = agreements.give_post(
        SYSTEM, world.agreement_id, person_id=person.id, role="body", from_on=date(2026, 1, 1)
    )
    assert post.role == "body"
    with pytest.raises(Invalid) as refused:
        agreements.give_post(
            SYSTEM,
            world.agreement_id,
            person_id=person.id,
            role="liaison",
            from_on=date(2026, 1, 1),
        )
    assert _code(refused.value) == "not_a_party"
    officer = world.cq.liaison.id
    assert officer is not None
    with pytest.raises(Invalid) as refused:
        agreements.give_post(
            SYSTEM,
            world.agreement_id,
            person_id=officer,
            role="mediator",
            from_on=date(2026, 1, 1),
        )
    assert _code(refused.value) == "not_a_mediation_body"


def test_an_officer_of_a_body_signs_in_and_sees_no_agreement(
    app: Flask, world: World, at: At
) -> None:
    body = _body()
    person = agreements.add_person(SYSTEM, body.id, name="陶某")
    agreements.give_post(
        SYSTEM, world.agreement_id, person_id=person.id, role="body", from_on=date(2026, 1, 1)
    )
    with at("2026-09-01T09:00"):
        accounts.add_user(SYSTEM, person.id, username="tao", password=PASSWORD)
        opened = accounts.sign_in("tao", PASSWORD, "127.0.0.1")
        found = accounts.session_of(opened.token)
    assert found is not None
    actor = found.actor
    assert actor.posts == {(world.agreement_id, "body")}
    assert actor.agreement_ids == frozenset()
    assert actor.posted_ids == {world.agreement_id}
    with pytest.raises(NotFound):
        queries.get_agreement(actor, world.agreement_id)
    assert queries.list_agreements(actor, limit=9, cursor=None).items == ()


def test_a_bodys_system_reads_its_own_events_and_no_other_role(
    app: Flask, world: World, at: At
) -> None:
    body = _body()

    def data(role: str) -> ClientData:
        posts = ((world.agreement_id, role),)
        return ClientData(name="调解系统", scopes="events:read", posts=posts)

    with at("2026-09-01T09:00"):
        with pytest.raises(Invalid) as refused:
            clients.add_client(SYSTEM, body.id, data("liaison"))
        assert _code(refused.value) == "not_possible"
        made = clients.add_client(SYSTEM, body.id, data("body")).client
        token, _lifetime = tokens.issue_token(made.id, made.scopes)
        actor = clients.actor_of_token(token, "127.0.0.1")
        assert list_events(actor).items == ()
        with pytest.raises(NotFound):
            list_events(actor, agreement_id=world.other_agreement_id)
