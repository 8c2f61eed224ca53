"""Clearances: who sets them for whom, for how long, and what a reader then is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from coop.core import audit, clock
from coop.core.actor import CLIENT, SYSTEM, Actor
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.events import EventPosition, EventRow
from coop.core.ladder import INTERNAL, LADDER, PUBLIC, WORK_SECRET, is_within, up_to
from coop.core.policy import OfficerRequired
from coop.registry import clearance_register, clearances, clients, readers
from coop.registry.accounts import session_actor, sign_in
from coop.registry.clearances import ClearanceHeld, OwnClearance
from coop.registry.clients import ClientData
from coop.registry.models import Clearance
from tests.people import PASSWORD, act_on, add_account, browser_of
from tests.world import World

At = Callable[[str], AbstractContextManager[None]]
SECRET = {"highest": WORK_SECRET, "reason": "办理重大事项会商", "to_on": date(2026, 12, 31)}
TODAY, LATER = "2026-09-01T09:00", "2027-01-01T09:00"


@pytest.fixture(autouse=True)
def _today(at: At):
    clients.forget_tokens()
    with at(TODAY):
        yield


def give(actor: Actor, world: World, of: Actor, **changed: Any) -> Clearance:
    said = {**SECRET, "person_id": of.id, **changed}
    return clearances.set_clearance(actor, world.agreement_id, **said)


def now(person: Actor) -> Actor:
    """The officer as the next request finds them."""
    session().rollback()
    found = session_actor(sign_in(person.name.lower(), PASSWORD, "127.0.0.1").token)
    assert found is not None
    return found


def test_the_ladder_has_one_order() -> None:
    assert list(LADDER) == [PUBLIC, INTERNAL, WORK_SECRET]
    assert up_to(INTERNAL) == (PUBLIC, INTERNAL)
    assert is_within(WORK_SECRET, WORK_SECRET)
    assert not is_within(WORK_SECRET, INTERNAL)


def test_a_clearance_opens_work_secrets_for_its_days_and_is_withdrawn_at_once(
    app: Flask, world: World, at: At
) -> None:
    liaison, signer, under = world.sc.liaison, world.sc.signer, world.agreement_id
    add_account(liaison)
    usual = now(liaison)
    assert (usual.clearance(under), usual.may_read(under, WORK_SECRET)) == (INTERNAL, False)
    assert usual.may_read(under, INTERNAL)
    made = give(signer, world, liaison, from_on=date(2026, 9, 2))
    assert now(liaison).clearance(under) == INTERNAL
    with at("2026-12-31T23:00"):
        assert now(liaison).may_read(under, WORK_SECRET)
        assert not now(liaison).may_read(world.other_agreement_id, PUBLIC)
    with at(LATER):
        assert now(liaison).clearance(under) == INTERNAL
        assert str(clearance_register.get_clearance(signer, made.id).state_label) == "已到期"
    with at("2026-09-03T09:00"):
        assert now(liaison).clearance(under) == WORK_SECRET
        version = clearance_register.get_clearance(world.sc.secretary, made.id).version
        with pytest.raises(Stale):
            clearances.withdraw_clearance(
                world.sc.secretary, made.id, reason="调离", expected_version=version + 1
            )
        clearances.withdraw_clearance(
            world.sc.secretary, made.id, reason="调离", expected_version=version
        )
        assert now(liaison).clearance(under) == INTERNAL
        with pytest.raises(IllegalTransition):
            clearances.withdraw_clearance(
                world.sc.secretary, made.id, reason="调离", expected_version=version + 1
            )
    logged = [(one.action, one.reason) for one in audit.history(made.id)]
    assert logged == [("clearance.withdraw", "调离"), ("clearance.give", "办理重大事项会商")]
    told = (
        sa.select(EventRow.type, EventPosition.institution_id)
        .join(EventPosition, EventPosition.event_id == EventRow.id)
        .where(EventRow.subject_id == made.id)
    )
    assert session().execute(told).all() == [("clearance.changed", world.sc.id)] * 2


def test_only_another_officer_of_the_own_institution_clears(app: Flask, world: World) -> None:
    sc = world.sc
    refusals: list[tuple[type[CoopError], Actor, Actor, dict[str, Any]]] = [
        (OwnClearance, sc.signer, sc.signer, {}),
        (Forbidden, sc.admin, sc.liaison, {}),
        (Forbidden, sc.handler, sc.liaison, {}),
        (Forbidden, SYSTEM, sc.liaison, {}),
        (Invalid, world.cq.signer, sc.liaison, {}),
        (NotFound, world.stranger, sc.liaison, {}),
        (Invalid, sc.signer, sc.liaison, {"to_on": None}),
        (Invalid, sc.signer, sc.liaison, {"to_on": date(2026, 8, 1)}),
        (Invalid, sc.signer, sc.liaison, {"person_id": None}),
    ]
    for refusal, actor, of, changed in refusals:
        with pytest.raises(refusal):
            give(actor, world, of, **changed)
    system = replace(sc.signer, kind=CLIENT, id=sc.admin.id, name="办公系统")
    with pytest.raises(OfficerRequired):
        give(system, world, sc.liaison)
    with pytest.raises(OwnClearance):
        give(replace(system, on_behalf_of=sc.liaison.name), world, sc.liaison)
    made = give(replace(system, on_behalf_of="李局长"), world, sc.liaison)
    assert made.given_by_name == "李局长"
    with pytest.raises(ClearanceHeld):
        give(sc.secretary, world, sc.liaison, highest=PUBLIC)
    for other in (world.cq.signer, world.stranger):
        with pytest.raises(NotFound):
            clearance_register.get_clearance(other, made.id)
        with pytest.raises(NotFound):
            clearances.withdraw_clearance(other, made.id, reason="x", expected_version=1)
        assert clearance_register.list_clearances(other, limit=9).items == ()
    assert clearance_register.get_clearance(sc.liaison, made.id).allowed_actions == ()
    with pytest.raises(OwnClearance):
        clearances.withdraw_clearance(
            replace(sc.liaison, posts=sc.signer.posts), made.id, reason="x", expected_version=1
        )


def test_who_is_limited_to_what_is_public_reads_that_and_does_nothing(
    app: Flask, world: World
) -> None:
    add_account(world.sc.handler)
    give(world.sc.admin, world, world.sc.handler, highest=PUBLIC, to_on=None)
    limited = now(world.sc.handler)
    assert (limited.posts, limited.agreement_ids) == (frozenset(), frozenset())
    assert limited.open_ids == {world.agreement_id}
    assert limited.may_read(world.agreement_id, PUBLIC)
    assert not limited.may_read(world.agreement_id, INTERNAL)
    assert not limited.sees(world.agreement_id)


def test_a_system_is_limited_when_it_is_added_and_cleared_by_its_institution(
    app: Flask, world: World, settings: Any
) -> None:
    facts = ClientData(
        "门户网站", "documents:read", ((world.agreement_id, "liaison"),), is_limited=True
    )
    made = clients.add_client(SYSTEM, world.sc.id, facts).client
    token, _lifetime = clients.issue_token(made.id, made.scopes)
    assert clients.actor_of_token(token, "10.0.0.1").clearances == {(world.agreement_id, PUBLIC)}
    (listed,) = clearance_register.list_clearances(world.sc.signer, limit=9).items
    assert (listed.holder_name, listed.highest) == ("门户网站", PUBLIC)
    clearances.withdraw_clearance(
        world.sc.signer, listed.id, reason="升级为业务系统", expected_version=listed.version
    )
    assert clients.actor_of_token(token, "10.0.0.1").clearances == frozenset()
    clearances.set_clearance(world.sc.signer, world.agreement_id, api_client_id=made.id, **SECRET)
    assert clients.actor_of_token(token, "10.0.0.1").may_read(world.agreement_id, WORK_SECRET)


def test_the_command_line_offers_no_work_secret() -> None:
    from coop.cli import cli  # it makes an application of its own when run

    told = CliRunner().invoke(cli, ["client", "add", "--help"]).output
    assert "[public|internal]" in told


def test_it_is_told_who_could_not_read_what_is_about_to_be_sent(app: Flask, world: World) -> None:
    under, parties = world.agreement_id, [world.sc.id, world.cq.id]
    readers.require_readers(under, parties, ("signer",), INTERNAL)
    give(world.sc.secretary, world, world.sc.signer)
    with pytest.raises(readers.NobodyCleared) as refused:
        readers.require_readers(under, parties, ("signer",), WORK_SECRET)
    assert refused.value.facts["institutions"] == ["重庆金融监管局"]
    readers.require_readers(under, [world.sc.id], ("signer",), WORK_SECRET)
    with pytest.raises(readers.NobodyCleared):
        readers.require_readers(
            under, [world.sc.id], ("signer",), WORK_SECRET, but=world.sc.signer.id
        )
    assert world.sc.signer.id is not None
    person = next(one for one, _highest in readers._holders(under) if one.id == world.sc.signer.id)
    readers.require_cleared(under, [person], WORK_SECRET)
    with pytest.raises(readers.NotCleared) as lacking:
        readers.require_cleared(
            under, [person, replace(person, id=world.cq.signer.id, name="CQ")], WORK_SECRET
        )
    assert lacking.value.facts["people"] == ["CQ"]


def test_a_clearance_is_set_read_and_withdrawn_on_the_pages(app: Flask, world: World) -> None:
    signer = browser_of(app, world.sc.signer)
    for path in ("/clearances", "/"):
        assert "/clearances/new" in signer.get(path).text
    form = signer.get("/clearances/new").text
    assert world.sc.liaison.name in form
    assert world.sc.signer.name not in form.split("<main", 1)[1]
    path, page = act_on(
        signer,
        "/clearances/new",
        person_id=str(world.sc.liaison.id),
        highest=WORK_SECRET,
        to_on="2026-12-31",
        reason="办理重大事项会商",
    )
    for shown in ("工作秘密", "有效", "2026年12月31日", "办理重大事项会商"):
        assert shown in page
    liaison = browser_of(app, world.sc.liaison)
    assert "工作秘密" in liaison.get(path).text
    assert "/withdraw" not in liaison.get(path).text
    assert browser_of(app, world.cq.signer).get(path).status_code == 404
    _path, page = act_on(signer, f"{path}/withdraw", reason="调离")
    assert "已收回" in page
    assert clock.today() == date(2026, 9, 1)
