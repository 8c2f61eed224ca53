"""Nominations and trainees, certificates, secondments."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.training import policy
from coop.mechanisms.training.queries import certificates as certificate_reads
from coop.mechanisms.training.queries import enrollments as reads
from coop.mechanisms.training.queries import secondments as secondment_reads
from coop.mechanisms.training.queries.paper_views import SecondmentView, TrainingCertificateView
from coop.mechanisms.training.queries.views import EnrollmentSummaryView, EnrollmentView
from coop.mechanisms.training.schemas import fields
from coop.mechanisms.training.schemas import people as schemas
from coop.mechanisms.training.service import (
    certificates,
    leaves,
    nominations,
    secondments,
    tests,
)
from coop.mechanisms.training.workflow import CERTIFICATE, ENROLLMENT, SECONDMENT

_SCOPE = "training"


_act = doors.acts_in(ENROLLMENT.actions)
_secondment_act = doors.acts_in(SECONDMENT.actions)
_certificate = doors.acts_in(CERTIFICATE.actions)


ENROLLMENT_RESOURCE = doors.register(
    Resource(
        name="enrollment",
        plural="enrollments",
        scope=_SCOPE,
        label=Text("学员", "Trainees"),
        view=EnrollmentView,
        get=reads.get_enrollment,
        list=reads.list_enrollments,
        list_view=EnrollmentSummaryView,
        filters=schemas.EnrollmentFilters,
        home=lambda view: f"/enrollments/{view.id}",
        acts=(
            _act("accept", nominations.accept_seat, tone="primary"),
            _act("admit", nominations.admit_nominee, tone="primary"),
            _act("reject", nominations.reject_nominee, fields.ReasonGiven, tone="danger"),
            _act(
                "replace",
                nominations.replace_nominee,
                fields.Person,
                hint=Text(
                    "新人选沿用原名额或候补次序；原人选已录取的，新人选须重新审核。",
                    "The new person keeps the seat or place; an admitted one is judged anew.",
                ),
            ),
            _act("withdraw", nominations.withdraw_nominee, schemas.WithdrawNominee, tone="danger"),
            _act("leave", leaves.record_leave, schemas.RecordLeave),
            _act("assess", tests.record_score, schemas.RecordScore, tone="primary"),
            _act("resit", tests.record_resit, schemas.RecordScore, tone="primary"),
            _act("certify", certificates.certify, tone="primary"),
            _act(
                "absent_without_leave",
                leaves.absent_without_leave,
                fields.ReasonGiven,
                tone="danger",
            ),
        ),
    )
)

CERTIFICATE_RESOURCE = doors.register(
    Resource(
        name="training_certificate",
        plural="training-certificates",
        scope=_SCOPE,
        label=Text("结业证书", "Certificates"),
        view=TrainingCertificateView,
        get=certificate_reads.get_certificate,
        list=certificate_reads.list_certificates,
        filters=schemas.CertificateFilters,
        home=lambda view: f"/training-certificates/{view.id}",
        acts=(
            _certificate(
                "revoke", certificates.revoke_certificate, fields.ReasonGiven, tone="danger"
            ),
        ),
        files=(
            File(
                "certificate.pdf",
                certificate_reads.certificate_pdf,
                Text("结业证书", "The certificate"),
                "application/pdf",
            ),
        ),
    )
)

SECONDMENT_RESOURCE = doors.register(
    Resource(
        name="secondment",
        plural="secondments",
        scope=_SCOPE,
        label=Text("挂职跟班", "Secondments"),
        view=SecondmentView,
        get=secondment_reads.get_secondment,
        list=secondment_reads.list_secondments,
        filters=schemas.SecondmentFilters,
        home=lambda view: f"/secondments/{view.id}",
        create=Act(
            "propose_secondment",
            secondments.propose_secondment,
            Text("提出挂职、跟班", "Propose a secondment"),
            schema=schemas.ProposeSecondment,
            draft=True,
            offered_to=policy.is_officer,
        ),
        acts=(
            _secondment_act(
                "agree", secondments.agree_secondment, schemas.AgreeSecondment, tone="primary"
            ),
            _secondment_act("begin", secondments.begin_secondment, tone="primary"),
            _secondment_act(
                "finish", secondments.finish_secondment, schemas.FinishSecondment, tone="primary"
            ),
            _secondment_act(
                "decline", secondments.decline_secondment, fields.ReasonGiven, tone="danger"
            ),
            _secondment_act(
                "end_early", secondments.end_secondment, fields.ReasonGiven, tone="danger"
            ),
        ),
    )
)

doors.name_actions(
    {
        "enrollment.nominate": Text("推荐", "Nominated"),
        "enrollment.queue": ENROLLMENT.actions["queue"],
        "enrollment.offer": ENROLLMENT.actions["offer"],
        "enrollment.lapse": ENROLLMENT.actions["lapse"],
        "enrollment.start": ENROLLMENT.actions["start"],
        "enrollment.sign_in": ENROLLMENT.actions["sign_in"],
        "enrollment.begin_test": ENROLLMENT.actions["begin_test"],
        "training_certificate.issue": Text("颁发", "Issued"),
        "secondment.propose": Text("提出", "Proposed"),
    }
)
