"""Personal data in the database: sealed, opened by every key in the settings, sealed anew."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core import audit, sealed
from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.registry import accounts, drafts
from coop.settings import BadSettings, Settings, read
from tests.world import World

OLD, NEW = "an-old-key-of-thirty-two-bytes-or-more", "the-new-key-of-thirty-two-bytes-or-more"
IDENTITY = "110101199003071233"


@pytest.fixture
def _keys_put_back(settings: Settings):
    yield
    sealed.use_keys(settings.data_keys)


@pytest.mark.usefixtures("_keys_put_back")
def test_every_key_opens_and_the_newest_seals(app: Flask) -> None:
    sealed.use_keys([OLD])
    told = sealed.seal(IDENTITY)
    assert IDENTITY.encode() not in told
    assert sealed.seal(IDENTITY) != told
    sealed.use_keys([NEW, OLD])
    assert sealed.open_sealed(told) == IDENTITY
    fresh = sealed.seal(IDENTITY)
    sealed.use_keys([OLD])
    with pytest.raises(sealed.KeyLost):
        sealed.open_sealed(fresh)


@pytest.mark.usefixtures("_keys_put_back")
def test_an_old_key_can_go_once_everything_was_sealed_anew(world: World) -> None:
    sealed.use_keys([OLD])
    account = accounts.add_user(
        SYSTEM, world.sc.liaison.id, username="zhang", password="长江 and 7 lamps"
    )
    paths = [f"/disputes/{number}" for number in range(3)]
    for path in paths:
        drafts.save_draft(account.id, path, {"identity_number": [IDENTITY]})
    stored = session().scalars(sa.text("SELECT form_values FROM form_draft")).all()
    assert not any(IDENTITY.encode() in bytes(one) for one in stored)

    sealed.use_keys([NEW, OLD])
    assert sealed.reseal() == len(paths)
    session().expire_all()
    sealed.use_keys([NEW])
    assert drafts.take_draft(account.id, paths[2]) == {"identity_number": [IDENTITY]}
    told = sa.select(audit.AuditEntry.changes).where(audit.AuditEntry.action == "sealed.reseal")
    assert '{"rows":3,"table":"form_draft"}' in session().scalars(told).all()


@pytest.mark.sqlite_only
@pytest.mark.parametrize("keys", ["", "short", "development-only", f"{NEW},short", "a" * 40])
def test_production_wants_strong_keys_of_their_own(keys: str) -> None:
    environ = {
        "COOP_ENVIRONMENT": "production",
        "COOP_DATABASE_URL": "postgresql:///coop",
        "COOP_SECRET_KEY": "a" * 40,
        "COOP_AUDIT_KEY": "b" * 40,
        "COOP_BASE_URL": "https://coop.example",
    }
    assert read({**environ, "COOP_DATA_KEYS": f"{NEW}, {OLD}"}).data_keys == (NEW, OLD)
    with pytest.raises(BadSettings, match="COOP_DATA_KEYS"):
        read({**environ, "COOP_DATA_KEYS": keys})


@pytest.mark.sqlite_only
def test_no_key_is_shown() -> None:
    shown = Settings(data_keys=(NEW,), secret_key_fallbacks=(OLD,)).shown()
    assert {NEW, OLD} & {part for text in shown.values() for part in text.split("'")} == set()
