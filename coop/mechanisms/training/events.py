"""What partners are told about training; of one person only the own institution and organiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingProgramEvent(DomainEvent):
    """Told to every party once enrolment is open; before that to the organiser alone."""

    type: ClassVar[str] = "training_program.changed"
    told: ClassVar[Text] = Text("培训班有变化", "A training programme changed")
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortEvent(DomainEvent):
    """Told to every party once the programme is open."""

    type: ClassVar[str] = "cohort.changed"
    told: ClassVar[Text] = Text("培训班某一期有变化", "A cohort of a training programme changed")
    action: str
    state: str
    program_id: UUID
    ordinal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollmentEvent(DomainEvent):
    """Told to the person's own institution and the organiser; names nobody."""

    type: ClassVar[str] = "enrollment.changed"
    told: ClassVar[Text] = Text("学员报名有变化", "A nomination or trainee changed")
    action: str
    state: str
    cohort_id: UUID
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCertificateEvent(DomainEvent):
    type: ClassVar[str] = "training_certificate.changed"
    told: ClassVar[Text] = Text("结业证书有变化", "A certificate of training changed")
    action: str
    state: str
    number: str
    enrollment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateBatchEvent(DomainEvent):
    """Told to the organiser: all certificates of a cohort as one file."""

    type: ClassVar[str] = "certificate_batch.changed"
    told: ClassVar[Text] = Text("证书合订本有进展", "A file of all certificates moved on")
    action: str
    state: str
    cohort_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBankEvent(DomainEvent):
    """Told to the owner alone: questions are no one else's business."""

    type: ClassVar[str] = "question_bank.changed"
    told: ClassVar[Text] = Text("题库有变化", "A question bank changed")
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentEvent(DomainEvent):
    """Told to the two institutions."""

    type: ClassVar[str] = "secondment.changed"
    told: ClassVar[Text] = Text("挂职有变化", "A secondment changed")
    action: str
    state: str
