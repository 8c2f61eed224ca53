"""The signed-in officer of this request: cookie to session row to actor."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import session
from flask_login import UserMixin, current_user

from coop.core import clock
from coop.core.actor import Actor
from coop.core.browsing import Viewer
from coop.registry import accounts
from coop.registry.accounts import SignedIn
from coop.registry.words import ROLE_NAMES


class Principal(UserMixin):
    """Flask-Login's user: its id is the random session token, not the account."""

    def __init__(self, token: str, signed_in: SignedIn) -> None:
        self.token = token
        self.signed_in = signed_in

    def get_id(self) -> str:
        return self.token


def load_principal(token: str) -> Principal | None:
    found = accounts.session_of(token)
    if found is not None:
        clock.enter_sandbox(found.sandbox)
    return Principal(token, found) if found else None


def _signed_in() -> SignedIn | None:
    user = cast(object, current_user._get_current_object())
    return user.signed_in if isinstance(user, Principal) else None


def officer() -> Actor | None:
    found = _signed_in()
    return found.actor if found else None


def viewer() -> Viewer | None:
    """Who looks at the page, with the agreement chosen in this session."""
    found = _signed_in()
    if found is None:
        return None
    titles, chosen = dict(found.agreements), found.agreement_id
    roles = found.actor.roles(chosen) if chosen else frozenset()
    return Viewer(
        actor=found.actor,
        account_id=found.account_id,
        name=found.actor.name,
        institution_name=found.institution_name,
        posts=tuple(text for role, text in ROLE_NAMES.items() if role in roles),
        agreement_id=chosen,
        agreement_title=titles[chosen] if chosen else "",
        agreements=found.agreements,
        sandbox=found.sandbox,
    )


def token() -> str | None:
    """The session token that the browser's cookie names, live or not."""
    return cast("str | None", session.get("_user_id"))


def owner(given: str | None) -> UUID | None:
    """Whose session this token is or was; None when it was ended or is unknown."""
    if given is None:
        return None
    live = accounts.session_of(given)
    return live.account_id if live else accounts.expired_session_account(given)


def expired_account() -> UUID | None:
    """Whose session it was that the browser's cookie still names."""
    given = token()
    return accounts.expired_session_account(given) if given else None
