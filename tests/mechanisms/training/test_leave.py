"""Leave by the one-seventh rule, the attendance list, signing in by code (scenario 13)."""

from __future__ import annotations

import pytest

from coop.core.db import session
from coop.core.errors import IllegalTransition, Invalid
from coop.mechanisms.training import policy
from coop.mechanisms.training.models import Cohort, CourseSession, Enrollment
from coop.mechanisms.training.queries.trainees import WrongCode, trainee_at_door
from coop.mechanisms.training.service import certificates, leaves, nominations, sessions
from coop.mechanisms.training.service.certificates import AttendanceShort
from coop.mechanisms.training.service.sessions import NotYet, SignInOver
from tests.mechanisms.training import make


def take_leave(world, enrollment_id, hours, day=15):
    with make.at(make.STARTED):
        return leaves.record_leave(
            make.admin(world),
            enrollment_id,
            on_day=make.date(2026, 9, day),
            hours=hours,
            reason="因公出差",
            expected_version=make.version(Enrollment, enrollment_id),
        )


def test_of_56_hours_8_of_leave_stay_and_8_5_withdraw(world):
    trainee = make.started(world)[0]
    assert make.view(world.cq, trainee.id).leave_limit_hours == 8.0
    assert take_leave(world, trainee.id, 5.0).state == "attending"
    assert take_leave(world, trainee.id, 3.0).state == "attending"
    gone = take_leave(world, trainee.id, 0.5, day=16)
    assert gone.state == "withdrawn"
    assert gone.withdrawal_reason == "请假累计8.5学时，超过总学时56的1/7，按退训处理"
    seen = make.view(world.cq, trainee.id)
    assert (seen.leave_hours, len(seen.leaves)) == (8.5, 3)
    with make.at(make.TESTED), pytest.raises(IllegalTransition):
        certificates.certify(make.admin(world), trainee.id, expected_version=gone.version)


def test_leave_is_on_a_day_of_the_cohort_and_the_rules_are_those_of_its_opening(world):
    trainee = make.started(world)[0]
    with pytest.raises(Invalid, match="outside_cohort"):
        take_leave(world, trainee.id, 1.0, day=19)
    cohort = session().get_one(Cohort, trainee.cohort_id)
    kept = (cohort.pass_mark, cohort.resit_count, cohort.leave_divisor)
    assert kept == (60, 1, 7)
    assert cohort.rule_version_id is not None


def test_the_list_names_who_was_there_and_everybody_else_was_absent(world, at):
    people = make.started(world, ("甲", "乙", "丙", "丁"))
    lesson = make.lesson(world, people[0].cohort_id)
    with at("2026-09-14T08:29"), pytest.raises(NotYet):
        record(world, lesson, present_ids=[people[0].id])
    with at("2026-09-14T12:30"):
        for lists, code in (
            ({"present_ids": [lesson.id]}, "not_a_trainee"),
            ({"present_ids": [people[0].id], "late_ids": [people[0].id]}, "repeated"),
        ):
            with pytest.raises(Invalid, match=code):
                record(world, lesson, **lists)
        record(world, lesson, present_ids=[people[0].id], late_ids=[people[1].id])
        record(
            world,
            lesson,
            present_ids=[people[0].id],
            late_ids=[people[1].id],
            on_leave_ids=[people[2].id],
        )
    listed = make.cohort_view(world.sc.liaison, lesson.cohort_id).sessions[0].attendance
    told = {one.name: one.status for one in listed}
    assert told == {"甲": "present", "乙": "late", "丙": "on_leave", "丁": "absent"}
    assert make.cohort_view(world.cy.liaison, lesson.cohort_id).sessions[0].attendance == ()


def record(world, lesson, **lists):
    return sessions.record_attendance(
        make.admin(world),
        lesson.id,
        expected_version=make.version(CourseSession, lesson.id),
        **lists,
    )


def test_a_trainee_signs_in_with_the_own_code_while_the_session_is_on(world, at):
    trainee = make.started(world)[0]
    lesson = make.lesson(world, trainee.cohort_id)
    with pytest.raises(WrongCode):
        trainee_at_door(lesson.id, "00000000")
    actor = trainee_at_door(lesson.id, f" {trainee.sign_in_code.upper()} ")
    assert actor == policy.trainee(trainee)
    with at("2026-09-14T07:59"), pytest.raises(NotYet):
        sessions.sign_in(actor, lesson.id)
    with at("2026-09-14T08:00"):
        first = sessions.sign_in(actor, lesson.id)
        assert (first.status, first.is_by_code) == ("present", True)
    with at("2026-09-14T09:00"):
        assert sessions.sign_in(actor, lesson.id).id == first.id
    with at("2026-09-14T12:01"), pytest.raises(SignInOver):
        sessions.sign_in(actor, lesson.id)
    assert make.told_of(trainee.id).action == "enrollment.sign_in"
    afternoon = make.lesson(
        world,
        trainee.cohort_id,
        starts_at=make.instant("2026-09-14T14:00"),
        ends_at=make.instant("2026-09-14T17:00"),
    )
    with at("2026-09-14T14:10"):
        assert sessions.sign_in(actor, afternoon.id).status == "late"


def test_absences_and_leave_together_decide_about_the_certificate(world, at):
    trainee = make.started(world, of={"total_hours": 14.0})[0]
    lesson = make.lesson(world, trainee.cohort_id, hours=2.5)
    with at("2026-09-14T12:30"):
        record(world, lesson)
    passed = make.scored(world, trainee, 90)
    with at(make.TESTED), pytest.raises(AttendanceShort) as refused:
        certificates.certify(make.admin(world), passed.id, expected_version=passed.version)
    assert refused.value.facts == {"missed": "2.5", "total": "14", "divisor": 7}


def test_the_timetable_stays_within_days_and_hours_of_the_programme(world):
    cohort_id = make.cohort(world, of={"total_hours": 5.0}).id
    make.lesson(world, cohort_id)
    for changes, code in (
        ({"day": 19}, "outside_cohort"),
        ({"day": 15}, "hours_exceed_total"),
        ({"day": 15, "hours": 1.0, "ends_at": make.instant("2026-09-15T08:00")}, "ends_before"),
    ):
        with pytest.raises(Invalid, match=code):
            make.lesson(world, cohort_id, **changes)


def test_a_withdrawn_trainee_can_not_be_replaced_after_the_start(world):
    trainee = make.started(world)[0]
    with make.at(make.STARTED), pytest.raises(IllegalTransition):
        nominations.replace_nominee(
            world.cq.liaison, trainee.id, expected_version=trainee.version, **make.person("乙")
        )
