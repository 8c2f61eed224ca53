"""Pictures of an activity: marked, kept at home without consent, refused when they are none."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest

from coop.activities.queries import bundle_file, get_picture, picture_file
from coop.core.db import session
from coop.core.errors import NotFound
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.service import activities
from tests.activities.pictures import picture, upload
from tests.activities.refusals import code_of
from tests.mechanisms.party_building import make


@pytest.fixture(autouse=True)
def _stopped(at):
    with at(make.PLANNED_AT):
        yield


def test_a_picture_without_consent_stays_with_who_took_it_until_consent_is_given(world):
    made = make.activity(world, "held")
    add = activities.LIFECYCLE.add_picture
    with make.at("2026-10-19T09:00"):
        add(world.cq.liaison, made.id, **make.picture_fields("blue", consent="missing"))
        own, other = make.view(world.cq, made), make.view(world.sc, made)
        assert (len(own.pictures), own.withheld_picture_count) == (1, 0)
        assert (len(other.pictures), other.withheld_picture_count) == (0, 1)
        kept = own.pictures[0]
        for read in (get_picture, picture_file):
            assert read(ACTIVITIES, world.cq.liaison, kept.id)
            with pytest.raises(NotFound):
                read(ACTIVITIES, world.sc.liaison, kept.id)
        made = make.report(world, session().merge(made))
        mark = activities.LIFECYCLE.mark_picture
        with pytest.raises(NotFound):
            mark(world.sc.liaison, kept.id, consent="given", expected_version=kept.version)
    archived = make.archive(world, made)
    packed = zipfile.ZipFile(
        io.BytesIO(bundle_file(ACTIVITIES, world.cq.liaison, archived.id).content)
    )
    manifest = json.loads(packed.read("manifest.json"))
    assert [one["institution"] for one in manifest["withheld"]] == ["重庆金融监管局"]
    assert sum(name.startswith("照片/") for name in packed.namelist()) == 1
    closed = code_of(
        activities.LIFECYCLE.mark_picture,
        world.cq.liaison,
        kept.id,
        consent="given",
        expected_version=kept.version,
    )
    assert closed == "illegal_transition"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"file": upload(b"\xff\xd8\xff no picture")}, "not_a_picture"),
        ({"file": upload(b"%PDF-1.7", "a.pdf")}, "picture_kind_refused"),
        ({"classification": "机密"}, "state_secret_refused"),
        ({"taken_on": date(2026, 12, 1)}, "in_the_future"),
        ({}, "duplicate"),
    ],
)
def test_what_is_no_picture_of_the_activity_is_refused(world, changes, code):
    made = make.activity(world, "held")
    add = activities.LIFECYCLE.add_picture
    with make.at("2026-10-19T09:00"):
        if code == "duplicate":
            add(world.sc.liaison, made.id, **make.picture_fields())
        fields = make.picture_fields(**changes)
        assert code_of(add, world.sc.liaison, made.id, **fields) == code


def test_a_picture_is_marked_by_who_took_it(world):
    made = make.activity(world, "reported")
    taken = make.view(world.cq, made).pictures[0]
    assert taken.allowed_actions == ()
    mark = activities.LIFECYCLE.mark_picture
    said = {"consent": "missing", "expected_version": taken.version}
    assert code_of(mark, world.cq.liaison, taken.id, **said) == "forbidden"
    assert code_of(mark, world.sc.liaison, taken.id, consent="given", expected_version=9) == "stale"
    mark(world.sc.liaison, taken.id, **said)
    assert make.view(world.cq, made).withheld_picture_count == 1
    assert picture_file(ACTIVITIES, world.sc.liaison, taken.id).content == picture("red")
