"""The reading class of the year: a finished cohort with certificates, one that is enrolling."""

from __future__ import annotations

import base64
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.demo.founding import Founded
from coop.demo.joint import JointStage, moment
from coop.mechanisms.training import policy
from coop.mechanisms.training.models import Cohort, CourseSession, Enrollment
from coop.mechanisms.training.queries import cohorts as reads
from coop.mechanisms.training.service import (
    banks,
    batches,
    certificates,
    cohorts,
    feedback,
    leaves,
    nominations,
    programs,
    secondments,
    sessions,
    tests,
)

_QUESTIONS = """题型,题目,选项A,选项B,选项C,选项D,答案
单选,委派调解的期限自何时起算？,当事人申请之日,法院立案之日,调解组织签收材料之日,调解员到场之日,C
单选,当事人共同申请司法确认应自调解协议生效之日起多少日内提出？,十日,十五日,三十日,六十日,C
多选,政务数据按照共享属性分为哪几类？,无条件共享,有条件共享,不予共享,有偿共享,ABC
多选,下列哪些属于协作机制？,联席会议,重大事项会商,信息共享,招商引资,ABC
判断,国家秘密可以在协作平台上存储和处理。,,,,,错误
判断,商事调解组织可以调解消费者权益纠纷。,,,,,错误
判断,联合行文使用主办机关的发文字号。,,,,,正确
单选,有条件共享的数据提供部门应在多少个工作日内答复？,一个,五个,十个,二十个,C
"""
_PEOPLE = {
    "SC": (("陈某某", "法规处处长"), ("黄某", "稽查处副处长"), ("唐某某", "消保处副处长")),
    "CQ": (("程某", "法规处处长"), ("邓某某", "非现场监管处副处长"), ("萧某", "办公室副主任")),
    "CY": (("董某某", "审判一庭庭长"), ("袁某", "立案庭副庭长"), ("于某某", "执行局副局长")),
}
_LESSONS = (
    ("开班式和金融法治形势专题讲座", "lecture", 0, 9, 4.0, "金融法院业务专家"),
    ("金融消费者权益保护监管实务", "lecture", 0, 14, 4.0, "监管局业务骨干"),
    ("上市公司虚假陈述纠纷案例研讨", "scenario", 1, 9, 4.0, "审判一庭"),
    ("金融纠纷多元化解现场教学", "visit", 1, 14, 4.0, "金融纠纷调解中心"),
    ("重点法律文件自学研讨", "self_study", 2, 9, 4.0, ""),
    ("应知应会测试和结业式", "lecture", 2, 14, 4.0, "人事处"),
)
_SCORES = (92, 88, 55, 76, 81, 90, 95, 84)
_FEEDBACK = (
    (5, 5, 4, "案例研讨贴近实际，建议增加分组时间。"),
    (4, 5, 5, ""),
    (5, 4, 4, "现场教学安排紧凑，收获很大。"),
    (5, 5, 5, ""),
)


def show(founded: Founded) -> None:
    """Two cohorts and a planned one, a question bank, secondments."""
    stage = _Stage(founded)
    stage.program()
    stage.finished_cohort()
    stage.enrolling_cohort()
    stage.secondments()


class _Stage(JointStage):
    program_id: UUID

    def program(self) -> None:
        admin = self.actor("SC", "training_admin")
        with self.at(self.back(75)):
            bank = banks.add_bank(
                admin, agreement_id=self.founded.agreement_id, title="金融法治应知应会题库"
            )
            content = base64.b64encode(_QUESTIONS.encode()).decode()
            file = {"filename": "应知应会题目.csv", "content_base64": content}
            checked = banks.check_questions(admin, bank.id, file=file)
            banks.apply_import(admin, checked.id, expected_version=checked.version)
            made = programs.plan_program(
                admin,
                agreement_id=self.founded.agreement_id,
                title="金融法治处级干部读书班",
                kind="reading",
                level="division",
                aim="深入学习金融法律法规和政策，交流监管执法与司法审判经验，提升处级干部依法履职能力。",
                total_hours=24.0,
                bank_id=bank.id,
                question_count=8,
                test_minutes=60,
            )
        self.program_id = made.id

    # ------------------------------------------------------------------ cohorts

    def finished_cohort(self) -> None:
        """Nine came; one took too much leave, one needed the resit, eight are certified."""
        first = self.back(42)
        cohort = self._opened(first, seats=(3, 3, 3), opened_on=self.back(70))
        people = self._admitted(cohort, tuple(_PEOPLE), self.back(60))
        lessons = self._planned(cohort, first, self.back(60))
        with self.at(first):
            cohorts.start_cohort(
                self.actor("SC", "training_admin"),
                cohort.id,
                expected_version=self._version(cohort),
            )
        for lesson in lessons:
            self._attended(lesson, people)
        with self.at(first + timedelta(days=1)):
            gone = leaves.record_leave(
                self.actor("SC", "training_admin"),
                people[-1].id,
                on_day=first + timedelta(days=1),
                hours=4.0,
                reason="执行专项行动",
                expected_version=people[-1].version,
            )
        assessed = [one for one in people if one.id != gone.id]
        self._tested_and_certified(cohort, assessed)

    def _tested_and_certified(self, cohort: Cohort, people: list[Enrollment]) -> None:
        admin = self.actor("SC", "training_admin")
        with clock.stopped_at(moment(cohort.ends_on, 17)):
            for one, score in zip(people, _SCORES, strict=True):
                done = tests.record_score(admin, one.id, score=score, expected_version=one.version)
                if score < (cohort.pass_mark or 0):
                    tests.record_resit(admin, one.id, score=72, expected_version=done.version)
            for one, scores in zip(people, _FEEDBACK, strict=False):
                names = ("content_score", "teaching_score", "organisation_score", "comment")
                said: dict[str, Any] = dict(zip(names, scores, strict=True))
                feedback.give_feedback(policy.trainee(one), one.id, **said)
            cohorts.finish_cohort(admin, cohort.id, expected_version=self._version(cohort))
            certificates.certify_all(admin, cohort.id, expected_version=self._version(cohort))
            batches.make_batch(certificates.print_certificates(admin, cohort.id).id)

    def enrolling_cohort(self) -> None:
        """One party is full with one waiting, one is still to nominate; a third is planned."""
        starts_on = self.ahead(15)
        cohort = self._opened(starts_on, seats=(2, 3, 2), opened_on=self.back(3))
        with self.at(self.back(2)):
            for name, job_title in _PEOPLE["SC"]:
                self._nominated(cohort, "SC", f"{name[0]}某甲", job_title)
        self._planned(cohort, starts_on, self.back(2))
        self._admitted(cohort, ("CY",), self.back(1), most=1)
        self._add(self.ahead(40), (2, 2, 2))

    # ------------------------------------------------------------------ secondments

    def secondments(self) -> None:
        """One person is serving, one is offered."""
        with self.at(self.back(50)):
            made = self._seconded("CQ", "CY", "post", "孟某", "立案庭副庭长", self.back(45))
            liaison = self.actor("CY", "liaison")
            made = secondments.agree_secondment(
                liaison, made.id, mentor="吕某", expected_version=made.version
            )
        with self.at(self.back(45)):
            secondments.begin_secondment(liaison, made.id, expected_version=made.version)
        self._seconded("SC", "CQ", "shadow", "白某某", "稽查处跟班", self.ahead(10))

    def _seconded(
        self, code: str, host: str, kind: str, name: str, position: str, from_on: date
    ) -> Any:
        return secondments.propose_secondment(
            self.actor(code, "liaison"),
            agreement_id=self.founded.agreement_id,
            host_id=self.institution(host),
            kind=kind,
            name=name,
            job_title="法规处副处长",
            level="division",
            position=position,
            from_on=from_on,
            to_on=from_on + timedelta(days=180),
        )

    # ------------------------------------------------------------------ parts

    def _add(self, starts_on: date, seats: tuple[int, int, int]) -> Cohort:
        """Three working days, nominations until five before."""
        return cohorts.add_cohort(
            self.actor("SC", "training_admin"),
            self.program_id,
            starts_on=starts_on,
            ends_on=self.calendar.add(starts_on, 2).on,
            place="四川金融监管局培训中心（成都）",
            nominate_until_on=starts_on - timedelta(days=7),
            release_at=moment(starts_on - timedelta(days=6)),
            quotas=[
                {"institution_id": self.institution(code), "seats": count}
                for code, count in zip(_PEOPLE, seats, strict=True)
            ],
        )

    def _opened(self, starts_on: date, *, seats: tuple[int, int, int], opened_on: date) -> Cohort:
        admin = self.actor("SC", "training_admin")
        with self.at(opened_on):
            made = self._add(starts_on, seats)
            program = reads.get_program(admin, self.program_id)
            if "open" in program.allowed_actions:
                programs.open_program(admin, program.id, expected_version=program.version)
            return cohorts.open_cohort(admin, made.id, expected_version=made.version)

    def _planned(self, cohort: Cohort, first: date, on: date) -> list[CourseSession]:
        with self.at(on):
            return [
                sessions.add_session(
                    self.actor("SC", "training_admin"),
                    cohort.id,
                    title=title,
                    form=form,
                    starts_at=moment(self.calendar.add(first, day).on, hour),
                    ends_at=moment(self.calendar.add(first, day).on, hour) + timedelta(hours=3),
                    hours=hours,
                    teacher=teacher,
                )
                for title, form, day, hour, hours, teacher in _LESSONS
            ]

    def _nominated(self, cohort: Cohort, code: str, name: str, job_title: str) -> Enrollment:
        return nominations.nominate(
            self.actor(code, "liaison"), cohort.id, name=name, job_title=job_title, level="division"
        )

    def _admitted(
        self, cohort: Cohort, codes: tuple[str, ...], on: date, *, most: int = 3
    ) -> list[Enrollment]:
        found = []
        with self.at(on):
            for code in codes:
                for name, job_title in _PEOPLE[code][:most]:
                    made = self._nominated(cohort, code, name, job_title)
                    found.append(
                        nominations.admit_nominee(
                            self.actor("SC", "training_admin"),
                            made.id,
                            expected_version=made.version,
                        )
                    )
        return found

    def _attended(self, lesson: CourseSession, people: list[Enrollment]) -> None:
        """Everybody came but the last, who was on leave."""
        with self.at(lesson.ends_at.date() + timedelta(days=1)):
            sessions.record_attendance(
                self.actor("SC", "training_admin"),
                lesson.id,
                present_ids=[one.id for one in people[:-1]],
                on_leave_ids=[people[-1].id],
                expected_version=lesson.version,
            )

    def _version(self, cohort: Cohort) -> int:
        return reads.get_cohort(self.actor("SC", "training_admin"), cohort.id).version
