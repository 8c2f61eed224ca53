"""Activities from plan to archive: who does what, when, and what is refused."""

from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO

import pytest

from coop.activities.queries import bundle_file
from coop.core.errors import CoopError
from coop.mechanisms.party_building.policy import ACTIVITIES
from tests.mechanisms.party_building import make


@pytest.fixture(autouse=True)
def _stopped(at):
    with at(make.PLANNED_AT):
        yield


def code_of(call, *args, **kwargs):
    with pytest.raises(CoopError) as refused:
        call(*args, **kwargs)
    problems = getattr(refused.value, "problems", ())
    return problems[0].code if problems else refused.value.code


def test_an_activity_goes_from_plan_to_archive(world):
    made = make.archived(world)
    seen = make.view(world.cq, made)
    assert (seen.state, seen.number) == ("archived", "共建活动〔2026〕1号")
    assert (seen.signed_in_count, seen.report_due_on.isoformat()) == (3, "2026-10-30")
    assert "10个工作日" in seen.report_basis
    assert [one.role for one in seen.parts] == ["lead", "participant"]
    packed = zipfile.ZipFile(BytesIO(bundle_file(ACTIVITIES, world.cq.liaison, made.id).content))
    manifest = json.loads(packed.read("manifest.json"))
    assert [one["path"].split("/")[0] for one in manifest["files"]] == ["文书", "文书", "照片"]
    assert manifest["people"] == {"四川金融监管局": 2, "重庆金融监管局": 1}
    for line in packed.read("SHA256SUMS").decode().splitlines():
        digest, path = line.split("  ", 1)
        assert hashlib.sha256(packed.read(path)).hexdigest() == digest
