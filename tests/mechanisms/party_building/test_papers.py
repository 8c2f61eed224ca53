"""What the papers of party building say, kept as text that people review."""

from __future__ import annotations

from pathlib import Path

import pytest

from coop.mechanisms.party_building.service import plans
from tests.mechanisms.party_building import make
from tests.meta.golden import assert_same_as_file
from tests.papers import lines_of, way_of

GOLDEN = Path(__file__).with_name("golden")
pytestmark = pytest.mark.golden


def test_pact_plan_notice_and_record_say_what_was_reviewed(world, at):
    with at(make.PLANNED_AT):
        pair = make.agreed(world)
        plan = make.adopted(world, pair)
        item = plans.items_of(plan)[0]
        made = make.through(world, "reported", make.planned(world, pair, plan_item_id=item.id))
        filed = {
            "pact": pair.document_id,
            "plan": plan.document_id,
            "notice": made.notice_id,
            "record": made.record_id,
        }
        for name, document_id in filed.items():
            said = lines_of(world.cq.liaison, document_id)
            assert_same_as_file(GOLDEN / f"{name}.txt", said)
        heads = "SCsigner、CQsigner"
        ways = {
            "pact": ["SCliaison", heads, heads, "CQsigner"],
            "plan": ["SCliaison", heads, heads, "CQsigner"],
            "notice": ["SCliaison", "SCsigner", "SCsigner", "SCsigner"],
            "record": ["SCliaison", "SCliaison"],
        }
        told = {name: way_of(world.cq.liaison, one) for name, one in filed.items()}
        assert {name: [by for _act, by in way] for name, way in told.items()} == ways
        assert [act for act, _by in told["pact"]] == [
            "draft", "review", "sign", "register_and_issue",
        ]  # fmt: skip
