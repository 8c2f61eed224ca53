"""The pages of research: what is looked into, where it stands, by when, and what to do next."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from coop.core import clock, rest
from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, action_links, state_tags
from coop.mechanisms.research import queries
from coop.mechanisms.research.commands import PROJECT_RESOURCE, VISIT_RESOURCE
from coop.mechanisms.research.queries.views import (
    FieldVisitView,
    IssueEntryView,
    ResearchProjectView,
    ResearchStageView,
)
from coop.mechanisms.research.workflow import ASIDE, ENTRY_KINDS, PROJECT

_state_tag = state_tags(
    {
        "proposed": "info",
        "submitted": "warn",
        "accepted": "good",
        "applied": "good",
        "terminated": "bad",
    }
)
_VISIT_TONES = {"planned": "info", "recorded": "good", "cancelled": "neutral"}
_VERDICT_TONES = {"on_course": "good", "rectify": "warn", "accept": "good", "return": "bad"}
_FINDING_TONES = {"effective": "good", "in_progress": "info", "not_used": "bad"}
# What the page says first, by what this officer may do; the first that fits.
_NEXT = {
    "approve": Text(
        "请审核选题、方案和分工，同意的批准立项；也可由牵头单位提请联席会议审定。",
        "Check topic, plan and people and approve it; a joint meeting may decide instead.",
    ),
    "change_leader": Text(
        "牵头单位申请变更课题负责人，请答复。", "The lead asks for another leader: decide on it."
    ),
    "extend": Text("课题申请延期结题，请答复。", "More time is asked for: decide on it."),
    "accept": Text(
        "请评审下面的课题报告，通过或退回修改；全部评审人员通过即结题。",
        "Review the report below; when all reviewers accept, the project is finished.",
    ),
    "midterm": Text(
        "请对照方案检查中期报告。", "Check the mid-term report below against the plan."
    ),
    "start": Text("已批准立项，请启动研究。", "Approved: start the work."),
    "report_midterm": Text(
        "请在{midterm}前报送中期报告；结题期限{due}。",
        "Report at mid-term by {midterm}; the project is due on {due}.",
    ),
    "submit": Text(
        "中期检查已通过，请在{due}前（含当日）提交课题报告。",
        "The mid-term check is passed: hand in the report by {due} at the latest.",
    ),
    "follow_up": Text(
        "请在{follow_up}前跟踪成果运用情况并记录。",
        "Look into the use of the results and record it by {follow_up}.",
    ),
    "apply": Text(
        "课题已结题。成果被采用的，请登记成果转化。",
        "The project is finished. Record each result that your institution adopts.",
    ),
}
_WAITING = {
    "proposed": Text("等待召集人批准或联席会议审定。", "Waiting for approval."),
    "approved": Text("已立项，等待课题负责人启动。", "Approved; the leader starts the work."),
    "running": Text(
        "研究中：中期检查{midterm}，结题期限{due}。",
        "Under work: mid-term on {midterm}, due on {due}.",
    ),
    "submitted": Text("课题报告正在联合评审。", "The report is under joint review."),
    "accepted": Text("已结题，等待成果转化。", "Finished; waiting for results to be used."),
}


def _of_project(_actor: Actor, view: ResearchProjectView) -> dict[str, object]:
    return {
        "state_tag": _state_tag(view),
        "steps": PROJECT.course(view.state, aside=ASIDE),
        "next_step": _next_step(view),
        "facts": _facts(view),
        "stages": [_stage(one) for one in view.stages],
        "visits": [_visit(one) for one in view.visits],
        "lists": [(label, _lines(view, kind)) for kind, label in ENTRY_KINDS.items()],
        "verdict_tones": _VERDICT_TONES,
        "finding_tones": _FINDING_TONES,
    }


def _next_step(view: ResearchProjectView) -> Text | None:
    action = next((one for one in _NEXT if _is_next(one, view)), None)
    words = _NEXT[action] if action else _WAITING.get(view.state)
    if words is None:
        return None
    return words.with_facts(
        midterm=view.midterm_on, due=view.due_on, follow_up=view.follow_up_due_on or ""
    )


def _is_next(action: str, view: ResearchProjectView) -> bool:
    """A follow-up may be made again, but is asked for once."""
    is_owed = action != "follow_up" or view.follow_up_due_on is not None
    return is_owed and action in view.allowed_actions


def _facts(view: ResearchProjectView) -> list[tuple[Text, object]]:
    facts: list[tuple[Text, object]] = [
        (Text("编号", "Number"), view.issue_no),
        (Text("牵头单位", "Lead"), view.lead_name),
        (Text("课题负责人", "Leader"), view.leader_name),
        (Text("配合单位", "Taking part"), str(Text("、", ", ")).join(view.co_names)),
        (Text("评审人员", "Reviewers"), _reviewers(view)),
        (Text("立项方式", "Approved"), view.approval_label),
        (Text("中期检查", "Mid-term"), view.midterm_on),
        (Text("结题期限", "Due"), view.due_on),
        (Text("期限依据", "Basis of that day"), _basis(view)),
        (Text("跟踪问效", "Follow-up by"), view.follow_up_due_on),
        (Text("跟踪依据", "Basis of that day"), view.follow_up_basis),
        (Text("知悉范围", "Classification"), view.classification_label),
        (Text("理由", "Reason"), view.reason),
    ]
    return [(label, value) for label, value in facts if value not in (None, "")]


def _reviewers(view: ResearchProjectView) -> str:
    told = [f"{one.name}（{one.institution_name}）" for one in view.reviewers]
    return str(Text("、", ", ")).join(told)


def _basis(view: ResearchProjectView) -> Text:
    if view.due_on == view.planned_due_on:
        return Text("申报方案确定", "set by the proposal")
    return Text("原期限{day}，经召集人批准延期", "{day} before, moved by the convener").with_facts(
        day=view.planned_due_on
    )


def _stage(stage: ResearchStageView) -> dict[str, object]:
    return {"cells": [stage.title, stage.due_on, stage.reached_on, _stage_tag(stage), stage.note]}


def _stage_tag(stage: ResearchStageView) -> dict[str, object]:
    if stage.reached_on is None:
        overdue = {"tag": Text("逾期", "Overdue"), "tone": "bad"}
        return (
            overdue
            if stage.due_on < clock.today()
            else {"tag": Text("未到", "ahead"), "tone": "neutral"}
        )
    late = {"tag": Text("逾期完成", "reached late"), "tone": "warn"}
    return late if stage.is_late else {"tag": Text("按期完成", "reached in time"), "tone": "good"}


def _visit(view: FieldVisitView) -> dict[str, object]:
    return {
        "view": view,
        "tag": {"tag": view.state_label, "tone": _VISIT_TONES[view.state]},
        "actions": action_links(VISIT_RESOURCE, view),
    }


def _lines(view: ResearchProjectView, kind: str) -> list[dict[str, object]]:
    return [{"cells": _line(one)} for one in view.entries if one.kind == kind]


def _line(entry: IssueEntryView) -> list[object]:
    return [str(entry.number), entry.text, entry.answers, entry.owner_name]


pages = PageBlueprint("research", __name__)


@pages.blueprint.route("/research-reports/<uuid:report_id>/file")
def read_research_report(report_id: UUID) -> Response:
    return rest.download(queries.report_file(signed_in().actor, report_id))


pages.serve(
    PROJECT_RESOURCE,
    detail="research/project.html",
    columns=(
        Column(Text("课题", "Project"), lambda view: view.title),
        Column(Text("编号", "Number"), lambda view: view.issue_no),
        Column(Text("牵头单位", "Lead"), lambda view: view.lead_name),
        Column(Text("负责人", "Leader"), lambda view: view.leader_name),
        Column(Text("结题期限", "Due"), lambda view: view.due_on),
        Column(Text("状态", "State"), _state_tag),
    ),
    more=_of_project,
    nav=NavItem(Text("调研", "Research"), "/research-projects", 70),
)
pages.serve(VISIT_RESOURCE)
