"""Fields of the work, the checks and the results."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Line, LongText, Ref, Schema, Upload, Whole
from coop.core.language import Text
from coop.mechanisms.research.schemas import offers
from coop.mechanisms.research.schemas.projects import REASON
from coop.mechanisms.research.workflow import (
    ENTRY_KINDS,
    FOLLOW_UP_FINDINGS,
    MIDTERM_VERDICTS,
    OUTCOME_KINDS,
    VISIT,
)

COMMENTS = Text("评审意见", "Comments")


class ReachStage(Schema):
    number = Whole(Text("第几阶段", "Number of the stage"), least=1, most=99, required=True)
    note = LongText(Text("完成情况", "What was done"), limit=2000)


class AddEntry(Schema):
    kind = Choice(
        Text("清单", "List"),
        ENTRY_KINDS,
        required=True,
        hint=Text(
            "研究中登记问题和措施，结题后登记成果运用。",
            "Problems and measures while working, results used afterwards.",
        ),
    )
    text = LongText(Text("内容", "What it is"), limit=2000, required=True)
    owner_id = Ref(Text("责任单位", "Owner"), offered=offers.taking_part)
    answers_id = Ref(
        Text("对应事项", "What it answers"),
        offered=offers.entries,
        hint=Text("措施对应问题，成果运用对应措施。", "A measure a problem, a result a measure."),
    )
    visit_id = Ref(Text("来自哪次调研", "Found at this visit"), offered=offers.visits)


class VisitFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    project_id = Ref(Text("课题", "Project"))
    state = Choice(Text("状态", "State"), VISIT.states)


class EditVisit(Schema):
    title = Line(Text("调研主题", "Subject"))
    place = Line(Text("地点", "Place"))
    visit_on = Day(Text("调研时间", "Day"))
    participants = LongText(Text("参加人员", "Who takes part"), limit=2000)
    arranged_by_id = Ref(Text("协调单位", "Arranged by"), offered=offers.parties)


class PlanVisit(EditVisit):
    title = Line(Text("调研主题", "Subject"), required=True)
    place = Line(Text("地点", "Place"), required=True)
    visit_on = Day(Text("调研时间", "Day"), required=True)


class RecordVisit(Schema):
    findings = LongText(Text("调研情况", "What was found"), required=True)
    participants = LongText(
        Text("实际参加人员", "Who came"),
        limit=2000,
        hint=Text("与安排一致的可不填。", "Leave empty when as planned."),
    )


class CancelVisit(Schema):
    reason = LongText(REASON, limit=2000, required=True)


class ReportMidterm(Schema):
    progress = LongText(Text("进展情况", "Progress"), required=True)
    next_steps = LongText(Text("下一步安排", "Next steps"), required=True)


class CheckMidterm(Schema):
    verdict = Choice(Text("检查结论", "Verdict"), MIDTERM_VERDICTS, required=True)
    comments = LongText(
        Text("检查意见", "Comments"),
        limit=5000,
        load_default="",
        hint=Text("限期整改的必须写明要求。", "Required when something is to be put right."),
    )


class SubmitReport(Schema):
    abstract = LongText(Text("摘要", "Abstract"), limit=5000, required=True)
    findings = LongText(Text("主要结论", "Findings"), required=True)
    recommendations = LongText(Text("对策建议", "Recommendations"), required=True)
    file = Upload(
        Text("报告全文", "The whole report"),
        hint=Text("PDF、OFD、Word，20 MB 以内。", "PDF, OFD, Word; 20 MB."),
    )


class AcceptReport(Schema):
    comments = LongText(COMMENTS, limit=5000)


class ReturnReport(Schema):
    comments = LongText(
        COMMENTS,
        limit=5000,
        required=True,
        hint=Text("写明需要修改的内容。", "Say what is to be changed."),
    )


class ApplyOutcome(Schema):
    kind = Choice(Text("转化形式", "What it became"), OUTCOME_KINDS, required=True)
    title = Line(Text("转化成果名称", "Name"), required=True)
    adopted_on = Day(Text("转化日期", "Adopted on"), required=True)
    reference = Line(
        Text("文号或出处", "Number or place"),
        hint=Text("印发的文号、案例编号或培训班次。", "Number of the paper, case or course."),
    )
    effect = LongText(Text("运用成效", "Effect"), limit=5000)


class FollowUp(Schema):
    finding = Choice(Text("跟踪结论", "Finding"), FOLLOW_UP_FINDINGS, required=True)
    text = LongText(Text("跟踪情况", "What was found"), limit=5000, required=True)
