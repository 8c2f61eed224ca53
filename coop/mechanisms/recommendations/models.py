"""Tables of court recommendations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of
from coop.mechanisms.recommendations.workflow import EVALUATIONS, RECOMMENDATION, REPLY_OUTCOMES

_FROM_CONSULTED = "state <> 'draft'"
_ISSUED = "state IN ('issued', 'replied', 'closed')"
_REPLIED = "state IN ('replied', 'closed')"


def _optional(column: str, codes: object) -> sa.CheckConstraint:
    known = one_of(column, codes)
    return sa.CheckConstraint(f"{column} IS NULL OR {known.sqltext}", name=f"{column}_known")


class CourtRecommendation(Model):
    """司法建议书 of one court (法释〔2023〕11号).

    recipient_id: of a party; others are only named.
    suggestions: 具体建议, one an entry. heard_on: when the recipient was heard.
    deliberated_on: when the adjudication committee decided. reply_days: calendar days.
    reminded_for_on: the due day of the last reminder that went out by itself.
    """

    __tablename__ = "court_recommendation"
    __table_args__ = (
        one_of("state", RECOMMENDATION.states),
        _optional("reply_outcome", REPLY_OUTCOMES),
        _optional("evaluation_result", EVALUATIONS),
        sa.CheckConstraint(f"({_FROM_CONSULTED}) = (heard_on IS NOT NULL)", name="heard_first"),
        sa.CheckConstraint(
            "(state IN ('draft', 'consulted')) = (deliberated_on IS NULL)",
            name="deliberated_before_adoption",
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'consulted', 'adopted')) = (signed_at IS NULL)",
            name="signed_at_iff_signed",
        ),
        sa.CheckConstraint(f"({_ISSUED}) = (number IS NOT NULL)", name="numbered_iff_issued"),
        sa.CheckConstraint(f"({_ISSUED}) = (document_id IS NOT NULL)", name="printed_iff_issued"),
        sa.CheckConstraint(f"({_REPLIED}) = (replied_on IS NOT NULL)", name="replied_on"),
        sa.CheckConstraint(
            "(replied_on IS NULL) = (reply_outcome IS NULL)", name="reply_with_outcome"
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (evaluation_result IS NOT NULL)", name="evaluated_iff_closed"
        ),
        sa.CheckConstraint("recipient_id <> court_id", name="recommends_to_another"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    court_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    recipient_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"), index=True)
    recipient_name: Mapped[str] = mapped_column(sa.String(100))
    state: Mapped[str] = mapped_column(sa.String(20), default=RECOMMENDATION.initial)
    title: Mapped[str] = mapped_column(sa.String(200))
    findings: Mapped[str] = mapped_column(sa.Text)
    problems: Mapped[str] = mapped_column(sa.Text)
    grounds: Mapped[str] = mapped_column(sa.Text, default="")
    suggestions: Mapped[list[str]] = mapped_column(sa.JSON)
    drafted_by_id: Mapped[UUID | None]
    heard_on: Mapped[date | None]
    heard_opinion: Mapped[str] = mapped_column(sa.Text, default="")
    deliberated_on: Mapped[date | None]
    deliberation: Mapped[str] = mapped_column(sa.Text, default="")
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[str] = mapped_column(sa.String(200), default="")
    place: Mapped[str | None] = mapped_column(sa.String(10))
    number: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    issued_on: Mapped[date | None]
    reply_days: Mapped[int | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    reminded_for_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    reply_outcome: Mapped[str | None] = mapped_column(sa.String(20))
    reply: Mapped[str] = mapped_column(sa.Text, default="")
    replied_by: Mapped[str] = mapped_column(sa.String(200), default="")
    evaluation_result: Mapped[str | None] = mapped_column(sa.String(20))
    evaluation: Mapped[str] = mapped_column(sa.Text, default="")


class RecommendationCopy(Base):
    """抄送: a party that receives a copy, such as the recipient's regulator."""

    __tablename__ = "recommendation_copy"
    recommendation_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("court_recommendation.id", ondelete="CASCADE"), primary_key=True
    )
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), primary_key=True)
