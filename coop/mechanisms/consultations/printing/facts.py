"""What every paper is made from: texts, parties, opinions, and how they are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationFile,
    ConsultationText,
    ConsultedParty,
    Opinion,
)
from coop.mechanisms.consultations.workflow import ANSWERS, SILENCE, STANCES
from coop.registry import directory
from coop.registry.directory import PartyRow
from coop.typesetting.content import Block, Table

_PAPER_WIDTHS = (5.0, 3.0, 5.8, 7.4, 6.8)
_HEAD = ("单位", "文本", "意见", "具体内容", "采纳情况")
BLANK = "—"


def issue_no(made: Consultation) -> str:
    """会商〔2026〕1号; a draft has none yet."""
    return f"会商〔{made.year}〕{made.ordinal}号" if made.ordinal else "会商（未编号）"


def text_of(made: Consultation, number: int | None = None) -> ConsultationText:
    """The text of this number; the one asked about last unless given."""
    query = sa.select(ConsultationText).where(
        ConsultationText.consultation_id == made.id,
        ConsultationText.number == (number or made.text_version or 1),
    )
    return session().scalars(query).one()


def files_of(text: ConsultationText) -> list[ConsultationFile]:
    query = sa.select(ConsultationFile).where(ConsultationFile.text_id == text.id)
    return list(session().scalars(query.order_by(ConsultationFile.id)))


def party(made: Consultation, institution_id: UUID, on: date) -> PartyRow:
    return directory.party(made.agreement_id, institution_id, on=on)


def names(made: Consultation) -> dict[UUID, str]:
    return directory.short_names(made.agreement_id)


def opinion_table(made: Consultation, opinions: Sequence[Opinion]) -> list[Block]:
    """Every opinion with what the initiator made of it (CO-08), then the silent parties."""
    called = names(made)
    rows = [
        (
            called[one.institution_id],
            f"第{one.text_version}稿",
            STANCES[one.stance].zh,
            one.text or BLANK,
            _answer(one),
        )
        for one in opinions
    ]
    rows += [
        (
            called[one.institution_id],
            f"第{made.text_version}稿",
            SILENCE[one.state].zh,
            BLANK,
            BLANK,
        )
        for one in _parties(made)
        if one.state in SILENCE
    ]
    return [Table(_HEAD, tuple(rows), _PAPER_WIDTHS)] if rows else []


def revealed_opinions(made: Consultation) -> list[Opinion]:
    """What every party may read, oldest text first."""
    query = sa.select(Opinion).where(
        Opinion.consultation_id == made.id, Opinion.revealed_at.is_not(None)
    )
    return list(
        session().scalars(query.order_by(Opinion.text_version, Opinion.given_at, Opinion.id))
    )


def summary_for_agenda(made: Consultation, reason: str) -> str:
    """What the agenda item tells: where it comes from, what was asked, why it is raised."""
    asked = [f"{number}. {one}" for number, one in enumerate(text_of(made).questions, 1)]
    told = [f"来源：{issue_no(made)}（{names(made)[made.initiator_id]}提出）", "会商问题：", *asked]
    return "\n".join([*told, f"说明：{reason}"] if reason else told)


def _parties(made: Consultation) -> list[ConsultedParty]:
    query = sa.select(ConsultedParty).where(ConsultedParty.consultation_id == made.id)
    return list(session().scalars(query.order_by(ConsultedParty.id)))


def _answer(opinion: Opinion) -> str:
    if opinion.answer is None:
        return BLANK
    told = ANSWERS[opinion.answer].zh
    return f"{told}：{opinion.answer_reason}" if opinion.answer_reason else told
