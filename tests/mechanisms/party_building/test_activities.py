"""Activities from plan to archive: rules beside role and state, and what is refused."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from coop.activities.queries import bundle_file
from coop.core.audit import history
from coop.core.db import session
from coop.core.errors import CoopError, NotFound
from coop.documents import receipts
from coop.documents.queries import get_document
from coop.mechanisms.party_building import jobs
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.queries.statistics import party_statistics
from coop.mechanisms.party_building.service import activities, attendance
from coop.registry import deadlines
from tests.activities.refusals import code_of
from tests.mechanisms.party_building import make


@pytest.fixture(autouse=True)
def _stopped(at):
    with at(make.PLANNED_AT):
        yield


def test_an_activity_goes_from_plan_to_archive(world):
    made = make.activity(world, "archived")
    seen = make.view(world.cq, made)
    assert (seen.state, seen.number) == ("archived", "共建活动〔2026〕1号")
    assert (seen.signed_in_count, seen.report_due_on) == (3, date(2026, 10, 30))
    assert "10个工作日" in seen.report_basis
    assert [one.role for one in seen.parts] == ["lead", "participant"]
    assert get_document(world.cq.liaison, seen.record_id).state == "archived"
    for team in (world.cy, world.strangers):
        with pytest.raises(NotFound):
            make.view(team, made)
    packed = zipfile.ZipFile(io.BytesIO(bundle_file(ACTIVITIES, world.cq.liaison, made.id).content))
    manifest = json.loads(packed.read("manifest.json"))
    assert [one["path"].split("/")[0] for one in manifest["files"]] == ["文书", "文书", "照片"]
    assert manifest["people"] == {"四川金融监管局": 2, "重庆金融监管局": 1}
    for line in packed.read("SHA256SUMS").decode().splitlines():
        digest, path = line.split("  ", 1)
        assert hashlib.sha256(packed.read(path)).hexdigest() == digest


def test_a_head_approves_in_person_and_not_the_own_draft(world):
    made = make.planned(world)
    approve = activities.LIFECYCLE.approve
    both = replace(world.sc.signer, id=world.sc.liaison.id)
    assert code_of(approve, both, made.id, expected_version=1) == "drafter_may_not_decide"
    system = replace(world.sc.signer, kind="client")
    assert code_of(approve, system, made.id, expected_version=1) == "officer_required"
    named = replace(system, on_behalf_of="罗某")
    approve(named, made.id, expected_version=1)
    assert make.view(world.sc, made).approved_by == "罗某"


def test_confirming_signs_for_the_notice_and_is_done_once(world):
    made = make.activity(world, "approved")
    seen = make.view(world.cq, made)
    listed = receipts.list_receipts(world.cq.liaison, limit=10, subject_id=seen.notice_id).items
    assert [(one.state, one.due_on) for one in listed] == [("waiting", date(2026, 10, 16))]
    made = make.confirm(world, made)
    session().rollback()
    listed = receipts.list_receipts(world.cq.liaison, limit=10, subject_id=seen.notice_id).items
    assert listed[0].state == "signed"
    assert "confirm" not in make.view(world.cq, made).allowed_actions


def test_an_activity_is_held_on_its_day_with_people_of_two_institutions(world):
    made = make.activity(world, "confirmed")
    hold = activities.LIFECYCLE.hold
    assert "sign_in" not in make.view(world.sc, made).allowed_actions
    more = [make.person("陈某")]
    early = code_of(
        attendance.sign_in, world.sc.liaison, made.id, more=more, expected_version=made.version
    )
    assert early == "before_its_day"
    with make.at(make.HELD_AT):
        made = attendance.sign_in(
            world.sc.liaison, made.id, more=more, expected_version=made.version
        )
        with pytest.raises(CoopError) as refused:
            hold(world.sc.handler, made.id, expected_version=made.version)
        assert refused.value.code == "one_institution_only"
        assert "重庆金融监管局" in str(refused.value.message)
        make.hold(world, made)


def listed(world, made):
    return {one.name: one.id for one in make.view(world.sc, made).attendees}


def test_each_institution_names_its_own_people(world):
    made = make.activity(world, "confirmed")
    people = [make.person("赵某"), make.person("钱某", "observer")]
    sign_up, version = attendance.sign_up, {"expected_version": made.version}
    made = sign_up(world.cq.liaison, made.id, attendees=people, **version)
    known = listed(world, made)
    said = {"removed_ids": [known["钱某"]], "expected_version": made.version}
    assert code_of(sign_up, world.sc.liaison, made.id, **said) == "forbidden"
    made = sign_up(world.cq.liaison, made.id, **said)
    assert list(listed(world, made)) == ["赵某"]
    with make.at(make.HELD_AT):
        made = attendance.sign_in(
            world.cq.liaison,
            made.id,
            attendee_ids=[known["赵某"]],
            expected_version=made.version,
        )
        said = {"removed_ids": [known["赵某"]], "expected_version": made.version}
        assert code_of(sign_up, world.cq.liaison, made.id, **said) == "signed_in"


def test_the_host_signs_everybody_in_and_others_only_their_own(world):
    made = make.activity(world, "confirmed")
    for team, name in ((world.cq, "赵某"), (world.sc, "陈某")):
        made = attendance.sign_up(
            team.liaison, made.id, attendees=[make.person(name)], expected_version=made.version
        )
    known, sign_in = listed(world, made), attendance.sign_in
    with make.at(make.HELD_AT):
        said = {"expected_version": made.version}
        ours = [known["陈某"]]
        refused = code_of(sign_in, world.cq.liaison, made.id, attendee_ids=ours, **said)
        assert refused == "forbidden"
        unknown = code_of(sign_in, world.sc.liaison, made.id, attendee_ids=[made.id], **said)
        assert unknown == "not_on_the_list"
        everybody = list(known.values())
        made = sign_in(world.sc.liaison, made.id, attendee_ids=everybody, **said)
        more = [make.person("孙某"), make.person("赵某")]
        sign_in(world.cq.liaison, made.id, more=more, expected_version=made.version)
    assert make.view(world.cq, made).signed_in_count == 3


def test_a_late_report_is_told_as_late_and_still_taken(world):
    made = make.activity(world, "held")
    with make.at("2026-11-02T09:00"):
        assert make.view(world.cq, made).is_overdue
        made = activities.LIFECYCLE.report(
            world.sc.liaison, made.id, summary="补报", expected_version=made.version
        )
        assert not make.view(world.cq, made).is_overdue
        counted = party_statistics(
            world.sc.liaison,
            world.agreement_id,
            from_on=date(2026, 10, 1),
            until_on=date(2026, 11, 30),
        )
    on_time = counted.reports_on_time
    assert (on_time.numerator, on_time.denominator, on_time.percent) == (0, 1, 0.0)
    assert [one.met_on for one in deadlines.due_dates(made.id)] == [date(2026, 11, 2)]


def test_a_cancelled_activity_need_not_be_signed_for(world):
    made = make.activity(world, "approved")
    notice = make.view(world.cq, made).notice_id
    activities.LIFECYCLE.cancel(
        world.sc.signer, made.id, reason="冲突", expected_version=made.version
    )
    session().rollback()
    assert not receipts.list_receipts(world.cq.liaison, limit=10, subject_id=notice).items


def test_the_lead_is_reminded_of_its_report_once_before_the_day_and_once_after(world):
    made = make.activity(world, "held")
    told = []
    for day in ("2026-10-28", "2026-10-29", "2026-10-30", "2026-11-01", "2026-11-02", "2026-11-03"):
        with make.at(f"{day}T09:00"):
            jobs.remind_of_party_activity_reports(world.agreement_id)
            jobs.remind_of_party_activity_reports(world.agreement_id)
        session().rollback()
        entries = [one.at for one in history(made.id) if one.action == "party_activity.remind"]
        told.append(len(entries))
    # Due on Friday the 30th; Sunday the 1st is a rest day.
    assert told == [0, 1, 1, 1, 2, 2]
