"""Sessions, the chosen agreement, drafts of forms."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.actor import SYSTEM
from coop.core.errors import Forbidden, NotFound
from coop.registry import accounts, agreements
from coop.registry.accounts import WrongCredentials
from coop.registry.models import Account
from tests.registry.signing_in import ADDRESS, PASSWORD, At, sign_in
from tests.world import World


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
