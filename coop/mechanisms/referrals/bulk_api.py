"""The REST operations on many disputes at once: bulk, reconciliation, figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import Response

from coop.core import http, rest, views
from coop.core.api import ApiBlueprint
from coop.core.doors import Reading
from coop.core.idempotency import Answer
from coop.core.language import Text
from coop.core.openapi_parts import header, parameters_of
from coop.documents.spreadsheets import XLSX
from coop.mechanisms.referrals import sheet_columns
from coop.mechanisms.referrals.import_commands import IMPORTS, REPORTS, SCOPE, row_of
from coop.mechanisms.referrals.queries.figure_files import dispute_figures_file
from coop.mechanisms.referrals.queries.figure_views import DisputeFiguresView
from coop.mechanisms.referrals.queries.reconciliation import Entry, differences, reconcile
from coop.mechanisms.referrals.queries.reconciliation_views import (
    DifferencesView,
    ReconciliationView,
)
from coop.mechanisms.referrals.queries.statistics import dispute_figures
from coop.mechanisms.referrals.roster_commands import BODIES, MEDIATORS
from coop.mechanisms.referrals.schemas import bulk as schemas
from coop.mechanisms.referrals.service.bulk import BulkOutcome, RowOutcome, register_many

_JSON = "application/json"
_READ = f"{SCOPE}:read"
api = ApiBlueprint("referrals_bulk")
for _resource in (BODIES, MEDIATORS, IMPORTS, REPORTS):
    api.serve(_resource)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRowView:
    """What became of one row. status: 201 registered, 200 faultless but not kept (dry run, or
    another row undid it), else why it was refused, as problem tells.
    """

    row: int
    status: int
    dispute_id: UUID | None
    issue_no: str | None
    external_ref: str | None
    state: str | None
    problem: dict[str, object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkDisputesView:
    """One result per row, in the order given. registered_count: how many were kept."""

    is_dry_run: bool
    registered_count: int
    refused_count: int
    results: tuple[BulkRowView, ...]


def _register_many() -> Response:
    actor = rest.caller(f"{SCOPE}:write")
    rest.require_key()
    asked: dict[str, Any] = rest.json_body(schemas.RegisterMany)
    rows = [row_of(one) for one in asked.pop("rows")]

    def compose(outcome: BulkOutcome) -> Answer:
        return Answer(207, views.dumps(_answer(outcome, is_dry_run=asked.get("dry_run", False))))

    return rest.once(actor, lambda: register_many(actor, rows=rows, **asked), compose)


def _answer(outcome: BulkOutcome, *, is_dry_run: bool) -> BulkDisputesView:
    results = tuple(_result(place, one) for place, one in enumerate(outcome.rows))
    return BulkDisputesView(
        is_dry_run=is_dry_run,
        registered_count=sum(one.is_kept for one in outcome.rows),
        refused_count=sum(one.refusal is not None for one in outcome.rows),
        results=results,
    )


def _result(place: int, one: RowOutcome) -> BulkRowView:
    made, refusal = one.told, one.refusal
    status = 201 if one.is_kept else 200
    return BulkRowView(
        row=place,
        status=status if refusal is None else http.status_of(refusal),
        dispute_id=made.dispute_id if made and one.is_kept else None,
        issue_no=made.issue_no if made and one.is_kept else None,
        external_ref=made.external_ref if made else None,
        state=made.state if made else None,
        problem=None if refusal is None else http.problem(refusal),
    )


api.operation(
    _register_many,
    "/referrals/bulk",
    "POST",
    operation_id="register_many_disputes",
    label=Text("批量登记和移送纠纷", "Register and refer many disputes"),
    hint=Text(
        "最多1000行，逐行判断并按原顺序返回结果；填写body_id、kind、mode的行登记后即移送。",
        "At most 1000 rows, each judged alone and answered in order; rows with body_id, kind and"
        " mode are referred at once.",
    ),
    scope=f"{SCOPE}:write",
    responses={207: (api.schema_of(BulkDisputesView), _JSON)},
    parameters=[header("Idempotency-Key", required=True)],
    body=schemas.RegisterMany,
)


# --------------------------------------------------------------------------- reconciliation


def _reconcile() -> Response:
    found = reconcile(rest.caller(_READ), **rest.plain_query(schemas.ReconcileQuery))
    return Response(views.dumps(found), mimetype=_JSON)


api.operation(
    _reconcile,
    "/dispute-reconciliation",
    "GET",
    operation_id="reconcile_disputes",
    label=Text("按日对账", "Counts and hashes day by day"),
    hint=Text(
        "法院按登记日、调解组织按移送日；最多92天。",
        "By the day of registration for a court, of the referral for a body; 92 days at most.",
    ),
    scope=_READ,
    responses={200: (api.schema_of(ReconciliationView), _JSON)},
    parameters=parameters_of(schemas.ReconcileQuery),
)


def _compare() -> Response:
    actor = rest.caller(_READ)
    asked: dict[str, Any] = rest.json_body(schemas.CompareDay)
    entries = [Entry(**one) for one in asked.pop("entries")]
    found = differences(actor, entries=entries, **asked)
    return Response(views.dumps(found), mimetype=_JSON)


api.operation(
    _compare,
    "/dispute-reconciliation/differences",
    "POST",
    operation_id="compare_disputes",
    label=Text("对账差异", "Where a day's list differs"),
    hint=Text(
        "提交本方某日清单，返回差异；不改变任何数据。",
        "Send your own list of a day, read where it differs; nothing is changed.",
    ),
    scope=_READ,
    responses={200: (api.schema_of(DifferencesView), _JSON)},
    body=schemas.CompareDay,
)


# --------------------------------------------------------------------------- figures, template


_FIGURES = Reading(
    path="/dispute-figures",
    read=dispute_figures,
    query=schemas.FiguresQuery,
    label=Text("调解统计", "Figures about mediation"),
    hint=Text(
        "按调解组织、案由、月份；其他成员单位不见小于5的数字。",
        "By body, cause and month; other parties don't see numbers below five.",
    ),
    scope=_READ,
    answers=DisputeFiguresView,
)
api.read(_FIGURES)
api.read(replace(_FIGURES, path="/dispute-figures.xlsx", read=dispute_figures_file, answers=XLSX))


def _template() -> Response:
    rest.caller(_READ)
    return Response(sheet_columns.template(), mimetype="text/csv")


api.operation(
    _template,
    "/dispute-imports/template.csv",
    "GET",
    operation_id="get_dispute_import_template",
    label=Text("导入模板", "Template of an import"),
    scope=_READ,
    responses={200: ({"type": "string", "format": "binary"}, "text/csv")},
)
