"""Partners' systems and officers' browsers that act on joint activities."""

from __future__ import annotations

import re

from flask import Flask

from coop.core.actor import SYSTEM, Actor
from coop.registry import clients
from coop.registry.clients import ClientData
from tests.mechanisms.sharing.callers import System
from tests.people import Browser, add_account
from tests.world import Team, World

_HIDDEN = re.compile(r'name="(form_key|version|agreement_id|text_hash)" value="([^"]+)"')


def system_of(app: Flask, world: World, team: Team, family: str, *roles: str) -> System:
    """A system of the institution with these posts and the scopes of one family."""
    under = world.other_agreement_id if team is world.strangers else world.agreement_id
    data = ClientData(
        name=f"{team.code} 业务系统",
        scopes=f"{family}:read {family}:write",
        posts=tuple((under, role) for role in roles),
    )
    made = clients.add_client(SYSTEM, team.id, data).client
    return System(app, made.id, made.scopes, f"{team.code} officer")


def browser_of(app: Flask, actor: Actor, now: str) -> Browser:
    browser = Browser(app, now=now)
    browser.sign_in(add_account(actor))
    return browser


def act_on(browser: Browser, path: str, **fields: object) -> tuple[str, str]:
    """Open the form, send it back with what it holds: the object's address and page."""
    shown = browser.get(path)
    assert shown.status_code == 200, (path, shown.text[:300])
    done = browser.post(path, **{**hidden_of(shown.text), **fields})
    assert done.status_code == 303, re.findall(r"error-summary.*?</ul>", done.text, re.DOTALL)
    home = done.headers["Location"]
    return home, browser.get(home).text


def hidden_of(page: str) -> dict[str, str]:
    """What a form carries along unseen."""
    return dict(_HIDDEN.findall(page))
