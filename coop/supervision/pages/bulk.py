"""/tasks/bulk: the same act on many tasks, each with its result."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, render_template, request

from coop.core import form_fields
from coop.core.actor import Actor
from coop.core.browsing import raw_form, signed_in
from coop.core.errors import Invalid
from coop.core.language import Text
from coop.core.messages import MESSAGES
from coop.supervision import queries, service
from coop.supervision.pages.blueprint import pages
from coop.supervision.schemas.rhythm import BulkChange
from coop.supervision.service.bulk import ACTIONS, WITH_REASON, Chosen, Outcome
from coop.supervision.views import TaskView
from coop.supervision.workflow import WORKFLOW

_MOST = 200
_TITLE = Text("批量办理任务", "Do the same to many tasks")
_NONE_CHOSEN = Text("请至少选择一项任务。", "Choose at least one task.")


@pages.blueprint.route("/tasks/bulk", methods=["GET", "POST"])
def change_tasks() -> Response:
    actor = signed_in().actor
    action = request.args.get("action", next(iter(ACTIONS)))
    if action not in ACTIONS:
        abort(404)
    tasks = _offered(actor, action)
    chosen = _chosen() if request.method == "POST" else []
    errors: list[tuple[str, str]] = []
    outcomes: tuple[Outcome, ...] = ()
    if request.method == "POST" and not chosen:
        errors = [("task-1", str(_NONE_CHOSEN))]
    elif chosen:
        outcomes, errors = _change(actor, action, chosen)
    titles = {one.id: one.title for one in tasks}
    context: dict[str, object] = {
        "tasks": tasks if errors or not chosen else _offered(actor, action),
        "chosen": {one.id for one in chosen} if errors else set(),
        "results": [_row(one, titles) for one in outcomes],
        "errors": errors,
    }
    return Response(_page(actor, action, context), 422 if errors else 200)


def _page(actor: Actor, action: str, context: dict[str, object]) -> str:
    drawn = form_fields.shown(BulkChange, raw_form(), actor=actor, subject=None)
    return render_template(
        "supervision/bulk.html",
        title=_TITLE,
        trail=[(Text("督办任务", "Tasks"), "/tasks")],
        action=action,
        action_label=ACTIONS[action],
        tabs=[
            (label, f"/tasks/bulk?action={code}", code == action) for code, label in ACTIONS.items()
        ],
        wants_reason=action in WITH_REASON,
        reason=next(one for one in drawn if one.name == "reason"),
        result_columns=[Text("任务", "Task"), Text("结果", "Result")],
        **context,
    )


def _offered(actor: Actor, action: str) -> list[TaskView]:
    """Tasks that the actor may do this to now, the nearest day first."""
    found = [
        task
        for state in sorted(WORKFLOW.sources(action))
        for task in queries.list_tasks(actor, limit=_MOST, state=state).items
        if action in task.allowed_actions
    ]
    return sorted(found, key=lambda one: (one.due_on, one.title))


def _chosen() -> list[Chosen]:
    """The ticked rows, "id:version" each; anything else is no page of ours."""
    try:
        pairs = [one.split(":") for one in request.form.getlist("chosen")]
        return [Chosen(UUID(task_id), int(version)) for task_id, version in pairs]
    except ValueError:
        abort(400)


def _change(
    actor: Actor, action: str, chosen: list[Chosen]
) -> tuple[tuple[Outcome, ...], list[tuple[str, str]]]:
    reason = request.form.get("reason", "").strip()
    if action in WITH_REASON and not reason:
        return (), [("f-reason", str(MESSAGES["required"]))]
    try:
        return service.change_tasks(actor, action, chosen, reason=reason), []
    except Invalid as wrong:
        return (), [("", str(one.text)) for one in wrong.problems]


def _row(outcome: Outcome, titles: dict[UUID, str]) -> dict[str, object]:
    if outcome.refusal is not None:
        told: object = {"tag": str(outcome.refusal.message), "tone": "bad"}
    else:
        told = {"tag": WORKFLOW.states[outcome.state or ""], "tone": "good"}
    cells = [titles.get(outcome.id, str(outcome.id)), told]
    return {"cells": cells, "url": f"/tasks/{outcome.id}"}
