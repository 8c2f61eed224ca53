"""Fields of the commands on the catalogue and on requests."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Choice, Day, Line, LongText, Many, Ref, Schema, Upload, Whole
from coop.core.language import Text
from coop.core.messages import refuse
from coop.documents.schemas import agreement_field, classification_field
from coop.mechanisms.sharing.queries.catalog import offered_entries
from coop.mechanisms.sharing.workflow import (
    CATALOG_ENTRY,
    DECISIONS,
    ENTRY_WORDS,
    MISUSE_CODES,
    MODES,
    REFUSAL_CODES,
    REVIEWS,
    RULINGS,
    SHARE_CLASSES,
    SHARE_REQUEST,
)
from coop.registry import directory

_TEXT = 5_000
_ENTRY = ENTRY_WORDS
YES = {"true": Text("是", "Yes")}


def parties(actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    """Members of the subject's agreement, or of every agreement of the actor."""
    only = getattr(subject, "agreement_id", None)
    agreement_ids = [one for one, _title in directory.agreements_of(actor) if only in (None, one)]
    found = (party for one in agreement_ids for party in directory.parties(one))
    return list({party.institution_id: party.short_name for party in found}.items())


def other_parties(actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    return [one for one in parties(actor, subject) if one[0] != actor.institution_id]


def _entries(actor: Actor, _subject: object) -> list[tuple[UUID, str]]:
    return offered_entries(actor, None)


def filled(text: str) -> None:
    if not text:
        raise refuse("empty")


class ReasonGiven(Schema):
    reason = LongText(Text("理由", "Reason"), limit=1_000, required=True)


class ReportCatalogChange(Schema):
    changed_on = Day(
        Text("变化日期", "Changed on"),
        required=True,
        hint=Text("目录更新期限自该日起算。", "The period for the update runs from that day."),
    )
    note = LongText(Text("变化情况", "What changed"), limit=1_000, required=True, printable=False)


# --------------------------------------------------------------------------- catalogue


class EditCatalogEntry(Schema):
    """An entry's fields; PATCH may leave out what stays."""

    name = Line(_ENTRY["name"], validate=filled)
    items = Many(
        _ENTRY["items"],
        Line(Text("数据项", "Data item"), limit=200),
        hint=Text("每行一项。", "One a line."),
    )
    format = Line(_ENTRY["format"], limit=100, hint=Text("如 xlsx、JSON。", "Such as xlsx, JSON."))
    update_frequency = Line(
        _ENTRY["update_frequency"], limit=100, hint=Text("如每月。", "Such as monthly.")
    )
    share_class = Choice(_ENTRY["share_class"], SHARE_CLASSES)
    mode = Choice(_ENTRY["mode"], MODES)
    grading = Line(_ENTRY["grading"], limit=100, hint=Text("如一般数据。", "Such as general data."))
    legal_basis = LongText(
        _ENTRY["legal_basis"],
        limit=2_000,
        hint=Text("不予共享的必填，写明法律条款。", "Required when not shared: the law's article."),
    )
    scope = LongText(
        _ENTRY["scope"],
        limit=2_000,
        hint=Text("有条件共享的必填。", "Required when shared under conditions."),
    )
    purpose = LongText(
        _ENTRY["purpose"],
        limit=2_000,
        hint=Text("有条件共享的必填。", "Required when shared under conditions."),
    )
    conditions = LongText(_ENTRY["conditions"], limit=2_000)


class DraftCatalogEntry(EditCatalogEntry):
    agreement_id = agreement_field(required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new entry needs what a revision may leave out."""
        if field_name in _ENTRY_NEEDS and isinstance(field_obj, (Line, Choice, Many)):
            field_obj.required = True


_ENTRY_NEEDS = {"name", "items", "format", "update_frequency", "share_class", "mode", "grading"}


class ReviewCatalogRevision(Schema):
    outcome = Choice(Text("审核结果", "Outcome"), REVIEWS, required=True)
    note = LongText(
        Text("意见", "Note"),
        limit=1_000,
        hint=Text("退回的须说明理由。", "Say why it is returned."),
    )


class CatalogEntryFilters(Schema):
    agreement_id = agreement_field()
    name = Line(Text("名称", "Name"), printable=False)
    share_class = Choice(Text("共享属性", "Sharing class"), SHARE_CLASSES)
    state = Choice(Text("状态", "State"), CATALOG_ENTRY.states)
    provider_id = Ref(Text("提供单位", "Provider"), offered=parties)


# --------------------------------------------------------------------------- requests


class EditShareRequest(Schema):
    """A draft's fields; PATCH may leave out what stays."""

    basis = LongText(
        Text("使用依据", "Basis"),
        limit=_TEXT,
        validate=filled,
        hint=Text("履行哪项法定职责需要，写明条款。", "Which duty needs it, with its article."),
    )
    scenarios = Many(
        Text("使用场景", "Uses"),
        Line(Text("场景", "Use"), limit=200),
        hint=Text(
            "每行一个；只能用于批准的场景。", "One a line; only granted uses are allowed later."
        ),
    )
    scope = LongText(
        Text("申请范围", "Scope"),
        limit=_TEXT,
        validate=filled,
        hint=Text("地区、时段、对象、数据项。", "Region, period, subjects, data items."),
    )
    mode = Choice(Text("共享方式", "Mode"), MODES)
    from_on = Day(Text("使用起始日", "Used from"))
    until_on = Day(
        Text("使用截止日", "Used until"),
        hint=Text(
            "截止日当天仍可使用，次日停止访问。", "The last day of use; access ends after it."
        ),
    )


class DraftShareRequest(EditShareRequest):
    entry_id = Ref(Text("申请的目录", "Catalogue entry"), offered=_entries, required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new request needs every field."""
        if isinstance(field_obj, (Line, Choice, Many, Day)):
            field_obj.required = True


class ProposeSupplement(Schema):
    missing_items = Many(
        Text("需补正的内容", "What is missing"),
        Line(Text("内容", "Item"), limit=500),
        required=True,
        hint=Text(
            "每行一项，须一次列全：之后不能再次要求补正。",
            "One a line, all of it: it can be asked once only.",
        ),
    )


class SupplementShareRequest(Schema):
    text = LongText(Text("补正内容", "What is supplied"), limit=_TEXT, required=True)


class AskShareExtension(Schema):
    days = Whole(
        Text("延长工作日数", "Working days"),
        least=1,
        required=True,
        hint=Text("最多10个工作日（以协议为准），只能一次。", "At most 10 as a rule, once."),
    )
    reason = LongText(Text("理由", "Reason"), limit=1_000, required=True)


class DecideShareExtension(Schema):
    decision = Choice(Text("答复", "Decision"), DECISIONS, required=True)
    note = LongText(Text("说明", "Note"), limit=1_000)


class ProposeTerms(Schema):
    granted_scope = LongText(
        Text("供给范围", "Granted scope"),
        limit=_TEXT,
        hint=Text("不填即按申请范围；缩小范围为部分同意。", "Blank: as asked. Narrower: in part."),
    )
    granted_until_on = Day(
        Text("使用截止日", "Used until"),
        allow_none=True,
        hint=Text("不填即按申请期限。", "Blank: as asked."),
    )
    conditions = LongText(Text("使用条件", "Conditions"), limit=2_000)


class ProposeRefusal(Schema):
    code = Choice(
        Text("法定理由", "Lawful reason"),
        REFUSAL_CODES,
        required=True,
        hint=Text("材料不全应告知补正，不能以此拒绝。", "An incomplete application is no reason."),
    )
    reason = LongText(Text("具体说明", "Reasons in words"), limit=2_000, required=True)


class DecideShareDispute(Schema):
    outcome = Choice(Text("裁定", "Ruling"), RULINGS, required=True)
    meeting_id = Ref(
        Text("研究该事项的联席会议", "Joint meeting"),
        required=True,
        hint=Text("须为已闭会的联席会议，填写其标识。", "The id of a concluded joint meeting."),
    )
    reason = LongText(Text("会议意见", "What it decided"), limit=2_000, required=True)


class DeliverShareRequest(Schema):
    classification = classification_field(required=True)
    file = Upload(
        Text("数据文件", "File"),
        hint=Text("文件或批量方式必填；核对类型并计算校验值。", "Needed unless by API."),
    )
    text = LongText(
        Text("说明", "Note"),
        limit=_TEXT,
        hint=Text(
            "接口方式须写明接口说明；不要写口令、密钥。", "For an API: how to call it. No secrets."
        ),
    )


class SuspendGrant(Schema):
    code = Choice(Text("情形", "Misuse"), MISUSE_CODES, required=True)
    reason = LongText(Text("具体情况", "What happened"), limit=2_000, required=True)


class RectifyGrant(Schema):
    text = LongText(Text("整改情况", "What was put right"), limit=2_000, required=True)


class ConfirmDisposal(Schema):
    disposal = LongText(
        Text("处置方式和情况", "How it was disposed of"),
        limit=2_000,
        required=True,
        hint=Text("如何删除、销毁或退回，由谁、何时完成。", "How, by whom and when."),
    )


class ShareRequestFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), SHARE_REQUEST.states)
    requester_id = Ref(Text("申请单位", "Requester"), offered=parties)
    provider_id = Ref(Text("提供单位", "Provider"), offered=parties)
    entry_id = Ref(Text("目录标识", "Entry"))
    overdue = Choice(Text("已超期", "Overdue"), YES)


class StatisticsPeriod(Schema):
    agreement_id = agreement_field(required=True)
    from_on = Day(Text("起始日", "From"), required=True)
    to_on = Day(Text("截止日", "To"), required=True)
