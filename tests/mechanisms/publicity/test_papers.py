"""What the papers of a campaign say, kept as text that people review."""

from __future__ import annotations

from pathlib import Path

import pytest

from coop.mechanisms.publicity.service import campaigns, materials
from tests.mechanisms.publicity import make
from tests.meta.golden import assert_same_as_file
from tests.papers import lines_of

GOLDEN = Path(__file__).with_name("golden")
pytestmark = pytest.mark.golden


def test_notice_and_summary_say_what_was_reviewed(world, at):
    with at(make.PLANNED_AT):
        made = make.counted(world)
        material = make.released(world, make.reviewed(world, make.drafted(world, made)))
        materials.publish_material(
            world.cy.liaison,
            material.id,
            text_hash=make.seen(world.cy, material).text_hash,
            where="三方官方微信公众号",
            expected_version=material.version,
        )
    with at(make.OVER_AT):
        made = campaigns.LIFECYCLE.report(
            world.cq.liaison,
            made.id,
            summary="一、集中宣传四场。\n二、发布典型案例一件。",
            expected_version=made.version,
        )
        for name, document_id in (("notice", made.notice_id), ("summary", made.record_id)):
            said = lines_of(world.cy.liaison, document_id)
            assert_same_as_file(GOLDEN / f"{name}.txt", said)
