"""Every command: who may, who may not, strangers, stale versions, wrong states, log and event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

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


def actor(world: World, who: str) -> Any:
    if who == "organiser":
        return make.admin(world)
    team, _, role = who.partition(".")
    return getattr(getattr(world, team), role)


REASON = {"reason": "工作需要"}
HOST = {"may": "cy.liaison", "may_not": "cq.liaison", "model": Secondment}
LEAVE = {"on_day": make.date(2026, 9, 15), "hours": 2.0, **REASON}
CASES = [
    Case(
        programs.edit_program,
        "training_program",
        stages.planned,
        stages.finished_program,
        TrainingProgram,
        {"aim": "改写目的。"},
        may_not="sc.liaison",
    ),
    Case(
        programs.open_program,
        "training_program",
        stages.planned,
        stages.finished_program,
        TrainingProgram,
        may_not="sc.liaison",
    ),
    Case(
        programs.start_program,
        "training_program",
        lambda w: session().get_one(TrainingProgram, make.cohort(w).program_id),
        stages.planned,
        TrainingProgram,
    ),
    Case(
        programs.finish_program,
        "training_program",
        lambda w: session().get_one(TrainingProgram, stages.finished(w).program_id),
        stages.planned,
        TrainingProgram,
        at=make.TESTED,
    ),
    Case(
        cohorts.add_cohort,
        "cohort",
        stages.planned,
        stages.finished_program,
        None,
        make.cohort_fields(),
        may_not="sc.liaison",
    ),
    Case(cohorts.edit_cohort, "cohort", make.cohort, stages.running, Cohort, {"place": "重庆"}),
    Case(
        cohorts.assign_seats,
        "cohort",
        make.cohort,
        stages.running,
        Cohort,
        fields_of=lambda w, _s: {"quotas": make.seats(w, cq=9)},
    ),
    Case(cohorts.open_cohort, "cohort", stages.planned_cohort, stages.running, Cohort),
    Case(cohorts.release_seats, "cohort", make.cohort, stages.running, Cohort),
    Case(
        cohorts.start_cohort,
        "cohort",
        stages.with_admitted,
        stages.running,
        Cohort,
        at=make.STARTED,
    ),
    Case(cohorts.finish_cohort, "cohort", stages.running, stages.finished, Cohort, at=make.TESTED),
    Case(cohorts.cancel_cohort, "cohort", stages.with_admitted, stages.running, Cohort, REASON),
    Case(
        certificates.certify_all,
        "cohort",
        stages.with_passed,
        stages.with_admitted,
        Cohort,
        at=make.TESTED,
    ),
    Case(
        nominations.admit_all,
        "cohort",
        lambda w: session().get_one(Cohort, stages.applied(w).cohort_id),
        stages.running,
        Cohort,
    ),
    Case(
        tests.record_scores,
        "cohort",
        stages.running,
        make.cohort,
        Cohort,
        fields_of=lambda _w, made: {"scores": stages.scores_of(made)},
        at=make.TESTED,
    ),
    Case(
        certificates.print_certificates,
        "certificate_batch",
        stages.with_certificate,
        stages.with_admitted,
        at=make.TESTED,
    ),
    Case(
        sessions.add_session,
        "course_session",
        make.cohort,
        stages.finished,
        None,
        {
            "title": "案例研讨",
            "form": "scenario",
            "starts_at": make.instant("2026-09-15T08:30"),
            "ends_at": make.instant("2026-09-15T10:00"),
            "hours": 1.5,
        },
    ),
    Case(
        sessions.edit_session,
        "course_session",
        stages.lesson,
        stages.lesson_of_finished,
        CourseSession,
        {"teacher": "钱某"},
    ),
    Case(
        sessions.record_attendance,
        "course_session",
        stages.lesson,
        stages.lesson_too_late,
        CourseSession,
        at=make.TESTED,
    ),
    Case(
        nominations.nominate,
        "enrollment",
        make.cohort,
        stages.planned_cohort,
        None,
        make.person(),
        may="cq.liaison",
        may_not="cq.signer",
    ),
    Case(nominations.admit_nominee, "enrollment", stages.applied, stages.rejected, Enrollment),
    Case(
        nominations.reject_nominee,
        "enrollment",
        stages.applied,
        stages.attending,
        Enrollment,
        REASON,
    ),
    Case(
        nominations.replace_nominee,
        "enrollment",
        stages.applied,
        stages.attending,
        Enrollment,
        make.person("李某"),
        may="cq.liaison",
        may_not="sc.secretary",
    ),
    Case(
        nominations.withdraw_nominee,
        "enrollment",
        stages.applied,
        stages.attending,
        Enrollment,
        may="cq.liaison",
        may_not="cq.signer",
    ),
    Case(
        nominations.accept_seat,
        "enrollment",
        stages.offered,
        stages.applied,
        Enrollment,
        may="cq.liaison",
        may_not="organiser",
    ),
    Case(
        leaves.record_leave,
        "enrollment",
        stages.attending,
        stages.applied,
        Enrollment,
        LEAVE,
        at=make.STARTED,
    ),
    Case(
        leaves.absent_without_leave,
        "enrollment",
        stages.attending,
        stages.applied,
        Enrollment,
        REASON,
        at=make.STARTED,
    ),
    Case(
        tests.record_score,
        "enrollment",
        stages.attending,
        stages.applied,
        Enrollment,
        {"score": 60},
        at=make.TESTED,
    ),
    Case(
        tests.record_resit,
        "enrollment",
        stages.failed,
        stages.passed,
        Enrollment,
        {"score": 60},
        at=make.TESTED,
    ),
    Case(
        certificates.certify, "enrollment", stages.passed, stages.failed, Enrollment, at=make.TESTED
    ),
    Case(
        certificates.revoke_certificate,
        "training_certificate",
        stages.certificate,
        stages.revoked,
        TrainingCertificate,
        REASON,
        at=make.TESTED,
    ),
    Case(
        banks.apply_import, "question_import", stages.checked, stages.applied_import, QuestionImport
    ),
    Case(
        banks.discard_import,
        "question_import",
        stages.checked,
        stages.applied_import,
        QuestionImport,
    ),
    Case(
        secondments.agree_secondment,
        "secondment",
        stages.proposed,
        stages.agreed,
        fields={"mentor": "赵某"},
        **HOST,
    ),
    Case(
        secondments.decline_secondment,
        "secondment",
        stages.proposed,
        stages.agreed,
        fields=REASON,
        **HOST,
    ),
    Case(secondments.begin_secondment, "secondment", stages.agreed, stages.proposed, **HOST),
    Case(
        secondments.finish_secondment,
        "secondment",
        stages.serving,
        stages.agreed,
        fields={"appraisal": "表现良好。"},
        at=make.TESTED,
        **HOST,
    ),
    Case(
        secondments.end_secondment,
        "secondment",
        stages.serving,
        stages.ended,
        Secondment,
        REASON,
        may="cq.liaison",
        may_not="cy.signer",
    ),
]
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
