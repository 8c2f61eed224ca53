"""Fields of sheets, orders, stand-ins and the bulk act."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Choice, Day, LongText, Ref, Rows, Schema, Whole
from coop.core.language import Text
from coop.registry import directory
from coop.supervision.colour import BLUE, COLOURS, RED, YELLOW
from coop.supervision.schemas.tasks import offered_agreements, offered_institutions
from coop.supervision.service.bulk import ACTIONS
from coop.supervision.workflow import ORDER_WORKFLOW


def _colleagues(actor: Actor, _subject: object) -> list[tuple[UUID, str]]:
    if actor.institution_id is None:
        return []
    found = (
        person
        for agreement_id, _title in directory.agreements_of(actor)
        for person in directory.people(agreement_id, actor.institution_id)
    )
    return list({one.id: f"{one.name} {one.title}".strip() for one in found}.items())


class AgreementFilter(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), offered=offered_agreements)


class AnnotateSheet(Schema):
    notes = LongText(
        Text("调度意见", "Notes"),
        limit=5_000,
        required=True,
        hint=Text("秘书处对本期任务的说明和要求。", "The secretariat's remarks on this period."),
    )


class AnswerOrder(Schema):
    answer = LongText(
        Text("答复", "Answer"),
        limit=5_000,
        required=True,
        hint=Text(
            "写明办理情况、原因和下步措施；答复后不再提级。",
            "Where it stands, why, and what comes next; it then goes no level higher.",
        ),
    )


class OrderFilters(AgreementFilter):
    task_id = Ref(Text("任务标识", "Task id"))
    institution_id = Ref(Text("被督办单位", "Institution asked"), offered=offered_institutions)
    state = Choice(Text("状态", "State"), ORDER_WORKFLOW.states)
    colour = Choice(Text("颜色", "Colour"), {code: COLOURS[code] for code in (RED, YELLOW, BLUE)})


class StandInFilters(AgreementFilter):
    person_id = Ref(Text("被代办人标识", "Id of the absent person"))


class NameStandIn(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), offered=offered_agreements, required=True)
    stand_in_id = Ref(Text("代办人", "Stand-in"), offered=_colleagues, required=True)
    from_on = Day(Text("开始日期", "From"), required=True)
    to_on = Day(Text("结束日期（含当日）", "To, that day included"), required=True)
    person_id = Ref(
        Text("被代办人", "Absent person"),
        offered=_colleagues,
        allow_none=True,
        hint=Text("不选则为本人；代他人指定须为单位管理员。", "Blank: yourself."),
    )
    reason = LongText(Text("事由", "Reason"), limit=500)


class ChosenTask(Schema):
    id = Ref(Text("任务标识", "Task id"), required=True)
    version = Whole(Text("版本", "Version"), least=1, required=True)


class BulkChange(Schema):
    action = Choice(Text("操作", "Action"), ACTIONS, required=True)
    reason = LongText(
        Text("理由", "Reason"),
        limit=1_000,
        hint=Text("退回、中止、撤销时必填。", "Required to return, suspend or cancel."),
    )
    tasks = Rows(Text("任务", "Tasks"), ChosenTask, required=True)
