"""The catalogue: who sees an entry, what each class needs, and revisions."""

from __future__ import annotations

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.mechanisms.sharing.queries.catalog import get_catalog_entry, list_catalog_entries
from coop.mechanisms.sharing.service import catalog
from coop.mechanisms.sharing.service.requests import EntryNotOffered
from tests.mechanisms.sharing import make


def drafted(world, **changes):
    return catalog.draft_catalog_entry(
        world.cq.liaison, agreement_id=world.agreement_id, **make.entry_fields(**changes)
    )


def test_a_draft_is_seen_by_its_provider_alone(app, world):
    entry = drafted(world)
    assert get_catalog_entry(world.cq.handler, entry.id).allowed_actions == ("edit", "publish")
    with pytest.raises(NotFound):
        get_catalog_entry(world.sc.liaison, entry.id)
    with pytest.raises(NotFound):
        catalog.publish_catalog_entry(world.sc.liaison, entry.id, expected_version=1)


def test_a_published_entry_is_seen_by_every_party_and_no_stranger(app, world):
    entry = make.entry(world, world.cq)
    assert make.told_of(entry.id).audience == {team.id for team in world.teams}
    assert get_catalog_entry(world.sc.liaison, entry.id).allowed_actions == ()
    with pytest.raises(Forbidden):
        catalog.withdraw_catalog_entry(
            world.sc.liaison, entry.id, reason="x", expected_version=entry.version
        )
    assert list_catalog_entries(world.stranger, limit=10).items == ()


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"share_class": "not_shared"}, {"/legal_basis"}),
        ({"share_class": "conditional", "scope": "", "purpose": ""}, {"/scope", "/purpose"}),
    ],
)
def test_each_class_needs_its_grounds(app, world, changes, missing):
    with pytest.raises(Invalid) as refused:
        drafted(world, **changes)
    assert {one.pointer for one in refused.value.problems} == missing


def test_changing_a_published_entry_makes_the_next_revision(app, world):
    entry = make.entry(world, world.cq)
    read = entry.version
    catalog.edit_catalog_entry(
        world.cq.liaison, entry.id, name="投诉举报数据", expected_version=read
    )
    view = get_catalog_entry(world.sc.liaison, entry.id)
    assert (view.name, view.revision) == ("投诉举报数据", 2)
    assert [one.name for one in view.revisions] == ["投诉举报数据", "金融消费投诉数据"]
    with pytest.raises(Stale):
        catalog.edit_catalog_entry(world.cq.liaison, entry.id, name="又改", expected_version=read)


def test_a_withdrawn_entry_can_not_be_asked_for(app, world):
    entry = make.entry(world, world.cq)
    entry = catalog.withdraw_catalog_entry(
        world.cq.liaison, entry.id, reason="系统停用", expected_version=entry.version
    )
    with pytest.raises(EntryNotOffered):
        make.drafted(world, entry.id)
    with pytest.raises(IllegalTransition):
        catalog.edit_catalog_entry(
            world.cq.liaison, entry.id, name="x", expected_version=entry.version
        )


def test_one_can_not_ask_oneself_nor_for_a_period_turned_round(app, world):
    entry = make.entry(world, world.cq)
    with pytest.raises(Invalid) as refused:
        make.drafted(world, entry.id, world.cq)
    assert refused.value.problems[0].code == "own_entry"
    fields = make.request_fields()
    with pytest.raises(Invalid) as refused:
        make.drafted(world, entry.id, from_on=fields["until_on"], until_on=fields["from_on"])
    assert refused.value.problems[0].code == "ends_before_start"
