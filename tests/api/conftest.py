"""Three institutions' systems and a stranger's, at a clock the test sets."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask

from tests.api.partner import Contract, Partner, contract_of, partner_of
from tests.mechanisms.meetings import make
from tests.world import World


@dataclass(frozen=True)
class Partners:
    sc: Partner
    cq: Partner
    cy: Partner
    stranger: Partner


@pytest.fixture(scope="session")
def contract(application: Flask) -> Contract:
    return contract_of(application)


@pytest.fixture
def partners(app: Flask, world: World, contract: Contract) -> Partners:
    teams = (world.sc, world.cq, world.cy, world.strangers)
    return Partners(*(partner_of(app, contract, world, team) for team in teams))


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.PLANNED_AT):
        yield
