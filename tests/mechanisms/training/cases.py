"""Every command of training with an object it is possible on, and one it no longer is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from coop.core.db import session
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
from tests.mechanisms.training import make, stages
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


_program = partial(Case, kind="training_program", model=TrainingProgram)
_cohort = partial(Case, kind="cohort", model=Cohort)
_session = partial(Case, kind="course_session", model=CourseSession)
_person = partial(Case, kind="enrollment", model=Enrollment)
_own_person = partial(_person, may="cq.liaison", may_not="cq.signer")
_import = partial(Case, kind="question_import", model=QuestionImport)
_host = partial(Case, kind="secondment", model=Secondment, may="cy.liaison")
_REASON = {"reason": "工作需要"}
_LESSON = {
    "title": "案例研讨",
    "form": "scenario",
    "starts_at": make.instant("2026-09-15T08:30"),
    "ends_at": make.instant("2026-09-15T10:00"),
    "hours": 1.5,
}
_LEAVE = {"on_day": make.date(2026, 9, 15), "hours": 2.0, **_REASON}


def program_of(made: Any) -> TrainingProgram:
    return session().get_one(TrainingProgram, made.program_id)


def cohort_of(made: Any) -> Cohort:
    return session().get_one(Cohort, made.cohort_id)


def _new_seats(world: World, _made: Any) -> dict[str, Any]:
    return {"quotas": make.seats(world, cq=9)}


def _scores(_world: World, made: Any) -> dict[str, Any]:
    return {"scores": stages.scores_of(made)}


# Nobody but the organiser sees a programme before it is open.
PROGRAMS = [
    _program(
        programs.edit_program,
        ready=stages.planned,
        late=stages.finished_program,
        fields={"aim": "改写目的。"},
        may_not="sc.liaison",
    ),
    _program(
        programs.open_program,
        ready=stages.planned,
        late=stages.finished_program,
        may_not="sc.liaison",
    ),
    _program(
        programs.start_program,
        ready=lambda world: program_of(make.cohort(world)),
        late=stages.planned,
    ),
    _program(
        programs.finish_program,
        ready=lambda world: program_of(stages.finished(world)),
        late=stages.planned,
        at=make.TESTED,
    ),
    _cohort(
        cohorts.add_cohort,
        ready=stages.planned,
        late=stages.finished_program,
        model=None,
        fields=make.cohort_fields(),
        may_not="sc.liaison",
    ),
]
COHORTS = [
    _cohort(cohorts.edit_cohort, ready=make.cohort, late=stages.running, fields={"place": "重庆"}),
    _cohort(cohorts.assign_seats, ready=make.cohort, late=stages.running, fields_of=_new_seats),
    _cohort(cohorts.open_cohort, ready=stages.planned_cohort, late=stages.running),
    _cohort(cohorts.release_seats, ready=make.cohort, late=stages.running),
    _cohort(
        nominations.admit_all,
        ready=lambda world: cohort_of(stages.applied(world)),
        late=stages.running,
    ),
    _cohort(cohorts.start_cohort, ready=stages.with_admitted, late=stages.running, at=make.STARTED),
    _cohort(
        tests.record_scores,
        ready=stages.running,
        late=make.cohort,
        fields_of=_scores,
        at=make.TESTED,
    ),
    _cohort(cohorts.finish_cohort, ready=stages.running, late=stages.finished, at=make.TESTED),
    _cohort(cohorts.cancel_cohort, ready=stages.with_admitted, late=stages.running, fields=_REASON),
    _cohort(
        certificates.certify_all,
        ready=stages.with_passed,
        late=stages.with_admitted,
        at=make.TESTED,
    ),
    Case(
        certificates.print_certificates,
        kind="certificate_batch",
        ready=stages.with_certificate,
        late=stages.with_admitted,
        at=make.TESTED,
    ),
    _session(
        sessions.add_session,
        ready=make.cohort,
        late=stages.finished,
        model=None,
        fields=_LESSON,
    ),
    _session(
        sessions.edit_session,
        ready=stages.lesson,
        late=stages.lesson_of_finished,
        fields={"teacher": "钱某"},
    ),
    _session(
        sessions.record_attendance,
        ready=stages.lesson,
        late=stages.lesson_too_late,
        at=make.TESTED,
    ),
]
PEOPLE = [
    _own_person(
        nominations.nominate,
        ready=make.cohort,
        late=stages.planned_cohort,
        model=None,
        fields=make.person(),
    ),
    _person(nominations.admit_nominee, ready=stages.applied, late=stages.rejected),
    _person(
        nominations.reject_nominee, ready=stages.applied, late=stages.attending, fields=_REASON
    ),
    _own_person(
        nominations.replace_nominee,
        ready=stages.applied,
        late=stages.attending,
        fields=make.person("李某"),
        may_not="sc.secretary",
    ),
    _own_person(nominations.withdraw_nominee, ready=stages.applied, late=stages.attending),
    _own_person(
        nominations.accept_seat, ready=stages.offered, late=stages.applied, may_not="organiser"
    ),
    _person(
        leaves.record_leave,
        ready=stages.attending,
        late=stages.applied,
        fields=_LEAVE,
        at=make.STARTED,
    ),
    _person(
        leaves.absent_without_leave,
        ready=stages.attending,
        late=stages.applied,
        fields=_REASON,
        at=make.STARTED,
    ),
    _person(
        tests.record_score,
        ready=stages.attending,
        late=stages.applied,
        fields={"score": 60},
        at=make.TESTED,
    ),
    _person(
        tests.record_resit,
        ready=stages.failed,
        late=stages.passed,
        fields={"score": 60},
        at=make.TESTED,
    ),
    _person(certificates.certify, ready=stages.passed, late=stages.failed, at=make.TESTED),
    Case(
        certificates.revoke_certificate,
        kind="training_certificate",
        ready=stages.certificate,
        late=stages.revoked,
        model=TrainingCertificate,
        fields=_REASON,
        at=make.TESTED,
    ),
]
OTHERS = [
    _import(banks.apply_import, ready=stages.checked, late=stages.applied_import),
    _import(banks.discard_import, ready=stages.checked, late=stages.applied_import),
    _host(
        secondments.agree_secondment,
        ready=stages.proposed,
        late=stages.agreed,
        fields={"mentor": "赵某"},
    ),
    _host(
        secondments.decline_secondment, ready=stages.proposed, late=stages.agreed, fields=_REASON
    ),
    _host(secondments.begin_secondment, ready=stages.agreed, late=stages.proposed),
    _host(
        secondments.finish_secondment,
        ready=stages.serving,
        late=stages.agreed,
        fields={"appraisal": "表现良好。"},
        at=make.TESTED,
    ),
    _host(
        secondments.end_secondment,
        ready=stages.serving,
        late=stages.ended,
        fields=_REASON,
        may="cq.liaison",
        may_not="cy.signer",
    ),
]
CASES = [*PROGRAMS, *COHORTS, *PEOPLE, *OTHERS]
# Nobody but the keepers sees these, so whoever may not is told that there is nothing.
UNSEEN = {"question_import"}
