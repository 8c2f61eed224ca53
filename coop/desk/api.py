"""GET /api/v1/work: the desk's lists for a system that acts for one institution."""

from __future__ import annotations

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.desk.work import WorkView, my_work

api = ApiBlueprint("desk")


def _work() -> Response:
    actor = rest.caller("work:read")
    rest.plain_query(rest.NoFilters)
    return Response(views.dumps(my_work(actor)), mimetype="application/json")


api.operation(
    _work,
    "/work",
    "GET",
    operation_id="get_work",
    label=Text("我的工作", "What waits for the caller, by group"),
    scope="work:read",
    responses={200: (api.schema_of(WorkView), "application/json")},
)
