"""Fixtures of the registry's tests."""

from __future__ import annotations

import pytest
from flask import Flask

from coop.registry import accounts
from coop.registry.models import Account
from tests.registry.signing_in import PASSWORD
from tests.world import World


@pytest.fixture
def account(app: Flask, world: World) -> Account:
    """SC's secretary may sign in."""
    assert world.sc.secretary.id is not None
    return accounts.add_user(
        world.sc.admin, world.sc.secretary.id, username="Zhang.Mou", password=PASSWORD
    )
