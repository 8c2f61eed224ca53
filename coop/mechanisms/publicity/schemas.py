"""Fields of the commands of publicity."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.activities.schemas import filled
from coop.core.actor import Actor
from coop.core.fields import (
    Choice,
    Day,
    Flag,
    Line,
    LongText,
    Many,
    Ref,
    Schema,
    Upload,
    Whole,
)
from coop.core.language import Text
from coop.documents.schemas import Year, agreement_field, classification_field
from coop.mechanisms.publicity.seasons import SEASON_NAMES
from coop.mechanisms.publicity.workflow import (
    CAMPAIGN,
    CHANNELS,
    DECLARATIONS,
    FIGURES,
    LEGAL_REMINDER,
    MATERIAL,
    MATERIAL_KINDS,
    REVIEW_OUTCOMES,
)
from coop.registry import directory

_MOST_FIGURE = 10_000_000_000


def _parties(actor: Actor, subject: Any) -> dict[UUID, str]:
    only = getattr(subject, "agreement_id", None)
    found = (
        one
        for agreement_id, _title in directory.agreements_of(actor)
        if only in (None, agreement_id)
        for one in directory.parties(agreement_id)
    )
    return {one.institution_id: one.short_name for one in found}


def _other_parties(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    named = _parties(actor, subject).items()
    return [(one, name) for one, name in named if one != actor.institution_id]


def _named(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """The institutions of the campaign, where its page led to the form."""
    parts: Any = getattr(subject, "parts", ())
    named = {one.institution_id: one.institution_name for one in parts}
    return list((named or _parties(actor, subject)).items())


class ReasonGiven(Schema):
    reason = LongText(Text("理由", "Reason"), limit=1_000, required=True)


# --------------------------------------------------------------------------- campaigns


class EditCampaign(Schema):
    title = Line(Text("活动主题", "Theme"), validate=filled)
    season = Choice(
        Text("宣传节点", "Season"),
        SEASON_NAMES,
        allow_none=True,
        hint=Text("每年固定的宣传日、宣传月。", "A date or month that returns every year."),
    )
    from_on = Day(Text("起始日", "From"))
    to_on = Day(Text("截止日", "To"))
    channels = Many(
        Text("宣传方式", "Channels"),
        Choice(Text("方式", "Channel"), CHANNELS),
        distinct=True,
    )
    target_group = Line(
        Text("宣传对象", "Target group"),
        validate=filled,
        hint=Text("如老年人、新市民、中小企业。", "Such as the elderly, small businesses."),
    )
    programme = LongText(
        Text("活动方案", "Programme"),
        limit=5_000,
        validate=filled,
        hint=Text("印入活动通知。", "It is printed in the notice."),
    )
    co_host_ids = Many(
        Text("共同主办单位", "Co-hosts"),
        Ref(Text("单位", "Institution"), offered=_other_parties),
        distinct=True,
    )
    participant_ids = Many(
        Text("参加单位", "Participants"),
        Ref(Text("单位", "Institution"), offered=_other_parties),
        distinct=True,
    )


class PlanCampaign(EditCampaign):
    agreement_id = agreement_field(required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new campaign needs what a change may leave out."""
        needed = isinstance(field_obj, (Line, Day)) or field_name == "channels"
        if needed:
            field_obj.required = True  # type: ignore[attr-defined]  # every field has it


class CampaignFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), CAMPAIGN.states)
    season = Choice(Text("宣传节点", "Season"), SEASON_NAMES)


class AddPublicityEvent(Schema):
    topic = Line(Text("场次主题", "Topic"), required=True)
    channel = Choice(Text("宣传方式", "Channel"), CHANNELS, required=True)
    on_day = Day(Text("日期", "Day"), required=True)
    place = Line(Text("地点或平台", "Place or platform"), required=True)


class ReportReach(Schema):
    staff_count = Whole(FIGURES["staff_count"], most=_MOST_FIGURE, required=True)
    outlet_count = Whole(FIGURES["outlet_count"], most=_MOST_FIGURE, required=True)
    event_count = Whole(
        FIGURES["event_count"],
        most=_MOST_FIGURE,
        required=True,
        hint=Text("含网点等未逐场登记的场次。", "Also those not entered one by one."),
    )
    item_count = Whole(FIGURES["item_count"], most=_MOST_FIGURE, required=True)
    post_count = Whole(FIGURES["post_count"], most=_MOST_FIGURE, required=True)
    click_count = Whole(FIGURES["click_count"], most=_MOST_FIGURE, required=True)
    people_count = Whole(FIGURES["people_count"], most=_MOST_FIGURE, required=True)
    source = Line(
        Text("数据来源", "Source"),
        limit=500,
        required=True,
        hint=Text("由谁统计、口径和截止时间。", "Who counted, what and until when."),
    )


# --------------------------------------------------------------------------- materials


class EditMaterial(Schema):
    title = Line(Text("标题", "Title"), validate=filled)
    text = LongText(
        Text("正文", "Text"),
        limit=50_000,
        validate=filled,
        hint=Text(
            "修改后为新的一稿，已有的审核和同意一律作废。",
            "A change is a new text; approval and releases are void.",
        ),
    )
    classification = classification_field()
    names_left_out = Many(
        Text("不得出现的姓名、名称", "Names to be left out"),
        Line(Text("姓名或名称", "Name"), limit=60),
        hint=Text(
            "每行一个；用于核查典型案例是否隐去当事人，只在本单位可见，加密保存。",
            "One a line; to look for in a case. Only your institution sees them; kept sealed.",
        ),
    )
    named_ids = Many(
        Text("署名单位", "Institutions named"),
        Ref(Text("单位", "Institution"), offered=_named),
        distinct=True,
        hint=Text(
            "正文提及的成员单位自动列入；每个署名单位都须同意同一稿。",
            "Members that the text mentions are added; each has to release the same text.",
        ),
    )
    file = Upload(
        Text("附件", "File"),
        hint=Text("海报、折页等的定稿文件，可不传。", "A poster or leaflet, where there is one."),
    )


class _OfKind(Schema):
    """Last among the bases, so that forms ask for it first."""

    kind = Choice(Text("材料种类", "Kind"), MATERIAL_KINDS, required=True)


class DraftMaterial(EditMaterial, _OfKind):
    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new material needs title, text and classification."""
        if isinstance(field_obj, (Line, Choice)):
            field_obj.required = True


class _ReadText(Schema):
    text_hash = Line(
        Text("所核对文本的校验值", "Hash of the text that was read"),
        limit=64,
        required=True,
        printable=False,
    )


class ReviewMaterial(_ReadText):
    outcome = Choice(Text("审核意见", "Outcome"), REVIEW_OUTCOMES, required=True)
    is_accurate = Flag(DECLARATIONS["is_accurate"])
    is_anonymous = Flag(DECLARATIONS["is_anonymous"])
    is_free_of_secrets = Flag(DECLARATIONS["is_free_of_secrets"])
    note = LongText(
        Text("修改意见", "What is to be changed"),
        limit=2_000,
        hint=Text("退回时必填。", "Needed when it is returned."),
    )


class ReleaseMaterial(_ReadText):
    """Consent to exactly the text shown."""


class PublishMaterial(_ReadText):
    where = Line(
        Text("发布渠道", "Where"),
        limit=200,
        required=True,
        hint=Text("如三方官方微信公众号。", "Such as the parties' accounts."),
    )


class MaterialFilters(Schema):
    agreement_id = agreement_field()
    campaign_id = Ref(Text("宣传活动标识", "Campaign"))
    state = Choice(Text("状态", "State"), MATERIAL.states)
    kind = Choice(Text("材料种类", "Kind"), MATERIAL_KINDS)


# --------------------------------------------------------------------------- reminders


class RegisterLegalReminder(Schema):
    agreement_id = agreement_field(required=True)
    issuer = Line(Text("提示单位", "Issuer"), required=True)
    title = Line(Text("标题", "Title"), required=True)
    text = LongText(Text("提示内容", "What it says"), limit=5_000, required=True)
    received_on = Day(Text("收到日期", "Received on"), required=True)
    answer_by_on = Day(
        Text("要求反馈日期", "To be answered by"),
        required=True,
        hint=Text(
            "按提示函载明的日期；法律未规定期限。", "As the letter says; the law sets no period."
        ),
    )


class PlanImprovement(Schema):
    measures = LongText(Text("改进措施", "Measures"), limit=5_000, required=True)


class ReportBack(Schema):
    outcome = LongText(Text("改进情况", "What was done"), limit=5_000, required=True)


class LegalReminderFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), LEGAL_REMINDER.states)


class YearAsked(Schema):
    agreement_id = agreement_field(required=True)
    year = Year(Text("年度", "Year"), required=True)
