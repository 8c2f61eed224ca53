"""Three institutions' systems and a stranger's, at a clock the test sets."""

from __future__ import annotations

import fcntl
import importlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask

from tests.api.partner import Contract, Partner, partner_of
from tests.mechanisms.meetings import make
from tests.world import World


@dataclass(frozen=True)
class Partners:
    sc: Partner
    cq: Partner
    cy: Partner
    stranger: Partner


@pytest.fixture(scope="session")
def contract(described: dict[str, Any]) -> Contract:
    return Contract(described)


PACKAGE = "coop_client"


@pytest.fixture(scope="session")
def client_code(described: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package that another project's tool generates from the contract; the test processes
    share one.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "client"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / PACKAGE).exists():
            _generate(described, folder)
    sys.path.insert(0, str(folder))
    return importlib.import_module(PACKAGE)


def _generate(described: dict[str, Any], folder: Path) -> None:
    contract, settings = folder / "openapi.json", folder / "settings.json"
    contract.write_text(json.dumps(described), encoding="utf-8")
    settings.write_text(json.dumps({"package_name_override": PACKAGE, "post_hooks": []}))
    tool = Path(sys.executable).with_name("openapi-python-client")
    made = subprocess.run(
        [tool, "generate", "--path", contract, "--config", settings, "--meta", "none",
         "--output-path", folder / PACKAGE],
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr


@pytest.fixture
def partners(app: Flask, world: World, contract: Contract) -> Partners:
    teams = (world.sc, world.cq, world.cy, world.strangers)
    return Partners(*(partner_of(app, contract, world, team) for team in teams))


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.PLANNED_AT):
        yield
