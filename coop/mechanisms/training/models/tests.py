"""Question banks 题库, what is imported into them, and attempts at the test 应知应会."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.training.workflow import QUESTION_IMPORT, QUESTION_KINDS


class QuestionBank(Model):
    """Questions of one institution; only its training officers read them."""

    __tablename__ = "question_bank"
    __table_args__ = (sa.UniqueConstraint("agreement_id", "owner_id", "title"),)
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    title: Mapped[str] = mapped_column(sa.String(200))


class Question(Model):
    """options: texts; answers: letters of the right ones, sorted ("A", "C")."""

    __tablename__ = "question"
    __table_args__ = (
        one_of("kind", QUESTION_KINDS),
        sa.UniqueConstraint("bank_id", "number"),
    )
    bank_id: Mapped[UUID] = mapped_column(sa.ForeignKey("question_bank.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.Text)
    options: Mapped[list[str]] = mapped_column(sa.JSON)
    answers: Mapped[list[str]] = mapped_column(sa.JSON)


class QuestionImport(Model):
    """A file of questions as it was read. rows: those without fault, as Question's columns;
    faults: what is wrong in which row. Nothing enters the bank before it is applied.
    """

    __tablename__ = "question_import"
    __table_args__ = (one_of("state", QUESTION_IMPORT.states),)
    bank_id: Mapped[UUID] = mapped_column(sa.ForeignKey("question_bank.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(20), default=QUESTION_IMPORT.initial)
    filename: Mapped[str] = mapped_column(sa.String(200))
    encoding: Mapped[str] = mapped_column(sa.String(20))
    rows: Mapped[list[dict[str, Any]]] = mapped_column("question_rows", sa.JSON)
    faults: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)


class Attempt(Model):
    """One attempt at the test; number 2 is the resit. pass_mark: of the rules of its cohort.

    closes_at: the server's last moment for answers; None on paper. answers: question id -> letters.
    score: 0 to 100, None while the attempt runs.
    """

    __tablename__ = "test_attempt"
    __table_args__ = (
        sa.UniqueConstraint("enrollment_id", "number"),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name="score_in_range"),
        sa.CheckConstraint("(score IS NULL) = (submitted_at IS NULL)", name="scored_iff_submitted"),
    )
    enrollment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("enrollment.id"), index=True)
    number: Mapped[int]
    question_ids: Mapped[list[str]] = mapped_column(sa.JSON)
    answers: Mapped[dict[str, list[str]]] = mapped_column(sa.JSON)
    started_at: Mapped[datetime]
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    submitted_at: Mapped[datetime | None]
    score: Mapped[int | None]
    pass_mark: Mapped[int]
