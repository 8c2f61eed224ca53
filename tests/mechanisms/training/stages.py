"""Objects of training as the tests of commands need them: ready for a command, or past it."""

from __future__ import annotations

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.training.models import (
    Cohort,
    Enrollment,
    TrainingCertificate,
    TrainingProgram,
)
from coop.mechanisms.training.service import (
    banks,
    certificates,
    cohorts,
    nominations,
    programs,
    secondments,
)
from tests.mechanisms.training import make


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
