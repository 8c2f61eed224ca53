"""What the registry forgets by itself, and what it keeps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import sqlalchemy as sa
from flask import Flask

from coop.core.db import session
from coop.registry import accounts, clients
from coop.registry.clients import ClientData
from coop.registry.jobs import forget_old_sign_ins
from coop.registry.models import AccessToken, FormDraft, WebSession
from tests.world import World

At = Callable[[str], AbstractContextManager[None]]
KEPT = (WebSession, FormDraft, AccessToken)


def counts() -> list[int]:
    return [session().scalars(sa.select(sa.func.count()).select_from(one)).one() for one in KEPT]


def test_sessions_drafts_and_tokens_are_forgotten_when_nobody_can_use_them(
    app: Flask, world: World, at: At
) -> None:
    assert world.sc.liaison.id is not None
    account = accounts.add_user(
        world.sc.admin, world.sc.liaison.id, username="li", password="three waters two"
    )
    data = ClientData(name="x", scopes="meetings:read", posts=((world.agreement_id, "liaison"),))
    client = clients.add_client(world.sc.admin, world.sc.id, data).client
    with at("2026-09-01T09:00"):
        accounts.sign_in("li", "three waters two", "10.0.0.1")
        accounts.save_draft(account.id, "/x", {"a": ["b"]})
        clients.issue_token(client.id, client.scopes)
    with at("2026-09-01T23:00"):
        forget_old_sign_ins()
    assert counts() == [1, 1, 1]
    with at("2026-09-03T09:00"):
        forget_old_sign_ins()
    assert counts() == [1, 1, 0]
    with at("2026-10-02T09:00"):
        forget_old_sign_ins()
    assert counts() == [0, 0, 0]
