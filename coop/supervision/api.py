"""The REST door of supervision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response

from coop.core import http, rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.supervision import commands, service
from coop.supervision.schemas.rhythm import BulkChange
from coop.supervision.service.bulk import Chosen, Outcome

api = ApiBlueprint("supervision")
for _resource in (
    commands.TASK,
    commands.TASK_PART,
    commands.WORK_TIP,
    commands.MONTHLY_DISPATCH,
    commands.SUPERVISION_ORDER,
    commands.STAND_IN,
    commands.BULLETIN,
):
    api.serve(_resource)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkResultView:
    """What became of one task. problem: why it was refused, as that task's own answer would say."""

    id: UUID
    status: int
    state: str | None
    version: int | None
    problem: dict[str, object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAnswerView:
    """One result per task, in the order asked for."""

    results: tuple[BulkResultView, ...]


def _change_tasks() -> Response:
    actor = rest.caller("tasks:write")
    asked: dict[str, Any] = rest.json_body(BulkChange)
    chosen = [Chosen(**one) for one in asked.pop("tasks")]
    outcomes = service.change_tasks(actor, asked.pop("action"), chosen, **asked)
    answer = BulkAnswerView(results=tuple(_result(one) for one in outcomes))
    return Response(views.dumps(answer), 207, mimetype="application/json")


def _result(outcome: Outcome) -> BulkResultView:
    refusal = outcome.refusal
    return BulkResultView(
        id=outcome.id,
        status=200 if refusal is None else http.status_of(refusal),
        state=outcome.state,
        version=outcome.version,
        problem=None if refusal is None else http.problem(refusal),
    )


api.operation(
    _change_tasks,
    "/tasks/bulk",
    "POST",
    operation_id="change_tasks",
    label=Text("批量办理任务", "Do the same to many tasks"),
    hint=Text(
        "逐项办理，互不影响，每项各有结果。版本即为防重：重复提交时已办理的返回412。",
        "Each task on its own, each with its own result. The versions guard against repetition:"
        " sent again, what was done answers 412.",
    ),
    scope="tasks:write",
    responses={207: (api.schema_of(BulkAnswerView), "application/json")},
    body=BulkChange,
)
