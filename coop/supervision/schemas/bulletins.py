"""Fields of bulletins."""

from __future__ import annotations

from coop.core.fields import Choice, Line, LongText, Ref, Schema, Whole
from coop.core.language import Text
from coop.core.messages import refuse
from coop.supervision.schemas.tasks import offered_agreements
from coop.supervision.workflow import BULLETIN_WORKFLOW, SERIES

_NAMES = Text("单位名称，用顿号分隔。", "Names, separated by commas.")


def _filled(text: str) -> None:
    if not text:
        raise refuse("empty")


class EditBulletin(Schema):
    """A draft's fields; PATCH may leave out what stays."""

    series = Choice(Text("刊别", "Series"), SERIES)
    title = Line(Text("标题", "Title"), limit=200, validate=_filled)
    lead = LongText(Text("导语", "Opening paragraph"), limit=1_000)
    body = LongText(
        Text("正文", "Text"),
        limit=20_000,
        validate=_filled,
        hint=Text("每段一行；层次序数用一、（一）1.。", "One paragraph a line."),
    )
    report_to = Line(Text("报", "Report to"), limit=300, hint=_NAMES)
    send_to = Line(Text("送", "Send to"), limit=300, hint=_NAMES)
    distribute_to = Line(Text("发", "Distribute to"), limit=300, hint=_NAMES)
    copies = Whole(Text("份数", "Copies"), least=1, most=10_000, allow_none=True)


class DraftBulletin(EditBulletin):
    agreement_id = Ref(Text("协议", "Agreement"), offered=offered_agreements, required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new bulletin needs what a change may leave out."""
        if field_name in {"series", "title", "body"} and isinstance(field_obj, (Line, Choice)):
            field_obj.required = True


class BulletinFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), offered=offered_agreements)
    series = Choice(Text("刊别", "Series"), SERIES)
    state = Choice(Text("状态", "State"), BULLETIN_WORKFLOW.states)
    year = Whole(Text("年份", "Year"), least=2000, most=2100)
