"""Fields of many disputes at once: JSON rows, and files of them."""

from __future__ import annotations

from typing import Any

from coop.core.fields import Choice, Day, Flag, Line, Ref, Rows, Schema, Upload
from coop.core.language import Text
from coop.core.messages import refuse
from coop.mechanisms.referrals.codes import KINDS, MEANS, MODES
from coop.mechanisms.referrals.roster import IMPORT
from coop.mechanisms.referrals.schemas.intake import PartyOfDispute, RegisterDispute
from coop.mechanisms.referrals.schemas.mediating import ReferDispute
from coop.mechanisms.referrals.schemas.offers import agreements_offered, bodies_offered

MOST_ROWS = 1_000
_AGREEMENT = Text("协议", "Agreement")


class BulkParty(PartyOfDispute):
    consent_on = Day(
        Text("同意调解日期", "Consented on"),
        hint=Text("已同意调解的填写。", "Of a party that has consented."),
        allow_none=True,
    )
    consent_means = Choice(Text("同意方式", "How it consented"), MEANS, allow_none=True)


class BulkRow(RegisterDispute, ReferDispute):
    """One dispute of many; with body_id, kind and mode it is referred at once."""

    class Meta(Schema.Meta):
        exclude = ("agreement_id", "source")

    parties = Rows(Text("当事人", "Parties"), BulkParty, required=True)
    body_id = Ref(
        Text("移送的调解组织", "Body it is referred to"), offered=bodies_offered, allow_none=True
    )
    kind = Choice(Text("移送类型", "Kind"), KINDS, allow_none=True)
    mode = Choice(Text("调解方式", "Online or offline"), MODES, allow_none=True)


class _Unread(Rows):
    """Rows that are read one by one, so that each can be refused alone."""

    def _deserialize(  # type: ignore[override]  # nothing is loaded, so nothing partially
        self, value: Any, attr: str | None, data: Any, **kwargs: Any
    ) -> Any:
        if not isinstance(value, list):
            raise refuse("type")
        if not value:
            raise refuse("empty")
        if len(value) > MOST_ROWS:
            raise refuse("too_many", limit=MOST_ROWS)
        return value


class RegisterMany(Schema):
    agreement_id = Ref(_AGREEMENT, required=True, offered=agreements_offered)
    dry_run = Flag(
        Text("只校验", "Dry run"),
        hint=Text("逐行校验，不登记。", "Every row is judged, nothing is registered."),
    )
    atomic = Flag(
        Text("全部成功才登记", "All or nothing"),
        hint=Text("任何一行被拒则全部不登记。", "One refused row undoes all."),
    )
    rows = _Unread(Text("逐行纠纷", "Disputes"), BulkRow, required=True)


class UploadDisputes(Schema):
    agreement_id = Ref(_AGREEMENT, required=True, offered=agreements_offered)
    file = Upload(
        Text("文件（CSV 或 xlsx）", "File, CSV or xlsx"),
        required=True,
        hint=Text(
            "首行为列名，可下载模板；UTF-8、GB18030 编码均可，证件号码列请设为文本。",
            "The first line names the columns, see the template; UTF-8 or GB18030; identity"
            " numbers as text.",
        ),
    )


class StartImport(Schema):
    skip_faulty = Flag(
        Text("跳过有问题的行，登记其余各行", "Skip faulty rows and register the others"),
        hint=Text(
            "不选时，只要有一行有问题就全部不登记。", "Else one faulty row keeps all of them out."
        ),
    )


class ImportFilters(Schema):
    agreement_id = Ref(_AGREEMENT)
    state = Choice(Text("状态", "State"), IMPORT.states)


class FiguresQuery(Schema):
    agreement_id = Ref(_AGREEMENT, required=True)
    from_month = Day(
        Text("起始月", "First month"),
        hint=Text("该月任意一日。", "Any day of it."),
        required=True,
    )
    until_month = Day(Text("截止月", "Last month"), required=True)
    court_id = Ref(Text("法院", "Court"))


class PublishFigures(Schema):
    agreement_id = Ref(_AGREEMENT, required=True)
    title = Line(Text("标题", "Title"), limit=200, required=True)
    from_month = Day(Text("起始月", "First month"), required=True)
    until_month = Day(Text("截止月", "Last month"), required=True)


class ReportFilters(Schema):
    agreement_id = Ref(_AGREEMENT)


class ReconcileQuery(Schema):
    agreement_id = Ref(_AGREEMENT, required=True)
    from_on = Day(Text("起", "From"), required=True)
    until_on = Day(Text("止", "Until"), required=True)


class ListedDispute(Schema):
    """One line of the partner's own list."""

    reference = Line(
        Text("编号", "Reference"),
        limit=100,
        required=True,
        printable=False,
        hint=Text(
            "法院为来文单位编号，调解组织为平台编号。",
            "A court's own reference; for a body the platform's number.",
        ),
    )
    state = Line(Text("状态", "State"), limit=20, required=True, printable=False)
    ground = Line(Text("结束事由", "Ground"), limit=20, allow_none=True, printable=False)
    concluded_on = Day(Text("结束日期", "Concluded on"), allow_none=True)
    is_acknowledged = Flag(Text("已确认收悉", "Acknowledged"))


class CompareDay(Schema):
    agreement_id = Ref(_AGREEMENT, required=True)
    on = Day(Text("日期", "Day"), required=True)
    entries = Rows(Text("本方清单", "Own list"), ListedDispute, required=True)
