"""Certificates 结业证书: numbered, checked against the rules kept with the cohort, revoked."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events, jobs, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.documents.numbers import next_number
from coop.mechanisms.training.events import CertificateBatchEvent, TrainingCertificateEvent
from coop.mechanisms.training.models import (
    CertificateBatch,
    Cohort,
    CourseSession,
    Enrollment,
    SessionAttendance,
    TrainingCertificate,
    TrainingProgram,
)
from coop.mechanisms.training.policy import holds
from coop.mechanisms.training.printing.certificates import digest_of
from coop.mechanisms.training.service import guard, leaves, tests
from coop.mechanisms.training.workflow import ABSENT, CERTIFICATE, ENROLLMENT
from coop.registry import directory
from coop.registry.sandboxes import ISSUER_MARK

SERIES = "结业证"
PRINT_JOB = "print_certificates"


class NotTested(RuleViolation):
    code = "test_not_taken"
    text = Text(
        "还没有参加应知应会测试，不能颁发证书。",
        "There is no certificate before the test is taken.",
    )


class AttendanceShort(RuleViolation):
    code = "attendance_short"
    text = Text(
        "缺课和请假共{missed}学时，超过总学时{total}的1/{divisor}。",
        "{missed} hours were missed, more than 1/{divisor} of {total}.",
    )


class NobodyPassed(RuleViolation):
    code = "nobody_to_certify"
    text = Text("没有可以颁发证书的学员。", "There is nobody to certify.")


@command
def certify(actor: Actor, enrollment_id: UUID, *, expected_version: int) -> Enrollment:
    """Issue the certificate under the next number. Raises NotTested, AttendanceShort."""
    _require_tested(actor, enrollment_id)
    enrollment, cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "certify", expected_version
    )
    missed = _missed(enrollment, cohort, program)
    if missed is not None:
        raise missed
    _issue(actor, enrollment, cohort, program)
    return enrollment


@command
def certify_all(actor: Actor, cohort_id: UUID, *, expected_version: int) -> Cohort:
    """Certify everybody who passed and attended enough, in the order of nomination."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "certify_all", expected_version)
    ready = [one for one in _passed(cohort) if _missed(one, cohort, program) is None]
    if not ready:
        raise NobodyPassed
    for one in ready:
        _issue(actor, one, cohort, program)
    guard.record_cohort(actor, cohort, program, "certify_all", certified=len(ready))
    return cohort


@command
def revoke_certificate(
    actor: Actor, certificate_id: UUID, *, reason: str, expected_version: int
) -> TrainingCertificate:
    """Void from now on; the number stays taken and the check page answers no match."""
    known = session().get(TrainingCertificate, certificate_id)
    if known is None:
        raise NotFound
    enrollment, program = guard.see_enrollment(actor, known.enrollment_id)
    standing = guard.enrollment_standing(enrollment, program)
    policy.require(actor, CERTIFICATE, "revoke", standing, holds)
    found = lock(TrainingCertificate, certificate_id)
    check_version(found, expected_version)
    moved = CERTIFICATE.move(found, "revoke")
    found.revoked_at, found.revocation_reason = clock.now(), reason
    _record(actor, found, enrollment, program, "revoke", reason=reason, state=moved)
    return found


@command
def print_certificates(actor: Actor, cohort_id: UUID) -> CertificateBatch:
    """Have a job put every valid certificate of the cohort into one file."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "print_certificates")
    count = len(valid_certificates(cohort.id))
    if not count:
        raise NobodyPassed
    batch = CertificateBatch(cohort_id=cohort.id, total_count=count)
    session().add(batch)
    session().flush()
    jobs.enqueue(PRINT_JOB, batch.id)
    record_batch(actor, batch, cohort, program, "print")
    return batch


# --------------------------------------------------------------------------- parts


def valid_certificates(cohort_id: UUID) -> list[TrainingCertificate]:
    """In the order of nomination."""
    query = (
        sa.select(TrainingCertificate)
        .join(Enrollment, Enrollment.id == TrainingCertificate.enrollment_id)
        .where(Enrollment.cohort_id == cohort_id, TrainingCertificate.revoked_at.is_(None))
        .order_by(Enrollment.ordinal)
    )
    return list(session().scalars(query))


def record_batch(
    actor: Actor,
    batch: CertificateBatch,
    cohort: Cohort,
    program: TrainingProgram,
    action: str,
) -> None:
    """Log, and tell the organiser."""
    subject = Subject("certificate_batch", batch.id, cohort.agreement_id)
    audit.record(actor, f"certificate_batch.{action}", subject, total=batch.total_count)
    events.record(
        CertificateBatchEvent(
            agreement_id=cohort.agreement_id,
            subject_id=batch.id,
            audience=(program.organiser_id,),
            action=action,
            state=batch.state,
            cohort_id=cohort.id,
        )
    )


def _require_tested(actor: Actor, enrollment_id: UUID) -> None:
    """Said before the state is judged: “in state attending” would not tell what is missing."""
    enrollment, program = guard.see_enrollment(actor, enrollment_id)
    standing = guard.enrollment_standing(enrollment, program)
    policy.require(actor, ENROLLMENT, "certify", standing, holds)
    may_still_test = enrollment.state in ENROLLMENT.sources("assess")
    if may_still_test and not tests.attempts_of(enrollment.id):
        raise NotTested


def _passed(cohort: Cohort) -> list[Enrollment]:
    query = sa.select(Enrollment).where(
        Enrollment.cohort_id == cohort.id, Enrollment.state.in_(ENROLLMENT.sources("certify"))
    )
    return list(session().scalars(query.order_by(Enrollment.ordinal)))


def _missed(
    enrollment: Enrollment, cohort: Cohort, program: TrainingProgram
) -> AttendanceShort | None:
    """Why attendance is not enough by the rules of the cohort; None when it is."""
    absent = sa.select(sa.func.sum(CourseSession.hours)).join(
        SessionAttendance, SessionAttendance.session_id == CourseSession.id
    )
    hours = session().scalar(
        absent.where(
            SessionAttendance.enrollment_id == enrollment.id, SessionAttendance.status == ABSENT
        )
    )
    missed = (hours or 0.0) + leaves.leave_hours(enrollment.id)
    divisor = cohort.leave_divisor or 1
    if missed * divisor <= program.total_hours:
        return None
    return AttendanceShort(missed=f"{missed:g}", total=f"{program.total_hours:g}", divisor=divisor)


def _issue(
    actor: Actor, enrollment: Enrollment, cohort: Cohort, program: TrainingProgram
) -> TrainingCertificate:
    moved = ENROLLMENT.move(enrollment, "certify")
    today = clock.today()
    # What a sandbox issues takes no number of the real series.
    series = f"{ISSUER_MARK}{SERIES}" if clock.sandbox() else SERIES
    number = next_number(series, today.year, agreement_id=cohort.agreement_id)
    printed = _printed(enrollment, cohort, program, number.text)
    certificate = TrainingCertificate(
        agreement_id=cohort.agreement_id,
        enrollment_id=enrollment.id,
        number=number.text,
        issued_on=today,
        printed=printed,
        digest=digest_of(printed),
    )
    session().add(certificate)
    session().flush()
    guard.record_enrollment(actor, enrollment, program, "certify", state=moved, number=number.text)
    _record(actor, certificate, enrollment, program, "issue", number=number.text)
    return certificate


def _printed(
    enrollment: Enrollment, cohort: Cohort, program: TrainingProgram, number: str
) -> dict[str, Any]:
    """Everything a certificate says, with a mark that nobody can guess the check code without."""
    today = clock.today()
    best = max(one.score or 0 for one in tests.attempts_of(enrollment.id))
    names = {one.institution_id: one.name for one in directory.parties(cohort.agreement_id)}
    return {
        "number": number,
        "name": enrollment.name,
        "job_title": enrollment.job_title,
        "institution": names.get(enrollment.institution_id, ""),
        "program": program.title,
        "ordinal": cohort.ordinal,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
        "total_hours": program.total_hours,
        "score": best,
        "pass_mark": cohort.pass_mark,
        "leave_divisor": cohort.leave_divisor,
        "rule_version_id": str(cohort.rule_version_id),
        "organiser": names.get(program.organiser_id, ""),
        "issued_on": today.isoformat(),
        "mark": secrets.token_hex(8),
    }


def _record(
    actor: Actor,
    certificate: TrainingCertificate,
    enrollment: Enrollment,
    program: TrainingProgram,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    subject = Subject("training_certificate", certificate.id, certificate.agreement_id)
    audit.record(actor, f"training_certificate.{action}", subject, reason=reason, **changes)
    events.record(
        TrainingCertificateEvent(
            agreement_id=certificate.agreement_id,
            subject_id=certificate.id,
            audience=guard.told_of_person(enrollment, program),
            action=action,
            state=certificate.state,
            number=certificate.number,
            enrollment_id=enrollment.id,
        )
    )
