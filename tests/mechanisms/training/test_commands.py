"""Every command: who may, who may not, strangers, stale versions, wrong states, log and event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import Conflict, Forbidden, NotFound, Stale
from coop.mechanisms.training.models import (
    Cohort,
    CourseSession,
    Enrollment,
    QuestionImport,
    Secondment,
    TrainingCertificate,
    TrainingProgram,
)
from coop.mechanisms.training.service import (
    banks,
    certificates,
    cohorts,
    leaves,
    nominations,
    programs,
    secondments,
    sessions,
    tests,
)
from tests.mechanisms.training import make
from tests.world import World

Built = Callable[[World], Any]


@dataclass(frozen=True)
class Case:
    """ready, late: an object on which the command is possible, and one on which it no longer is.

    may: whose act it is; may_not: sees it, but has another post. model: None where no version is
    compared. at: when it is done.
    """

    command: Callable[..., Any]
    kind: str
    ready: Built
    late: Built
    model: type[Any] | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    may: str = "organiser"
    may_not: str = "cq.liaison"
    at: str = make.OPENED
    fields_of: Callable[[World, Any], dict[str, Any]] | None = None

    def arguments(self, world: World, subject: Any) -> dict[str, Any]:
        return self.fields | (self.fields_of(world, subject) if self.fields_of else {})


def actor(world: World, who: str) -> Any:
    if who == "organiser":
        return make.admin(world)
    team, _, role = who.partition(".")
    return getattr(getattr(world, team), role)


def planned(world):
    with make.at(make.PLANNED):
        made = make.program(world)
        cohorts.add_cohort(
            make.admin(world), made.id, quotas=make.seats(world), **make.cohort_fields()
        )
    return made


def finished_program(world):
    made = finished(world)
    program = session().get_one(TrainingProgram, made.program_id)
    with make.at(make.TESTED):
        return programs.finish_program(
            make.admin(world), program.id, expected_version=program.version
        )


def running(world):
    return session().get_one(Cohort, make.started(world)[0].cohort_id)


def finished(world):
    made = running(world)
    with make.at(make.TESTED):
        return cohorts.finish_cohort(make.admin(world), made.id, expected_version=made.version)


def planned_cohort(world):
    made = make.program(world)
    with make.at(make.PLANNED):
        cohort = cohorts.add_cohort(
            make.admin(world), made.id, quotas=make.seats(world), **make.cohort_fields()
        )
        programs.open_program(make.admin(world), made.id, expected_version=made.version)
    return cohort


def with_admitted(world):
    made = make.cohort(world)
    make.admitted(world, made.id)
    return made


def passed(world):
    return make.scored(world, make.started(world)[0], 60)


def failed(world):
    return make.scored(world, make.started(world)[0], 59)


def with_passed(world):
    return session().get_one(Cohort, passed(world).cohort_id)


def certificate(world):
    seen = make.certified(world, make.started(world)[0])
    return session().get_one(TrainingCertificate, seen.certificate_id)


def with_certificate(world):
    return session().get_one(Cohort, make.certified(world, make.started(world)[0]).cohort_id)


def revoked(world):
    made = certificate(world)
    with make.at(make.TESTED):
        return certificates.revoke_certificate(
            make.admin(world), made.id, reason="冒名参训", expected_version=made.version
        )


def applied(world):
    return make.nominated(world, make.cohort(world).id)


def rejected(world):
    made = applied(world)
    with make.at(make.OPENED):
        return nominations.reject_nominee(
            make.admin(world), made.id, reason="岗位不符", expected_version=made.version
        )


def offered(world):
    made = make.cohort(world, quotas=make.seats(world, cq=1))
    first, second = (make.nominated(world, made.id, name=name) for name in "甲乙")
    with make.at(make.OPENED):
        nominations.withdraw_nominee(world.cq.liaison, first.id, expected_version=first.version)
    session().expire_all()
    return session().get_one(Enrollment, second.id)


def attending(world):
    return make.started(world)[0]


def scores_of(cohort):
    query = sa.select(Enrollment.id).where(Enrollment.cohort_id == cohort.id)
    return [{"enrollment_id": one, "score": 70} for one in session().scalars(query)]


def lesson(world):
    return make.lesson(world, running(world).id)


def lesson_of_finished(world):
    made = lesson(world)
    cohort = session().get_one(Cohort, made.cohort_id)
    with make.at(make.TESTED):
        cohorts.finish_cohort(make.admin(world), cohort.id, expected_version=cohort.version)
    return made


def lesson_too_late(world):
    return make.lesson(world, planned_cohort(world).id)


def bank(world):
    return make.bank(world, "")


def checked(world):
    with make.at(make.PLANNED):
        made = banks.add_bank(make.admin(world), agreement_id=world.agreement_id, title="题库")
        rows = make.CSV_HEAD + "判断,法院依法独立审判。,,,,,正确\n"
        return banks.check_questions(make.admin(world), made.id, file=make.upload(rows))


def applied_import(world):
    made = checked(world)
    with make.at(make.PLANNED):
        return banks.apply_import(make.admin(world), made.id, expected_version=made.version)


def proposed(world):
    with make.at(make.PLANNED):
        return secondments.propose_secondment(
            world.cq.liaison,
            agreement_id=world.agreement_id,
            host_id=world.cy.id,
            kind="post",
            name="王某",
            job_title="稽查处副处长",
            level="division",
            position="立案庭副庭长",
            from_on=make.date(2026, 9, 1),
            to_on=make.date(2026, 9, 15),
        )


def agreed(world):
    made = proposed(world)
    with make.at(make.PLANNED):
        return secondments.agree_secondment(
            world.cy.liaison, made.id, mentor="赵某", expected_version=made.version
        )


def serving(world):
    made = agreed(world)
    with make.at(make.STARTED):
        return secondments.begin_secondment(
            world.cy.liaison, made.id, expected_version=made.version
        )


def ended(world):
    made = proposed(world)
    with make.at(make.PLANNED):
        return secondments.end_secondment(
            world.cq.liaison, made.id, reason="工作调整", expected_version=made.version
        )


REASON = {"reason": "工作需要"}
HOST = {"may": "cy.liaison", "may_not": "cq.liaison", "model": Secondment}
LEAVE = {"on_day": make.date(2026, 9, 15), "hours": 2.0, **REASON}
CASES = [
    Case(programs.edit_program, "training_program", planned, finished_program, TrainingProgram,
         {"aim": "改写目的。"}, may_not="sc.liaison"),
    Case(programs.open_program, "training_program", planned, finished_program, TrainingProgram,
         may_not="sc.liaison"),
    Case(programs.start_program, "training_program",
         lambda w: session().get_one(TrainingProgram, make.cohort(w).program_id), planned,
         TrainingProgram),
    Case(programs.finish_program, "training_program",
         lambda w: session().get_one(TrainingProgram, finished(w).program_id), planned,
         TrainingProgram, at=make.TESTED),
    Case(cohorts.add_cohort, "cohort", planned, finished_program, None, make.cohort_fields(),
         may_not="sc.liaison"),
    Case(cohorts.edit_cohort, "cohort", make.cohort, running, Cohort, {"place": "重庆"}),
    Case(cohorts.assign_seats, "cohort", make.cohort, running, Cohort,
         fields_of=lambda w, _s: {"quotas": make.seats(w, cq=9)}),
    Case(cohorts.open_cohort, "cohort", planned_cohort, running, Cohort),
    Case(cohorts.release_seats, "cohort", make.cohort, running, Cohort),
    Case(cohorts.start_cohort, "cohort", with_admitted, running, Cohort, at=make.STARTED),
    Case(cohorts.finish_cohort, "cohort", running, finished, Cohort, at=make.TESTED),
    Case(cohorts.cancel_cohort, "cohort", with_admitted, running, Cohort, REASON),
    Case(certificates.certify_all, "cohort", with_passed, with_admitted, Cohort, at=make.TESTED),
    Case(nominations.admit_all, "cohort",
         lambda w: session().get_one(Cohort, applied(w).cohort_id), running, Cohort),
    Case(tests.record_scores, "cohort", running, make.cohort, Cohort,
         fields_of=lambda _w, made: {"scores": scores_of(made)}, at=make.TESTED),
    Case(certificates.print_certificates, "certificate_batch", with_certificate, with_admitted,
         at=make.TESTED),
    Case(sessions.add_session, "course_session", make.cohort, finished, None,
         {"title": "案例研讨", "form": "scenario", "starts_at": make.instant("2026-09-15T08:30"),
          "ends_at": make.instant("2026-09-15T10:00"), "hours": 1.5}),
    Case(sessions.edit_session, "course_session", lesson, lesson_of_finished,
         CourseSession, {"teacher": "钱某"}),
    Case(sessions.record_attendance, "course_session", lesson, lesson_too_late, CourseSession,
         at=make.TESTED),
    Case(nominations.nominate, "enrollment", make.cohort, planned_cohort, None, make.person(),
         may="cq.liaison", may_not="cq.signer"),
    Case(nominations.admit_nominee, "enrollment", applied, rejected, Enrollment),
    Case(nominations.reject_nominee, "enrollment", applied, attending, Enrollment, REASON),
    Case(nominations.replace_nominee, "enrollment", applied, attending, Enrollment,
         make.person("李某"), may="cq.liaison", may_not="sc.secretary"),
    Case(nominations.withdraw_nominee, "enrollment", applied, attending, Enrollment,
         may="cq.liaison", may_not="cq.signer"),
    Case(nominations.accept_seat, "enrollment", offered, applied, Enrollment, may="cq.liaison",
         may_not="organiser"),
    Case(leaves.record_leave, "enrollment", attending, applied, Enrollment, LEAVE,
         at=make.STARTED),
    Case(leaves.absent_without_leave, "enrollment", attending, applied, Enrollment, REASON,
         at=make.STARTED),
    Case(tests.record_score, "enrollment", attending, applied, Enrollment, {"score": 60},
         at=make.TESTED),
    Case(tests.record_resit, "enrollment", failed, passed, Enrollment, {"score": 60},
         at=make.TESTED),
    Case(certificates.certify, "enrollment", passed, failed, Enrollment, at=make.TESTED),
    Case(certificates.revoke_certificate, "training_certificate", certificate, revoked,
         TrainingCertificate, REASON, at=make.TESTED),
    Case(banks.apply_import, "question_import", checked, applied_import, QuestionImport),
    Case(banks.discard_import, "question_import", checked, applied_import, QuestionImport),
    Case(secondments.agree_secondment, "secondment", proposed, agreed,
         fields={"mentor": "赵某"}, **HOST),
    Case(secondments.decline_secondment, "secondment", proposed, agreed, fields=REASON, **HOST),
    Case(secondments.begin_secondment, "secondment", agreed, proposed, **HOST),
    Case(secondments.finish_secondment, "secondment", serving, agreed,
         fields={"appraisal": "表现良好。"}, at=make.TESTED, **HOST),
    Case(secondments.end_secondment, "secondment", serving, ended, Secondment, REASON,
         may="cq.liaison", may_not="cy.signer"),
]  # fmt: skip
# Of these only some of the visible people are kept away: nobody else sees the object at all.
UNSEEN = {"question_import"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.command.__name__)
def test_every_command_keeps_the_order_of_refusals_and_records_itself(world, case):
    ready = case.ready(world)
    subject_id = ready.id
    arguments = case.arguments(world, ready)
    version = make.version(case.model, subject_id) if case.model else None

    def act(who, expected=version):
        more = {} if case.model is None else {"expected_version": expected}
        with make.at(case.at):
            return case.command(who, subject_id, **arguments, **more)

    with pytest.raises(NotFound):
        act(world.strangers.liaison)
    with pytest.raises(NotFound if case.kind in UNSEEN else Forbidden):
        act(actor(world, case.may_not))
    if case.model is not None:
        with pytest.raises(Stale):
            act(actor(world, case.may), (version or 0) + 1)
    before = told(subject_id)
    result = act(actor(world, case.may))
    # A session's events are told as its cohort's.
    after = make.told_of(result.id, getattr(result, "cohort_id", None))
    assert after.action.split(".")[0] == case.kind
    assert (after.entries, after.events) > before or result.id != subject_id
    assert world.strangers.id not in after.audience


def told(subject_id):
    try:
        seen = make.told_of(subject_id)
    except IndexError:
        return (0, 0)
    return (seen.entries, seen.events)


def test_a_command_out_of_turn_changes_nothing(world):
    """Each object is built once: what is refused leaves it as it was."""
    built: dict[Built, Any] = {}
    for case in CASES:
        late = built.get(case.late) or built.setdefault(case.late, case.late(world))
        arguments = case.arguments(world, late)
        if case.model is not None:
            arguments["expected_version"] = make.version(case.model, late.id)
        before = told(late.id)
        with make.at(case.at), pytest.raises(Conflict):
            case.command(actor(world, case.may), late.id, **arguments)
        assert told(late.id) == before, case.command.__name__
