"""The event stream, webhooks and deliveries over REST."""

from __future__ import annotations

from typing import Any

from flask import Response

from coop.core import health
from coop.core.api import ApiBlueprint
from coop.core.errors import BadRequest
from coop.core.language import Text
from coop.core.paging import MOST, USUAL
from coop.core.rest import UnknownParameter, caller, query_of
from coop.core.views import dumps
from coop.exchange import queries, schemas, stream
from coop.exchange.commands import DELIVERIES, WEBHOOKS

health.figure("coop_webhook_undelivered", "Webhook deliveries that wait or died")(
    queries.count_undelivered
)

api = ApiBlueprint("exchange")
api.serve(DELIVERIES)
api.serve(WEBHOOKS)


def _list_events() -> Response:
    wanted = query_of(schemas.EventFilters)
    if wanted["cursor"] is not None:
        raise UnknownParameter(reason="cursor", name="cursor")
    page = stream.list_events(
        caller("events:read"),
        agreement_id=wanted.get("agreement_id"),
        after=_position(wanted.get("after", "0")),
        limit=wanted["limit"],
    )
    return Response(dumps(page), 200, mimetype="application/json")


def _position(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise BadRequest(reason="after")
    return int(text)


_PARAMETERS: list[dict[str, Any]] = [
    {
        "name": "agreement_id",
        "in": "query",
        "schema": {"type": "string", "format": "uuid"},
        "description": "协议；只参与一个时可不填。The agreement, unless there is only one.",
    },
    {
        "name": "after",
        "in": "query",
        "schema": {"type": "integer", "minimum": 0, "default": 0},
        "description": "上次答复的 next。The `next` of the answer before.",
    },
    {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    },
]
_PAGE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["items", "next"],
    "properties": {
        "items": {"type": "array", "items": api.schema_of(stream.EventView)},
        "next": {
            "type": "integer",
            "description": "下次请求的 after。The position to ask after next time.",
        },
    },
}

api.operation(
    _list_events,
    "/events",
    "GET",
    operation_id="list_events",
    label=Text("事件流", "The stream of events"),
    hint=Text(
        "本单位可见的全部事件，按序号从 1 起连续排列；序号不连续即表示漏收。重复请求结果不变。",
        "All events your institution may see, in order and without gaps: a missing position is a "
        "missed event. Asking again gives the same answer.",
    ),
    scope="events:read",
    responses={200: (_PAGE, "application/json")},
    parameters=_PARAMETERS,
)
