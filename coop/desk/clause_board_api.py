"""GET /api/v1/clause-board, as JSON, PDF and xlsx."""

from __future__ import annotations

from flask import Response

from coop.core import rest, views
from coop.core.api import ApiBlueprint
from coop.core.language import Text
from coop.core.openapi_parts import parameters_of
from coop.desk import clause_board_files as files
from coop.desk.clause_board import clause_board
from coop.desk.clause_board_views import ClauseBoardView
from coop.desk.schemas import ClauseBoardQuery
from coop.documents.spreadsheets import XLSX

_READ = "agreements:read"
_BINARY = {"type": "string", "format": "binary"}
api = ApiBlueprint("clause_board")


def _board() -> Response:
    actor = rest.caller(_READ)
    found = clause_board(actor, **rest.plain_query(ClauseBoardQuery))
    return Response(views.dumps(found), mimetype="application/json")


def _pdf() -> Response:
    actor = rest.caller(_READ)
    return rest.download(files.board_pdf(actor, **rest.plain_query(ClauseBoardQuery)))


def _xlsx() -> Response:
    actor = rest.caller(_READ)
    return rest.download(files.board_xlsx(actor, **rest.plain_query(ClauseBoardQuery)))


for view, path, name, label, answer in (
    (
        _board,
        "/clause-board",
        "get_clause_board",
        Text("协议履行情况", "How the agreement is kept, clause by clause"),
        (api.schema_of(ClauseBoardView), "application/json"),
    ),
    (
        _pdf,
        "/clause-board.pdf",
        "get_clause_board_pdf",
        Text("年度协议履行情况（PDF）", "How the agreement is kept, as PDF"),
        (_BINARY, "application/pdf"),
    ),
    (
        _xlsx,
        "/clause-board.xlsx",
        "get_clause_board_xlsx",
        Text("年度协议履行情况（xlsx）", "How the agreement is kept, as a table"),
        (_BINARY, XLSX),
    ),
):
    api.operation(
        view,
        path,
        "GET",
        operation_id=name,
        label=label,
        scope=_READ,
        responses={200: answer},
        parameters=parameters_of(ClauseBoardQuery),
    )
