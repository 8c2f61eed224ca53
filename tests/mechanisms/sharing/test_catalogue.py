"""The catalogue: who sees an entry, what each class needs, and revisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.policy import DrafterMayNotDecide
from coop.mechanisms.sharing.queries import waiting as desk
from coop.mechanisms.sharing.queries.catalog import get_catalog_entry, list_catalog_entries
from coop.mechanisms.sharing.service import catalog
from coop.mechanisms.sharing.service.requests import EntryNotOffered
from tests.mechanisms.sharing import make
from tests.waiting import waiting


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


def revise(world, entry, **changes):
    said = {"name": "投诉举报数据", "expected_version": entry.version, **changes}
    return catalog.edit_catalog_entry(world.cq.liaison, entry.id, **said)


def review(actor, entry, outcome="pass", **changes):
    said = {"outcome": outcome, "expected_version": entry.version, **changes}
    return catalog.review_catalog_revision(actor, entry.id, **said)


def test_a_revision_of_a_published_entry_is_in_force_once_reviewed(app, world, at):
    with at("2026-09-18T09:00"):
        entry = make.entry(world, world.cq)
        with pytest.raises(catalog.NothingProposed):
            review(world.sc.secretary, entry)
        read = entry.version
        entry = revise(world, entry)
        assert make.told_of(entry.id).audience == {world.cq.id, world.sc.id}
        with pytest.raises(Stale):
            revise(world, entry, expected_version=read)
    with at("2026-09-21T09:00"):
        waits = get_catalog_entry(world.sc.secretary, entry.id)
        # Friday and two working days: the Sunday of that week is worked.
        assert (waits.name, waits.revision, waits.review_due_on, waits.is_overdue) == (
            "金融消费投诉数据",
            1,
            date(2026, 9, 21),
            False,
        )
        assert [(one.field, one.after) for one in waits.proposed] == [("name", "投诉举报数据")]
        assert "2个工作日" in str(waits.review_basis)
        assert waits.allowed_actions == ("review", "report_change")
        (found,) = waiting(desk.waiting, world.sc.secretary)
        assert (found.kind, found.due_on) == ("审核目录修订", date(2026, 9, 21))
        assert get_catalog_entry(world.cy.liaison, entry.id).proposed == ()
    with at("2026-09-22T09:00"):
        assert get_catalog_entry(world.sc.secretary, entry.id).is_overdue
        _refused_to_others(world, entry)
        entry = review(world.sc.secretary, entry)
    told = make.told_of(entry.id)
    assert (told.action, told.audience) == (
        "catalog_entry.review",
        {team.id for team in world.teams},
    )
    view = get_catalog_entry(world.cy.liaison, entry.id)
    assert (view.name, view.revision, view.proposed) == ("投诉举报数据", 2, ())
    assert [one.name for one in view.revisions] == ["投诉举报数据", "金融消费投诉数据"]
    assert waiting(desk.waiting, world.sc.secretary) == []


def _refused_to_others(world, entry):
    drafter = replace(world.sc.secretary, id=world.cq.liaison.id)
    for actor, refusal in (
        (world.cq.liaison, Forbidden),
        (world.cq.secretary, Forbidden),
        (world.stranger, NotFound),
        (drafter, DrafterMayNotDecide),
    ):
        with pytest.raises(refusal):
            review(actor, entry)
    with pytest.raises(Stale):
        review(world.sc.secretary, entry, expected_version=entry.version + 1)
    with pytest.raises(Invalid):
        review(world.sc.secretary, entry, "return")


def test_a_returned_revision_is_changed_and_reviewed_again_or_falls_with_the_entry(app, world, at):
    with at("2026-09-18T09:00"):
        entry = make.entry(world, world.cq)
        entry = catalog.report_catalog_change(
            world.cq.liaison,
            entry.id,
            changed_on=date(2026, 9, 18),
            note="系统升级",
            expected_version=entry.version,
        )
        due_on = get_catalog_entry(world.cq.liaison, entry.id).update_due_on
        entry = revise(world, entry, format="JSON")
        assert get_catalog_entry(world.cq.liaison, entry.id).update_due_on is None
        entry = review(world.sc.secretary, entry, "return", note="数据项未更新")
        view = get_catalog_entry(world.cq.liaison, entry.id)
        assert (view.returned_for, view.update_due_on, view.revision) == ("数据项未更新", due_on, 1)
        assert "review" not in get_catalog_entry(world.sc.secretary, entry.id).allowed_actions
        assert [one.kind for one in waiting(desk.waiting, world.cq.liaison)] == [
            "目录修订被退回，请修改"
        ]
        entry = revise(world, entry, name="投诉和举报数据", items=["机构名称", "办理时限"])
        proposed = get_catalog_entry(world.cq.liaison, entry.id).proposed
        assert {one.field for one in proposed} == {"name", "items", "format"}
        entry = review(world.sc.secretary, entry)
        view = get_catalog_entry(world.cy.liaison, entry.id)
        assert (view.revision, view.format, view.changed_on) == (2, "JSON", None)
        entry = revise(world, entry)
        entry = catalog.withdraw_catalog_entry(
            world.cq.liaison, entry.id, reason="系统停用", expected_version=entry.version
        )
        view = get_catalog_entry(world.cq.liaison, entry.id)
        assert (view.proposed, view.review_due_on, len(view.revisions)) == ((), None, 2)
        with pytest.raises(IllegalTransition):
            review(world.sc.secretary, entry)


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
