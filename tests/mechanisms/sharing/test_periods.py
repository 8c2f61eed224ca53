"""The clock of a catalogue's update, reminders, the page of figures, and the scope of use."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.mechanisms.sharing.queries import waiting as desk
from coop.mechanisms.sharing.queries.catalog import get_catalog_entry
from coop.mechanisms.sharing.service import aftercare, catalog
from tests.due import run_due
from tests.mechanisms.sharing import make
from tests.people import Browser, add_account
from tests.waiting import waiting

CHANGED = {"changed_on": date(2026, 9, 21), "note": "业务系统升级，数据项调整"}


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-09-21T09:00"):
        yield


def report(actor, entry, **changes):
    said = {"expected_version": entry.version, **CHANGED, **changes}
    return catalog.report_catalog_change(actor, entry.id, **said)


def extend(actor, entry, **changes):
    said = {"expected_version": entry.version, "reason": "需重新编目", **changes}
    return catalog.extend_catalog_update(actor, entry.id, **said)


def test_a_changed_entry_is_revised_within_ten_working_days_and_five_more_once(app, world, at):
    entry = make.entry(world, world.cq)
    entry = report(world.cq.liaison, entry)
    view = get_catalog_entry(world.cy.liaison, entry.id)
    assert (view.update_due_on, view.changed_on) == (date(2026, 10, 12), CHANGED["changed_on"])
    assert "政务数据共享条例" in str(view.update_basis)
    assert make.told_of(entry.id).action == "catalog_entry.report_change"
    with pytest.raises(catalog.ChangeReported):
        report(world.cq.liaison, entry)
    entry = extend(world.cq.liaison, entry)
    assert get_catalog_entry(world.cy.liaison, entry.id).update_due_on == date(2026, 10, 19)
    with pytest.raises(catalog.UpdateExtended):
        extend(world.cq.liaison, entry)
    assert [one.due_on for one in waiting(desk.waiting, world.cq.liaison)] == [date(2026, 10, 19)]
    with at("2026-10-20T09:00"):
        assert get_catalog_entry(world.cy.liaison, entry.id).is_overdue
        fields = make.entry_fields(items=["机构名称", "办理时限"])
        entry = catalog.edit_catalog_entry(
            world.cq.liaison, entry.id, expected_version=entry.version, **fields
        )
        catalog.review_catalog_revision(
            world.sc.secretary, entry.id, outcome="pass", expected_version=entry.version
        )
    view = get_catalog_entry(world.cy.liaison, entry.id)
    assert (view.revision, view.changed_on, view.update_due_on) == (2, None, None)
    assert waiting(desk.waiting, world.cq.liaison) == []


def test_who_may_report_a_change_and_when_more_time_is_too_late(app, world, at):
    entry = make.entry(world, world.cq)
    with pytest.raises(catalog.NoChangeReported):
        extend(world.cq.liaison, entry)
    for actor, refusal in ((world.cy.liaison, Forbidden), (world.stranger, NotFound)):
        with pytest.raises(refusal):
            report(actor, entry)
    with pytest.raises(Stale):
        report(world.cq.liaison, entry, expected_version=9)
    with pytest.raises(Invalid) as refused:
        report(world.cq.liaison, entry, changed_on=date(2026, 9, 22))
    assert refused.value.problems[0].code == "in_the_future"
    entry = report(world.sc.secretary, entry)
    with pytest.raises(Forbidden):
        extend(world.sc.secretary, entry)
    with at("2026-10-13T09:00"), pytest.raises(catalog.TooLateToExtend):
        extend(world.cq.liaison, entry)
    draft = catalog.draft_catalog_entry(
        world.cq.liaison, agreement_id=world.agreement_id, **make.entry_fields()
    )
    with pytest.raises(IllegalTransition):
        report(world.cq.liaison, draft)


def test_who_owes_something_is_reminded_once_for_each_due_day(app, world, at):
    asked = make.submitted(world, make.entry(world, world.cq).id)  # the answer: 2026-10-12
    changed = report(world.cq.liaison, make.entry(world, world.cq, name="网点信息"))
    before = [make.told_of(one.id).entries for one in (asked, changed)]
    with at("2026-10-09T09:05"):
        run_due("remind_of_sharing")
    assert [make.told_of(one.id).entries for one in (asked, changed)] == before
    for moment in ("2026-10-10T09:05", "2026-10-10T15:00", "2026-10-11T09:05", "2026-10-13T09:05"):
        with at(moment):
            run_due("remind_of_sharing")
    for one, kind in ((asked, "share_request"), (changed, "catalog_entry")):
        told = make.told_of(one.id)
        assert (told.action, told.event) == (f"{kind}.remind", "sharing.reminder")
        assert told.audience == {world.cq.id}
    assert [make.told_of(one.id).entries for one in (asked, changed)] == [n + 1 for n in before]


def test_the_page_of_figures_names_both_numbers_of_every_rate(app, world):
    make.submitted(world, make.entry(world, world.cq).id)
    browser = Browser(app, now="2026-10-13T09:00")
    browser.sign_in(add_account(world.cy.liaison))
    assert "/sharing-statistics" in browser.get("/share-requests").text
    page = browser.get("/sharing-statistics").text
    for shown in ("共享按时答复率", "0.00%", "期间应答复的申请", "—", "2026年1月1日"):
        assert shown in page
    turned = browser.get("/sharing-statistics?from_on=2026-10-01&to_on=2026-09-01")
    assert turned.status_code == 422
    english = browser.get("/sharing-statistics?lang=en").text
    assert "Answered in time" in english


def test_use_for_another_purpose_is_refused(app, world):
    request = make.active(world, world.cq)
    with pytest.raises(Invalid) as refusal:
        aftercare.record_use(
            world.cy.liaison,
            make.request_view(world.cy, request.id).deliveries[0].id,
            scenario="商业推广",
            process="x",
            effect="x",
            storage="x",
        )
    assert refusal.value.problems[0].code == "use_outside_scope"
