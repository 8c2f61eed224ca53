"""Seats are never oversold, the waiting list moves in order, and no seat is promised twice."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from coop.core.db import db, session
from coop.core.errors import CoopError, Duplicate, Invalid
from coop.mechanisms.training.models import Cohort, Enrollment
from coop.mechanisms.training.service import cohorts, nominations
from coop.mechanisms.training.service.nominations import NominationsClosed, OfferOver
from coop.mechanisms.training.service.seats import NoSeatLeft, ReleasedBefore
from coop.mechanisms.training.workflow import SEATED
from tests.due import run_due
from tests.mechanisms.training import make


def states(cohort_id):
    """By name, as they stand in the database."""
    session().rollback()
    rows = session().execute(
        sa.select(Enrollment.name, Enrollment.state).where(Enrollment.cohort_id == cohort_id)
    )
    return dict(list(rows))


def in_threads(application, act, items):
    """Each in a context of its own, eight at a time; a refusal ends only its own."""

    def one(item):
        with application.app_context(), make.at(make.OPENED), contextlib.suppress(CoopError):
            act(item)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, items))
    db.session.remove()


@pytest.mark.timeout(300)
def test_100_parallel_nominations_for_35_seats_seat_35_and_queue_65_in_order(world, application):
    cohort_id = make.cohort(world, quotas=make.seats(world, sc=0, cq=35, cy=0)).id
    liaison = world.cq.liaison
    in_threads(
        application,
        lambda number: nominations.nominate(liaison, cohort_id, **make.person(f"学员{number}")),
        range(100),
    )
    seen = make.cohort_view(liaison, cohort_id).enrollments
    assert [one.ordinal for one in seen] == list(range(1, 101))
    assert [one.state for one in seen] == ["applied"] * 35 + ["waiting"] * 65
    assert [one.waiting_place for one in seen if one.waiting_place] == list(range(1, 66))

    # Ten give their seats back at once while the organiser admits from the list: no seat twice.
    def move(pair):
        leaving, wanting = pair
        nominations.withdraw_nominee(liaison, leaving.id, expected_version=leaving.version)
        nominations.admit_nominee(make.admin(world), wanting.id, expected_version=wanting.version)

    in_threads(application, move, zip(seen[:10], seen[35:45], strict=True))
    after = states(cohort_id)
    assert sum(state in SEATED for state in after.values()) == 35
    assert [after[one.name] for one in seen[35:]] == ["offered"] * 10 + ["waiting"] * 55


def test_an_institution_has_its_own_seats_until_the_unused_ones_are_released(world, at):
    made = make.cohort(world, release_at=make.instant("2026-09-07T09:00"))
    for name in ("甲", "乙", "丙", "丁"):
        make.nominated(world, made.id, world.cq, name)
    make.nominated(world, made.id, world.cy, "戊")
    make.nominated(world, made.id, world.cy, "己")
    expected = {"甲": "applied", "乙": "applied", "丙": "waiting", "丁": "waiting"}
    assert states(made.id) == expected | {"戊": "applied", "己": "waiting"}
    with at("2026-09-07T08:59"):
        run_due("release_training_seats")
    assert states(made.id)["丙"] == "waiting"
    with at("2026-09-07T09:00"):
        run_due("release_training_seats")
        run_due("release_training_seats")
        # SC left both its seats: the two who waited longest are asked, whoever sent them.
        assert states(made.id) == expected | {
            "丙": "offered", "丁": "offered", "戊": "applied", "己": "waiting",
        }  # fmt: skip
        with pytest.raises(ReleasedBefore):
            cohorts.release_seats(make.admin(world), made.id)
    told = make.told_of(made.id)
    assert (told.action, told.event) == ("cohort.release_seats", "cohort.changed")
    assert told.audience == {world.sc.id, world.cq.id, world.cy.id}


def test_an_offer_names_its_day_and_goes_on_when_nobody_answers(world, at):
    made = make.cohort(
        world, quotas=make.seats(world, cq=1), nominate_until_on=make.date(2026, 9, 9)
    )
    first, second, third = (make.nominated(world, made.id, name=name) for name in "甲乙丙")
    with at("2026-09-07T09:00"):
        nominations.withdraw_nominee(world.cq.liaison, first.id, expected_version=first.version)
    offered = make.view(world.cq, second.id)
    assert (offered.state, offered.offer_due_on) == ("offered", make.date(2026, 9, 9))
    assert offered.offer_basis == "协议约定：候补转正后2个工作日内确认，逾期顺延下一名"
    assert make.view(world.cq, third.id).waiting_place == 1
    with at("2026-09-09T23:00"):
        run_due("lapse_training_offers")
    assert states(made.id)["乙"] == "offered"
    with at("2026-09-10T00:03"):
        with pytest.raises(OfferOver):
            nominations.accept_seat(world.cq.liaison, second.id, expected_version=offered.version)
        run_due("lapse_training_offers")
        run_due("lapse_training_offers")
    assert states(made.id) == {"甲": "withdrawn", "乙": "lapsed", "丙": "offered"}
    with at("2026-09-10T09:00"):
        taken = nominations.accept_seat(
            world.cq.liaison, third.id, expected_version=make.version(Enrollment, third.id)
        )
    assert taken.state == "applied"
    assert make.view(world.cq, third.id).offer_due_on is None


def test_admission_over_quota_is_refused_with_the_numbers(world, at):
    made = make.cohort(world, quotas=make.seats(world, sc=0, cq=1, cy=0))
    make.nominated(world, made.id, name="甲")
    queued = make.nominated(world, made.id, name="乙")
    with at(make.OPENED), pytest.raises(NoSeatLeft) as refused:
        nominations.admit_nominee(make.admin(world), queued.id, expected_version=queued.version)
    assert refused.value.facts == {
        "institution": "重庆金融监管局", "seats": 1, "taken": 1, "all_seats": 1, "all_taken": 1,
    }  # fmt: skip
    assert states(made.id) == {"甲": "applied", "乙": "waiting"}
    with at(make.OPENED):
        with pytest.raises(Invalid, match="below_taken"):
            cohorts.assign_seats(
                make.admin(world),
                made.id,
                quotas=make.seats(world, cq=0),
                expected_version=make.version(Cohort, made.id),
            )
        # One seat more: who waits is asked at once.
        cohorts.assign_seats(
            make.admin(world),
            made.id,
            quotas=make.seats(world, cq=2),
            expected_version=make.version(Cohort, made.id),
        )
    assert states(made.id)["乙"] == "offered"


def test_who_may_be_nominated_and_until_when(world, at):
    made = make.cohort(world)
    make.nominated(world, made.id, name="甲")
    with pytest.raises(Duplicate):
        make.nominated(world, made.id, name="甲")
    make.nominated(world, made.id, name="甲", staff_no="0102")
    with pytest.raises(Invalid, match="level_not_meant"):
        make.nominated(world, made.id, name="乙", level="section")
    with at("2026-09-04T23:59"):
        nominations.nominate(world.cy.liaison, made.id, **make.person("丙"))
    with at("2026-09-05T00:00"), pytest.raises(NominationsClosed):
        nominations.nominate(world.cy.liaison, made.id, **make.person("丁"))


def test_a_replaced_nominee_keeps_the_seat_and_is_judged_anew(world, at):
    made = make.cohort(world)
    first = make.admitted(world, made.id, name="甲")
    code = first.sign_in_code
    with at("2026-09-10T09:00"):
        changed = nominations.replace_nominee(
            world.cq.liaison,
            first.id,
            expected_version=first.version,
            **make.person("乙", job_title="稽查处处长"),
        )
    assert (changed.state, changed.name, changed.ordinal) == ("applied", "乙", 1)
    assert changed.sign_in_code != code
    assert make.told_of(first.id).action == "enrollment.replace"
    assert make.told_of(first.id).audience == {world.sc.id, world.cq.id}


def test_leaving_near_the_start_needs_a_reason_and_is_counted(world, at):
    made = make.cohort(world)
    first, second = (
        make.admitted(world, made.id, name="甲"),
        make.admitted(world, made.id, name="乙"),
    )
    with at("2026-09-09T09:00"):  # three working days on is Monday the 14th, the first day
        early = nominations.withdraw_nominee(
            world.cq.liaison, first.id, expected_version=first.version
        )
    assert not early.is_late_withdrawal
    with at("2026-09-10T09:00"):
        with pytest.raises(Invalid, match="late_withdrawal_reason"):
            nominations.withdraw_nominee(
                world.cq.liaison, second.id, expected_version=second.version
            )
        late = nominations.withdraw_nominee(
            world.cq.liaison, second.id, expected_version=second.version, reason="突发风险处置"
        )
    assert late.is_late_withdrawal
