"""The clause board as files."""

from __future__ import annotations

from uuid import UUID

from coop.core.actor import Actor
from coop.core.doors import Download
from coop.desk import printing
from coop.desk.clause_board import clause_board
from coop.documents.spreadsheets import XLSX
from coop.registry import directory


def board_pdf(actor: Actor, agreement_id: UUID, *, year: int) -> Download:
    """As a letter of the host of the cut-off day. Raises as clause_board, and NoHost."""
    board = clause_board(actor, agreement_id, year=year)
    host_id = directory.host_on(agreement_id, board.cut_off_on)
    issuer = directory.party(agreement_id, host_id, on=board.cut_off_on)
    return Download(
        f"{year}年度协议履行情况.pdf", "application/pdf", printing.board_pdf(board, issuer)
    )


def board_xlsx(actor: Actor, agreement_id: UUID, *, year: int) -> Download:
    board = clause_board(actor, agreement_id, year=year)
    return Download(f"{year}年度协议履行情况.xlsx", XLSX, printing.board_xlsx(board))
