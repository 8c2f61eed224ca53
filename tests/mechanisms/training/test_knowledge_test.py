"""The test 应知应会: question files checked row by row, attempts timed by the server, one resit."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from coop.core.db import session
from coop.core.errors import Invalid, NotFound
from coop.mechanisms.training import policy
from coop.mechanisms.training.models import Attempt, Cohort, Enrollment, Question
from coop.mechanisms.training.queries.banks import get_bank, get_import
from coop.mechanisms.training.queries.trainees import trainee_desk
from coop.mechanisms.training.service import banks, tests
from coop.mechanisms.training.service.banks import FaultyRows, NothingToImport
from coop.mechanisms.training.service.tests import (
    AttemptOver,
    AttemptRunning,
    NoAttempt,
    NoQuestions,
    ResitUsed,
)
from tests.due import run_due
from tests.mechanisms.training import make

ROWS = """单选,协议第几条约定人才联合培养？,第六条,第七条,第八条,第九条,C
多选题,下列哪些属于协议机制？,联席会议,信息共享,招商引资,,B、A
判断,国家秘密可以录入本系统。,,,,,错误
"""


def checked(world, content, name="题目.csv"):
    with make.at(make.PLANNED):
        bank = banks.add_bank(make.admin(world), agreement_id=world.agreement_id, title=name)
        return banks.check_questions(make.admin(world), bank.id, file=make.upload(content, name))


def test_every_wrong_row_is_told_with_its_column_and_rule(world):
    faulty = (
        make.CSV_HEAD
        + ROWS
        + "问答,何谓诉源治理？,,,,,略\n"
        + "单选,只有一个选项？,甲,,,,A\n"
        + "单选,答案不在其中？,甲,乙,,,D\n"
        + "单选,两个答案？,甲,乙,,,AB\n"
        + "多选,一个答案？,甲,乙,,,A\n"
        + "判断,也许？,,,,,也许\n"
        + "判断,国家秘密可以录入本系统。,,,,,错误\n"
        + "单选,=1+1,甲,乙,,,A\n"
        + "单选,,甲,乙,,,A\n"
    )
    made = checked(world, faulty)
    told = [(one["row"], one["column"], one["code"]) for one in made.faults]
    assert told == [
        (5, "题型", "not_a_choice"),
        (6, "选项A", "options_incomplete"),
        (7, "答案", "answer_unknown"),
        (8, "答案", "one_answer"),
        (9, "答案", "several_answers"),
        (10, "答案", "answer_unknown"),
        (11, "题目", "repeated"),
        (12, "题目", "formula"),
        (13, "题目", "required"),
    ]
    seen = get_import(make.admin(world), made.id)
    assert (seen.row_count, seen.fault_count, seen.encoding) == (3, 9, "UTF-8")


def test_nothing_enters_the_bank_before_it_is_applied_and_only_its_keepers_read_it(world):
    made = checked(world, make.CSV_HEAD + ROWS + "问答,何谓诉源治理？,,,,,略\n")
    admin = make.admin(world)
    seen = get_import(admin, made.id)
    assert (seen.row_count, seen.fault_count) == (3, 1)
    assert get_bank(admin, made.bank_id).question_count == 0
    with make.at(make.PLANNED):
        with pytest.raises(FaultyRows) as refused:
            banks.apply_import(admin, made.id, expected_version=made.version)
        assert refused.value.facts == {"count": 1}
        banks.apply_import(admin, made.id, skip_faulty=True, expected_version=made.version)
    bank = get_bank(admin, made.bank_id)
    assert [(one.number, one.answers) for one in bank.questions] == [
        (3, ("B",)), (2, ("A", "B")), (1, ("C",)),
    ]  # fmt: skip
    for other in (world.sc.liaison, world.cq.handler, make.admin(world, world.cq)):
        with pytest.raises(NotFound):
            get_bank(other, made.bank_id)


def test_other_encodings_and_xlsx_are_read_and_other_files_refused(world):
    assert checked(world, (make.CSV_HEAD + ROWS).encode("gb18030")).encoding == "GB18030"
    book = Workbook()
    for line in (make.CSV_HEAD + ROWS).splitlines():
        book.active.append(line.split(","))
    content = io.BytesIO()
    book.save(content)
    made = checked(world, content.getvalue(), "题目.xlsx")
    assert (made.encoding, len(made.rows), made.faults) == ("xlsx", 3, [])
    for content, name, code in (
        (b"%PDF-1.7", "t.pdf", "file_kind_refused"),
        (b"no zip", "t.xlsx", "file_not_as_named"),
        ("题型,题目\n".encode(), "u.csv", "columns_missing"),
        (b"", "v.csv", "empty"),
    ):
        with pytest.raises(Invalid, match=code):
            checked(world, content, name)
    empty = checked(world, make.CSV_HEAD, "空.csv")
    with make.at(make.PLANNED), pytest.raises(NothingToImport):
        banks.apply_import(make.admin(world), empty.id, expected_version=empty.version)


def online(world, minutes=60):
    """A trainee of a started cohort whose test is drawn from a bank of three."""
    bank = make.bank(world, ROWS)
    return make.started(world, of={"bank_id": bank.id, "test_minutes": minutes})[0]


def right_answers():
    found = session().execute(sa.select(Question.id, Question.answers))
    return {str(row.id): row.answers for row in found}


def test_the_server_draws_times_and_scores_the_test(world, at):
    trainee = online(world)
    actor = policy.trainee(trainee)
    with at("2026-09-18T09:00"):
        with pytest.raises(NoAttempt):
            tests.submit_answers(actor, trainee.id, answers={})
        attempt = tests.begin_test(actor, trainee.id)
        assert (attempt.number, attempt.pass_mark) == (1, 60)
        assert attempt.closes_at == make.instant("2026-09-18T10:00")
        with pytest.raises(AttemptRunning):
            tests.begin_test(actor, trainee.id)
    with at("2026-09-18T09:30"):
        desk = trainee_desk(trainee.id)
        assert (desk.test.seconds_left, len(desk.test.questions)) == (1800, 3)
        assert all(one.view.answers == () for one in desk.test.questions)
        right = right_answers()
        tests.save_answers(actor, trainee.id, answers={**right, "not-a-question": ["A"]})
        kept = session().scalar(sa.select(Attempt.answers))
        assert kept == right
    with at("2026-09-18T09:59"):
        tests.submit_answers(actor, trainee.id, answers=right)
    seen = make.view(world.cq, trainee.id)
    assert (seen.state, seen.score, seen.attempts[0].is_passed) == ("passed", 100, True)
    assert make.told_of(trainee.id).action == "enrollment.assess"


def test_answers_after_the_last_moment_are_refused_and_what_was_saved_counts(world, at):
    trainee = online(world)
    actor = policy.trainee(trainee)
    with at("2026-09-18T09:00"):
        tests.begin_test(actor, trainee.id)
        right = right_answers()
        one = dict(list(right.items())[:1])
        tests.save_answers(actor, trainee.id, answers=one)
    with at("2026-09-18T10:00:01"):
        with pytest.raises(AttemptOver):
            tests.submit_answers(actor, trainee.id, answers=right)
        run_due("close_training_tests")
        run_due("close_training_tests")
    seen = make.view(world.cq, trainee.id)
    assert (seen.state, seen.score) == ("failed", 33)
    with at("2026-09-19T09:00"):
        assert tests.begin_test(actor, trainee.id).number == 2
        tests.submit_answers(actor, trainee.id, answers={})
        with pytest.raises(ResitUsed) as refused:
            tests.begin_test(actor, trainee.id)
    assert refused.value.facts == {"count": 1}


def test_a_second_resit_is_refused_whatever_its_score(world):
    trainee = make.scored(world, make.started(world)[0], 59)
    again = make.scored(world, trainee, 59)
    assert again.state == "failed"
    with make.at(make.TESTED), pytest.raises(ResitUsed):
        tests.record_resit(
            make.admin(world),
            again.id,
            score=100,
            expected_version=make.version(Enrollment, again.id),
        )
    seen = make.view(world.cq, again.id)
    assert [(one.number, one.score, one.pass_mark) for one in seen.attempts] == [
        (1, 59, 60), (2, 59, 60),
    ]  # fmt: skip


def test_without_a_bank_there_is_no_test_online(world, at):
    trainee = make.started(world)[0]
    with at("2026-09-18T09:00"), pytest.raises(NoQuestions):
        tests.begin_test(policy.trainee(trainee), trainee.id)


def test_scores_of_many_are_recorded_together_or_not_at_all(world):
    first, second = make.started(world, ("甲", "乙"))
    cohort_id = first.cohort_id

    def record(*scores):
        rows = [
            {"enrollment_id": one.id, "score": score}
            for one, score in zip((first, second), scores, strict=True)
        ]
        with make.at(make.TESTED):
            tests.record_scores(
                make.admin(world),
                cohort_id,
                scores=rows,
                expected_version=make.version(Cohort, cohort_id),
            )

    record(60, 59)
    with pytest.raises(Invalid, match="not_to_be_tested"):
        record(60, 60)
    people = make.cohort_view(world.cq.liaison, cohort_id).enrollments
    assert [(one.name, one.state, one.score) for one in people] == [
        ("甲", "passed", 60), ("乙", "failed", 59),
    ]  # fmt: skip
