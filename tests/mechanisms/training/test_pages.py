"""Training on the pages: a liaison officer's whole way, and what trainees open by their link."""

from __future__ import annotations

import re

import pytest

from coop.core.actor import SYSTEM
from coop.mechanisms.training.models import Cohort
from coop.mechanisms.training.service import certificates, cohorts
from coop.registry import posts
from tests.mechanisms.training import make
from tests.people import Browser, add_account

HIDDEN = re.compile(r'name="(form_key|version|agreement_id)" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _stopped():
    with make.at("2026-10-12T09:00"):
        yield


def dated(fields):
    return {
        name: value if isinstance(value, (str, int, float, list)) else value.isoformat()
        for name, value in fields.items()
    }


class Officer(Browser):
    """A signed-in officer who opens a form, sends it, and sees where it leads."""

    def __init__(self, app, person, now):
        super().__init__(app, now=now)
        self.username = add_account(person)
        self.sign_in(self.username)

    def go_to(self, now):
        """Another day; the session of before has ended by then."""
        self.now = now
        self.sign_in(self.username)

    def submit(self, path, **fields):
        shown = self.get(path)
        assert shown.status_code == 200, shown.text[:300]
        done = self.post(path, **{**dict(HIDDEN.findall(shown.text)), **fields})
        assert done.status_code == 303, re.findall(r"error-summary.*?</ul>", done.text, re.DOTALL)
        home = done.headers["Location"]
        return home, self.get(home).text


def organiser_of(app, world, now):
    person = world.sc.handler
    posts.give_post(
        SYSTEM,
        world.agreement_id,
        person_id=person.id,
        role="training_admin",
        from_on=make.date(2026, 1, 1),
    )
    return Officer(app, person, now)


def opened_by_page(office, world):
    """The second cohort of a programme: planned, with seats and timetable, notice sent."""
    fields = {**make.program_fields(), "total_hours": "56"}
    program, _page = office.submit("/training-programs/new", **fields)
    days = dated(make.cohort_fields())
    for number, team in enumerate((world.sc, world.cq, world.cy)):
        days |= {f"quotas-{number}-institution_id": str(team.id), f"quotas-{number}-seats": "3"}
    office.submit(f"{program}/add-cohort", **days)
    cohort, page = office.submit(f"{program}/add-cohort", **days)
    assert "第2期" in page
    lesson = {
        "title": "金融审判实务",
        "form": "lecture",
        "starts_at": "2026-09-14T08:30",
        "ends_at": "2026-09-14T12:00",
        "hours": "3.5",
    }
    office.submit(f"{cohort}/add-session", **lesson)
    office.submit(f"{program}/open")
    _home, page = office.submit(f"{cohort}/open")
    assert "通知已发布，开始报名" in page
    return cohort


def nominated_by_page(liaison, cohort):
    """Three people, the third replaced."""
    assert "推荐学员" in liaison.get("/").text
    assert "请在2026年9月4日前（含当日）推荐本单位学员" in liaison.get(cohort).text
    people = [
        liaison.submit(f"{cohort}/nominate", **make.person(name))[0]
        for name in ("甲某", "乙某", "丙某")
    ]
    _home, page = liaison.submit(f"{people[2]}/replace", **make.person("丁某"))
    assert "丁某" in page
    assert "丙某" not in liaison.get(cohort).text
    assert f"{people[0]}/admit" not in liaison.get(people[0]).text
    return people


def trained_by_page(office, world, cohort, people):
    """Admitted, started, tested and certified by the organiser."""
    office.submit(f"{cohort}/admit-all")
    office.go_to(make.STARTED)
    office.submit(f"{cohort}/start")
    office.go_to(make.TESTED)
    rows: dict[str, str] = {}
    for number, (home, score) in enumerate(zip(people, ("90", "75", "60"), strict=True)):
        rows |= {f"scores-{number}-enrollment_id": home.rsplit("/", 1)[1]}
        rows |= {f"scores-{number}-score": score}
    office.submit(f"{cohort}/record-scores", **rows)
    _home, page = office.submit(f"{cohort}/certify-all")
    assert "结业证〔2026〕3号" in page


def test_a_new_liaison_nominates_three_replaces_one_and_sees_their_certificates(app, world):
    office = organiser_of(app, world, make.PLANNED)
    cohort = opened_by_page(office, world)
    liaison = Officer(app, world.cq.liaison, make.OPENED)
    people = nominated_by_page(liaison, cohort)
    trained_by_page(office, world, cohort, people)

    liaison.go_to(make.TESTED)
    page = liaison.get(cohort).text
    for number in (1, 2, 3):
        assert f"结业证〔2026〕{number}号" in page
    certificate = re.findall(r"/training-certificates/[0-9a-f-]+", liaison.get(people[0]).text)[0]
    assert liaison.get(f"{certificate}/certificate.pdf").data.startswith(b"%PDF")
    code = re.findall(r"<dd>([0-9a-f]{16})</dd>", liaison.get(certificate).text)[0]
    anybody = Browser(app, now=make.TESTED)
    asked = f"/verify-certificate?number=结业证〔2026〕1号&code={code}"
    right, wrong = anybody.get(asked).text, anybody.get(asked[:-1] + "x").text
    assert "证书有效" in right
    assert "不符" in wrong
    assert "甲某" not in right + wrong
    assert Officer(app, world.cy.liaison, make.TESTED).get(people[0]).status_code == 404


def test_a_trainee_signs_in_with_the_code_behind_the_picture(app, world):
    trainee = make.started(world)[0]
    lesson = make.lesson(world, trainee.cohort_id)
    picture = f"/course-sessions/{lesson.id}/sign-in-code"
    shown = organiser_of(app, world, "2026-09-14T08:10").get(picture).text
    door = re.findall(r'href="[^"]*(/session-sign-in/[^"]+)"', shown)[0]
    anybody = Browser(app, now="2026-09-14T08:10")
    anybody.get(door)
    assert anybody.post(door, code="ffffffff").status_code == 409
    assert "签到成功" in anybody.post(door, code=trainee.sign_in_code).text
    assert anybody.get("/session-sign-in/forged").status_code == 404
    assert anybody.get(picture).status_code == 303
    liaison = Officer(app, world.cq.liaison, "2026-09-14T08:10")
    assert liaison.get(picture).status_code == 404


def test_a_trainee_tests_and_gives_feedback_by_the_personal_link(app, world):
    bank = make.bank(world, "判断,国家秘密可以录入本系统。,,,,,错误\n")
    people = make.started(world, ("甲", "乙", "丙"), of={"bank_id": bank.id})
    liaison = Officer(app, world.cq.liaison, "2026-09-18T09:00")
    for number, one in enumerate(people):
        link = re.findall(r"/trainee/[\w.-]+", liaison.get(f"/enrollments/{one.id}").text)[0]
        trainee = Browser(app, now="2026-09-18T09:00")
        answers_by_link(trainee, link)
        judged_by_link(trainee, link, f"意见{number}")
        seen = make.cohort_view(make.admin(world), one.cohort_id).feedback
        assert (seen is None) == (number < 2)
    assert (seen.answer_count, seen.teaching_average) == (3, 4.0)
    assert sorted(seen.comments) == ["意见0", "意见1", "意见2"]
    assert make.cohort_view(world.cq.liaison, people[0].cohort_id).feedback.comments == ()
    assert Browser(app).get("/trainee/forged").status_code == 404


def answers_by_link(trainee, link):
    assert "开始测试" in trainee.get(link).text
    assert trainee.post(f"{link}/begin-test").status_code == 303
    question = re.findall(r'name="([0-9a-f-]{36})" value="B"', trainee.get(link).text)[0]
    assert trainee.post(f"{link}/answers", **{question: "B"}).status_code == 303
    assert 'value="B" checked' in trainee.get(link).text
    handed_in = trainee.post(f"{link}/answers", **{question: "B", "hand_in": "1"})
    assert handed_in.status_code == 303
    assert "测试合格" in trainee.get(link).text


def judged_by_link(trainee, link, comment):
    scores = {"content_score": "5", "teaching_score": "4", "organisation_score": "5"}
    wrong = trainee.post(f"{link}/feedback", **{**scores, "content_score": "6"})
    assert wrong.status_code == 422
    assert trainee.post(f"{link}/feedback", **scores, comment=comment).status_code == 303
    assert trainee.post(f"{link}/feedback", **scores).status_code == 409


def test_every_list_and_file_of_training_opens(app, world):
    trainee = make.started(world)[0]
    make.lesson(world, trainee.cohort_id)
    make.certified(world, trainee)
    with make.at(make.TESTED):
        batch = certificates.print_certificates(make.admin(world), trainee.cohort_id)
        cohorts.finish_cohort(
            make.admin(world),
            trainee.cohort_id,
            expected_version=make.version(Cohort, trainee.cohort_id),
        )
    office = organiser_of(app, world, make.TESTED)
    for path in (
        "/cohorts",
        "/training-programs",
        "/enrollments",
        "/training-certificates",
        "/training-hours",
        "/secondments",
        "/question-banks",
    ):
        page = office.get(path)
        assert page.status_code == 200, path
        assert '<a href="/cohorts" aria-current="true">' in page.text, path
    assert office.get("/verify-certificate").status_code == 200
    cohort = f"/cohorts/{trainee.cohort_id}"
    for name in ("roster", "timetable", "attendance"):
        assert office.get(f"{cohort}/{name}.pdf").data.startswith(b"%PDF")
    for ending in ("xlsx", "csv"):
        assert office.get(f"/training-hours.{ending}").status_code == 200
    assert office.get(f"/certificate-batches/{batch.id}/certificates.pdf").status_code == 409
    assert "0/1" in office.get(cohort).text
