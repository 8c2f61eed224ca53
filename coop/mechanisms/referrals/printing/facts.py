"""What every paper is made from: names, parties, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.language import CHINESE, day, speaking
from coop.mechanisms.referrals.codes import SIDES
from coop.mechanisms.referrals.models import Dispute, DisputeParty, MediationBody
from coop.registry.models import Institution
from coop.typesetting.content import Paragraph


def issue_no(made: Dispute) -> str:
    return f"诉调〔{made.year}〕{made.ordinal}号"


def parties_of(made: Dispute) -> list[DisputeParty]:
    query = sa.select(DisputeParty).where(DisputeParty.dispute_id == made.id)
    return list(session().scalars(query.order_by(DisputeParty.id)))


def institution(institution_id: UUID) -> Institution:
    return session().get_one(Institution, institution_id)


def body_institution(made: Dispute) -> Institution:
    """The body that has or had the dispute."""
    body = session().get_one(MediationBody, made.body_id)
    return institution(body.institution_id)


def chinese(value: date) -> str:
    """2026年1月5日, whatever language the reader speaks."""
    with speaking(CHINESE):
        return day(value)


def case_nos(made: Dispute) -> str:
    """The court's numbers as far as there are any, as the text goes on with them."""
    numbers = "、".join(one for one in (made.pre_filing_no, made.case_no) if one)
    return f"，案号{numbers}" if numbers else ""


def between(parties: Sequence[DisputeParty]) -> str:
    """申请人某某与被申请人某某."""
    sides = {
        side: "、".join(one.name for one in parties if one.side == side)
        for side in ("applicant", "respondent")
    }
    return f"申请人{sides['applicant']}与被申请人{sides['respondent']}"


def party_lines(parties: Iterable[DisputeParty], *, whole: bool) -> list[Paragraph]:
    """whole: with identity number, telephone and address for service."""
    return [Paragraph("text", _party_line(one, whole=whole)) for one in parties]


def _party_line(party: DisputeParty, *, whole: bool) -> str:
    told = [f"{SIDES[party.side].zh}：{party.name}"]
    if party.representative:
        told.append(f"委托代理人：{party.representative}")
    if whole:
        number = "身份证号码" if party.kind == "person" else "统一社会信用代码"
        told += [f"{number}：{party.identity_no}"] if party.identity_no else []
        told += [f"联系电话：{party.phone}"] if party.phone else []
        told += [f"送达地址：{party.address}"] if party.address else []
    return "，".join(told) + "。"


def texts(lines: Iterable[str]) -> list[Paragraph]:
    return [Paragraph("text", line.strip()) for line in lines if line.strip()]


def signing_lines(
    parties: Iterable[DisputeParty], signed: Mapping[str, date] | None = None
) -> list[tuple[str, str]]:
    """Where each party signs, with its day below. signed: by the party's id as text."""
    days = signed or {}
    return [
        signing_line(f"{SIDES[one.side].zh}{one.name}（签名、盖章或捺印）", days.get(str(one.id)))
        for one in parties
    ]


def signing_line(who: str, signed_on: date | None = None) -> tuple[str, str]:
    if signed_on is None:
        return f"{who}：", "年　　月　　日"
    return f"{who}：已签署", chinese(signed_on)
