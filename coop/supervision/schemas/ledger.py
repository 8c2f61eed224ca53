"""What a ledger is asked with."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Ref, Schema
from coop.core.language import Text
from coop.supervision.schemas.tasks import offered_agreements


class LedgerQuery(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), offered=offered_agreements, required=True)
    from_on = Day(Text("开始日期", "From"), required=True)
    to_on = Day(Text("结束日期（含当日）", "To, that day included"), required=True)


class LedgerCsvQuery(LedgerQuery):
    bom = Choice(
        Text("字节顺序标记", "Byte order mark"),
        {"true": Text("是", "Yes"), "false": Text("否", "No")},
        hint=Text("用表格软件打开时选是。", "Yes for spreadsheet programs."),
    )
