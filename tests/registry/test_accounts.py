"""Accounts, sign-in with its limits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.actor import SYSTEM, Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import CoopError, Duplicate, Forbidden, Invalid, NotFound, TooManyRequests
from coop.registry import accounts
from coop.registry.accounts import WrongCredentials
from coop.registry.models import Account, WebSession
from tests.registry.signing_in import ADDRESS, PASSWORD, At, fail, sign_in
from tests.world import World


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elf chars!", "too_short"),
        ("x" * 129, "too_long"),
        ("aaaabbbbcccc", "too_simple"),
        ("my zhang.mou 2026", "too_simple"),
    ],
)
def test_a_weak_password_is_refused(app: Flask, world: World, password: str, code: str) -> None:
    assert world.sc.liaison.id is not None
    with pytest.raises(Invalid) as refused:
        accounts.add_user(
            world.sc.admin, world.sc.liaison.id, username="zhang.mou", password=password
        )
    assert refused.value.problems[0].code == code


def test_the_password_is_kept_as_argon2id_only(app: Flask, world: World) -> None:
    assert world.sc.liaison.id is not None
    account = accounts.add_user(SYSTEM, world.sc.liaison.id, username="li.mou", password=PASSWORD)
    assert account.password_hash.startswith("$argon2id$")
    logged = session().scalars(sa.select(AuditEntry.changes)).all()
    assert not any(PASSWORD in entry for entry in logged)


def test_a_user_name_is_taken_whatever_its_case(account: Account, world: World) -> None:
    assert world.sc.liaison.id is not None
    with pytest.raises(Duplicate):
        accounts.add_user(SYSTEM, world.sc.liaison.id, username="ZHANG.MOU", password=PASSWORD)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (lambda world: world.sc.liaison, Forbidden),
        (lambda world: world.cq.admin, NotFound),
        (lambda world: world.strangers.admin, NotFound),
    ],
    ids=["a colleague", "another party's administrator", "a stranger"],
)
def test_only_the_own_administrator_adds_users(
    app: Flask, world: World, who: Callable[[World], Actor], refusal: type[CoopError]
) -> None:
    assert world.sc.liaison.id is not None
    with pytest.raises(refusal):
        accounts.add_user(who(world), world.sc.liaison.id, username="li", password=PASSWORD)


# --------------------------------------------------------------------------- sign-in


def test_signing_in_gives_an_actor_with_the_posts_of_today(account: Account, world: World) -> None:
    found = accounts.session_of(sign_in())
    assert found is not None
    assert found.actor == world.sc.secretary
    assert found.account_id == account.id
    assert found.institution_name == "国家金融监督管理总局四川监管局"


def test_user_names_are_compared_without_case(account: Account) -> None:
    assert accounts.sign_in(" ZHANG.mou ", PASSWORD, ADDRESS).account_id == account.id


def test_the_token_itself_is_nowhere_in_the_database(account: Account) -> None:
    token = sign_in()
    assert token not in session().scalars(sa.select(WebSession.token_hash)).all()


def test_wrong_password_and_unknown_user_are_told_alike(account: Account) -> None:
    refusals = []
    for username, password in (("zhang.mou", "wrong password"), ("nobody", PASSWORD)):
        with pytest.raises(WrongCredentials) as refused:
            accounts.sign_in(username, password, ADDRESS)
        refusals.append(str(refused.value.message))
    assert refusals[0] == refusals[1]


def test_five_failures_close_the_user_name_for_a_quarter_of_an_hour(
    account: Account, at: At
) -> None:
    with at("2026-09-18T09:00"):
        fail(5)
        with pytest.raises(TooManyRequests) as refused:
            sign_in()
    assert refused.value.seconds == 901
    with at("2026-09-18T09:14"), pytest.raises(TooManyRequests):
        sign_in()
    with at("2026-09-18T09:16"):
        assert sign_in()


def test_only_failures_count(account: Account) -> None:
    for _ in range(6):
        sign_in()
    fail(4)
    sign_in()
    fail(4)
    assert sign_in()


def test_failures_from_elsewhere_survive_the_owners_success(account: Account) -> None:
    fail(4, address="203.0.113.9")
    sign_in()
    fail(1, address="203.0.113.9")
    with pytest.raises(TooManyRequests):
        sign_in()


def test_one_colleagues_failures_do_not_close_the_offices_address(account: Account) -> None:
    fail(5, username="someone.else")
    assert sign_in()


def test_an_address_that_guesses_many_names_is_closed(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_MOST_PER_ADDRESS", 3)
    for number in range(3):
        fail(1, username=f"name{number}")
    with pytest.raises(TooManyRequests):
        sign_in()
    assert sign_in(address="10.9.9.9")


def test_a_refused_sign_in_is_logged_without_what_was_typed(account: Account) -> None:
    fail(1)
    entry = (
        session().scalars(sa.select(AuditEntry).where(AuditEntry.action == "sign_in_refused")).one()
    )
    assert entry.subject_id == account.id
    assert "zhang" not in entry.changes


def test_a_disabled_account_neither_signs_in_nor_keeps_its_sessions(
    account: Account, world: World
) -> None:
    token = sign_in()
    accounts.disable_user(world.sc.admin, account.id)
    assert accounts.session_of(token) is None
    with pytest.raises(WrongCredentials):
        sign_in()


# --------------------------------------------------------------------------- sessions


def test_parallel_guesses_do_not_outrun_the_limit(app: Flask, account: Account) -> None:
    def guess(_number: int) -> str:
        with app.app_context():
            try:
                accounts.sign_in("zhang.mou", "not the password", ADDRESS)
            except CoopError as refused:
                return refused.code
            return "signed in"

    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(guess, range(8)))
    assert sorted(answers) == ["too_many_requests"] * 3 + ["wrong_credentials"] * 5
