"""Hours per person and year, rates with both their parts, secondments, and what waits for whom."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from coop.core.errors import Invalid, NotFound
from coop.desk.work import my_work
from coop.mechanisms.training.models import Cohort, CourseSession
from coop.mechanisms.training.queries.ledger import hours_csv, hours_ledger, hours_xlsx
from coop.mechanisms.training.queries.secondments import get_secondment
from coop.mechanisms.training.queries.statistics import training_statistics
from coop.mechanisms.training.service import cohorts, nominations, secondments, sessions
from coop.mechanisms.training.service.secondments import NotYetOver
from tests.mechanisms.training import make

YEAR = {"from_on": make.date(2026, 1, 1), "until_on": make.date(2026, 12, 31)}


def attended(world, lesson, **lists):
    with make.at(make.TESTED):
        sessions.record_attendance(
            make.admin(world),
            lesson.id,
            expected_version=make.version(CourseSession, lesson.id),
            **lists,
        )


def test_hours_are_those_attended_each_person_and_institution_of_the_year(world):
    people = make.started(world, ("=张某", "王某"))
    morning = make.lesson(world, people[0].cohort_id)
    second = make.lesson(world, people[0].cohort_id, 15, hours=2.5)
    attended(world, morning, present_ids=[people[0].id], late_ids=[people[1].id])
    attended(world, second, left_early_ids=[people[0].id], on_leave_ids=[people[1].id])
    asked = {"agreement_id": world.agreement_id, "year": 2026}
    ledger = hours_ledger(world.cq.liaison, **asked)
    assert {one.name: one.hours for one in ledger.people} == {"=张某": 6.0, "王某": 3.5}
    (whole,) = ledger.institutions
    assert (whole.institution_name, whole.person_count, whole.hours) == ("重庆金融监管局", 2, 9.5)
    assert hours_ledger(world.cq.liaison, **asked | {"year": 2025}).people == ()
    assert hours_ledger(world.cy.liaison, **asked).people == ()
    with pytest.raises(NotFound):
        hours_ledger(world.stranger, **asked)
    rows = list(csv.reader(io.StringIO(hours_csv(world.sc.liaison, **asked).content.decode())))
    assert rows[0] == ["单位", "姓名", "职务", "工号", "年度", "学时", "参训期次"]
    assert rows[1][1] == "'=张某"  # no formula to a spreadsheet program
    sheet = load_workbook(io.BytesIO(hours_xlsx(world.sc.liaison, **asked).content)).active
    assert sheet["F4"].value == 3.5
    assert hours_csv(world.sc.liaison, bom=True, **asked).content.startswith(b"\xef\xbb\xbf")


def test_rates_name_what_they_are_divided_by_and_nothing_is_not_nought(world):
    empty = training_statistics(world.cy.liaison, world.agreement_id, **YEAR)
    assert (empty.cohort_count, empty.average_score) == (0, None)
    assert empty.total.completion.percent is None
    people = make.started(world, ("甲", "乙", "丙"))
    make.certified(world, people[0])
    make.scored(world, people[1], 47)
    counted = training_statistics(world.cy.liaison, world.agreement_id, **YEAR)
    assert (counted.cohort_count, counted.average_score) == (1, 67.5)
    completion = counted.total.completion
    assert (completion.numerator, completion.denominator) == (1, 3)
    assert completion.percent == 33.33
    assert completion.denominator_name.zh == "开班时在册学员"
    assert (counted.pass_rate.numerator, counted.pass_rate.denominator) == (1, 2)
    by_name = {one.institution_name: one.started_count for one in counted.institutions}
    assert by_name == {"四川金融监管局": 0, "重庆金融监管局": 3, "成渝金融法院": 0}
    with pytest.raises(NotFound):
        training_statistics(world.stranger, world.agreement_id, **YEAR)


def kinds(actor, now):
    """What the desk lists: (kind, title, due day) of training."""
    with make.at(now):
        work = my_work(actor)
    found = [one for group in work.groups for one in group.items]
    return {(one.kind.zh, one.title, one.due_on) for one in found if "/documents" not in one.url}


def test_the_desk_asks_each_for_the_own_next_step(world):
    cohort = make.cohort(world, quotas=make.seats(world, cq=1))
    title = "金融法治处级干部读书班第1期"
    asked = ("推荐学员", title, cohort.nominate_until_on)
    assert asked in kinds(world.cq.liaison, make.OPENED)
    assert asked not in kinds(world.sc.liaison, make.OPENED)
    first = make.nominated(world, cohort.id, name="甲")
    second = make.nominated(world, cohort.id, name="乙")
    assert asked not in kinds(world.cq.liaison, make.OPENED)
    admin = make.admin(world)
    assert ("审核推荐人选", title, cohort.starts_on) in kinds(admin, make.OPENED)
    with make.at("2026-09-07T09:00"):
        nominations.withdraw_nominee(world.cq.liaison, first.id, expected_version=first.version)
    assert ("确认参训", "乙", make.date(2026, 9, 9)) in kinds(world.cq.liaison, "2026-09-07T10:00")
    with make.at("2026-09-08T09:00"):
        taken = nominations.accept_seat(
            world.cq.liaison, second.id, expected_version=make.version(type(second), second.id)
        )
        nominations.admit_nominee(admin, second.id, expected_version=taken.version)
    assert ("开班", title, cohort.starts_on) in kinds(admin, make.STARTED)
    with make.at(make.STARTED):
        cohorts.start_cohort(admin, cohort.id, expected_version=make.version(Cohort, cohort.id))
    make.scored(world, make.view(world.cq, second.id), 80)
    told = kinds(admin, make.TESTED)
    assert {("结业", title, cohort.ends_on), ("为合格学员颁发结业证书", title, None)} <= told


def offer(world, **changes):
    fields = {
        "agreement_id": world.agreement_id,
        "host_id": world.cy.id,
        "kind": "shadow",
        "name": "王某",
        "job_title": "稽查处副处长",
        "level": "division",
        "position": "立案庭跟班",
        "from_on": make.date(2026, 9, 1),
        "to_on": make.date(2026, 12, 1),
    }
    return secondments.propose_secondment(world.cq.liaison, **fields | changes)


def test_a_secondment_goes_to_another_party_for_a_time(world, at):
    with at(make.PLANNED):
        for wrong, code in (
            ({"host_id": world.cq.id}, "own_institution"),
            ({"host_id": world.strangers.id}, "not_a_party"),
            ({"to_on": make.date(2026, 9, 1)}, "ends_before_start"),
        ):
            with pytest.raises(Invalid, match=code):
                offer(world, **wrong)


def test_a_secondment_is_agreed_served_and_appraised_by_the_receiver(world, at):
    host = world.cy.liaison
    with at(make.PLANNED):
        made = offer(world)
        assert ("同意接收", "王某", made.from_on) in kinds(host, make.PLANNED)
        made = secondments.agree_secondment(
            host, made.id, mentor="赵某", expected_version=made.version
        )
    with at("2026-09-01T09:00"):
        made = secondments.begin_secondment(host, made.id, expected_version=made.version)
        with pytest.raises(NotYetOver):
            secondments.finish_secondment(
                host, made.id, appraisal="好", expected_version=made.version
            )
    with at("2026-12-01T09:00"):
        assert "finish" in get_secondment(host, made.id).allowed_actions
        secondments.finish_secondment(
            host, made.id, appraisal="表现优秀。", expected_version=made.version
        )
    assert get_secondment(world.cq.liaison, made.id).appraisal == "表现优秀。"
    with pytest.raises(NotFound):
        get_secondment(world.sc.liaison, made.id)
    assert make.told_of(made.id).audience == {world.cq.id, world.cy.id}
