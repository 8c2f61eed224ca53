"""调解同意书, 无争议事实记载, 调解协议书 and 司法确认申请书, in the plain form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from coop.mechanisms.referrals.law import EFFECT_BASES
from coop.mechanisms.referrals.models import (
    AddressConfirmation,
    Dispute,
    Settlement,
    UndisputedFacts,
)
from coop.mechanisms.referrals.printing import facts
from coop.registry import directory
from coop.typesetting.content import Block, Paragraph, itemised


def consent_form(made: Dispute) -> bytes:
    """What each party is told, and where it says yes."""
    parties = facts.parties_of(made)
    rules = directory.settings(made.agreement_id)
    told = (
        "为妥善化解纠纷，人民法院可以在登记立案前委派、立案后委托调解组织或者调解员进行调解。"
        "调解遵循自愿、合法、保密原则。",
        "当事人可以协商选定调解组织和调解员，认为调解员可能影响公正调解的可以申请更换。",
        f"委派调解期限为{rules.mediation_calendar_days_delegated}日，委托调解适用普通程序的为"
        f"{rules.mediation_calendar_days_entrusted_ordinary}日、适用简易程序的为"
        f"{rules.mediation_calendar_days_entrusted_summary}日，"
        "自调解组织签收材料之日起算；各方同意的可以延长。",
        "调解不收取诉讼费用。当事人可以随时终止调解。为达成协议作出的让步，未经同意不得在诉讼中"
        "作为对其不利的证据。",
        f"达成协议的，各方可以自协议生效之日起{rules.confirmation_calendar_days}日内共同向有管辖权的人民法院申请司法确认。",
    )
    blocks: list[Block] = [
        *facts.party_lines(parties),
        Paragraph("text", f"案由：{made.cause}{facts.case_nos(made)}。"),
        Paragraph("h1", "一、告知事项"),
        *itemised(told),
        Paragraph("h1", "二、当事人意见"),
        Paragraph(
            "text", "本人（本单位）已阅知上述事项，□同意　□不同意调解；同意采用□线上　□线下方式。"
        ),
    ]
    return facts.form(made, "调解告知书（同意书）", blocks, facts.signing_lines(parties))


def facts_form(made: Dispute, undisputed: UndisputedFacts) -> bytes:
    parties = facts.parties_of(made)
    blocks: list[Block] = [
        *facts.party_lines(parties),
        Paragraph(
            "text",
            f"关于{made.cause}{facts.case_nos(made)}，经各方当事人于"
            f"{facts.chinese(undisputed.confirmed_on)}确认，下列事实没有争议，"
            "在诉讼中无需举证，但涉及国家利益、社会公共利益和他人合法权益的除外：",
        ),
        *itemised(undisputed.facts),
        Paragraph("text", "当事人为达成调解协议作出的妥协不在记载之列。"),
    ]
    closing = [*facts.signing_lines(parties), facts.signing_line("调解员（签名）")]
    return facts.form(made, "无争议事实记载", blocks, closing)


def settlement_form(made: Dispute, settlement: Settlement, signatures: dict[str, date]) -> bytes:
    """signatures: the day each party signed, by the party's id as text."""
    parties = facts.parties_of(made)
    rules = directory.settings(made.agreement_id)
    terms = settlement.terms.splitlines()
    blocks: list[Block] = [
        *facts.party_lines(parties),
        Paragraph("text", f"纠纷：{made.cause}{facts.case_nos(made)}。"),
        *facts.texts(made.summary.splitlines()),
        Paragraph("text", "经调解，各方当事人自愿达成如下协议："),
        *(facts.texts(terms) if len(terms) == 1 else itemised(one for one in terms if one)),
        *_performance(settlement),
        Paragraph("text", f"协议生效：{EFFECT_BASES[settlement.kind].zh}。"),
        *_effect(settlement),
        Paragraph(
            "text",
            f"各方可以自协议生效之日起{rules.confirmation_calendar_days}日内共同向有管辖权的"
            "人民法院申请司法确认。",
        ),
    ]
    closing = [
        *facts.signing_lines(parties, signatures),
        facts.signing_line("调解员（签名）", settlement.sealed_on),
        (f"{facts.body_institution(made).name}（印章）", ""),
    ]
    return facts.form(made, "调解协议书", blocks, closing)


def application_form(
    made: Dispute, settlement: Settlement, confirmed: Mapping[UUID, AddressConfirmation]
) -> bytes:
    """司法确认申请书: jointly, with what the court needs to identify and serve the parties.

    confirmed: what each party confirmed last for service.
    """
    parties = facts.parties_of(made)
    referring = facts.institution(made.court_id).name if made.court_id else "人民法院"
    effective = facts.chinese(settlement.effective_on) if settlement.effective_on else ""
    body = facts.body_institution(made).name
    blocks: list[Block] = [
        *facts.whole_party_lines(parties, confirmed),
        Paragraph("text", f"请求事项：确认各方于{effective}达成的调解协议有效。"),
        Paragraph(
            "text",
            f"事实和理由：申请人因{made.cause}{facts.case_nos(made)}，经{body}主持调解，"
            f"自愿达成调解协议，协议已于{effective}生效。现依照《中华人民共和国民事诉讼法》第二百零五条，"
            "共同申请司法确认。",
        ),
        Paragraph(
            "text",
            "申请人承诺：协议出于真实意思，没有恶意串通、规避法律的行为；因协议内容给他人造成损害的，"
            "愿意承担相应责任。",
        ),
        Paragraph("text", "此致"),
        Paragraph("text", settlement.court_name or referring),
    ]
    return facts.form(made, "司法确认申请书", blocks, facts.signing_lines(parties))


# --------------------------------------------------------------------------- parts


def _performance(settlement: Settlement) -> list[Paragraph]:
    if settlement.perform_by_on is None:
        return []
    until = facts.chinese(settlement.perform_by_on)
    return [Paragraph("text", f"上述内容应于{until}前履行完毕。")]


def _effect(settlement: Settlement) -> list[Paragraph]:
    if settlement.effective_on is None:
        return []
    return [Paragraph("text", f"生效日期：{facts.chinese(settlement.effective_on)}。")]
