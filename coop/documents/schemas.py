"""Fields of the commands and lists, and the two marks that every issuing command asks for."""

from __future__ import annotations

import re
from typing import Any

from coop.core.actor import Actor
from coop.core.fields import Choice, Day, Flag, Line, LongText, Many, Ref, Schema, Whole
from coop.core.language import Text
from coop.core.messages import refuse
from coop.documents import secrecy
from coop.documents.workflow import (
    DISCLOSURES,
    DOCUMENT,
    KINDS,
    NUMBER,
    RECEIPT,
    RETENTIONS,
)
from coop.registry import directory


class ClassificationField(Choice):
    """Offers what may be held; state-secret words reach the rule that refuses and logs them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if isinstance(value, str) and secrecy.is_state_secret(value):
            return value
        return super()._deserialize(value, attr, data, **kwargs)


class UrgencyField(Choice):
    """Lets telegram urgencies through to the rule that says why they are wrong."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if isinstance(value, str) and secrecy.is_telegram_urgency(value):
            return value
        return super()._deserialize(value, attr, data, **kwargs)


def classification_field(**kwargs: Any) -> ClassificationField:
    return ClassificationField(
        Text("公开属性与内部标识", "Classification"),
        secrecy.CLASSIFICATIONS,
        hint=Text(
            "内部、工作秘密只在协议成员单位内可见，工作秘密只有经核定知悉权限的人员可见。"
            "国家秘密不得录入本系统，请走机要渠道。",
            "Internal documents and work secrets stay among the parties, and a work secret is seen "
            "only by those cleared for it. State secrets must not be entered here; use the "
            "confidential channel.",
        ),
        **kwargs,
    )


def urgency_field(**kwargs: Any) -> UrgencyField:
    return UrgencyField(
        Text("紧急程度", "Urgency"),
        secrecy.URGENCIES,
        hint=Text("公文只有特急和加急。", "Documents are extra urgent, urgent or neither."),
        **kwargs,
    )


class Year(Line):
    """A four-digit year; blank for any."""

    def __init__(self, label: Text, **kwargs: Any) -> None:
        super().__init__(label, limit=4, printable=False, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text and not re.fullmatch(r"(19|20)[0-9]{2}", text):
            raise refuse("invalid")
        return int(text) if text else None


def _agreements(actor: Actor, _subject: object) -> list[tuple[Any, str]]:
    return list(directory.agreements_of(actor))


def agreement_field(**kwargs: Any) -> Ref:
    return Ref(Text("协议", "Agreement"), offered=_agreements, **kwargs)


def _by_id(label: Text) -> Ref:
    """A filter for systems and links; officers don't type identifiers."""
    made = Ref(label)
    made.metadata = {**made.metadata, "kind": "hidden"}
    return made


def _reason(hint: Text) -> LongText:
    return LongText(Text("理由", "Reason"), limit=500, hint=hint, required=True, printable=False)


def _others(actor: Actor, subject: Any) -> list[tuple[Any, str]]:
    """The other parties of the letter's agreement, or of the actor's while there is none."""
    known = [subject.agreement_id] if subject is not None else sorted(actor.agreement_ids)
    parties = (one for agreement in known for one in directory.parties(agreement))
    return list(
        {
            one.institution_id: one.short_name
            for one in parties
            if one.institution_id != actor.institution_id
        }.items()
    )


def _letter_title(**kwargs: Any) -> Line:
    return Line(
        Text("标题", "Title"),
        hint=Text(
            "如“关于商请支持金融纠纷数据统计工作的函”。", "For example: On support for statistics."
        ),
        **kwargs,
    )


def _letter_body(**kwargs: Any) -> LongText:
    return LongText(
        Text("正文", "Text"),
        hint=Text(
            "每段一行；层次序号依次为“一、”“（一）”“1.”“（1）”。",
            "One paragraph a line; levels are numbered 一、 （一） 1. （1）.",
        ),
        **kwargs,
    )


class EditLetter(Schema):
    """What may be changed in a draft."""

    title = _letter_title()
    addressee_ids = Many(
        Text("主送成员单位", "Addressees among the parties"),
        Ref(Text("单位", "Party"), offered=_others),
        distinct=True,
        hint=Text("印发后由这些单位签收。", "They sign for it once it is issued."),
    )
    other_addressees = Many(
        Text("主送其他单位", "Other addressees"),
        Line(Text("单位", "Organ"), limit=60),
        most=20,
        hint=Text("协议外单位，每行一个。", "Organs outside the agreement, one a line."),
    )
    body = _letter_body()
    note = Line(
        Text("附注", "Note"),
        limit=100,
        hint=Text("如“联系人：张某，电话：…”。", "Such as whom to call."),
    )
    urgency = urgency_field()
    classification = classification_field()
    disclosure = Choice(Text("公开属性", "Disclosure"), DISCLOSURES)
    cc = Many(Text("抄送", "Copied to"), Line(Text("单位", "Organ"), limit=60), most=30)


class DraftLetter(EditLetter):
    agreement_id = agreement_field(required=True)
    title = _letter_title(required=True)
    body = _letter_body(required=True)


class ReviewDocument(Schema):
    note = Line(Text("核稿意见", "Remark"), limit=200, printable=False)


class SignDocument(Schema):
    note = Line(Text("签发意见", "Remark"), limit=200, printable=False)


class ReturnDocument(Schema):
    reason = _reason(Text("写明需要修改之处。", "What is to be changed."))


class RegisterAndIssue(Schema):
    series = Line(
        Text("机关代字", "Series"),
        limit=12,
        printable=False,
        hint=Text(
            "不填的用本单位函件的机关代字；序号由系统在印发时连续编发。",
            "Blank for your own series of letters; the serial is given now, without gaps.",
        ),
    )
    copies = Whole(Text("印数", "Copies"), least=1, most=9999, allow_none=True)


class RevokeLetter(Schema):
    reason = _reason(Text("撤销的公文自始无效。", "A revoked letter is void from the start."))


class RepealLetter(Schema):
    reason = _reason(Text("废止的公文自废止之日起失效。", "It is void from that day on."))
    on = Day(
        Text("废止日期", "From"), allow_none=True, hint=Text("不填为今天。", "Today if blank.")
    )


class ArchiveDocument(Schema):
    retention = Choice(
        Text("保管期限", "Retention"),
        RETENTIONS,
        required=True,
        hint=Text(
            "框架协议、联席会议纪要永久保管；会商函、司法建议书、调研报告30年；通知、提示等10年。",
            "Agreements and joint-meeting minutes permanently; consultation letters, judicial "
            "recommendations and research reports 30 years; notices and reminders 10 years.",
        ),
    )


class ImportNumber(Schema):
    agreement_id = agreement_field(required=True)
    number = Line(
        Text("发文字号", "Document number"),
        limit=40,
        required=True,
        hint=Text(
            "写全称，如“川金会纪〔2026〕1号”：六角括号、四位年份、序号不编虚位。",
            "In full, such as 川金会纪〔2026〕1号: six-corner brackets, "
            "four-digit year, no leading zero.",
        ),
    )
    reason = _reason(
        Text(
            "说明该文号在系统外何时用于何文。", "When and for which document it was used elsewhere."
        )
    )


class ReserveNumber(Schema):
    agreement_id = agreement_field(required=True)
    reason = _reason(Text("说明为哪份公文预留。", "For which document the number is kept."))


class VoidNumber(Schema):
    reason = _reason(
        Text(
            "作废后不再使用，理由永久保留在登记簿中。",
            "It is never used again; the reason stays in the register.",
        )
    )


class DocumentFilters(Schema):
    agreement_id = agreement_field()
    kind = Choice(Text("文种", "Kind"), KINDS)
    year = Year(Text("年份", "Year"))
    number = Line(Text("文号", "Number"), limit=40, printable=False)
    state = Choice(Text("状态", "State"), DOCUMENT.states)
    source_id = _by_id(Text("来源", "Source"))


class NumberFilters(Schema):
    agreement_id = agreement_field()
    issuer_code = Line(Text("机关代字", "Issuer code"), limit=24, printable=False)
    year = Year(Text("年份", "Year"))
    state = Choice(
        Text("状态", "State"),
        {code: text for code, text in NUMBER.states.items() if code != NUMBER.initial},
    )


class ReceiptFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), RECEIPT.states)
    is_overdue = Flag(Text("只看逾期未签收", "Only what is overdue"))
    subject_id = _by_id(Text("签收对象", "What was handed over"))
    institution_id = Ref(
        Text("签收单位", "Signing institution"),
        offered=lambda actor, _subject: _institutions(actor),
    )


def _institutions(actor: Actor) -> list[tuple[Any, str]]:
    parties = (
        one
        for agreement, _title in directory.agreements_of(actor)
        for one in directory.parties(agreement)
    )
    return list({one.institution_id: one.short_name for one in parties}.items())
