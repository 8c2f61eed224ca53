"""The agenda 议程: items, their papers, and what was resolved on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column

from coop.core.db import Base, Model, one_of
from coop.mechanisms.meetings.workflow import ITEM, RESOLUTION_KINDS, STANCES


class AgendaItem(Model):
    """议题. position: 1, 2, 3 … among the accepted items of one parent; the server numbers.

    is_settled: what crosses parties is agreed beforehand; is_for_discussion: it is not, and is to
    be discussed.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (one_of("state", ITEM.states),)
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    proposer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    presenter_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    observers: Mapped[str] = mapped_column(sa.String(200), default="")
    minutes_planned: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(sa.String(20), default=ITEM.initial)
    is_late: Mapped[bool] = mapped_column(default=False)
    is_settled: Mapped[bool] = mapped_column(default=False)
    is_for_discussion: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(sa.Text)
    heard: Mapped[str] = mapped_column(sa.Text, default="")
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    carried_from_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"))
    carried_to_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agenda_item.id"))


def in_agenda_order(query: sa.Select[Any]) -> sa.Select[Any]:
    """A select over agenda items in the order of their numbers: 1, 1.1, 1.2, 2 …"""
    parent = aliased(AgendaItem)
    top = sa.func.coalesce(parent.position, AgendaItem.position)
    return query.outerjoin(parent, parent.id == AgendaItem.parent_id).order_by(
        top, AgendaItem.parent_id.is_not(None), AgendaItem.position, AgendaItem.id
    )


class Paper(Model):
    """会议材料 of an item.

    edition counts uploads of the same title; is_supplement: after the notice, 会上补充; is_late:
    after the last day that the agreement gives before a meeting.
    """

    __tablename__ = "paper"
    item_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    edition: Mapped[int]
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size_bytes: Mapped[int]
    is_supplement: Mapped[bool] = mapped_column(default=False)
    is_late: Mapped[bool] = mapped_column(default=False)
    uploaded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))


class Resolution(Model):
    """议定事项: a resource of its own. number: from the yearly register, given when the minutes are
    issued.

    co_ids: institutions that assist 配合单位, as text ids.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        one_of("kind", RESOLUTION_KINDS),
        sa.UniqueConstraint("agreement_id", "year", "serial"),
        sa.CheckConstraint("(year IS NULL) = (serial IS NULL)", name="numbered_whole"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    item_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(30))
    text: Mapped[str] = mapped_column(sa.Text)
    lead_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    co_ids: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    due_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    year: Mapped[int | None]
    serial: Mapped[int | None]
    task_id: Mapped[UUID | None]


class ResolutionNumber(Base):
    """The next serial of a year's register of resolutions under one agreement."""

    __tablename__ = "resolution_number"
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_serial: Mapped[int]


class ResolutionStance(Base):
    """One institution's position on a resolution; reservations are recorded with their words."""

    __tablename__ = "resolution_stance"
    __table_args__ = (one_of("stance", STANCES),)
    resolution_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("resolution.id", ondelete="CASCADE"), primary_key=True
    )
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), primary_key=True)
    stance: Mapped[str] = mapped_column(sa.String(10))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_at: Mapped[datetime]
