"""Officers of the standing world at a browser: accounts, and a client without script."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from contextvars import Context
from datetime import datetime

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from pwdlib.hashers.argon2 import Argon2Hasher
from werkzeug.test import TestResponse

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import SHANGHAI
from coop.registry import accounts
from coop.registry.models import Account

PASSWORD = "correct-horse-battery-staple"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def add_account(person: Actor, username: str = "", password: str = PASSWORD) -> str:
    """Let a person of the world sign in; answers the user name, the first one given.

    The hash is as cheap as may be: what a real one costs is paid where sign-in itself is tested.
    """
    session().rollback()
    known = session().scalar(sa.select(Account.username).where(Account.person_id == person.id))
    if known is None:
        known = (username or person.name).lower()
        made = Account(person_id=person.id, username=known, password_hash=_cheap_hash(password))
        session().add(made)
    session().commit()
    return known


def let_in(client: FlaskClient, username: str, password: str = PASSWORD) -> None:
    """Give the browser the cookie of a session that begins at the clock's time."""
    opened = accounts.sign_in(username, password, "127.0.0.1")
    with client.session_transaction() as kept:
        kept["_user_id"] = opened.token
        kept["_fresh"] = True


@functools.cache
def _cheap_hash(password: str) -> str:
    normal = unicodedata.normalize("NFKC", password)
    return Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(normal)


class Browser:
    """Keeps cookies and the CSRF token of the last page; each request runs in a context of its own.

    now: the clock's time in Shanghai, e.g. "2026-09-01T09:00".
    """

    def __init__(self, app: Flask, *, now: str = "2026-09-01T09:00") -> None:
        self.client: FlaskClient = app.test_client()
        self.now = now
        self.token = ""

    def get(self, path: str) -> TestResponse:
        return self.ask(lambda: self.client.get(path))

    def post(self, path: str, **fields: object) -> TestResponse:
        return self.ask(lambda: self.client.post(path, data={"csrf_token": self.token, **fields}))

    def sign_in(
        self, username: str, *, password: str = PASSWORD, next_path: str = ""
    ) -> TestResponse:
        self.get("/sign-in")
        return self.post("/sign-in", username=username, password=password, next=next_path)

    def ask(self, request: Callable[[], TestResponse]) -> TestResponse:
        """Send any request at the browser's time."""

        def answered() -> TestResponse:
            with clock.stopped_at(datetime.fromisoformat(self.now).replace(tzinfo=SHANGHAI)):
                return request()

        answer = Context().run(answered)
        found = (
            _TOKEN.search(answer.get_data(as_text=True)) if answer.mimetype == "text/html" else None
        )
        if found:
            self.token = found.group(1)
        return answer


def browser_of(app: Flask, person: Actor, *, now: str = "2026-09-01T09:00") -> Browser:
    """A person of the world, signed in."""
    browser = Browser(app, now=now)
    browser.sign_in(add_account(person))
    return browser


def act_on(browser: Browser, path: str, **fields: object) -> tuple[str, str]:
    """Open a form, send it back with what it holds; the page it leads to, with its text."""
    shown = browser.get(path)
    assert shown.status_code == 200, shown.text[:400]
    hidden = dict(re.findall(r'name="(form_key|version|agreement_id)" value="([^"]+)"', shown.text))
    done = browser.post(path, **hidden, **fields)
    assert done.status_code == 303, re.findall(r"error-summary.*?</ul>", done.text, re.DOTALL)
    return done.headers["Location"], browser.get(done.headers["Location"]).text
