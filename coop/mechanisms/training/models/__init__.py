"""Tables of training: programmes and cohorts, enrolments, tests, certificates, secondments."""

from coop.mechanisms.training.models.certificates import CertificateBatch, TrainingCertificate
from coop.mechanisms.training.models.enrollments import (
    Enrollment,
    SessionAttendance,
    TraineeLeave,
)
from coop.mechanisms.training.models.programs import (
    Cohort,
    CohortSeats,
    CourseSession,
    TrainingProgram,
)
from coop.mechanisms.training.models.secondments import Secondment, TrainingFeedback
from coop.mechanisms.training.models.tests import (
    Attempt,
    Question,
    QuestionBank,
    QuestionImport,
)

__all__ = [
    "Attempt",
    "CertificateBatch",
    "Cohort",
    "CohortSeats",
    "CourseSession",
    "Enrollment",
    "Question",
    "QuestionBank",
    "QuestionImport",
    "Secondment",
    "SessionAttendance",
    "TraineeLeave",
    "TrainingCertificate",
    "TrainingFeedback",
    "TrainingProgram",
]
