"""Tables of official documents, their numbers and receipts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of
from coop.documents.secrecy import CLASSIFICATIONS, URGENCIES
from coop.documents.workflow import DISCLOSURES, DOCUMENT, KINDS, RETENTIONS, STEPS

ENTRY_STATES = ("reserved", "used", "void")


class OfficialDocument(Model):
    """A document from its draft on. Once issued its bytes never change; a correction is the next
    edition of the number.

    formation_on: 成文日期, the day of the sign-off; until then the day of the draft.
    fonts: role -> sha256 of the embedded face. cc: 抄送. source: the object it came from.
    reason: why it was revoked or repealed.
    """

    __tablename__ = "official_document"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("urgency", URGENCIES),
        one_of("classification", CLASSIFICATIONS),
        one_of("disclosure", DISCLOSURES),
        one_of("state", DOCUMENT.states),
        sa.CheckConstraint(
            "retention IS NULL OR retention IN ('" + "', '".join(RETENTIONS) + "')",
            name="retention_known",
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'reviewed', 'signed')) = (issued_at IS NULL)",
            name="issued_at_once_issued",
        ),
        sa.CheckConstraint(
            "(issued_at IS NULL AND number IS NULL AND issue_no IS NULL AND content IS NULL)"
            " OR (issued_at IS NOT NULL AND (number IS NOT NULL OR issue_no IS NOT NULL)"
            " AND content IS NOT NULL AND sha256 IS NOT NULL AND pages IS NOT NULL"
            " AND printed_on IS NOT NULL)",
            name="numbered_and_printed_when_issued",
        ),
        sa.CheckConstraint("(state = 'archived') = (archived_at IS NOT NULL)", name="archived_at"),
        sa.CheckConstraint(
            "(archived_at IS NULL) = (retention IS NULL)", name="retention_iff_archived"
        ),
        sa.CheckConstraint("state <> 'revoked' OR revoked_on IS NOT NULL", name="revoked_on"),
        sa.CheckConstraint("state <> 'repealed' OR repealed_on IS NOT NULL", name="repealed_on"),
        sa.CheckConstraint(
            "state <> 'issued' OR (revoked_on IS NULL AND repealed_on IS NULL)", name="in_force"
        ),
        sa.CheckConstraint(
            "(reason IS NULL) = (revoked_on IS NULL AND repealed_on IS NULL)", name="reason_given"
        ),
        sa.CheckConstraint("(edition = 1) = (corrects_id IS NULL)", name="edition_corrects"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
        sa.CheckConstraint("pages >= 1", name="has_pages"),
        sa.UniqueConstraint("number", "edition"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    issuer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    number: Mapped[str | None] = mapped_column(sa.String(40))
    issue_no: Mapped[str | None] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(200))
    formation_on: Mapped[date] = mapped_column(index=True)
    urgency: Mapped[str] = mapped_column(sa.String(20), default="none")
    classification: Mapped[str] = mapped_column(sa.String(20))
    disclosure: Mapped[str] = mapped_column(sa.String(20))
    copies: Mapped[int | None]
    cc: Mapped[list[str]] = mapped_column(sa.JSON)
    print_org: Mapped[str] = mapped_column(sa.String(100))
    printed_on: Mapped[date | None]
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    fonts: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    pages: Mapped[int | None]
    state: Mapped[str] = mapped_column(sa.String(20), default=DOCUMENT.initial)
    issued_at: Mapped[datetime | None]
    revoked_on: Mapped[date | None]
    repealed_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(sa.Text)
    retention: Mapped[str | None] = mapped_column(sa.String(20))
    archived_at: Mapped[datetime | None]
    source_kind: Mapped[str] = mapped_column(sa.String(40))
    source_id: Mapped[UUID] = mapped_column(index=True)
    corrects_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("official_document.id"), unique=True
    )
    edition: Mapped[int] = mapped_column(default=1)


class LetterText(Base):
    """What a free letter 函 says. drafted_by_id: who wrote it last, and may not sign it.

    addressee_ids: parties, which sign for it; other_addressees: organs outside the agreement.
    note: 附注, such as whom to call.
    """

    __tablename__ = "letter_text"
    document_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("official_document.id"), primary_key=True
    )
    addressee_ids: Mapped[list[str]] = mapped_column(sa.JSON)
    other_addressees: Mapped[list[str]] = mapped_column(sa.JSON)
    body: Mapped[str] = mapped_column(sa.Text)
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    drafted_by_id: Mapped[UUID | None]


class DocumentStep(Model):
    """办理过程: one step that somebody took on a document's way, in the order of `position`.

    action: "draft", or one of the state table. by_name: "" where the mechanism's own log tells it.
    """

    __tablename__ = "document_step"
    __table_args__ = (
        one_of("action", STEPS),
        sa.UniqueConstraint("document_id", "position"),
    )
    document_id: Mapped[UUID] = mapped_column(sa.ForeignKey("official_document.id"))
    position: Mapped[int]
    action: Mapped[str] = mapped_column(sa.String(20))
    by_name: Mapped[str] = mapped_column(sa.String(200))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(sa.Text, default="")


class NumberSeries(Base):
    """One run of numbers, from 1 each year. Its row is what parallel issues queue on."""

    __tablename__ = "number_series"
    issuer_code: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_serial: Mapped[int] = mapped_column(default=1)


class NumberEntry(Model):
    """One number of the register: taken for good, whatever became of it.

    agreement_id: known once the number is on a document, or from the start if imported or reserved.
    reason: why it was imported, reserved or voided.
    """

    __tablename__ = "number_entry"
    __table_args__ = (
        one_of("state", ENTRY_STATES),
        sa.CheckConstraint("state = 'used' OR reason IS NOT NULL", name="reason_given"),
        sa.CheckConstraint("document_id IS NULL OR state = 'used'", name="document_uses_it"),
        sa.CheckConstraint("serial BETWEEN 1 AND 99999", name="serial_range"),
        sa.UniqueConstraint("issuer_code", "year", "serial"),
        sa.ForeignKeyConstraint(
            ["issuer_code", "year"], ["number_series.issuer_code", "number_series.year"]
        ),
    )
    issuer_code: Mapped[str] = mapped_column(sa.String(24))
    year: Mapped[int]
    serial: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(40), unique=True)
    state: Mapped[str] = mapped_column(sa.String(10))
    agreement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agreement.id"))
    document_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("official_document.id"), index=True
    )
    reason: Mapped[str | None] = mapped_column(sa.Text)
    at: Mapped[datetime]


class Receipt(Model):
    """签收: one institution's acknowledgement of one handed-over thing, once.

    title: what it is, for lists. reminded_on: when coop reminded of it, after its day.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        sa.UniqueConstraint("subject_id", "institution_id"),
        sa.CheckConstraint("(signed_at IS NULL) = (signed_by_name IS NULL)", name="signed_by"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(sa.String(250), default="")
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    handed_at: Mapped[datetime]
    due_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    signed_at: Mapped[datetime | None]
    signed_by_name: Mapped[str | None] = mapped_column(sa.String(200))
    signed_by_id: Mapped[UUID | None]

    @property
    def state(self) -> str:
        return "waiting" if self.signed_at is None else "signed"


class ClassificationMark(Base):
    """The class of what was made, by its id; receipts, events and tasks are of the same class.

    What has no mark is internal.
    """

    __tablename__ = "classification_mark"
    __table_args__ = (one_of("classification", CLASSIFICATIONS),)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    classification: Mapped[str] = mapped_column(sa.String(20))


class CircleMember(Base):
    """知悉范围: an institution that may know of a document or of a handed-over thing.

    A subject without any is known to every party of its agreement.
    """

    __tablename__ = "circle_member"
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), primary_key=True)
