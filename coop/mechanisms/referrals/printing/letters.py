"""委派(委托)调解函 with its list of materials and receipt, and 调解情况复函."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.documents import faces
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.mechanisms.referrals.codes import CONSENTED, GROUNDS, MODES, PROCEDURES
from coop.mechanisms.referrals.law import GROUND_BASES, INVITED, ONLINE
from coop.mechanisms.referrals.models import (
    Dispute,
    DisputeParty,
    MediationBody,
    Referral,
    Settlement,
    UndisputedFacts,
)
from coop.mechanisms.referrals.printing import facts
from coop.registry.models import Deadline
from coop.typesetting.content import Attachment, Block, LetterContent, Paragraph, Table, itemised
from coop.typesetting.render import letter_pdf

_NAMES = {"delegated": "委派", "entrusted": "委托"}
_WIDTHS = (3.0, 17.0, 8.0)


def file_referral_letter(
    made: Dispute, referral: Referral, body: MediationBody, deadline: Deadline
) -> OfficialDocument:
    """The court's letter to the body; title and register name no party."""
    issuer = facts.institution(_court(made))
    name = _NAMES[referral.kind]
    content = LetterContent(
        mark=issuer.name,
        number=facts.issue_no(made),
        formed_on=clock.today(),
        title=f"{name}调解函",
        addressees=(facts.institution(body.institution_id).name,),
        paragraphs=tuple(_referral_text(made, referral, deadline)),
        signatures=(issuer.name,),
        attachments=(_materials(referral), _receipt(made, referral, body)),
    )
    return _file(made, content, issuer_id=issuer.id, circle=(issuer.id, body.institution_id))


def file_result_letter(
    made: Dispute, referral: Referral, settlement: Settlement | None
) -> OfficialDocument:
    """The body's answer: how it ended, what is undisputed, what is returned. No offer made."""
    issuer = facts.body_institution(made)
    court = facts.institution(made.court_id) if made.court_id else None
    content = LetterContent(
        mark=issuer.name,
        number=facts.issue_no(made),
        formed_on=clock.today(),
        title="调解情况复函" if court else "调解情况记载",
        addressees=(court.name,) if court else (),
        paragraphs=tuple(_result_text(made, referral, settlement)),
        signatures=(issuer.name,),
    )
    circle = (issuer.id, court.id) if court else (issuer.id,)
    return _file(made, content, issuer_id=issuer.id, circle=circle)


def _file(
    made: Dispute, content: LetterContent, *, issuer_id: UUID, circle: tuple[UUID, ...]
) -> OfficialDocument:
    pdf = letter_pdf(content, faces.chosen())
    return file_document(
        Filing(
            agreement_id=made.agreement_id,
            kind="letter",
            issuer_id=issuer_id,
            issue_no=facts.issue_no(made),
            title=content.title,
            formation_on=content.formed_on,
            print_org=content.mark,
            printed_on=content.formed_on,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="dispute",
            source_id=made.id,
            circle=circle,
        )
    )


# --------------------------------------------------------------------------- what they say


def _court(made: Dispute) -> UUID:
    if made.court_id is None:
        raise ValueError("only a court refers")
    return made.court_id


def _referral_text(made: Dispute, referral: Referral, deadline: Deadline) -> list[Block]:
    parties = facts.parties_of(made)
    name = _NAMES[referral.kind]
    procedure = f"，适用{PROCEDURES[referral.procedure].zh}" if referral.procedure else ""
    return [
        Paragraph(
            "text",
            f"{facts.between(parties)}{made.cause}一案{facts.case_nos(made)}{procedure}，"
            f"{_consents(parties)}，现{name}你单位{MODES[referral.mode].zh.removesuffix('调解')}调解。"
            "现将有关事项函告如下。",
        ),
        Paragraph("h1", "一、接收材料"),
        Paragraph(
            "text",
            f"请于{facts.chinese(deadline.due_on)}前（含当日）签收所附材料并予以接收；"
            f"不予接收的，请说明理由并退回材料（{deadline.basis}）。",
        ),
        Paragraph("h1", "二、调解期限"),
        Paragraph("text", f"{_period(referral)}"),
        Paragraph("h1", "三、工作要求"),
        Paragraph(
            "text",
            "调解员有应当披露或者回避情形的，应当披露、回避。调解过程、调解协议内容和各方为达成"
            "调解所作的让步应当保密。发现涉嫌虚假调解的，应当中止调解并告知本院。",
        ),
        Paragraph(
            "text",
            "调解结束后，请书面反馈调解情况并退回材料；未达成协议的，经各方确认可记载无争议事实。",
        ),
    ]


def _consents(parties: list[DisputeParty]) -> str:
    agreed = [one.name for one in parties if one.consent == CONSENTED]
    if len(agreed) == len(parties):
        return "各方当事人均同意调解"
    return f"{'、'.join(agreed)}同意在线调解，其他当事人请你单位接收后征询"


def _period(referral: Referral) -> str:
    return (
        f"自你单位签收材料之日起{referral.period_days}日（当日不计入，末日为休息日的顺延至"
        "其后第一个工作日）。各方当事人同意的可以延长，应当在期限届满前提出；鉴定评估期间不计入"
        f"（{INVITED.zh}第二十七条、{ONLINE.zh}第二十六条）。"
    )


def _materials(referral: Referral) -> Attachment:
    listed = tuple(
        (str(number), title, "") for number, title in enumerate(referral.materials, 1)
    ) or (("", "无", ""),)
    return Attachment("移送材料清单", (Table(("序号", "材料名称", "备注"), listed, _WIDTHS),))


def _receipt(made: Dispute, referral: Referral, body: MediationBody) -> Attachment:
    issuer = facts.institution(_court(made)).name
    name = facts.institution(body.institution_id).name
    return Attachment(
        "签收回执",
        (
            Paragraph("text", f"{issuer}："),
            Paragraph(
                "text",
                f"{facts.issue_no(made)}{_NAMES[referral.kind]}调解函及所附材料"
                f"共{len(referral.materials)}件，我单位已于　　年　　月　　日签收。",
            ),
            Paragraph("text", "签收人：　　　　　　　　调解员："),
            Paragraph("text", f"{name}（印章）"),
        ),
    )


def _result_text(made: Dispute, referral: Referral, settlement: Settlement | None) -> list[Block]:
    received = facts.chinese(referral.received_on) if referral.received_on else ""
    ended = facts.chinese(made.concluded_on) if made.concluded_on else ""
    ground = made.ground or "other"
    found: list[Block] = [
        Paragraph(
            "text",
            f"{facts.between(facts.parties_of(made))}{made.cause}一案{facts.case_nos(made)}，"
            f"我单位于{received}接收材料，{ended}调解结束。现将调解情况函复如下。",
        ),
        Paragraph("h1", "一、调解结果"),
        Paragraph("text", f"{GROUNDS[ground].zh}（{GROUND_BASES[ground].zh}）。"),
        *_settlement_lines(settlement),
        *facts.texts(made.ground_note.splitlines()),
        Paragraph("h1", "二、调解情况"),
        *facts.texts(made.report.splitlines()),
    ]
    return [*found, *_annexes(made)]


def _settlement_lines(settlement: Settlement | None) -> list[Paragraph]:
    if settlement is None or settlement.effective_on is None:
        return []
    told = f"调解协议于{facts.chinese(settlement.effective_on)}生效"
    amount = f"，涉及金额{settlement.amount_yuan}元" if settlement.amount_yuan else ""
    return [Paragraph("text", f"{told}{amount}。")]


def _annexes(made: Dispute) -> list[Block]:
    """Undisputed facts and what is returned, where there are any."""
    found: list[Block] = []
    query = sa.select(UndisputedFacts).where(UndisputedFacts.dispute_id == made.id)
    undisputed = session().scalar(query)
    if undisputed is not None:
        found += [Paragraph("h1", "三、无争议事实"), *itemised(undisputed.facts)]
    if made.returned_materials:
        number = "四" if undisputed is not None else "三"
        found += [Paragraph("h1", f"{number}、退回材料"), *itemised(made.returned_materials)]
    return found
