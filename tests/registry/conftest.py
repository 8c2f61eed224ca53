"""Fixtures of the registry's tests."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.db import session
from coop.registry.models import Account
from tests.people import add_account
from tests.registry.signing_in import PASSWORD
from tests.world import World


@pytest.fixture
def account(app: Flask, world: World) -> Account:
    """SC's secretary may sign in."""
    add_account(world.sc.secretary, "Zhang.Mou", PASSWORD)
    return session().scalars(sa.select(Account)).one()
