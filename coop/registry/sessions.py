"""Signed-in browsers: a random token in the cookie, its sha256 in a row that expires and can be
ended.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock
from coop.core.actor import PERSON, Actor
from coop.core.audit import Subject
from coop.core.clock import Sandbox
from coop.core.db import command, session, step
from coop.core.errors import NotFound
from coop.registry import officers
from coop.registry.models import Account, Person, WebSession

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
# How long after expiry a form that was still open may hand in what was typed.
_REMEMBERED = timedelta(days=7)
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose session it is. agreement_id: the agreement chosen in it, else the first; None without.

    agreements: (id, title) of all that the officer works under, live ones and the oldest first.
    sandbox: the clock of the chosen agreement where that is a sandbox.
    """

    actor: Actor
    account_id: UUID
    institution_name: str
    agreement_id: UUID | None
    agreements: tuple[tuple[UUID, str], ...]
    sandbox: Sandbox | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One live session of an account. key: names it without being able to use it."""

    key: str
    created_at: datetime
    seen_at: datetime
    address: str
    is_current: bool


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@step
def open_session(account_id: UUID, address: str, *, previous_token: str | None) -> str:
    """A new session's token; the browser's previous session ends, so an id from before can't be
    reused.
    """
    if previous_token is not None:
        _end(WebSession.token_hash == hash_of(previous_token))
    token = secrets.token_urlsafe(32)
    now = clock.wall()
    session().add(
        WebSession(
            token_hash=hash_of(token),
            account_id=account_id,
            agreement_id=_last_chosen(account_id),
            created_at=now,
            seen_at=now,
            address=address[:60],
        )
    )
    session().flush()
    return token


def _last_chosen(account_id: UUID) -> UUID | None:
    return session().scalar(
        sa.select(WebSession.agreement_id)
        .where(WebSession.account_id == account_id, WebSession.agreement_id.is_not(None))
        .order_by(WebSession.seen_at.desc())
        .limit(1)
    )


def session_of(token: str) -> SignedIn | None:
    """The officer of a live session with the posts held today; None when expired, ended or
    unknown.
    """
    rows = session().execute(officers.held_today(WebSession.token_hash == hash_of(token))).all()
    if not rows or not _is_live(rows[0].WebSession):
        return None
    row = rows[0].WebSession
    account_id, agreement_id = row.account_id, row.agreement_id
    if clock.wall() - row.seen_at >= _TOUCH_EVERY:
        _touch(row.token_hash)
    found = officers.officer_of(rows, agreement_id)
    return SignedIn(
        found.actor,
        account_id,
        rows[0].institution_name,
        found.agreement_id,
        found.agreements,
        found.sandbox,
    )


def session_actor(token: str) -> Actor | None:
    """The officer of a live session, else None."""
    found = session_of(token)
    return found.actor if found else None


def _is_live(row: WebSession) -> bool:
    now = clock.wall()
    return row.ended_at is None and now - row.seen_at <= IDLE and now - row.created_at <= ABSOLUTE


@command
def _touch(token_hash: str) -> None:
    session().execute(
        sa.update(WebSession)
        .where(WebSession.token_hash == token_hash)
        .values(seen_at=clock.wall())
    )


def expired_session_account(token: str) -> UUID | None:
    """Whose session this was, when it ran out by itself within the last week; None when it was
    ended.
    """
    row = session().get(WebSession, hash_of(token))
    if row is None or row.ended_at is not None or _is_live(row):
        return None
    return row.account_id if clock.wall() - row.seen_at <= _REMEMBERED else None


@command
def choose_agreement(token: str, agreement_id: UUID) -> None:
    """Work under this agreement in this session. Raises NotFound without a post under it."""
    found = session().get(WebSession, hash_of(token), with_for_update=True)
    if found is None or not _is_live(found):
        raise NotFound
    rows = session().execute(officers.held_today(WebSession.token_hash == found.token_hash))
    if agreement_id not in {one.agreement_id for one in rows}:
        raise NotFound
    found.agreement_id = agreement_id


@command
def end_session(token: str) -> None:
    """Sign out: the cookie is worthless from now on."""
    row = session().get(WebSession, hash_of(token))
    _end(WebSession.token_hash == hash_of(token))
    if row is not None:
        audit.record(_system_on(row.account_id), "signed_out", _subject(row.account_id))


@command
def end_other_sessions(token: str) -> None:
    """End every session of the same account but this one."""
    row = session().get(WebSession, hash_of(token))
    if row is None or not _is_live(row):
        raise NotFound
    end_sessions_of(row.account_id, but=row.token_hash)


@command
def end_one_session(token: str, key: str) -> None:
    """End another session of the same account, by the key in `sessions`."""
    row = session().get(WebSession, hash_of(token))
    if row is None or not _is_live(row):
        raise NotFound
    _end(WebSession.account_id == row.account_id, WebSession.token_hash == key)


@step
def end_sessions_of(account_id: UUID, *, but: str | None = None) -> None:
    _end(WebSession.account_id == account_id, WebSession.token_hash != (but or ""))


def sessions(token: str) -> tuple[SessionRow, ...]:
    """Live sessions of the account that this token belongs to, newest first."""
    mine = session().get(WebSession, hash_of(token))
    if mine is None:
        return ()
    rows = session().scalars(
        sa.select(WebSession)
        .where(WebSession.account_id == mine.account_id, WebSession.ended_at.is_(None))
        .order_by(WebSession.created_at.desc())
    )
    return tuple(
        SessionRow(row.token_hash, row.created_at, row.seen_at, row.address, row is mine)
        for row in rows
        if _is_live(row)
    )


def _end(*which: sa.ColumnElement[bool]) -> None:
    session().execute(
        sa.update(WebSession)
        .where(*which, WebSession.ended_at.is_(None))
        .values(ended_at=clock.wall())
    )


def _system_on(account_id: UUID) -> Actor:
    found: Any = (
        session()
        .execute(
            sa.select(Person.id, Person.name, Person.institution_id)
            .join(Account, Account.person_id == Person.id)
            .where(Account.id == account_id)
        )
        .one()
    )
    return Actor(kind=PERSON, id=found[0], name=found[1], institution_id=found[2])


def _subject(account_id: UUID) -> Subject:
    return Subject("account", account_id, None)
