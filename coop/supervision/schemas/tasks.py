"""Fields of the commands on tasks."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Choice, Day, Line, LongText, Ref, Rows, Schema, Whole
from coop.core.language import Text
from coop.core.messages import refuse
from coop.documents.schemas import classification_field
from coop.registry import directory
from coop.supervision.colour import COLOURS
from coop.supervision.views import TaskView
from coop.supervision.workflow import DECISIONS, OUTCOMES, SOURCE_KINDS, WORKFLOW

_REASON_LIMIT = 1_000


def offered_institutions(actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    """Members of the task's agreement, or of every agreement of the actor."""
    agreement_ids = [
        one
        for one, _title in directory.agreements_of(actor)
        if not isinstance(subject, TaskView) or one == subject.agreement_id
    ]
    found = (party for one in agreement_ids for party in directory.parties(one))
    return list({party.institution_id: party.short_name for party in found}.items())


def _open_milestones(_actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    if not isinstance(subject, TaskView):
        return []
    return [
        (one.id, f"{one.planned_on} {one.text}")
        for one in subject.milestones
        if one.reached_on is None
    ]


def offered_agreements(actor: Actor, _subject: object) -> list[tuple[UUID, str]]:
    return list(directory.agreements_of(actor))


def _reason(hint: Text | None = None, *, required: bool = True) -> LongText:
    return LongText(Text("理由", "Reason"), limit=_REASON_LIMIT, hint=hint, required=required)


def _filled(text: str) -> None:
    if not text:
        raise refuse("empty")


class Part(Schema):
    institution_id = Ref(
        Text("配合单位", "Co-organiser"), offered=offered_institutions, required=True
    )
    text = LongText(Text("配合事项", "Its part"), limit=2_000)
    due_on = Day(
        Text("完成期限", "Due on"),
        hint=Text("不填则与任务期限相同。", "Blank: due with the task."),
        allow_none=True,
    )


class Point(Schema):
    planned_on = Day(Text("计划日期", "Planned on"), required=True)
    text = Line(Text("节点内容", "Milestone"), limit=200, required=True)


class EditTask(Schema):
    """A draft's fields; PATCH may leave out what stays."""

    title = Line(Text("任务名称", "Title"), limit=200, validate=_filled)
    demand = LongText(
        Text("任务要求", "What is asked"),
        limit=5_000,
        validate=_filled,
        hint=Text(
            "写明要做什么、做到什么程度、向谁报送。", "What to do, how far, reported to whom."
        ),
    )
    source_kind = Choice(Text("任务来源", "Source"), SOURCE_KINDS)
    source_label = Line(
        Text("来源依据", "Source reference"),
        limit=200,
        validate=_filled,
        hint=Text(
            "如会议名称和议定事项、批示日期、协议条款。", "Meeting and resolution, date, or clause."
        ),
    )
    source_url = Line(
        Text("来源页面", "Source page"),
        limit=200,
        hint=Text(
            "本系统内的地址，从浏览器地址栏复制“/”之后的部分。",
            "A path of this system, such as /minutes/…",
        ),
        printable=False,
    )
    source_id = Ref(Text("来源标识", "Source id"), allow_none=True)
    lead_id = Ref(Text("牵头单位", "Lead institution"), offered=offered_institutions)
    due_on = Day(Text("完成期限", "Due on"))
    classification = classification_field()
    parts = Rows(
        Text("配合单位", "Co-organisers"),
        Part,
        hint=Text("每个单位一行，可各有事项和期限。", "One row each, with its own part and day."),
    )
    milestones = Rows(Text("序时进度", "Milestones"), Point)


class DraftTask(EditTask):
    agreement_id = Ref(Text("协议", "Agreement"), offered=offered_agreements, required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new task needs what a change may leave out."""
        if field_name in _NEEDED and isinstance(field_obj, (Line, Choice, Ref, Day)):
            field_obj.required = True


_NEEDED = {"title", "demand", "source_kind", "source_label", "lead_id", "due_on"}


class Reason(Schema):
    reason = _reason()


class RefuseTask(Schema):
    reason = _reason(
        Text(
            "说明为何不属本单位职责，建议由谁办理。",
            "Why it is not for your institution, and whom you suggest.",
        )
    )


class DecideTask(Schema):
    outcome = Choice(Text("裁定", "Decision"), OUTCOMES, required=True)
    lead_id = Ref(
        Text("牵头单位", "Lead institution"),
        offered=offered_institutions,
        hint=Text("不选则仍由原单位牵头。", "Blank: the same institution."),
        allow_none=True,
    )
    due_on = Day(
        Text("新的期限", "New due day"),
        hint=Text("不填则期限不变。", "Blank: unchanged."),
        allow_none=True,
    )
    reason = _reason()


class ReportProgress(Schema):
    percent = Whole(Text("完成进度（%）", "Percent done"), most=100, required=True)
    text = LongText(
        Text("本周进展", "Progress this week"),
        limit=5_000,
        required=True,
        hint=Text(
            "本周再次填报会替换前一次。", "Reporting again this week replaces the earlier one."
        ),
    )
    problems = LongText(Text("困难和建议", "Problems and proposals"), limit=2_000)


class PlanMilestones(Schema):
    milestones = Rows(
        Text("序时进度", "Milestones"),
        Point,
        required=True,
        hint=Text(
            "替换今天及以后尚未完成的节点；已完成和已错过的保留。",
            "Replaces open milestones from today on; reached and missed ones stay.",
        ),
    )


class ReachMilestone(Schema):
    milestone_id = Ref(Text("节点", "Milestone"), offered=_open_milestones, required=True)


class SplitTask(Schema):
    title = Line(Text("子任务名称", "Title"), limit=200, required=True)
    demand = LongText(Text("子任务要求", "What is asked"), limit=5_000, required=True)
    lead_id = Ref(
        Text("牵头单位", "Lead institution"),
        offered=offered_institutions,
        required=True,
        hint=Text(
            "牵头单位经办人只能选本单位；秘书处可选各单位。",
            "A lead's handler: only its own; the secretariat: any.",
        ),
    )
    due_on = Day(
        Text("完成期限", "Due on"),
        required=True,
        hint=Text("不晚于上级任务的期限。", "Not after the whole task's due day."),
    )


class AskExtension(Schema):
    reason = _reason()
    new_due_on = Day(
        Text("申请延至", "New due day"),
        required=True,
        hint=Text("须在到期前（含当日）申请。", "Ask on the due day at the latest."),
    )


class DecideExtension(Schema):
    decision = Choice(Text("答复", "Decision"), DECISIONS, required=True)
    note = LongText(
        Text("说明", "Note"),
        limit=_REASON_LIMIT,
        hint=Text("不同意时必填。", "Required when refusing."),
    )


class SubmitTask(Schema):
    evidence = LongText(
        Text("办结情况和佐证", "What was done, with evidence"),
        limit=10_000,
        required=True,
        hint=Text(
            "写明完成情况，并列出文件名称、文号、日期等佐证。",
            "What was done, naming documents, numbers and dates that show it.",
        ),
    )


class CloseTask(Schema):
    note = LongText(Text("核验意见", "Review note"), limit=_REASON_LIMIT)


class ResumeTask(Schema):
    due_on = Day(
        Text("新的期限", "New due day"),
        hint=Text("不填则期限不变。", "Blank: unchanged."),
        allow_none=True,
    )


class ReopenTask(ResumeTask):
    reason = _reason()


class FinishPart(Schema):
    result = LongText(Text("完成情况", "What was done"), limit=5_000, required=True)


_YES = {"true": Text("是", "Yes")}


class TaskFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), offered=offered_agreements)
    state = Choice(Text("状态", "State"), WORKFLOW.states)
    colour = Choice(Text("颜色", "Colour"), COLOURS)
    lead_id = Ref(Text("牵头单位", "Lead institution"), offered=offered_institutions)
    source_kind = Choice(Text("任务来源", "Source"), SOURCE_KINDS)
    source_id = Ref(Text("来源标识", "Source id"))
    parent_id = Ref(Text("上级任务标识", "Id of the whole task"))
    mine = Choice(Text("本单位牵头或配合", "Led or assisted by my institution"), _YES)
    overdue = Choice(Text("已超期", "Overdue"), _YES)
    unreported = Choice(Text("周报缺报", "Weekly report missing"), _YES)
