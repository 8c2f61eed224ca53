"""The REST door of supervision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response

from coop.core import http, rest, views
from coop.core.api import ApiBlueprint
from coop.core.idempotency import Answer
from coop.core.language import Text
from coop.core.openapi_parts import header, query_parameters
from coop.supervision import commands, service
from coop.supervision.printing.ledger import XLSX
from coop.supervision.queries import ledger
from coop.supervision.schemas.ledger import LedgerCsvQuery, LedgerQuery
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
    action = asked.pop("action")

    def compose(outcomes: tuple[Outcome, ...]) -> Answer:
        answer = BulkAnswerView(results=tuple(_result(one) for one in outcomes))
        return Answer(207, views.dumps(answer))

    run = partial(service.change_tasks, actor, action, chosen, **asked)
    return rest.once_for_many(actor, run, compose)


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
        "逐项办理，互不影响，每项各有结果。带 Idempotency-Key 重发的返回原结果；"
        "不带的，已办理的返回412。",
        "Each task on its own, each with its own result. Sent again with its Idempotency-Key the"
        " same results are answered; without it what was done answers 412.",
    ),
    scope="tasks:write",
    responses={207: (api.schema_of(BulkAnswerView), "application/json")},
    parameters=[header("Idempotency-Key", required=False)],
    body=BulkChange,
)


# --------------------------------------------------------------------------- the ledger

_LEDGER = Text("督办通报", "Ledger of rates per institution and period")
_BINARY = {"type": "string", "format": "binary"}


def _parameters(query: type[LedgerQuery]) -> list[dict[str, Any]]:
    """Without those of a list: a ledger does not page."""
    return [one for one in query_parameters(query) if one["name"] not in {"limit", "cursor"}]


def _ledger() -> Response:
    actor = rest.caller("tasks:read")
    found = ledger.get_ledger(actor, **rest.plain_query(LedgerQuery))
    return Response(views.dumps(found), mimetype="application/json")


def _ledger_pdf() -> Response:
    actor = rest.caller("tasks:read")
    return rest.download(ledger.ledger_pdf(actor, **rest.plain_query(LedgerQuery)))


def _ledger_xlsx() -> Response:
    actor = rest.caller("tasks:read")
    return rest.download(ledger.ledger_xlsx(actor, **rest.plain_query(LedgerQuery)))


def _ledger_csv() -> Response:
    actor = rest.caller("tasks:read")
    asked = rest.plain_query(LedgerCsvQuery)
    bom = asked.pop("bom", "false") == "true"
    return rest.download(ledger.ledger_csv(actor, bom=bom, **asked))


api.operation(
    _ledger,
    "/task-ledger",
    "GET",
    operation_id="get_task_ledger",
    label=_LEDGER,
    scope="tasks:read",
    responses={200: (api.schema_of(ledger.LedgerView), "application/json")},
    parameters=_parameters(LedgerQuery),
)
api.operation(
    _ledger_pdf,
    "/task-ledger.pdf",
    "GET",
    operation_id="get_task_ledger_pdf",
    label=_LEDGER,
    scope="tasks:read",
    responses={200: (_BINARY, "application/pdf")},
    parameters=_parameters(LedgerQuery),
)
api.operation(
    _ledger_xlsx,
    "/task-ledger.xlsx",
    "GET",
    operation_id="get_task_ledger_xlsx",
    label=_LEDGER,
    scope="tasks:read",
    responses={200: (_BINARY, XLSX)},
    parameters=_parameters(LedgerQuery),
)
api.operation(
    _ledger_csv,
    "/task-ledger.csv",
    "GET",
    operation_id="get_task_ledger_csv",
    label=_LEDGER,
    scope="tasks:read",
    responses={200: (_BINARY, "text/csv")},
    parameters=_parameters(LedgerCsvQuery),
)
