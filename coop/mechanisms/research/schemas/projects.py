"""Fields of a project and of its approval."""

from __future__ import annotations

from typing import Any

from coop.core.fields import Choice, Day, Line, LongText, Many, Ref, Rows, Schema
from coop.core.language import Text
from coop.documents.schemas import classification_field
from coop.mechanisms.research.schemas import offers
from coop.mechanisms.research.workflow import DECISIONS, PROJECT

REASON = Text("理由", "Reason")
NOTE = Text("说明", "Note")


class ResearchFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), PROJECT.states)
    lead_id = Ref(Text("牵头单位", "Lead"))
    party_id = Ref(Text("配合单位", "Party that takes part"))
    external_ref = Line(Text("来文单位编号", "Own reference"), limit=100)


class TeamMember(Schema):
    institution_id = Ref(Text("单位", "Party"), required=True, offered=offers.parties)
    name = Line(Text("姓名", "Name"), limit=60, required=True)
    duty = Line(Text("分工", "Share of the work"), load_default="")


class Stage(Schema):
    title = Line(Text("阶段任务", "What the stage is"), required=True)
    due_on = Day(Text("完成时间", "By"), required=True)


def _project_fields(*, required: bool) -> dict[str, Any]:
    """One list for proposing (all needed) and for changing (what is named)."""
    return {
        "title": Line(
            Text("课题名称", "Title"),
            required=required,
            hint=Text("如“金融纠纷诉源治理协作机制研究”。", "For example: preventing disputes."),
        ),
        "leader_id": Ref(
            Text("课题负责人", "Leader"),
            required=required,
            offered=offers.own_people,
            hint=Text(
                "本单位人员；立项后变更须经召集人批准。",
                "Of the lead; after approval only the convener lets the leader change.",
            ),
        ),
        "co_ids": Many(
            Text("配合单位", "Parties that take part"),
            Ref(Text("单位", "Party"), offered=offers.other_parties),
            distinct=True,
            required=required,
        ),
        "team": Rows(Text("课题组成员", "Team"), TeamMember),
        **_work_fields(required=required),
        "classification": classification_field(),
        "external_ref": Line(
            Text("来文单位编号", "Own reference"), limit=100, printable=False, allow_none=True
        ),
    }


def _work_fields(*, required: bool) -> dict[str, Any]:
    return {
        "background": LongText(
            Text("研究背景和内容", "Background and question"), required=required
        ),
        "plan": LongText(Text("调研方案", "Plan of work"), required=required),
        "stages": Rows(
            Text("研究阶段", "Stages"),
            Stage,
            required=required,
            hint=Text(
                "按时间先后填写，中期检查时对照检查。",
                "In the order of their days; the mid-term check compares with them.",
            ),
        ),
        "midterm_on": Day(Text("中期检查时间", "Mid-term check"), required=required),
        "due_on": Day(
            Text("结题期限", "To be finished by"),
            required=required,
            hint=Text("立项后只能延期一次。", "Once approved it is moved once at most."),
        ),
    }


EditProject: type[Schema] = type("EditResearchProject", (Schema,), _project_fields(required=False))
ProposeProject: type[Schema] = type(
    "ProposeResearchProject",
    (Schema,),
    {
        "agreement_id": Ref(Text("协议", "Agreement"), required=True),
        **_project_fields(required=True),
    },
)


class RaiseProject(Schema):
    meeting_id = Ref(
        Text("列入的会议", "Meeting"),
        required=True,
        offered=offers.meetings,
        hint=Text("仍在征集议题的会议。", "A meeting that still takes items."),
    )


class ApproveProject(Schema):
    note = LongText(Text("审批意见", "Remarks"), limit=2000)


class NameReviewers(Schema):
    reviewer_ids = Many(
        Text("评审人员", "Reviewers"),
        Ref(Text("人员", "Person"), offered=offers.reviewers),
        distinct=True,
        required=True,
        most=9,
        hint=Text(
            "来自牵头单位以外的成员单位；全部通过才能结题。",
            "Of other parties than the lead; the project is accepted when all of them accept.",
        ),
    )


class TerminateProject(Schema):
    reason = LongText(REASON, limit=2000, required=True)


class AskLeaderChange(Schema):
    new_leader_id = Ref(Text("新负责人", "New leader"), required=True, offered=offers.own_people)
    reason = LongText(REASON, limit=2000, required=True)


class AskProjectExtension(Schema):
    new_due_on = Day(
        Text("延期至", "Until"),
        required=True,
        hint=Text(
            "须在到期前申请，只能延期一次，不超过协议约定的月数。",
            "Asked for before the day, once, for no more months than the agreement sets.",
        ),
    )
    reason = LongText(REASON, limit=2000, required=True)


class DecideChange(Schema):
    decision = Choice(Text("决定", "Decision"), DECISIONS, required=True)
    note = LongText(NOTE, limit=2000)


class ResearchPeriod(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    from_on = Day(Text("起", "From"), required=True)
    until_on = Day(Text("止", "Until"), required=True)
