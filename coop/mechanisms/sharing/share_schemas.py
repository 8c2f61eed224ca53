"""Fields of the commands on shares, groups, corrections and passing on."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Choice, Line, LongText, Many, Ref, Schema, Upload
from coop.core.language import Text
from coop.documents.schemas import agreement_field, classification_field
from coop.mechanisms.sharing.queries.catalog import offered_groups
from coop.mechanisms.sharing.queries.share_views import ShareView
from coop.mechanisms.sharing.schemas import (
    YES,
    filled,
    other_parties,
    parties,
)
from coop.mechanisms.sharing.workflow import CORRECTION_REQUEST, ONWARD, OUTCOMES, SHARE

_TEXT = 20_000


def _groups(actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    return offered_groups(actor, getattr(subject, "agreement_id", None))


def _will_see(_actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    """Exactly those who would receive the draft now, with how many people that are."""
    if not isinstance(subject, ShareView):
        return []
    words = Text(
        "{name}（{people}人、{systems}个系统可见）", "{name} ({people} people, {systems} systems)"
    )
    return [
        (
            one.institution_id,
            str(
                words.with_facts(name=one.institution_name, people=one.people, systems=one.systems)
            ),
        )
        for one in subject.will_see
    ]


def _institutions(label: Text, hint: Text | None = None, *, required: bool = True) -> Many:
    inner = Ref(label, offered=other_parties)
    return Many(label, inner, distinct=True, required=required, hint=hint)


class EditShare(Schema):
    """A draft's fields; PATCH may leave out what stays."""

    title = Line(Text("标题", "Title"), validate=filled)
    text = LongText(
        Text("内容", "Content"),
        limit=_TEXT,
        hint=Text("可只发文件：保存后再添加。", "Files are attached after saving."),
    )
    classification = classification_field()
    legal_basis = LongText(
        Text("共享依据", "Legal basis"),
        limit=2_000,
        validate=filled,
        hint=Text("协议条款或法律条款。", "Clause of the agreement, or law."),
    )
    purpose = LongText(Text("用途", "Purpose"), limit=2_000, validate=filled)
    onward = Choice(Text("能否转送", "Passing on"), ONWARD)
    recipient_ids = _institutions(
        Text("接收单位", "Recipients"),
        Text("可与分组同时选择；发送前会列出实际接收单位。", "Listed again before sending."),
        required=False,
    )
    group_id = Ref(Text("接收分组", "Group"), offered=_groups, allow_none=True)


class DraftShare(EditShare):
    agreement_id = agreement_field(required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new share needs what a change may leave out."""
        if field_name in _SHARE_NEEDS and isinstance(field_obj, (Line, Choice)):
            field_obj.required = True


_SHARE_NEEDS = {"title", "classification", "legal_basis", "purpose", "onward"}


class AttachFile(Schema):
    file = Upload(Text("文件", "File"), required=True)


class SendShare(Schema):
    confirmed_ids = Many(
        Text("以下单位将会看到", "These institutions will see it"),
        Ref(Text("单位", "Institution"), offered=_will_see),
        distinct=True,
        hint=Text(
            "请逐一核对。名单在发送时固定，发送后不能撤回阅读记录。",
            "Check each. The list is fixed when you send.",
        ),
    )


class RecordUse(Schema):
    scenario = Line(
        Text("使用场景", "Use"),
        required=True,
        hint=Text("按申请获得的，须是批准的场景之一。", "For a granted request: one of its uses."),
    )
    process = LongText(Text("使用过程", "How it was used"), limit=2_000, required=True)
    effect = LongText(Text("使用成效", "What it brought about"), limit=2_000, required=True)
    storage = LongText(Text("存储情况", "How it is stored"), limit=2_000, required=True)
    destruction = LongText(Text("销毁情况", "How it was destroyed"), limit=2_000)


class PassOn(Schema):
    institution_ids = _institutions(Text("转送单位", "Pass on to"))


class AskOnward(PassOn):
    reason = LongText(Text("理由", "Reason"), limit=1_000, required=True)


class DecideOnward(Schema):
    note = LongText(Text("说明", "Note"), limit=1_000)


class RefuseOnward(Schema):
    note = LongText(Text("理由", "Reason"), limit=1_000, required=True)


class RequestCorrection(Schema):
    text = LongText(Text("疑问和依据", "What seems wrong, and why"), limit=2_000, required=True)


class ResolveCorrection(Schema):
    outcome = Choice(Text("结果", "Outcome"), OUTCOMES, required=True)
    resolution = LongText(Text("说明", "Explanation"), limit=2_000, required=True)


class ReclassifyShare(Schema):
    classification = classification_field(required=True)
    reason = LongText(Text("变更理由", "Reason"), limit=1_000, required=True)


class CorrectShare(Schema):
    note = LongText(Text("更正说明", "What is corrected"), limit=1_000, required=True)
    text = LongText(Text("更正后的内容", "Corrected content"), limit=_TEXT)
    file = Upload(Text("更正后的文件", "Corrected file"))


class RecallShare(Schema):
    reason = LongText(
        Text("收回理由", "Reason"),
        limit=1_000,
        required=True,
        hint=Text("内容立即停止访问，接收单位须确认处置。", "The content is blocked at once."),
    )


class ShareFilters(Schema):
    agreement_id = agreement_field()
    box = Choice(
        Text("收发", "Box"),
        {"received": Text("收到的", "Received"), "sent": Text("发出的", "Sent")},
    )
    state = Choice(Text("状态", "State"), SHARE.states)
    provider_id = Ref(Text("提供单位", "Provider"), offered=parties)
    unsigned = Choice(Text("未全部签收", "Not signed by all"), YES)


class CorrectionRequestFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), CORRECTION_REQUEST.states)


class EditShareGroup(Schema):
    institution_ids = _institutions(Text("成员", "Members"))


class CreateShareGroup(Schema):
    agreement_id = agreement_field(required=True)
    name = Line(Text("分组名称", "Name"), limit=100, required=True)
    institution_ids = _institutions(Text("成员", "Members"))


class ShareGroupFilters(Schema):
    agreement_id = agreement_field()
