"""Tables of consultations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.documents.secrecy import URGENCIES
from coop.mechanisms.consultations.workflow import (
    CATEGORIES,
    FOLLOW_UPS,
    OPINION,
    OUTCOMES,
    PARTY_STATES,
    STANCES,
    WORKFLOW,
)


class Consultation(Model):
    """会商事项. text_version: number of the text last asked about, 0 before the first letter.

    silence_consents: the letter says 逾期视为无意见. period_days: the reply period the letter gave.
    round_closed_at: the last round's opinions may be read since then. replied_by_on: when its
    answers were due. item_id: the agenda item it stands or stood on.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        one_of("state", WORKFLOW.states),
        one_of("category", CATEGORIES),
        one_of("urgency", URGENCIES),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ({})".format(", ".join(f"'{one}'" for one in OUTCOMES)),
            name="outcome_known",
        ),
        sa.CheckConstraint(
            "(state = 'concluded') = (outcome IS NOT NULL)", name="outcome_iff_concluded"
        ),
        sa.CheckConstraint(
            "(state = 'concluded') = (concluded_at IS NOT NULL)", name="concluded_at_iff_concluded"
        ),
        sa.CheckConstraint("(opened_at IS NULL) = (ordinal IS NULL)", name="numbered_when_opened"),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR opened_at IS NOT NULL", name="opened_at_when_opened"
        ),
        sa.CheckConstraint(
            "state != 'escalated' OR item_id IS NOT NULL", name="item_when_escalated"
        ),
        sa.UniqueConstraint("agreement_id", "year", "ordinal"),
        sa.UniqueConstraint("initiator_id", "external_ref"),
        sa.Index("ix_consultation_agreement_id", "agreement_id", "id"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    initiator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    category: Mapped[str] = mapped_column(sa.String(30))
    urgency: Mapped[str] = mapped_column(sa.String(20), default="none")
    silence_consents: Mapped[bool] = mapped_column(default=False)
    pending_case_no: Mapped[str | None] = mapped_column(sa.String(60))
    external_ref: Mapped[str | None] = mapped_column(sa.String(100))
    state: Mapped[str] = mapped_column(sa.String(20), default=WORKFLOW.initial)
    year: Mapped[int | None]
    ordinal: Mapped[int | None]
    text_version: Mapped[int] = mapped_column(default=0)
    period_days: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    round_closed_at: Mapped[datetime | None]
    replied_by_on: Mapped[date | None]
    meeting_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("meeting.id"))
    item_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"))
    meeting_record: Mapped[str] = mapped_column(sa.Text, default="")
    escalated_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    outcome_text: Mapped[str] = mapped_column(sa.Text, default="")
    concluded_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    reason: Mapped[str | None] = mapped_column(sa.Text)


class ConsultationText(Model):
    """One version of what is asked. asked_on: the day of its letter; None while it is a draft.

    approved_at: its own party's signer; case_approved_at: the court's, for a pending case.
    """

    __tablename__ = "consultation_text"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "number"),
        sa.CheckConstraint(
            "asked_on IS NULL OR approved_at IS NOT NULL", name="approved_before_asked"
        ),
    )
    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    number: Mapped[int]
    facts: Mapped[str] = mapped_column(sa.Text)
    questions: Mapped[list[str]] = mapped_column(sa.JSON)
    position: Mapped[str] = mapped_column(sa.Text, default="")
    drafted_by_id: Mapped[UUID | None]
    approved_by_name: Mapped[str | None] = mapped_column(sa.String(60))
    approved_at: Mapped[datetime | None]
    case_approved_by_name: Mapped[str | None] = mapped_column(sa.String(60))
    case_approved_at: Mapped[datetime | None]
    asked_on: Mapped[date | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))


class ConsultationFile(Model):
    """附件 of one text version."""

    __tablename__ = "consultation_file"
    text_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation_text.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size_bytes: Mapped[int]


class ConsultedParty(Model):
    """被会商方 with where its answer to the present text stands.

    reminded_for_on: the due day of which the system has reminded it; a moved day is told again.
    """

    __tablename__ = "consulted_party"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "institution_id"),
        one_of("state", PARTY_STATES),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_on IS NOT NULL)", name="answered_on_iff_answered"
        ),
    )
    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    is_mandatory: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(sa.String(20), default="asked")
    asked_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    reminded_for_on: Mapped[date | None]


class Opinion(Model):
    """会商意见 on one text version. revealed_at: others than its author may read it since then.

    answer: what the initiator made of it, owed for every opinion before the conclusion.
    """

    __tablename__ = "opinion"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "institution_id", "text_version"),
        one_of("state", OPINION.states),
        one_of("stance", STANCES),
        sa.CheckConstraint("(state = 'given') = (given_at IS NOT NULL)", name="given_at_iff_given"),
        sa.CheckConstraint(
            "revealed_at IS NULL OR given_at IS NOT NULL", name="revealed_only_when_given"
        ),
        sa.CheckConstraint(
            "answer IS NULL OR answer IN ('adopted', 'partly', 'not_adopted')", name="answer_known"
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name="answered_at_iff_answered"
        ),
    )
    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    text_version: Mapped[int]
    stance: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[str] = mapped_column(sa.String(20), default=OPINION.initial)
    drafted_by_id: Mapped[UUID | None]
    signed_by_name: Mapped[str | None] = mapped_column(sa.String(60))
    given_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    answer: Mapped[str | None] = mapped_column(sa.String(20))
    answer_reason: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]


class ConsultationPause(Model):
    """The clock stood still. left_days: as the agreement counts, given back in full on resuming."""

    __tablename__ = "consultation_pause"
    __table_args__ = (
        sa.Index(
            "uq_consultation_pause_open",
            "consultation_id",
            unique=True,
            sqlite_where=sa.text("resumed_on IS NULL"),
            postgresql_where=sa.text("resumed_on IS NULL"),
        ),
    )
    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    by_name: Mapped[str] = mapped_column(sa.String(60))
    by_institution_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    paused_on: Mapped[date]
    left_days: Mapped[int]
    resumed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")


class ConsultationExtension(Model):
    """A party asked for more time; granted at most once. granted: None until decided."""

    __tablename__ = "consultation_extension"
    __table_args__ = (
        sa.Index(
            "uq_consultation_extension_open",
            "consultation_id",
            unique=True,
            sqlite_where=sa.text("granted IS NULL"),
            postgresql_where=sa.text("granted IS NULL"),
        ),
        sa.Index(
            "uq_consultation_extension_granted",
            "consultation_id",
            unique=True,
            sqlite_where=sa.text("granted"),
            postgresql_where=sa.text("granted"),
        ),
    )
    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    asked_by: Mapped[str] = mapped_column(sa.String(60))
    asked_on: Mapped[date]
    days: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    old_due_on: Mapped[date]
    new_due_on: Mapped[date | None]
    granted: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(sa.String(60))
    note: Mapped[str] = mapped_column(sa.Text, default="")


class ConsultationFollowUp(Model):
    """What a concluded consultation became: a task, an agenda item or a dispute.

    reader_id: the court whose clerks alone may know which dispute; None where all may follow it.
    """

    __tablename__ = "consultation_follow_up"
    __table_args__ = (one_of("kind", FOLLOW_UPS),)
    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    target_id: Mapped[UUID]
    label: Mapped[str] = mapped_column(sa.String(200))
    url: Mapped[str] = mapped_column(sa.String(200))
    reader_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
