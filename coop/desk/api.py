"""GET /api/v1/work and /work-items: the desk's lists for a system that acts for one institution."""

from __future__ import annotations

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import page_schema, query_parameters
from coop.desk.schemas import WorkFilters
from coop.desk.work import WorkItemView, WorkView, list_work_items, my_work

api = ApiBlueprint("desk")


def _work() -> Response:
    actor = rest.caller("work:read")
    rest.plain_query(rest.NoFilters)
    return Response(views.dumps(my_work(actor)), mimetype="application/json")


def _work_items() -> Response:
    actor = rest.caller("work:read")
    page = list_work_items(actor, **rest.query_of(WorkFilters))
    return rest.read_response(rest.page_answer(page))


api.operation(
    _work,
    "/work",
    "GET",
    operation_id="get_work",
    label=Text("我的工作", "What waits for the caller, by group"),
    scope="work:read",
    responses={200: (api.schema_of(WorkView), "application/json")},
)
api.operation(
    _work_items,
    "/work-items",
    "GET",
    operation_id="list_work_items",
    label=Text("待办事项", "Everything that waits for the caller, page by page"),
    scope="work:read",
    responses={200: (page_schema(api.schema_of(WorkItemView)), "application/json")},
    parameters=query_parameters(WorkFilters),
)
