"""Fields of the commands that joint activities share."""

from __future__ import annotations

from coop.activities.workflow import CONSENTS
from coop.core.fields import Choice, Day, Line, LongText, Schema, Upload
from coop.core.language import Text
from coop.core.messages import refuse
from coop.documents.schemas import agreement_field, classification_field


def filled(text: str) -> None:
    if not text:
        raise refuse("empty")


class StatisticsPeriod(Schema):
    agreement_id = agreement_field(required=True)
    from_on = Day(Text("起始日", "From"), required=True)
    until_on = Day(Text("截止日", "Until"), required=True)


class CancelActivity(Schema):
    reason = LongText(Text("取消原因", "Reason"), limit=1_000, required=True)


class ReportActivity(Schema):
    summary = LongText(
        Text("活动总结", "Summary"),
        limit=10_000,
        required=True,
        hint=Text(
            "做了什么、取得什么成效、下一步安排；不写个人党内信息。",
            "What was done, with what effect, what comes next. No one's party data.",
        ),
    )


class MarkPicture(Schema):
    caption = Line(Text("照片说明", "Caption"), limit=200, validate=filled)
    classification = classification_field()
    consent = Choice(
        Text("肖像使用", "Consent"),
        CONSENTS,
        hint=Text(
            "未取得本人同意的照片只在本单位可见，不进入归档包和宣传材料。",
            "Without consent a picture stays inside your institution and out of the archive.",
        ),
    )


class AddPicture(MarkPicture):
    file = Upload(
        Text("照片", "Picture"),
        required=True,
        hint=Text("jpg 或 png 原件，不作任何修改地保存。", "The original jpg or png, kept as is."),
    )
    taken_on = Day(Text("拍摄日期", "Taken on"), required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new picture needs every mark."""
        if isinstance(field_obj, (Line, Choice)):
            field_obj.required = True
