"""Importing, reserving and voiding numbers; the register explains each one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import Duplicate, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.documents import numbers, queries
from coop.documents.models import NumberEntry
from coop.documents.numbers import NumberOnDocument
from coop.documents.workflow import DOCUMENT
from tests.documents import made
from tests.documents.made import CODE
from tests.world import World

REASON = "2026年1月线下印发"
At = Callable[[str], AbstractContextManager[None]]


def import_one(world: World, text: str, actor: Actor | None = None) -> NumberEntry:
    who = actor or world.sc.secretary
    return numbers.import_number(who, world.agreement_id, number=text, reason=REASON)


def reserve(world: World, actor: Actor | None = None) -> NumberEntry:
    who = actor or world.sc.secretary
    return numbers.reserve_number(who, world.agreement_id, reason="线下会签")


@pytest.fixture(autouse=True)
def _in_2026(at: At) -> object:
    with at("2026-10-12T09:00"):
        yield


def test_the_hosts_secretariat_imports_a_number(app: Flask, world: World) -> None:
    entry = import_one(world, f"{CODE}〔2026〕7号")
    view = queries.get_number(world.cq.liaison, entry.id)
    assert (view.number, view.state, view.reason) == (f"{CODE}〔2026〕7号", "used", REASON)
    assert made.audit_actions(entry.id) == ["number.import_number"]
    assert made.events_about(entry.id) == [("number.imported", 3)]


def test_a_number_of_an_earlier_host_may_be_imported(app: Flask, world: World) -> None:
    assert import_one(world, "成渝金法会纪〔2025〕1号").issuer_code == "成渝金法会纪"


def test_an_ill_formed_number_is_not_imported(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        import_one(world, f"{CODE}[2026]3号")
    assert refused.value.problems[0].code == "number_wrong_brackets"


def test_a_number_of_an_unknown_issuer_is_not_imported(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        import_one(world, "示甲会纪〔2026〕3号")
    assert refused.value.problems[0].code == "issuer_code_unknown"


def test_an_existing_number_is_not_imported_again_and_is_named(app: Flask, world: World) -> None:
    document = made.issue(world)
    with pytest.raises(Duplicate) as refused:
        import_one(world, str(document.number))
    assert refused.value.facts == {"value": document.number}


@pytest.mark.parametrize("who", ["liaison", "convener", "archivist"])
def test_only_the_secretariat_keeps_the_register(app: Flask, world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        import_one(world, f"{CODE}〔2026〕7号", getattr(world.sc, who))
    with pytest.raises(Forbidden):
        reserve(world, getattr(world.sc, who))


def test_the_secretariat_of_a_party_that_does_not_host_may_not(app: Flask, world: World) -> None:
    with pytest.raises(Forbidden):
        import_one(world, f"{CODE}〔2026〕7号", world.cq.secretary)


def test_the_next_host_takes_over_with_its_term(app: Flask, world: World, at: At) -> None:
    with at("2027-01-04T09:00"):
        assert reserve(world, world.cq.secretary).text == "渝金会纪〔2027〕1号"
        with pytest.raises(Forbidden):
            reserve(world)


def test_for_strangers_the_agreement_does_not_exist(app: Flask, world: World) -> None:
    with pytest.raises(NotFound):
        import_one(world, f"{CODE}〔2026〕7号", world.stranger)
    with pytest.raises(NotFound):
        reserve(world, world.stranger)


def test_a_reserved_number_is_the_next_of_the_host(app: Flask, world: World) -> None:
    made.issue(world)
    entry = reserve(world)
    assert (entry.text, entry.state) == (f"{CODE}〔2026〕2号", "reserved")
    assert made.audit_actions(entry.id) == ["number.reserve_number"]
    assert made.events_about(entry.id) == [("number.reserved", 3)]


def test_a_void_number_keeps_its_place_and_its_reason(app: Flask, world: World) -> None:
    entry = reserve(world)
    numbers.void_number(world.sc.secretary, entry.id, reason="会签未成", expected_version=1)
    view = queries.get_number(world.sc.secretary, entry.id)
    assert (view.state, view.reason, view.allowed_actions) == ("void", "会签未成", ())
    assert made.audit_actions(entry.id) == ["number.reserve_number", "number.void"]
    assert made.events_about(entry.id)[-1] == ("number.voided", 3)
    assert made.issue(world).number == f"{CODE}〔2026〕2号"


def test_a_number_is_voided_once(app: Flask, world: World) -> None:
    entry = reserve(world)
    numbers.void_number(world.sc.secretary, entry.id, reason="会签未成")
    with pytest.raises(IllegalTransition):
        numbers.void_number(world.sc.secretary, entry.id, reason="再次")


def test_a_number_on_a_document_is_not_voided(app: Flask, world: World) -> None:
    document = made.issue(world)
    page = queries.list_numbers(world.sc.secretary, limit=10)
    assert page.items[0].allowed_actions == ()
    with pytest.raises(NumberOnDocument) as refused:
        numbers.void_number(world.sc.secretary, page.items[0].id, reason="错号")
    assert refused.value.facts["number"] == document.number


def test_voiding_needs_the_version_that_was_read(app: Flask, world: World) -> None:
    entry = reserve(world)
    with pytest.raises(Stale):
        numbers.void_number(world.sc.secretary, entry.id, reason="错", expected_version=9)


def test_voiding_is_not_for_others_and_unknown_to_strangers(app: Flask, world: World) -> None:
    entry = reserve(world)
    with pytest.raises(Forbidden):
        numbers.void_number(world.cq.secretary, entry.id, reason="错")
    with pytest.raises(NotFound):
        numbers.void_number(world.stranger, entry.id, reason="错")
    assert session().get_one(NumberEntry, entry.id).state == "reserved"


def test_every_serial_up_to_the_last_is_in_the_register(app: Flask, world: World) -> None:
    import_one(world, f"{CODE}〔2026〕3号")
    revoked = made.issue(world)
    reserve(world)
    numbers.void_number(world.sc.secretary, reserve(world).id, reason="错号")
    made.issue(world)
    made.revoke(revoked.id, date(2026, 10, 20))
    page = queries.list_numbers(
        world.cy.liaison, limit=50, agreement_id=world.agreement_id, year=2026
    )
    assert [one.serial for one in page.items] == [5, 4, 3, 2, 1]
    assert [one.state for one in page.items] == ["used", "void", "used", "reserved", "used"]
    assert all(one.document_id or one.reason for one in page.items)
    assert page.items[-1].document_state_label == DOCUMENT.states["revoked"]


def test_the_register_is_paged_without_loss(app: Flask, world: World) -> None:
    for _ in range(5):
        reserve(world)
    first = queries.list_numbers(world.sc.secretary, limit=2)
    second = queries.list_numbers(world.sc.secretary, limit=2, cursor=first.next)
    third = queries.list_numbers(world.sc.secretary, limit=2, cursor=second.next)
    serials = [one.serial for page in (first, second, third) for one in page.items]
    assert (serials, third.next) == ([5, 4, 3, 2, 1], None)


def test_strangers_see_no_number(app: Flask, world: World) -> None:
    entry = reserve(world)
    assert queries.list_numbers(world.stranger, limit=10).items == ()
    with pytest.raises(NotFound):
        queries.get_number(world.stranger, entry.id)


def test_the_register_stays_readable_on_a_day_without_host(
    app: Flask, world: World, at: At
) -> None:
    reserve(world)
    with at("2029-01-04T09:00"):
        page = queries.list_numbers(world.sc.secretary, limit=10)
    assert [one.allowed_actions for one in page.items] == [()]
