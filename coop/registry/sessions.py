"""Signed-in browsers: a random token in the cookie, its sha256 in a row that expires and can be
ended.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock
from coop.core.actor import PERSON, Actor
from coop.core.audit import Subject
from coop.core.db import command, session, step
from coop.core.errors import NotFound
from coop.registry.models import Account, Agreement, Institution, Person, Post, WebSession
from coop.registry.people import in_force_on
from coop.registry.rights import post_counts, seen_with

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
# How long after expiry a form that was still open may hand in what was typed.
_REMEMBERED = timedelta(days=7)
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose session it is. agreement_id: the agreement chosen in it, if any.

    agreements: (id, title) of all that the officer works under, oldest first.
    """

    actor: Actor
    account_id: UUID
    institution_name: str
    agreement_id: UUID | None
    agreements: tuple[tuple[UUID, str], ...]


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
    now = clock.now()
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
    found = (
        session()
        .execute(
            sa.select(WebSession, Person.id, Person.name, Person.institution_id, Institution.name)
            .join(Account, Account.id == WebSession.account_id)
            .join(Person, Person.id == Account.person_id)
            .join(Institution, Institution.id == Person.institution_id)
            .where(WebSession.token_hash == hash_of(token), Account.is_disabled.is_(False))
        )
        .first()
    )
    if found is None or not _is_live(found[0]):
        return None
    row, person_id, name, institution_id, institution_name = found
    account_id, agreement_id = row.account_id, row.agreement_id
    if clock.now() - row.seen_at >= _TOUCH_EVERY:
        _touch(row.token_hash)
    posts = _posts(person_id, institution_id)
    actor = _actor(person_id, name, institution_id, posts)
    chosen = agreement_id if agreement_id in actor.posted_ids else None
    titles = {one.agreement_id: one.title for one in posts}
    return SignedIn(actor, account_id, institution_name, chosen, tuple(titles.items()))


def session_actor(token: str) -> Actor | None:
    """The officer of a live session, else None."""
    found = session_of(token)
    return found.actor if found else None


def _posts(person_id: UUID, institution_id: UUID) -> Sequence[sa.Row[Any]]:
    """(agreement_id, role, title) of the posts that count today, the oldest agreement first."""
    today = clock.today()
    held: Any = (
        sa.select(Post.agreement_id, Post.role, Agreement.title)
        .join(Agreement, Agreement.id == Post.agreement_id)
        .where(
            Post.person_id == person_id,
            in_force_on(today),
            post_counts(Post.agreement_id, Post.role, institution_id, today),
        )
    )
    return session().execute(held.order_by(Agreement.signed_on, Agreement.id, Post.role)).all()


def _actor(person_id: UUID, name: str, institution_id: UUID, held: Sequence[sa.Row[Any]]) -> Actor:
    posts = frozenset((row.agreement_id, row.role) for row in held)
    return Actor(
        kind=PERSON,
        id=person_id,
        name=name,
        institution_id=institution_id,
        posts=posts,
        agreement_ids=seen_with(posts),
    )


def _is_live(row: WebSession) -> bool:
    now = clock.now()
    return row.ended_at is None and now - row.seen_at <= IDLE and now - row.created_at <= ABSOLUTE


@command
def _touch(token_hash: str) -> None:
    session().execute(
        sa.update(WebSession).where(WebSession.token_hash == token_hash).values(seen_at=clock.now())
    )


def expired_session_account(token: str) -> UUID | None:
    """Whose session this was, when it ran out by itself within the last week; None when it was
    ended.
    """
    row = session().get(WebSession, hash_of(token))
    if row is None or row.ended_at is not None or _is_live(row):
        return None
    return row.account_id if clock.now() - row.seen_at <= _REMEMBERED else None


@command
def choose_agreement(token: str, agreement_id: UUID) -> None:
    """Work under this agreement in this session. Raises NotFound without a post under it."""
    found = session().get(WebSession, hash_of(token), with_for_update=True)
    account = session().get(Account, found.account_id) if found and _is_live(found) else None
    person = session().get(Person, account.person_id) if account else None
    if found is None or person is None:
        raise NotFound
    held = _posts(person.id, person.institution_id)
    if agreement_id not in {one.agreement_id for one in held}:
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
        .values(ended_at=clock.now())
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
