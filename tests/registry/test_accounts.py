"""Accounts, sign-in with its limits, sessions, drafts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.actor import SYSTEM, Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import CoopError, Duplicate, Forbidden, Invalid, NotFound, TooManyRequests
from coop.registry import accounts, agreements
from coop.registry.accounts import WrongCredentials
from coop.registry.models import Account, WebSession
from tests.world import World

At = Callable[[str], AbstractContextManager[None]]
PASSWORD = "三水two木 horse battery"
ADDRESS = "10.1.2.3"


@pytest.fixture
def account(app: Flask, world: World, at: At) -> Account:
    """SC's secretary may sign in."""
    assert world.sc.secretary.id is not None
    return accounts.add_user(
        world.sc.admin, world.sc.secretary.id, username="Zhang.Mou", password=PASSWORD
    )


def sign_in(password: str = PASSWORD, address: str = ADDRESS) -> str:
    return accounts.sign_in("zhang.mou", password, address).token


def fail(times: int, *, username: str = "zhang.mou", address: str = ADDRESS) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            accounts.sign_in(username, "not the password", address)


# --------------------------------------------------------------------------- accounts


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


def test_the_password_is_kept_as_argon2id_only(account: Account) -> None:
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


def test_a_session_ends_after_half_an_hour_of_idleness(account: Account, at: At) -> None:
    with at("2026-09-18T09:00"):
        token = sign_in()
    with at("2026-09-18T09:29"):
        assert accounts.session_actor(token) is not None
    with at("2026-09-18T09:58"):
        assert accounts.session_actor(token) is not None
    with at("2026-09-18T10:29"):
        assert accounts.session_actor(token) is None


def test_a_session_ends_after_twelve_hours_however_busy(account: Account, at: At) -> None:
    with at("2026-09-18T08:00"):
        token = sign_in()
    for minutes in range(25, 12 * 60, 25):
        with at(f"2026-09-18T{8 + minutes // 60:02}:{minutes % 60:02}"):
            assert accounts.session_actor(token) is not None
    with at("2026-09-18T20:01"):
        assert accounts.session_actor(token) is None


def test_a_token_is_worthless_after_signing_out(account: Account) -> None:
    token = sign_in()
    accounts.end_session(token)
    assert accounts.session_actor(token) is None
    assert accounts.expired_session_account(token) is None


def test_signing_in_again_ends_the_browsers_former_session(account: Account) -> None:
    first = sign_in()
    second = accounts.sign_in("zhang.mou", PASSWORD, ADDRESS, previous_token=first).token
    assert accounts.session_actor(first) is None
    assert accounts.session_actor(second) is not None


def test_an_expired_session_still_tells_whose_it_was(account: Account, at: At) -> None:
    with at("2026-09-18T09:00"):
        token = sign_in()
        assert accounts.expired_session_account(token) is None
    with at("2026-09-18T11:00"):
        assert accounts.expired_session_account(token) == account.id
    with at("2026-09-30T11:00"):
        assert accounts.expired_session_account(token) is None
    assert accounts.expired_session_account("made up") is None


def test_the_other_sessions_can_be_listed_and_ended(account: Account) -> None:
    phone, desk = sign_in(address="10.0.0.7"), sign_in()
    listed = accounts.sessions(desk)
    assert {(row.address, row.is_current) for row in listed} == {
        ("10.0.0.7", False),
        (ADDRESS, True),
    }
    accounts.end_other_sessions(desk)
    assert accounts.session_actor(phone) is None
    assert accounts.session_actor(desk) is not None


def test_one_other_session_can_be_ended_by_its_key(account: Account) -> None:
    phone, desk = sign_in(address="10.0.0.7"), sign_in()
    key = next(row.key for row in accounts.sessions(desk) if not row.is_current)
    accounts.end_one_session(desk, key)
    assert accounts.session_actor(phone) is None


def test_a_new_password_ends_the_other_sessions(account: Account, world: World) -> None:
    phone, desk = sign_in(), sign_in()
    with pytest.raises(WrongCredentials):
        accounts.change_password(
            world.sc.secretary, account.id, current="wrong", new="another long one", token=desk
        )
    accounts.change_password(
        world.sc.secretary, account.id, current=PASSWORD, new="another long one", token=desk
    )
    assert accounts.session_actor(phone) is None
    assert accounts.session_actor(desk) is not None
    assert sign_in("another long one")


def test_nobody_changes_another_persons_password(account: Account, world: World) -> None:
    with pytest.raises(Forbidden):
        accounts.change_password(
            world.sc.admin, account.id, current=PASSWORD, new="another long one", token=""
        )


def test_a_person_whose_institution_left_sees_nothing_of_the_agreement(
    account: Account, world: World, at: At
) -> None:
    agreements.leave(
        SYSTEM, world.agreement_id, institution_id=world.sc.id, left_on=date(2026, 9, 1)
    )
    with at("2026-09-01T09:00"):
        actor = accounts.session_actor(sign_in())
    assert actor is not None
    assert not actor.sees(world.agreement_id)
    assert actor.posts == frozenset()


def test_the_chosen_agreement_is_remembered_at_the_next_sign_in(
    account: Account, world: World
) -> None:
    accounts.choose_agreement(sign_in(), world.agreement_id)
    found = accounts.session_of(sign_in())
    assert found is not None
    assert found.agreement_id == world.agreement_id


def test_an_agreement_of_others_cannot_be_chosen(account: Account, world: World) -> None:
    with pytest.raises(NotFound):
        accounts.choose_agreement(sign_in(), world.other_agreement_id)


# --------------------------------------------------------------------------- drafts


def test_a_draft_stays_until_it_is_dropped(account: Account) -> None:
    accounts.save_draft(account.id, "/meetings/new", {"title": ["联席会议"]})
    accounts.save_draft(account.id, "/meetings/new", {"title": ["第二稿"], "days": ["1", "2"]})
    for _ in range(2):
        assert accounts.take_draft(account.id, "/meetings/new") == {
            "title": ["第二稿"],
            "days": ["1", "2"],
        }
    accounts.drop_draft(account.id, "/meetings/new")
    assert accounts.take_draft(account.id, "/meetings/new") is None


def test_a_draft_of_long_ago_is_not_offered(account: Account, at: At) -> None:
    with at("2026-01-05T09:00"):
        accounts.save_draft(account.id, "/x", {"a": ["b"]})
    with at("2026-03-05T09:00"):
        assert accounts.take_draft(account.id, "/x") is None


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
