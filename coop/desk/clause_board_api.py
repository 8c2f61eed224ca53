"""GET /api/v1/clause-board, as JSON, PDF and xlsx."""

from __future__ import annotations

from coop.core.api import ApiBlueprint
from coop.core.doors import Reading
from coop.core.language import Text
from coop.desk import clause_board_files as files
from coop.desk.clause_board import clause_board
from coop.desk.clause_board_views import ClauseBoardView
from coop.desk.schemas import ClauseBoardQuery
from coop.documents.spreadsheets import XLSX

_READ = "agreements:read"
api = ApiBlueprint("clause_board")
api.read(
    Reading(
        path="/clause-board",
        read=clause_board,
        query=ClauseBoardQuery,
        label=Text("协议履行情况", "How the agreement is kept, clause by clause"),
        scope=_READ,
        answers=ClauseBoardView,
    )
)
api.read(
    Reading(
        path="/clause-board.pdf",
        read=files.board_pdf,
        query=ClauseBoardQuery,
        label=Text("年度协议履行情况（PDF）", "How the agreement is kept, as PDF"),
        scope=_READ,
        answers="application/pdf",
    )
)
api.read(
    Reading(
        path="/clause-board.xlsx",
        read=files.board_xlsx,
        query=ClauseBoardQuery,
        label=Text("年度协议履行情况（xlsx）", "How the agreement is kept, as a table"),
        scope=_READ,
        answers=XLSX,
    )
)
