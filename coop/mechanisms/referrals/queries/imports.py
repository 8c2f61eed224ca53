"""Reads of files of disputes, for the institution that uploaded them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.mechanisms.referrals.models.imports import DisputeImport
from coop.mechanisms.referrals.policy import BODY, CLERK
from coop.mechanisms.referrals.roster import IMPORT
from coop.mechanisms.referrals.roster_policy import holds_import

_MOST_FAULTS = 500
_PLAIN = ("id", "version", "state", "agreement_id", "institution_id", "filename", "done_at")
_ENCODINGS = {
    "utf-8": Text("UTF-8", "UTF-8"),
    "utf-8-sig": Text("UTF-8（带 BOM）", "UTF-8 with a byte order mark"),
    "gb18030": Text("GB18030，已按中文办公软件编码读取", "GB18030, as Chinese offices save it"),
    "xlsx": Text("xlsx 工作簿", "xlsx workbook"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFaultView:
    """row: as the spreadsheet shows it. column: by its name, "" for the whole row."""

    row: int
    column: str
    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeImportView(View):
    """导入. readable_count: rows that will be or were registered; faults: at most 500 of them."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    institution_id: UUID
    filename: str
    encoding: str
    encoding_label: Text
    uploaded_by: str
    uploaded_at: datetime
    readable_count: int
    done_count: int
    registered_count: int
    faulty_row_count: int
    faults: tuple[ImportFaultView, ...]
    done_at: datetime | None


def get_import(actor: Actor, import_id: UUID) -> DisputeImportView:
    """Raises NotFound for everybody but the institution's officers who register disputes."""
    found = session().scalar(_imports(actor).where(DisputeImport.id == import_id))
    if found is None:
        raise NotFound
    return _view(actor, found)


def list_imports(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[DisputeImportView]:
    """Newest first. wanted: agreement_id, state."""
    query = _imports(actor)
    for name, value in wanted.items():
        column: sa.ColumnElement[Any] = getattr(DisputeImport, name)
        query = query.where(column == value)
    page = page_of(query.order_by(DisputeImport.id.desc()), limit=limit, cursor=cursor)
    return Page(tuple(_view(actor, row[0]) for row in page.items), page.next)


def _imports(actor: Actor) -> sa.Select[Any]:
    under = sorted(one for one, role in actor.posts if role in (CLERK, BODY))
    return sa.select(DisputeImport).where(
        DisputeImport.institution_id == actor.institution_id,
        DisputeImport.agreement_id.in_(under),
    )


def _view(actor: Actor, row: DisputeImport) -> DisputeImportView:
    return DisputeImportView(
        **{name: getattr(row, name) for name in _PLAIN},
        state_label=IMPORT.states[row.state],
        allowed_actions=policy.allowed(actor, IMPORT, row.state, row, holds_import),
        encoding=row.encoding,
        encoding_label=_ENCODINGS[row.encoding],
        uploaded_by=row.actor_name,
        uploaded_at=row.created_at,
        readable_count=row.row_count,
        done_count=row.done_count,
        registered_count=row.registered_count,
        faulty_row_count=len({one["row"] for one in row.faults}),
        faults=tuple(
            ImportFaultView(
                row=one["row"],
                column=one["column"],
                code=one["code"],
                text=Text(one["zh"], one["en"]),
            )
            for one in row.faults[:_MOST_FAULTS]
        ),
    )
