"""Tasks and co-organisers' parts."""

from __future__ import annotations

from collections.abc import Iterable

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.supervision import policy, queries, service
from coop.supervision.schemas import tasks as schemas
from coop.supervision.views import TaskMilestoneView, TaskPartView, TaskView
from coop.supervision.workflow import PART_WORKFLOW, WORKFLOW

_FORM_FIELDS = (
    "classification",
    "agreement_id",
    "title",
    "demand",
    "source_kind",
    "source_label",
    "source_url",
    "source_id",
    "due_on",
)


_act = doors.acts_in(WORKFLOW.actions)
_part = doors.acts_in(PART_WORKFLOW.actions)


def _draft_of(view: TaskView | None) -> dict[str, object]:
    """What an edit form starts with."""
    if view is None:
        return {}
    parts = [
        {"institution_id": one.institution.id, "text": one.text, "due_on": one.due_on}
        for one in view.parts
    ]
    values: dict[str, object] = {name: getattr(view, name) for name in _FORM_FIELDS}
    return values | {
        "lead_id": view.lead.id,
        "parts": parts,
        "milestones": _points(view.milestones),
    }


def _points(found: Iterable[TaskMilestoneView]) -> list[dict[str, object]]:
    return [{"planned_on": one.planned_on, "text": one.text} for one in found]


def _plan_of(view: TaskView) -> dict[str, object]:
    ahead = [one for one in view.milestones if not (one.reached_on or one.is_missed)]
    return {"milestones": _points(ahead)}


TASK = doors.register(
    Resource(
        name="task",
        plural="tasks",
        scope="tasks",
        is_kept=True,
        label=Text("督办任务", "Tasks"),
        view=TaskView,
        get=queries.get_task,
        list=queries.list_tasks,
        filters=schemas.TaskFilters,
        home=lambda view: f"/tasks/{view.id}",
        create=Act(
            "draft_task",
            service.draft_task,
            Text("拟定任务", "Draft a task"),
            schema=schemas.DraftTask,
            offered_to=policy.is_secretariat,
            draft=True,
            hint=Text(
                "保存后为草稿，只有本单位能看到；交办后各方可见。",
                "Saved as a draft that only your institution sees, until you assign it.",
            ),
        ),
        edit=_act("edit", service.edit_task, schemas.EditTask, prefill=_draft_of),
        acts=(
            _act(
                "assign",
                service.assign_task,
                tone="primary",
                hint=Text(
                    "交办后各成员单位可见，牵头单位须在规定工作日内签收。",
                    "All parties see it from now on; the lead has to accept within the set days.",
                ),
                done=Text("已交办。", "Assigned."),
            ),
            _act("discard", service.discard_task, tone="danger"),
            _act(
                "accept",
                service.accept_task,
                tone="primary",
                hint=Text("签收后由本单位牵头办理。", "Your institution then leads the work."),
                done=Text("已签收。", "Accepted."),
            ),
            _act("refuse", service.refuse_task, schemas.RefuseTask),
            _act("decide", service.decide_task, schemas.DecideTask, tone="primary"),
            _act(
                "report",
                service.report_progress,
                schemas.ReportProgress,
                adds=True,
                tone="primary",
                draft=True,
                done=Text("周报已填报。", "The report is filed."),
            ),
            _act("plan", service.plan_milestones, schemas.PlanMilestones, prefill=_plan_of),
            _act("reach", service.reach_milestone, schemas.ReachMilestone),
            _act(
                "split",
                service.split_task,
                schemas.SplitTask,
                adds=True,
                answers="task",
                hint=Text(
                    "子任务交办后单独签收、填报和销号；全部销号后才能报送本任务办结。",
                    "Sub-tasks are accepted, reported and closed on their own; all of them before"
                    " the whole task can be submitted.",
                ),
                done=Text("子任务已交办。", "The sub-task is assigned."),
            ),
            _act("ask_extension", service.ask_extension, schemas.AskExtension),
            _act("extend", service.decide_extension, schemas.DecideExtension, tone="primary"),
            _act(
                "submit",
                service.submit_task,
                schemas.SubmitTask,
                draft=True,
                done=Text("已报送，等待核验销号。", "Submitted; it waits for review."),
            ),
            _act(
                "close",
                service.close_task,
                schemas.CloseTask,
                tone="primary",
                hint=Text(
                    "由轮值单位秘书处核验；轮值单位自己牵头的，由下一轮值单位秘书处核验。",
                    "By the host's secretariat, or by the next host's when the host itself leads.",
                ),
                done=Text("已销号。", "Closed."),
            ),
            _act("return", service.return_task, schemas.Reason),
            _act("suspend", service.suspend_task, schemas.Reason),
            _act("resume", service.resume_task, schemas.ResumeTask),
            _act("cancel", service.cancel_task, schemas.Reason, tone="danger"),
            _act("reopen", service.reopen_task, schemas.ReopenTask),
        ),
    )
)

TASK_PART = doors.register(
    Resource(
        name="task_part",
        plural="task-parts",
        scope="tasks",
        is_kept=True,
        label=Text("配合事项", "Parts of co-organisers"),
        view=TaskPartView,
        get=queries.get_part,
        home=lambda view: f"/tasks/{view.task_id}",
        acts=(
            _part("accept", service.accept_part, tone="primary"),
            _part("finish", service.finish_part, schemas.FinishPart, tone="primary"),
            _part("waive", service.waive_part, schemas.Reason),
        ),
    )
)

doors.name_actions(
    {
        "task.draft": Text("拟定任务", "Draft a task"),
        "task.open": Text("随来源立项交办", "Opened and assigned with its source"),
        "task.remind": Text("提醒补报周报", "Reminded of the weekly report"),
        "task.withdraw": WORKFLOW.actions["withdraw"],
    }
)
