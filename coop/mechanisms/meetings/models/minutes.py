"""Minutes 纪要 and what parties do with them: comments, objections, signatures, later changes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.meetings.workflow import ANSWERS, CHANGES, MINUTES

COMMENT_KINDS = ("comment", "objection", "acceptance")


class Minutes(Model):
    """The text: title, opening, body (plain lines; 一、 and （一） are headings), closing
    attendance from the meeting.

    text_hash: sha256 of everything that is signed. edition: 1, then one more per correction.
    formed_on: 成文日期 = day of the last signature (公文处理条例 art. 9(11)).
    """

    __tablename__ = "minutes"
    __table_args__ = (
        one_of("state", MINUTES.states),
        sa.CheckConstraint(
            "state NOT IN ('issued', 'revoked', 'repealed') OR number IS NOT NULL",
            name="number_when_issued",
        ),
        sa.CheckConstraint(
            "state NOT IN ('signed', 'issued') OR formed_on IS NOT NULL", name="formed_when_signed"
        ),
        sa.UniqueConstraint("meeting_id"),
        sa.UniqueConstraint("number"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    host_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    drafted_by_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(sa.String(200))
    opening: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    cc: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    copies: Mapped[int] = mapped_column(default=10)
    urgency: Mapped[str] = mapped_column(sa.String(20), default="none")
    classification: Mapped[str] = mapped_column(sa.String(20), default="internal")
    disclosure: Mapped[str] = mapped_column(sa.String(20), default="withheld")
    issue_no: Mapped[str | None] = mapped_column(sa.String(40))
    state: Mapped[str] = mapped_column(sa.String(20), default=MINUTES.initial)
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    edition: Mapped[int] = mapped_column(default=1)
    correction_note: Mapped[str | None] = mapped_column(sa.Text)
    round: Mapped[int] = mapped_column(default=0)
    comment_due_on: Mapped[date | None]
    formed_on: Mapped[date | None]
    number: Mapped[str | None] = mapped_column(sa.String(60))
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    issued_at: Mapped[datetime | None]
    withdrawn_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(sa.Text)


class MinutesComment(Model):
    """意见, 异议 or 无意见 of one party in one round. An objection is open until answered."""

    __tablename__ = "minutes_comment"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN {COMMENT_KINDS}", name="kind_known"),
        sa.CheckConstraint(
            "answer IS NULL OR answer IN ({})".format(", ".join(f"'{one}'" for one in ANSWERS)),
            name="answer_known",
        ),
    )
    minutes_id: Mapped[UUID] = mapped_column(sa.ForeignKey("minutes.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    round: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(12))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    by_name: Mapped[str] = mapped_column(sa.String(60))
    answer: Mapped[str | None] = mapped_column(sa.String(20))
    answer_note: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]


class Countersign(Model):
    """会签: one party's signature on one text hash. voided_at: the text changed afterwards."""

    __tablename__ = "countersign"
    __table_args__ = (
        sa.Index(
            "uq_countersign_standing",
            "minutes_id",
            "institution_id",
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        ),
    )
    minutes_id: Mapped[UUID] = mapped_column(sa.ForeignKey("minutes.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    person_id: Mapped[UUID | None]
    person_name: Mapped[str] = mapped_column(sa.String(60))
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    signed_at: Mapped[datetime]
    signed_on: Mapped[date]
    voided_at: Mapped[datetime | None]


class MinutesChange(Model):
    """A proposed correction 更正, revocation 撤销 or repeal 废止 of issued minutes; needs every
    party's signer.
    """

    __tablename__ = "minutes_change"
    __table_args__ = (
        one_of("kind", CHANGES),
        sa.Index(
            "uq_minutes_change_open",
            "minutes_id",
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
    )
    minutes_id: Mapped[UUID] = mapped_column(sa.ForeignKey("minutes.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    reason: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str | None] = mapped_column(sa.Text)
    opening: Mapped[str | None] = mapped_column(sa.Text)
    repeal_from_on: Mapped[date | None]
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    proposed_at: Mapped[datetime]
    executed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ChangeConsent(Model):
    """One party's signer agrees to a change."""

    __tablename__ = "change_consent"
    __table_args__ = (sa.UniqueConstraint("change_id", "institution_id"),)
    change_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("minutes_change.id", ondelete="CASCADE"), index=True
    )
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    person_name: Mapped[str] = mapped_column(sa.String(60))
    consented_at: Mapped[datetime]
