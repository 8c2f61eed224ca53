"""What is answered about programmes, cohorts and their people; paper_views.py: the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAttendanceView:
    """How one trainee attended one session."""

    session_id: UUID
    session_title: str
    enrollment_id: UUID
    name: str
    status: str
    status_label: Text
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSessionView(View):
    """One lesson of the timetable. attendance: of the trainees the caller may know."""

    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    cohort_id: UUID
    title: str
    form: str
    form_label: Text
    starts_at: datetime
    ends_at: datetime
    hours: float
    teacher: str
    place: str
    attendance: tuple[SessionAttendanceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortSeatsView:
    """名额 of one institution. waiting_count: its people on the waiting list."""

    institution_id: UUID
    institution_name: str
    seats: int
    taken: int
    waiting_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFeedbackView:
    """Anonymous results of one cohort; averages with two decimals, comments in no order.

    Given from three answers on.
    """

    answer_count: int
    content_average: float
    teaching_average: float
    organisation_average: float
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollmentSummaryView(View):
    """One person in a cohort, as lists show it. waiting_place: 1 for who is next."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    cohort_id: UUID
    title: str
    institution_id: UUID
    institution_name: str
    ordinal: int
    waiting_place: int | None
    name: str
    job_title: str
    level: str
    level_label: Text
    staff_no: str
    offer_due_on: date | None
    leave_hours: float
    score: int | None
    certificate_id: UUID | None
    certificate_number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeLeaveView:
    on_day: date
    hours: float
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One attempt; score: None while it runs. closes_at: None on paper."""

    number: int
    started_at: datetime
    closes_at: datetime | None
    submitted_at: datetime | None
    score: int | None
    pass_mark: int
    is_passed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollmentView(EnrollmentSummaryView):
    """One person in a cohort, with everything that counts for the certificate.

    leave_limit_hours: more than this is withdrawal.
    """

    cohort_title: str
    sign_in_code: str
    offered_at: datetime | None
    offer_basis: str | None
    admitted_at: datetime | None
    started_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    is_late_withdrawal: bool
    rejection_reason: str
    total_hours: float
    leave_limit_hours: float | None
    leaves: tuple[TraineeLeaveView, ...]
    attempts: tuple[AttemptView, ...]
    attendance: tuple[SessionAttendanceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateBatchView(View):
    """The file of all certificates of a cohort and how far it is."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    cohort_id: UUID
    title: str
    done_count: int
    total_count: int
    sha256: str | None
    ready_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortSummaryView(View):
    """第N期 as lists show it."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    program_id: UUID
    title: str
    ordinal: int
    organiser_id: UUID
    organiser_name: str
    level_label: Text
    starts_on: date
    ends_on: date
    place: str
    nominate_until_on: date
    seat_count: int
    taken_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortView(CohortSummaryView):
    """第N期 with seats, timetable and those people whom the caller may know.

    pass_mark, resit_count, leave_divisor: the rules of the agreement version rule_version_id, kept
    when enrolment opened.
    """

    program_title: str
    aim: str
    total_hours: float
    planned_hours: float
    release_at: datetime | None
    released_at: datetime | None
    opened_at: datetime | None
    rule_version_id: UUID | None
    pass_mark: int | None
    resit_count: int | None
    leave_divisor: int | None
    notice_document_id: UUID | None
    reason: str
    seats: tuple[CohortSeatsView, ...]
    sessions: tuple[CourseSessionView, ...]
    enrollments: tuple[EnrollmentSummaryView, ...]
    feedback: TrainingFeedbackView | None
    batches: tuple[CertificateBatchView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingProgramView(View):
    """A programme. bank_id: told to the organiser's training officers alone."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    organiser_id: UUID
    organiser_name: str
    title: str
    kind: str
    kind_label: Text
    level: str
    level_label: Text
    aim: str
    total_hours: float
    bank_id: UUID | None
    question_count: int
    test_minutes: int
    cohorts: tuple[CohortSummaryView, ...]
