"""Accounts and sign-in with its limits. Sessions and form drafts are offered here too, under one
name.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock
from coop.core.actor import PERSON, SYSTEM, Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session
from coop.core.errors import Forbidden, NotFound, TooManyRequests, Unauthenticated, invalid
from coop.core.language import Text
from coop.registry import passwords
from coop.registry.drafts import drop_draft, save_draft, take_draft
from coop.registry.models import Account, Person, SignInFailure
from coop.registry.rights import load_person
from coop.registry.sessions import (
    SessionRow,
    SignedIn,
    choose_agreement,
    end_one_session,
    end_other_sessions,
    end_session,
    end_sessions_of,
    expired_session_account,
    hash_of,
    open_session,
    session_actor,
    session_of,
    sessions,
)

__all__ = [
    "FAILURE_WINDOW",
    "MOST_FAILURES",
    "NewSession",
    "SessionRow",
    "SignedIn",
    "WrongCredentials",
    "add_user",
    "add_users",
    "change_password",
    "choose_agreement",
    "disable_user",
    "drop_draft",
    "end_one_session",
    "end_other_sessions",
    "end_session",
    "expired_session_account",
    "save_draft",
    "session_actor",
    "session_of",
    "sessions",
    "sign_in",
    "take_draft",
]

FAILURE_WINDOW = timedelta(minutes=15)
MOST_FAILURES = 5
# Higher, because a whole office may share one address behind its proxy.
_MOST_PER_ADDRESS = 50
_LONGEST_USERNAME = 60
_OWN_PASSWORD = Text("修改他人密码", "change another person's password")


class WrongCredentials(Unauthenticated):
    code = "wrong_credentials"
    text = Text("用户名或密码不正确。", "The user name or the password is wrong.")


class NewSession(NamedTuple):
    """The token for the cookie (kept nowhere else) and whose session it is."""

    token: str
    account_id: UUID


# --------------------------------------------------------------------------- accounts


@command
def add_user(actor: Actor, person_id: UUID, *, username: str, password: str) -> Account:
    """Let a person sign in. Raises Invalid (password rules), Duplicate (user name or person)."""
    return _add_account(actor, person_id, username, password, passwords.hashed)


@command
def add_users(actor: Actor, usernames: Mapping[UUID, str], *, password: str) -> None:
    """Let several people (person -> user name) sign in by one first password. Hashed once: a hash
    takes a fifth of a second. Raises as add_user does.
    """
    hashed_once = functools.cache(passwords.hashed)
    for person_id, username in usernames.items():
        _add_account(actor, person_id, username, password, hashed_once)


def _add_account(
    actor: Actor, person_id: UUID, username: str, password: str, hashed: Callable[[str], str]
) -> Account:
    person = load_person(actor, person_id)
    name = _normalised(username)
    if not name or len(name) > _LONGEST_USERNAME:
        raise invalid("username", "invalid", Text("应为 1 至 60 个字符。", "1 to 60 characters."))
    passwords.check(password, username=name)
    account = Account(person_id=person.id, username=name, password_hash=hashed(password))
    session().add(account)
    session().flush()
    audit.record(actor, "account_added", _subject(account.id), username=name, person_id=person.id)
    return account


@command
def change_password(actor: Actor, account_id: UUID, *, current: str, new: str, token: str) -> None:
    """A person changes the own password; every other session of the account ends.

    token: the session that stays. Raises WrongCredentials unless `current` is right.
    """
    account = lock(Account, account_id)
    if actor.id != account.person_id:
        raise Forbidden(action=_OWN_PASSWORD)
    if not passwords.matches(current, account.password_hash):
        raise WrongCredentials
    passwords.check(new, username=account.username)
    account.password_hash = passwords.hashed(new)
    end_sessions_of(account_id, but=hash_of(token))
    audit.record(actor, "password_changed", _subject(account_id))


@command
def disable_user(actor: Actor, account_id: UUID) -> Account:
    """No more sign-in; running sessions end at once."""
    account = lock(Account, account_id)
    load_person(actor, account.person_id)
    account.is_disabled = True
    end_sessions_of(account_id)
    audit.record(actor, "account_disabled", _subject(account_id))
    return account


# --------------------------------------------------------------------------- sign-in


def sign_in(
    username: str, password: str, address: str, *, previous_token: str | None = None
) -> NewSession:
    """Open a session. address: the client's, as found through the trusted proxies.

    Raises TooManyRequests after 5 failures for the user name (50 for the address) within 15
    minutes, else WrongCredentials, which takes as long for an unknown user name as for a wrong
    password.
    """
    name = _normalised(username)
    # Counted before the check and taken back on success: parallel guesses can't outrun the limit.
    attempt_id = _begin_attempt(name[:_LONGEST_USERNAME], address[:_LONGEST_USERNAME])
    account = _find_account(name)
    usable = account if account is not None and not account.is_disabled else None
    if not passwords.matches(password, usable.password_hash if usable else None):
        _log_refused(account.id if account else None, address)
        raise WrongCredentials
    if usable is None:
        raise WrongCredentials
    token = _succeed(usable.id, attempt_id, previous_token)
    return NewSession(token, usable.id)


@command
def _begin_attempt(username: str, address: str) -> UUID:
    audit.lock_chain()
    now = clock.wall()
    session().execute(sa.delete(SignInFailure).where(SignInFailure.at < now - FAILURE_WINDOW))
    _check_limit(SignInFailure.username == username, MOST_FAILURES, now)
    _check_limit(SignInFailure.address == address, _MOST_PER_ADDRESS, now)
    attempt = SignInFailure(username=username, address=address, at=now)
    session().add(attempt)
    session().flush()
    return attempt.id


def _check_limit(which: sa.ColumnElement[bool], most: int, now: datetime) -> None:
    count, earliest = (
        session()
        .execute(sa.select(sa.func.count(), sa.func.min(SignInFailure.at)).where(which))
        .one()
    )
    if count >= most:
        raise TooManyRequests(seconds=int((earliest + FAILURE_WINDOW - now).total_seconds()) + 1)


@command
def _succeed(account_id: UUID, attempt_id: UUID, previous_token: str | None) -> str:
    attempt = lock(SignInFailure, attempt_id)
    # Failures from elsewhere stay: someone may be guessing while the owner signs in.
    session().execute(
        sa.delete(SignInFailure).where(
            SignInFailure.username == attempt.username, SignInFailure.address == attempt.address
        )
    )
    session().expunge(attempt)
    token = open_session(account_id, attempt.address, previous_token=previous_token)
    audit.record(_person_of(account_id), "signed_in", _subject(account_id), address=attempt.address)
    return token


@command
def _log_refused(account_id: UUID | None, address: str) -> None:
    # The user name isn't logged: people type their password into the wrong field.
    audit.record(
        SYSTEM, "sign_in_refused", _subject(account_id), address=address[:_LONGEST_USERNAME]
    )


def _person_of(account_id: UUID) -> Actor:
    account = session().get_one(Account, account_id)
    person = session().get(Person, account.person_id)
    if person is None:
        raise NotFound
    return Actor(kind=PERSON, id=person.id, name=person.name, institution_id=person.institution_id)


def _find_account(username: str) -> Account | None:
    return session().scalar(sa.select(Account).where(Account.username == username))


def _normalised(username: str) -> str:
    """User names are compared without case and without what a database can't hold."""
    return username.replace("\0", "").strip().casefold()


def _subject(account_id: UUID | None) -> Subject:
    return Subject("account", account_id, None)
