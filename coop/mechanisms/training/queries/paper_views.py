"""What is answered about certificates, question banks and secondments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCertificateView(View):
    """A certificate. check_code: what the check page asks for beside the number."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    enrollment_id: UUID
    cohort_id: UUID
    title: str
    number: str
    check_code: str
    name: str
    institution_id: UUID
    institution_name: str
    program_title: str
    ordinal: int
    total_hours: float
    issued_on: date
    revoked_at: datetime | None
    revocation_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    number: int
    kind_label: Text
    text: str
    options: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBankView(View):
    """A question bank, for its owner's training officers. questions: the newest hundred."""

    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    title: str
    question_count: int
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFaultView:
    """What is wrong in one row; row: its number in the file, the head being 1."""

    row: int
    column: str
    code: str
    told: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionImportView(View):
    """A checked file: what would enter the bank and which rows are wrong."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    bank_id: UUID
    title: str
    encoding: str
    row_count: int
    fault_count: int
    questions: tuple[QuestionView, ...]
    faults: tuple[RowFaultView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentView(View):
    """挂职 or 跟班学习."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    sender_id: UUID
    sender_name: str
    host_id: UUID
    host_name: str
    title: str
    kind: str
    kind_label: Text
    name: str
    job_title: str
    level: str
    level_label: Text
    position: str
    mentor: str
    from_on: date
    to_on: date
    appraisal: str
    reason: str
