"""What every paper is made from: names, parties, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.language import CHINESE, day, speaking
from coop.documents import faces
from coop.mechanisms.referrals.codes import SIDES
from coop.mechanisms.referrals.models import (
    AddressConfirmation,
    Dispute,
    DisputeParty,
    MediationBody,
)
from coop.registry.models import Institution
from coop.typesetting.content import Block, FormContent, Paragraph
from coop.typesetting.render import form_pdf


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


def party_lines(parties: Iterable[DisputeParty]) -> list[Paragraph]:
    return [Paragraph("text", "，".join(_named(one)) + "。") for one in parties]


def whole_party_lines(
    parties: Iterable[DisputeParty], confirmed: Mapping[UUID, AddressConfirmation]
) -> list[Paragraph]:
    """With identity number, telephone and address for service: as the party confirmed it, else as
    it was registered.
    """
    return [
        Paragraph("text", "，".join(_named(one) + _whole(one, confirmed.get(one.id))) + "。")
        for one in parties
    ]


def _named(party: DisputeParty) -> list[str]:
    told = [f"{SIDES[party.side].zh}：{party.name}"]
    return told + ([f"委托代理人：{party.representative}"] if party.representative else [])


def _whole(party: DisputeParty, confirmed: AddressConfirmation | None) -> list[str]:
    number = "身份证号码" if party.kind == "person" else "统一社会信用代码"
    address = confirmed.address if confirmed else party.address
    told = [f"{number}：{party.identity_no}"] if party.identity_no else []
    told += [f"联系电话：{party.phone}"] if party.phone else []
    told += [f"送达地址：{address}"] if address else []
    if confirmed is not None and confirmed.electronic_address:
        told.append(f"电子送达地址：{confirmed.electronic_address}")
    return told


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


def form(
    made: Dispute,
    title: str,
    blocks: Sequence[Block],
    closing: Sequence[tuple[str, str]],
    *,
    suffix: str = "",
) -> bytes:
    """A plain legal form under the dispute's number. suffix: which of several it is."""
    content = FormContent(
        title=title,
        number=f"{issue_no(made)}{suffix}",
        formed_on=clock.today(),
        author="",
        paragraphs=tuple(blocks),
        closing=tuple(closing),
    )
    return form_pdf(content, faces.chosen()).data
