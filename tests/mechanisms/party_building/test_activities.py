"""Activities from plan to archive: rules beside role and state, and what is refused."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from coop.activities.queries import bundle_file, get_picture, picture_file
from coop.core.audit import history
from coop.core.db import session
from coop.core.errors import CoopError, NotFound
from coop.documents import receipts
from coop.documents.queries import get_document
from coop.mechanisms.party_building import jobs
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.queries.branches import list_branch_pairs
from coop.mechanisms.party_building.queries.plans import get_joint_plan
from coop.mechanisms.party_building.queries.statistics import party_statistics
from coop.mechanisms.party_building.service import activities, attendance, pairs, plans
from coop.registry import deadlines
from tests.activities.pictures import picture, upload
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
    approve = activities.approve_party_activity
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
    hold = activities.hold_party_activity
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


def test_institutions_name_their_own_people_and_the_host_signs_all_in(world):
    made = make.activity(world, "confirmed")
    sign_up, sign_in = attendance.sign_up, attendance.sign_in

    def listed():
        return {one.name: one for one in make.view(world.sc, made).attendees}

    made = sign_up(
        world.cq.liaison,
        made.id,
        attendees=[make.person("赵某"), make.person("钱某", "observer")],
        expected_version=made.version,
    )
    theirs = listed()["赵某"].id
    assert (
        code_of(
            sign_up, world.sc.liaison, made.id, removed_ids=[theirs], expected_version=made.version
        )
        == "forbidden"
    )
    made = sign_up(
        world.cq.liaison, made.id, removed_ids=[listed()["钱某"].id], expected_version=made.version
    )
    assert list(listed()) == ["赵某"]
    with make.at(make.HELD_AT):
        made = sign_in(
            world.cq.liaison, made.id, more=[make.person("孙某")], expected_version=made.version
        )
        made = sign_in(
            world.sc.liaison,
            made.id,
            attendee_ids=[theirs],
            more=[make.person("陈某", "chair")],
            expected_version=made.version,
        )
        ours = listed()["陈某"].id
        assert (
            code_of(
                sign_in,
                world.cq.liaison,
                made.id,
                attendee_ids=[ours],
                expected_version=made.version,
            )
            == "forbidden"
        )
        assert (
            code_of(
                sign_up,
                world.cq.liaison,
                made.id,
                removed_ids=[theirs],
                expected_version=made.version,
            )
            == "signed_in"
        )
        unknown = code_of(
            sign_in,
            world.sc.liaison,
            made.id,
            attendee_ids=[made.id],
            expected_version=made.version,
        )
        assert unknown == "not_on_the_list"
    assert make.view(world.cq, made).signed_in_count == 3


def test_a_late_report_is_told_as_late_and_still_taken(world):
    made = make.activity(world, "held")
    with make.at("2026-11-02T09:00"):
        assert make.view(world.cq, made).is_overdue
        made = activities.report_party_activity(
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
    activities.cancel_party_activity(
        world.sc.signer, made.id, reason="冲突", expected_version=made.version
    )
    session().rollback()
    assert not receipts.list_receipts(world.cq.liaison, limit=10, subject_id=notice).items


def test_a_picture_without_consent_stays_with_who_took_it_until_consent_is_given(world):
    made = make.activity(world, "held")
    add = activities.add_party_activity_picture
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
        mark = activities.mark_party_activity_picture
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
        activities.mark_party_activity_picture,
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
    add = activities.add_party_activity_picture
    with make.at("2026-10-19T09:00"):
        if code == "duplicate":
            add(world.sc.liaison, made.id, **make.picture_fields())
        fields = make.picture_fields(**changes)
        assert code_of(add, world.sc.liaison, made.id, **fields) == code


def test_a_picture_is_marked_by_who_took_it(world):
    made = make.activity(world, "reported")
    taken = make.view(world.cq, made).pictures[0]
    assert taken.allowed_actions == ()
    mark = activities.mark_party_activity_picture
    said = {"consent": "missing", "expected_version": taken.version}
    assert code_of(mark, world.cq.liaison, taken.id, **said) == "forbidden"
    assert code_of(mark, world.sc.liaison, taken.id, consent="given", expected_version=9) == "stale"
    mark(world.sc.liaison, taken.id, **said)
    assert make.view(world.cq, made).withheld_picture_count == 1
    assert picture_file(ACTIVITIES, world.sc.liaison, taken.id).content == picture("red")


# --------------------------------------------------------------------------- pairs and plans


def test_a_pair_needs_two_institutions_with_the_own_one_and_every_head(world):
    ids = {team.code: make.branch(world, team).id for team in world.teams}
    propose = pairs.propose_branch_pair

    def proposed(*codes, **changes):
        fields = make.pair_fields(**changes)
        named = [ids[code] for code in codes]
        return propose(
            world.sc.liaison, agreement_id=world.agreement_id, branch_ids=named, **fields
        )

    assert code_of(proposed, "SC") == "needs_two_institutions"
    assert code_of(proposed, "CQ", "CY") == "own_branch_missing"
    assert code_of(proposed, "SC", "CQ", to_on=date(2025, 1, 1)) == "ends_before_start"
    pair = proposed("SC", "CQ", "CY")
    agree = pairs.agree_to_branch_pair
    pair = agree(world.cq.signer, pair.id, expected_version=pair.version)
    assert (
        code_of(agree, world.cq.signer, pair.id, expected_version=pair.version) == "agreed_before"
    )
    pair = pairs.edit_branch_pair(
        world.sc.handler, pair.id, purpose="联合调研", expected_version=pair.version
    )
    for team in world.teams:
        assert pair.state == "proposed"
        pair = agree(team.signer, pair.id, expected_version=pair.version)
    assert (pair.state, pair.agreed_on) == ("active", date(2026, 10, 12))
    assert get_document(world.cy.liaison, pair.document_id).kind == "pact"


def test_activities_are_held_under_a_pair_in_force_by_a_paired_branch(world):
    pair = make.agreed(world)
    late = {
        "starts_at": make.moment("2028-01-03T09:00"),
        "ends_at": make.moment("2028-01-03T10:00"),
    }
    turned = {"ends_at": make.moment("2026-10-16T09:00")}
    stray = {"host_branch_id": make.host_branch(world, world.cq)}
    for changes, code in (
        (late, "pair_not_current"),
        (turned, "ends_before_start"),
        (stray, "not_paired"),
        ({"plan_item_id": pair.id}, "not_in_plan"),
    ):
        assert code_of(make.planned, world, pair, **changes) == code
    pairs.end_branch_pair(world.cq.signer, pair.id, reason="调整", expected_version=pair.version)
    assert code_of(make.planned, world, pair) == "pair_not_current"


def test_a_plan_tells_what_was_done_and_keeps_items_in_use(world):
    pair = make.agreed(world)
    plan = make.adopted(world, pair)
    first, second = plans.items_of(plan)
    made = make.through(world, "held", make.planned(world, pair, plan_item_id=first.id))
    again = code_of(
        plans.draft_joint_plan,
        world.cq.liaison,
        pair_id=pair.id,
        year=2026,
        items=make.items(world),
    )
    assert again == "duplicate"
    with make.at("2026-12-01T09:00"):
        session().rollback()
        seen = get_joint_plan(world.cq.liaison, plan.id)
        assert (seen.planned_count, seen.done_count, seen.overdue_count) == (2, 1, 1)
        assert seen.items[0].activity_ids == (made.id,)
        year = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31)}
        counted = party_statistics(world.cq.liaison, world.agreement_id, **year)
        ours = counted.plan_completion
        assert (ours.numerator, ours.denominator, ours.percent) == (1, 2, 50.0)
        assert (counted.held_count, counted.person_times) == (1, 3)
        others = party_statistics(world.cy.liaison, world.agreement_id, **year)
        assert (others.held_count, others.plan_completion.percent) == (0, None)
        plan = plans.revise_joint_plan(
            world.cq.liaison, plan.id, reason="调整", expected_version=seen.version
        )
        kept = [one for one in make.items(world) if one["topic"] == second.topic]
        drop = {"items": kept, "expected_version": plan.version}
        edit = plans.edit_joint_plan
        assert code_of(edit, world.cq.liaison, plan.id, **drop) == "plan_item_in_use"
        stray = [{**make.items(world)[0], "due_on": date(2027, 1, 1)}]
        said = {"items": stray, "expected_version": plan.version}
        assert code_of(edit, world.cq.liaison, plan.id, **said) == "outside_the_year"


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


def test_the_register_is_kept_by_the_secretariat_of_the_host_of_today(world):
    ids = [make.branch(world, team).id for team in (world.cq, world.cy)]
    pairs.propose_branch_pair(
        world.cq.liaison,
        agreement_id=world.agreement_id,
        branch_ids=ids,
        **make.pair_fields(),
    )
    for reader, count in (
        (world.sc.secretary, 1),
        (world.sc.liaison, 0),
        (world.cq.signer, 1),
        (world.stranger, 0),
    ):
        assert len(list_branch_pairs(reader, limit=9).items) == count
    with make.at("2027-02-01T09:00"):
        assert list_branch_pairs(world.sc.secretary, limit=9).items == ()
