"""Projects and field visits as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.research import queries, schemas
from coop.mechanisms.research.policy import may_propose
from coop.mechanisms.research.queries.views import (
    FieldVisitView,
    ResearchProjectView,
    ResearchSummaryView,
)
from coop.mechanisms.research.service import (
    approving,
    changes,
    midterm,
    proposing,
    reports,
    results,
    visits,
    work,
)
from coop.mechanisms.research.workflow import PROJECT, VISIT

_PDF = "application/pdf"
doors.name_actions(
    {
        "research_project.propose": Text("申报课题", "Proposed"),
        "research_project.remind": Text("系统提醒课题节点", "Reminder of a due day"),
        "field_visit.plan": Text("安排调研", "Planned"),
    }
)


def _project(view: Any) -> dict[str, object]:
    names = (
        "title", "leader_id", "background", "plan", "midterm_on", "due_on", "classification",
        "external_ref",
    )  # fmt: skip
    return {
        **{name: getattr(view, name) for name in names},
        "co_ids": [one.institution_id for one in view.parties],
        "team": [
            {"institution_id": one.institution_id, "name": one.name, "duty": one.duty}
            for one in view.team
        ],
        "stages": [{"title": one.title, "due_on": one.due_on} for one in view.stages],
    }


def _visit(view: Any) -> dict[str, object]:
    names = ("title", "place", "visit_on", "participants", "arranged_by_id")
    return {name: getattr(view, name) for name in names}


def _act(name: str, command: doors.Command, **more: Any) -> Act:
    return Act(name, command, PROJECT.actions[name], **more)


_CHOOSING = (
    _act(
        "approve",
        approving.approve_project,
        schema=schemas.ApproveProject,
        tone="primary",
        hint=Text(
            "批准后自动编号并印发立项通知；课题负责人和结题期限随即固定。",
            "It is numbered and the notice goes out; leader and day are fixed from then on.",
        ),
    ),
    _act("raise_item", proposing.raise_to_meeting, schema=schemas.RaiseProject),
    _act(
        "approve_by_meeting",
        approving.approve_by_meeting,
        tone="primary",
        hint=Text(
            "联席会议结束并就该课题作出决定后登记。",
            "Once the joint meeting has concluded and resolved on it.",
        ),
    ),
    _act(
        "name_reviewers",
        approving.name_reviewers,
        schema=schemas.NameReviewers,
        prefill=lambda view: {"reviewer_ids": [one.person_id for one in view.reviewers]},
    ),
    _act("start", approving.start_project, tone="primary"),
)
_WORKING = (
    _act(
        "reach_stage",
        work.reach_stage,
        schema=schemas.ReachStage,
        prefill=lambda view: {
            "number": next((one.number for one in view.stages if one.reached_on is None), None)
        },
    ),
    _act(
        "plan_visit",
        visits.plan_visit,
        schema=schemas.PlanVisit,
        adds=True,
        answers="field_visit",
    ),
    _act("add_entry", work.add_entry, schema=schemas.AddEntry, adds=True),
    _act(
        "report_midterm",
        midterm.report_midterm,
        schema=schemas.ReportMidterm,
        tone="primary",
        draft=True,
    ),
    _act("midterm", midterm.review_midterm, schema=schemas.CheckMidterm, tone="primary"),
    _act("ask_leader_change", changes.ask_leader_change, schema=schemas.AskLeaderChange, adds=True),
    _act("change_leader", changes.change_leader, schema=schemas.DecideChange, tone="primary"),
    _act("ask_extension", changes.ask_extension, schema=schemas.AskProjectExtension, adds=True),
    _act("extend", changes.extend_project, schema=schemas.DecideChange, tone="primary"),
)
_ENDING = (
    _act(
        "submit",
        reports.submit_report,
        schema=schemas.SubmitReport,
        tone="primary",
        draft=True,
        hint=Text(
            "提交后由评审人员联合评审，全部通过即结题。",
            "The reviewers review it; when all accept, the project is finished.",
        ),
    ),
    _act("accept", reports.accept_report, schema=schemas.AcceptReport, tone="primary"),
    _act("return", reports.return_report, schema=schemas.ReturnReport),
    _act("apply", results.apply_outcome, schema=schemas.ApplyOutcome, tone="primary"),
    _act("follow_up", results.follow_up, schema=schemas.FollowUp),
    _act("terminate", approving.terminate_project, schema=schemas.TerminateProject, tone="danger"),
)

PROJECT_RESOURCE = doors.register(
    Resource(
        name="research_project",
        plural="research-projects",
        scope="research",
        label=Text("调查研究", "Joint research"),
        view=ResearchProjectView,
        list_view=ResearchSummaryView,
        get=queries.get_project,
        list=queries.list_projects,
        filters=schemas.ResearchFilters,
        home=lambda view: f"/research-projects/{view.id}",
        create=Act(
            "propose_research_project",
            proposing.propose_project,
            Text("申报课题", "Propose a project"),
            schema=schemas.ProposeProject,
            draft=True,
            offered_to=may_propose,
            hint=Text(
                "由本单位牵头、至少一个成员单位配合，经召集人批准或联席会议审定后立项。",
                "Your institution leads, another takes part; the convener or a meeting approves.",
            ),
        ),
        edit=_act(
            "edit",
            proposing.edit_project,
            schema=schemas.EditProject,
            prefill=_project,
            draft=True,
        ),
        acts=(*_CHOOSING, *_WORKING, *_ENDING),
        files=(
            File(
                "results.pdf",
                queries.results_pdf,
                Text("成果运用清单（PDF）", "Results (PDF)"),
                _PDF,
            ),
        ),
    )
)

VISIT_RESOURCE = doors.register(
    Resource(
        name="field_visit",
        plural="field-visits",
        scope="research",
        label=Text("调研活动", "Field visits"),
        view=FieldVisitView,
        get=queries.get_visit,
        list=queries.list_visits,
        filters=schemas.VisitFilters,
        home=lambda view: f"/research-projects/{view.project_id}#visit-{view.id}",
        edit=Act(
            "edit",
            visits.edit_visit,
            VISIT.actions["edit"],
            schema=schemas.EditVisit,
            prefill=_visit,
        ),
        acts=(
            Act(
                "record",
                visits.record_findings,
                VISIT.actions["record"],
                schema=schemas.RecordVisit,
                tone="primary",
                draft=True,
            ),
            Act(
                "cancel",
                visits.cancel_visit,
                VISIT.actions["cancel"],
                schema=schemas.CancelVisit,
                tone="danger",
            ),
        ),
    )
)
