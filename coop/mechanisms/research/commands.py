"""Projects and field visits as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource, values_of
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
_act = doors.acts_in(PROJECT.actions)
_visit = doors.acts_in(VISIT.actions)


doors.name_actions(
    {
        "research_project.propose": Text("申报课题", "Proposed"),
        "research_project.remind": Text("系统提醒课题节点", "Reminder of a due day"),
        "field_visit.plan": Text("安排调研", "Planned"),
    }
)


def _project_now(view: Any) -> dict[str, object]:
    names = (
        "title", "leader_id", "background", "plan", "midterm_on", "due_on", "classification",
        "external_ref",
    )  # fmt: skip
    return {
        **values_of(view, *names),
        "co_ids": [one.institution_id for one in view.parties],
        "team": [values_of(one, "institution_id", "name", "duty") for one in view.team],
        "stages": [values_of(one, "title", "due_on") for one in view.stages],
    }


def _visit_now(view: Any) -> dict[str, object]:
    names = ("title", "place", "visit_on", "participants", "arranged_by_id")
    return values_of(view, *names)


_CHOOSING = (
    _act(
        "approve",
        approving.approve_project,
        schemas.ApproveProject,
        tone="primary",
        hint=Text(
            "批准后自动编号并印发立项通知；课题负责人和结题期限随即固定。",
            "It is numbered and the notice goes out; leader and day are fixed from then on.",
        ),
    ),
    _act("raise_item", proposing.raise_to_meeting, schemas.RaiseProject),
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
        schemas.NameReviewers,
        prefill=lambda view: {"reviewer_ids": [one.person_id for one in view.reviewers]},
    ),
    _act("start", approving.start_project, tone="primary"),
)
_WORKING = (
    _act(
        "reach_stage",
        work.reach_stage,
        schemas.ReachStage,
        prefill=lambda view: {
            "number": next((one.number for one in view.stages if one.reached_on is None), None)
        },
    ),
    _act("plan_visit", visits.plan_visit, schemas.PlanVisit, adds=True, answers="field_visit"),
    _act("add_entry", work.add_entry, schemas.AddEntry, adds=True),
    _act(
        "report_midterm", midterm.report_midterm, schemas.ReportMidterm, tone="primary", draft=True
    ),
    _act("midterm", midterm.review_midterm, schemas.CheckMidterm, tone="primary"),
    _act("ask_leader_change", changes.ask_leader_change, schemas.AskLeaderChange, adds=True),
    _act("change_leader", changes.change_leader, schemas.DecideChange, tone="primary"),
    _act("ask_extension", changes.ask_extension, schemas.AskProjectExtension, adds=True),
    _act("extend", changes.extend_project, schemas.DecideChange, tone="primary"),
)
_ENDING = (
    _act(
        "submit",
        reports.submit_report,
        schemas.SubmitReport,
        tone="primary",
        draft=True,
        hint=Text(
            "提交后由评审人员联合评审，全部通过即结题。",
            "The reviewers review it; when all accept, the project is finished.",
        ),
    ),
    _act("accept", reports.accept_report, schemas.AcceptReport, tone="primary"),
    _act("return", reports.return_report, schemas.ReturnReport),
    _act("apply", results.apply_outcome, schemas.ApplyOutcome, tone="primary"),
    _act("follow_up", results.follow_up, schemas.FollowUp),
    _act("terminate", approving.terminate_project, schemas.TerminateProject, tone="danger"),
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
            "edit", proposing.edit_project, schemas.EditProject, prefill=_project_now, draft=True
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
        edit=_visit("edit", visits.edit_visit, schemas.EditVisit, prefill=_visit_now),
        acts=(
            _visit(
                "record", visits.record_findings, schemas.RecordVisit, tone="primary", draft=True
            ),
            _visit("cancel", visits.cancel_visit, schemas.CancelVisit, tone="danger"),
        ),
    )
)
