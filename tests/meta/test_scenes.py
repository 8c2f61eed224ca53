"""Kept scenes are what acting anew would give, and no test sees another one's writing."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from coop.core import audit
from coop.core.db import session
from coop.mechanisms.meetings.models import Meeting
from tests.databases import Database
from tests.mechanisms.meetings import make
from tests.scenes import STAGE
from tests.world import World


def test_a_scene_asked_for_again_is_put_back_with_its_rows_and_log(
    application: Flask, app: Flask, database: Database, world: World
) -> None:
    made = []
    for _time in range(4):
        STAGE.clear(database, application)
        made.append(make.meeting(world, "held"))
        assert (made[-1].state, meetings()) == ("held", 1)
        assert audit.verify() is None
        made[-1] = make.conclude(world, made[-1])
        assert (made[-1].state, meetings()) == ("concluded", 1)
    assert made[-1].id == made[-2].id, "the scene was not kept"


def test_after_a_write_a_scene_is_acted_anew(
    application: Flask, app: Flask, database: Database, world: World
) -> None:
    for _time in range(3):
        STAGE.clear(database, application)
        make.planned(world, place="另一处")
        made = make.meeting(world, "collecting")
        assert (made.state, meetings()) == ("collecting", 2)


def meetings() -> int:
    session().rollback()
    found = session().scalar(sa.select(sa.func.count()).select_from(Meeting))
    session().rollback()
    return int(found or 0)
