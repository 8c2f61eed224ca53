"""`coop demo seed`: only a whole demonstration counts as seeded."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.demo import files, founding, seed
from coop.registry import accounts
from coop.registry.models import Account, Agreement
from tests.world import World


def test_a_demonstration_that_broke_off_is_not_taken_for_a_whole_one(
    app: Flask, world: World
) -> None:
    with pytest.raises(seed.HalfSeeded):
        seed.seed(print)
    parties = files.read(files.PACKAGED).agreement["parties"]
    last = seed.sign_in_name(parties[-1]["code"], founding.OFFICERS[-1][0])
    accounts.add_user(SYSTEM, world.cy.admin.id, username=last, password=seed.PASSWORD)
    told: list[str] = []
    seed.seed(told.append)
    assert any(seed.PASSWORD in one for one in told)


def test_a_database_of_other_agreements_is_left_as_it_is(app: Flask) -> None:
    session().execute(sa.update(Agreement).values(title="另一份合作协议"))
    session().commit()
    told: list[str] = []
    seed.seed(told.append)
    assert "未写入演示数据" in told[0]
    assert not any(seed.PASSWORD in one for one in told)
    assert session().scalar(sa.select(sa.func.count()).select_from(Account)) == 0
